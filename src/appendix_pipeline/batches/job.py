"""What a run asks of its workers, and what becomes of a file that a worker cannot finish."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from appendix_pipeline.batches.item import OTHER, Failed, Item
from appendix_pipeline.errors import InputError, Sentence
from appendix_pipeline.options import Options

_DIVIDE = {
    "vi": "hãy chia nhỏ tệp, hoặc tăng {} và thêm --retry-failed.",
    "en": "divide the file, or raise {} and add --retry-failed.",
}


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for all files of a run; `work` is a folder that belongs to this run alone."""

    work: Path
    formats: tuple[str, ...]
    options: Options
    workers: int
    seconds: float
    memory: int
    together: bool = False


def workplace(job: Job, item: Item) -> Path:
    """Return the folder in which the outputs of `item` are made, before they are published."""
    return job.work / sha256(item.folder.encode()).hexdigest()[:16]


def no_word_file(item: Item) -> Failed:
    """Return what is told of a file that is no Word file and was left where it is."""
    message: Sentence = {
        "vi": "Chỉ chuyển được tệp Word (.docx, .doc, .rtf, .odt); hãy xin bản Word.",
        "en": "Only Word files are converted (.docx, .doc, .rtf, .odt); ask for one.",
    }
    return Failed(item, OTHER, InputError.exit_code, message)


def out_of_memory(item: Item, limit: int) -> Failed:
    """Return what becomes of a file that needs more memory than a worker may have."""
    message: Sentence = {
        "vi": f"Tệp cần hơn {limit} MiB bộ nhớ; {_DIVIDE['vi'].format('--memory')}",
        "en": f"The file needs more than {limit} MiB of memory; {_DIVIDE['en'].format('--memory')}",
    }
    return Failed(item, "memory", 3, message)


def out_of_time(item: Item, limit: float) -> Failed:
    """Return what becomes of a file that takes longer than it may."""
    message: Sentence = {
        "vi": f"Quá {limit:g} giây chưa xong; {_DIVIDE['vi'].format('--timeout')}",
        "en": f"Not done within {limit:g} seconds; {_DIVIDE['en'].format('--timeout')}",
    }
    return Failed(item, "timeout", 3, message)


def worker_died(item: Item) -> Failed:
    """Return what becomes of a file whose worker died of it, and so did the next."""
    message: Sentence = {
        "vi": "Tiến trình đọc tệp bị chết hai lần; hãy kiểm tra lại tệp.",
        "en": "The process that read the file died twice; check the file.",
    }
    return Failed(item, "crash", 3, message)
