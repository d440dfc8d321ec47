"""`convert`: files in, documents and data out, whole or not at all."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import click

from appendix_pipeline.cli.report import (
    PATH,
    as_json,
    context_options,
    finding_lines,
    lang_option,
    progress,
    progress_done,
    say,
    word_files,
)
from appendix_pipeline.errors import AppendixError
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import Lang, NormaliseOptions, Options, ReadOptions, WriteOptions
from appendix_pipeline.output import Names, save
from appendix_pipeline.pipeline import read_datasets
from appendix_pipeline.rules import load
from appendix_pipeline.writers import DEFAULT, FORMATS, write


class LeftOverError(AppendixError):
    """With --strict: a text of the source belongs to no part of the dataset."""

    exit_code = 7


def known_formats(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the formats in a list with commas; refuse what is none."""
    names = tuple(dict.fromkeys(each.strip().lower() for each in value.split(",") if each.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        asked = ", ".join(unknown) or "?"
        raise click.BadParameter(f"không có dạng “{asked}”; hãy chọn trong: {', '.join(FORMATS)}")
    return names


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
@click.option("--json", "json_", is_flag=True, help="In mỗi tệp một dòng JSON.")
@context_options
@lang_option
def command(
    files: tuple[Path, ...], out: Path, formats: tuple[str, ...], *, strict: bool, no_witness: bool,
    json_: bool, province: str, agencies: Path | None, lang: Any,
) -> None:  # fmt: skip
    """Chuyển mỗi FILE (hoặc mọi tệp Word trong thư mục FILE) thành PDF, Excel, Word, JSON, CSV.

    FILE cũng có thể là tasks.json đã ghi ra trước đây (và có thể đã sửa).
    """
    options = Options(
        ReadOptions(witness=not no_witness),
        WriteOptions(lang),
        NormaliseOptions(province, agencies),
    )
    job = _Job(out, formats, options, Names(), strict=strict, json=json_)
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
    names: Names
    strict: bool
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
    files = _render(datasets, job)
    progress_done()
    written = [path.relative_to(job.out).as_posix() for path in save(files, job.out)]
    if job.json:
        click.echo(as_json(_record(file, datasets, written), indent=None))
    else:
        for dataset in datasets:
            _tell(file, dataset, job.lang)
        for line in _grouped(written, job.lang):
            click.echo(say("wrote", job.lang, (job.out / line).as_posix()))


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


def _render(datasets: tuple[Dataset, ...], job: _Job) -> dict[str, bytes]:
    """Return all outputs of a file before any is written, by their path below the folder."""
    files: dict[str, bytes] = {}
    for dataset in datasets:
        # A dataset read back keeps the name of the document it came from.
        stem = job.names.take(Path(dataset.source.name).stem)
        for name in job.formats:
            progress("writing", job.lang, name.upper())
            for path, content in write(name, dataset, stem, job.options.write).items():
                files[f"{stem}/{path}"] = content
    return files


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


def _record(file: Path, datasets: tuple[Dataset, ...], written: list[str]) -> dict[str, Any]:
    return {
        "file": file.name,
        "status": "converted",
        "tasks": sum(len(each.tasks) for each in datasets),
        "sections": sum(len(each.sections) for each in datasets),
        "findings": [finding for each in datasets for finding in to_plain(each.findings)],
        "outputs": written,
    }
