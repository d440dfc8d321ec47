"""`check`: what a careful reader would object to, and nothing written but a report."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from appendix_pipeline.cli.limits import limit_options, limits
from appendix_pipeline.cli.report import (
    PATH,
    as_json,
    context_options,
    finding_lines,
    lang_option,
    say,
    word_files,
)
from appendix_pipeline.cli.sarif import as_sarif
from appendix_pipeline.cli.settings import NAME, check_options, codes
from appendix_pipeline.errors import AppendixError
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.finding import Finding
from appendix_pipeline.options import (
    CheckOptions,
    Lang,
    NormaliseOptions,
    Options,
    ReadOptions,
    WriteOptions,
)
from appendix_pipeline.output import Names, save
from appendix_pipeline.pipeline import corrected, read_datasets, read_layout
from appendix_pipeline.rules import table
from appendix_pipeline.text import fold
from appendix_pipeline.validate.selection import choose

T = TypeVar("T")
# What the worst finding makes the command end with, where one asks for it.
_EXIT_CODES = {"error": 9, "warning": 8}


@dataclass(frozen=True, slots=True)
class _Checked:
    """The findings of each appendix, by file name, and the files that could not be read."""

    read: list[tuple[str, tuple[Finding, ...]]] = field(default_factory=list)
    failed: list[tuple[str, AppendixError]] = field(default_factory=list)


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=PATH)
@click.option("--select", default="", callback=codes, metavar="CODES", help="Chỉ những mã này.")
@click.option("--ignore", default="", callback=codes, metavar="CODES", help="Bỏ những mã này.")
@click.option(
    "--config", type=PATH,
    help=f"Tệp cấu hình; nếu không nêu thì đọc {NAME} trong thư mục hiện tại.",
)  # fmt: skip
@click.option("--format", "format_", type=click.Choice(["text", "json", "sarif", "xlsx"]))
@click.option("--json", "json_", is_flag=True, help="Như --format json.")
@click.option("--out", type=click.Path(path_type=Path), help="Ghi báo cáo vào tệp này.")
@click.option(
    "--fail-on", type=click.Choice(["never", "warning", "error"]), default="error",
    show_default=True, help="Mức phát hiện làm lệnh kết thúc bằng mã 8 hoặc 9.",
)  # fmt: skip
@click.option(
    "--layout", is_flag=True,
    help="Kiểm tra thể thức trình bày của tệp Word bất kỳ theo Nghị định 30/2020/NĐ-CP.",
)  # fmt: skip
@click.option(
    "--fix", is_flag=True,
    help="Ghi một bản sao dữ liệu đã sửa lỗi máy móc (dấu cách, ký tự thừa) và danh sách sửa.",
)  # fmt: skip
@click.option(
    "--fix-to", type=click.Path(path_type=Path), default=Path("output"), show_default=True,
    help="Thư mục của bản sao đã sửa.",
)  # fmt: skip
@limit_options
@context_options
@lang_option
@click.pass_context
def command(
    ctx: click.Context, files: tuple[Path, ...], *, select: tuple[str, ...],
    ignore: tuple[str, ...], config: Path | None, format_: str | None, json_: bool,
    out: Path | None, fail_on: str, layout: bool, fix: bool, fix_to: Path, province: str,
    agencies: Path | None, lang: Any,
) -> None:  # fmt: skip
    """Liệt kê những điều cần xem trong FILE, theo các quy tắc mà lệnh `rules` kể ra.

    Với --layout: chỉ thể thức trình bày (lề, phông, cỡ chữ, số trang, đầu phụ lục), mỗi điều kèm
    căn cứ, trị số đo được và trị số quy định.
    """
    format_ = format_ or ("json" if json_ else "text")
    if format_ == "xlsx" and not out:
        raise click.UsageError(say("needs_out", lang))
    if layout and fix:
        raise click.UsageError(say("layout_or_fix", lang))
    wanted = check_options(ctx, config, select, ignore)
    options = Options(
        ReadOptions(limits=limits(ctx)),
        WriteOptions(lang),
        NormaliseOptions(province, agencies),
    )
    checked = _findings(word_files(files), options, fix_to if fix else None, layout=layout)
    checked = _chosen(checked, wanted)
    report = _REPORTS[format_](checked, lang)
    if out:
        content = report if isinstance(report, bytes) else report.encode()
        _tell(save({out.name: content}, out.parent), lang)
    elif report:
        click.echo(report)
    for _, error in checked.failed:
        click.echo(error.sentence(lang), err=True)
    ctx.exit(_exit_code(checked, fail_on))


def _findings(
    files: Iterable[Path], options: Options, fix_to: Path | None, *, layout: bool
) -> _Checked:
    """Return the findings of all files; with `fix_to`, those that remain in corrected copies."""
    if layout:
        return _Checked(*_gather(files, lambda file: [read_layout(file, options)]))
    datasets, failed = _gather(files, lambda file: read_datasets(file, options))
    if fix_to:
        datasets = _fixed(datasets, fix_to, options.write.lang)
    return _Checked([(name, each.findings) for name, each in datasets], failed)


def _gather(
    files: Iterable[Path], read: Callable[[Path], Iterable[T]]
) -> tuple[list[tuple[str, T]], list[tuple[str, AppendixError]]]:
    """Return what the files hold, by their names, and those that cannot be read."""
    found: list[tuple[str, T]] = []
    failed: list[tuple[str, AppendixError]] = []
    for file in files:
        try:
            found += ((file.name, each) for each in read(file))
        except AppendixError as error:
            failed.append((file.name, error))
    return found, failed


def _fixed(
    datasets: Iterable[tuple[str, Dataset]], folder: Path, lang: Lang
) -> list[tuple[str, Dataset]]:
    """Write a corrected copy of each dataset, tell every change, and go on with the copies."""
    names, files = Names(), dict[str, bytes]()
    copies = []
    for file, dataset in datasets:
        copy, changes = corrected(dataset, lang)
        copies.append((file, copy))
        stem = names.take(Path(file).stem)
        files[f"{stem}/tasks.fixed.json"] = as_json(to_plain(copy)).encode()
        files[f"{stem}/changes.json"] = as_json(to_plain(changes)).encode()
        for each in changes:
            said = {name: fold(text) for name, text in to_plain(each).items()}
            said["role"] = table("labels", "task")[each.role][lang]
            click.echo(say("changed", lang, file=file, **said), err=True)
    _tell(save(files, folder), lang)
    return copies


def _tell(written: Iterable[Path], lang: Lang) -> None:
    """Say which files were written, beside the report, which a program may read."""
    for path in written:
        click.echo(say("wrote", lang, path.as_posix()), err=True)


def _chosen(checked: _Checked, wanted: CheckOptions) -> _Checked:
    """Return the same with the findings that are wanted only."""
    chosen = [(name, choose(findings, wanted)) for name, findings in checked.read]
    return _Checked(chosen, checked.failed)


def _exit_code(checked: _Checked, fail_on: str) -> int:
    """Return the code of the first file that cannot be read, else that of the worst finding."""
    if checked.failed:
        return checked.failed[0][1].exit_code
    found = {each.severity for _, findings in checked.read for each in findings}
    asked = {"never": (), "error": ("error",), "warning": ("error", "warning")}[fail_on]
    return next((_EXIT_CODES[each] for each in asked if each in found), 0)


def _as_text(checked: _Checked, lang: Lang) -> str:
    lines = []
    for name, findings in checked.read:
        lines.append(f"{name}:" if findings else say("no_findings", lang, name))
        lines += (line for each in findings for line in finding_lines(each, lang))
    return "\n".join(lines)


def _as_json_lines(checked: _Checked, lang: Lang) -> str:
    records = [{"file": name, "findings": to_plain(each)} for name, each in checked.read]
    records += [{"file": name, "error": error.sentence(lang)} for name, error in checked.failed]
    return "\n".join(as_json(each, indent=None) for each in records)


def _as_workbook(checked: _Checked, lang: Lang) -> bytes:
    """Return the sheet of findings alone; those of several files begin with the file's name."""
    from appendix_pipeline.writers.workbook.cells import new_book, pack  # noqa: PLC0415 (heavy)
    from appendix_pipeline.writers.workbook.findings import list_findings  # noqa: PLC0415

    several = len({name for name, _ in checked.read}) > 1
    findings = tuple(
        replace(each, message=f"{name}: {each.message}") if several else each
        for name, its_own in checked.read
        for each in its_own
    )
    book = new_book(lang)
    if checked.read:
        list_findings(book, findings)
    return pack(book)


_REPORTS: dict[str, Callable[[_Checked, Lang], str | bytes]] = {
    "text": _as_text,
    "json": _as_json_lines,
    "sarif": lambda checked, lang: as_json(as_sarif(checked.read, lang)),
    "xlsx": _as_workbook,
}
