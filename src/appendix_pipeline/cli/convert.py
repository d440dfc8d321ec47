"""`convert`: files in, documents and data out, whole or not at all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import click

from appendix_pipeline.cli.limits import limit_options, limits
from appendix_pipeline.cli.printing import print_options
from appendix_pipeline.cli.report import (
    PATH,
    as_json,
    context_options,
    finding_lines,
    known_formats,
    lang_option,
    progress,
    progress_done,
    say,
    word_files,
)
from appendix_pipeline.errors import AppendixError
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import (
    ExcerptOptions,
    Lang,
    NormaliseOptions,
    Options,
    ReadOptions,
    Theme,
    WriteOptions,
)
from appendix_pipeline.output import Names, save
from appendix_pipeline.pipeline import excerpted, read_datasets
from appendix_pipeline.rules import load
from appendix_pipeline.theme import load_theme
from appendix_pipeline.writers import DEFAULT, FORMATS, TOGETHER, remark, write, write_together


class LeftOverError(AppendixError):
    """With --strict: a text of the source belongs to no part of the dataset."""

    exit_code = 7


@click.command("convert")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=PATH)
@click.option(
    "--out", type=PATH, default=Path("output"), show_default=True,
    help="Thư mục kết quả; mỗi tệp vào có một thư mục con mang tên nó.",
)  # fmt: skip
@click.option(
    "--to", "formats", default=",".join(DEFAULT), show_default=True, callback=known_formats,
    help=f"Các dạng cần ghi, cách nhau bằng dấu phẩy: {', '.join(FORMATS)}.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Coi đoạn văn không đọc được là lỗi (mã 7).")
@click.option("--no-witness", is_flag=True, help="Bỏ lần đọc đối chứng bằng docx2python.")
@click.option("--theme", type=PATH, help="Tệp giao diện của cơ quan (docs/theme.md).")
@click.option("--together", is_flag=True, help="Ghi mọi phụ lục của một tệp vào một tệp Word.")
@print_options
@click.option("--json", "json_", is_flag=True, help="In mỗi tệp một dòng JSON.")
@limit_options
@context_options
@lang_option
@click.pass_context
def command(
    ctx: click.Context, files: tuple[Path, ...], out: Path, formats: tuple[str, ...], *,
    strict: bool, no_witness: bool, theme: Path | None, together: bool, excerpt: ExcerptOptions,
    pdf: dict[str, bool], json_: bool, province: str, agencies: Path | None, lang: Any,
) -> None:  # fmt: skip
    """Chuyển mỗi FILE (hoặc mọi tệp Word trong thư mục FILE) thành PDF, Excel, Word, JSON, CSV.

    FILE là tệp Word (.docx, .doc, .rtf, .odt), bảng Excel (.xlsx: bảng theo dõi đã ghi ra, đã
    sửa hay chưa, hoặc bảng riêng của cơ quan), tasks.csv hay tasks.json đã ghi ra trước đây.
    """
    options = Options(
        ReadOptions(witness=not no_witness, limits=limits(ctx)),
        WriteOptions(lang, load_theme(theme) if theme else Theme(), **pdf),
        NormaliseOptions(province, agencies),
    )
    job = _Job(
        out, formats, options, excerpt, Names(), strict=strict, together=together, json=json_
    )
    failed = 0
    for file in word_files(files):
        try:
            _convert(file, job)
        except AppendixError as error:
            progress_done()
            failed = failed or error.exit_code
            if json_:
                record = {"file": file.name, "status": "failed", "error": error.sentence(lang)}
                click.echo(as_json(record, indent=None))
            click.echo(error.sentence(lang), err=True)
    if failed:
        raise click.exceptions.Exit(failed)


@dataclass(frozen=True, slots=True)
class _Job:
    """What holds for all files of one call; `names` keeps their outputs apart."""

    out: Path
    formats: tuple[str, ...]
    options: Options
    excerpt: ExcerptOptions
    names: Names
    strict: bool
    together: bool
    json: bool

    @property
    def lang(self) -> Lang:
        return self.options.write.lang


def _convert(file: Path, job: _Job) -> None:
    progress("reading", job.lang, file.name)
    datasets = read_datasets(file, job.options)
    progress_done()
    if job.strict and any(dataset.ledger.left_over for dataset in datasets):
        for dataset in datasets:
            _tell(file, dataset, job.lang)
        words = load("labels")["cli"]
        raise LeftOverError(file.name, words["left_over"], words["left_over_hint"])
    printed = tuple(_printed(datasets, job))
    files = _render(printed, job)
    progress_done()
    written = [path.relative_to(job.out).as_posix() for path in save(files, job.out)]
    shown = tuple(dataset for _, dataset in printed)
    said = (remark(name, each, job.options.write) for name in job.formats for each in shown)
    remarks = list(dict.fromkeys(filter(None, said)))
    if job.json:
        click.echo(as_json(_record(file, shown, written, remarks), indent=None))
    else:
        for dataset in shown:
            _tell(file, dataset, job.lang)
        for line in _grouped(written, job.lang):
            click.echo(say("wrote", job.lang, (job.out / line).as_posix()))
        for line in remarks:
            click.echo(f"    {line}")


def _grouped(names: list[str], lang: Lang) -> list[str]:
    """Return the files written, those of a folder within a document's as one line."""
    counts = Counter(f"{PurePosixPath(name).parent}/" for name in names)
    lines = [name for name in names if name.count("/") == 1]
    lines += (
        say("folder", lang, folder=folder, count=counts[folder])
        for folder in counts
        if folder.count("/") > 1
    )
    return lines


def _render(printed: Sequence[tuple[str, Dataset]], job: _Job) -> dict[str, bytes]:
    """Return all outputs of a file before any is written, by their path below the folder."""
    joined = [name for name in job.formats if job.together and name in TOGETHER]
    files: dict[str, bytes] = {}
    for name in joined:
        first, datasets = printed[0][0], [dataset for _, dataset in printed]
        made = write_together(name, datasets, PurePosixPath(first).name, job.options.write)
        files |= {f"{first}/{path}": content for path, content in made.items()}
    for folder, dataset in printed:
        known: dict[str, dict[str, bytes]] = {}
        for name in (each for each in job.formats if each not in joined):
            progress("writing", job.lang, name.upper())
            stem = PurePosixPath(folder).name
            for path, content in write(name, dataset, stem, job.options.write, known).items():
                files[f"{folder}/{path}"] = content
    return files


def _printed(datasets: tuple[Dataset, ...], job: _Job) -> Iterator[tuple[str, Dataset]]:
    """Yield the folder and the dataset of each document to write; an excerpt has its own."""
    for dataset in datasets:
        # A dataset read back keeps the name of the document it came from.
        folder = job.names.take(Path(dataset.source.name).stem)
        inside = Names()
        for each in excerpted(dataset, job.excerpt, job.lang):
            yield f"{folder}/{inside.take(each.name)}" if each.name else folder, each.dataset


def _tell(file: Path, dataset: Dataset, lang: Lang) -> None:
    worth = [each for each in dataset.findings if each.severity != "info"]
    click.echo(
        say(
            "read", lang, file=file.name, tasks=len(dataset.tasks),
            sections=len(dataset.sections), findings=len(worth),
        )
    )  # fmt: skip
    for finding in dataset.findings:
        click.echo("\n".join(finding_lines(finding, lang)))


def _record(
    file: Path, datasets: tuple[Dataset, ...], written: list[str], remarks: list[str]
) -> dict[str, Any]:
    return {
        "file": file.name,
        "status": "converted",
        "tasks": sum(len(each.tasks) for each in datasets),
        "sections": sum(len(each.sections) for each in datasets),
        "findings": [finding for each in datasets for finding in to_plain(each.findings)],
        "outputs": written,
        "remarks": remarks,
    }
