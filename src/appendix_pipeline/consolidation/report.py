"""The report of all communes as one HTML page: it opens offline, with charts and a timeline."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from appendix_pipeline.consolidation import questions
from appendix_pipeline.consolidation.asked import Asked, Row
from appendix_pipeline.consolidation.charts import WIDTH, Chart, grid, level, upright
from appendix_pipeline.consolidation.missing import missing
from appendix_pipeline.consolidation.shared_tasks import shared_tasks
from appendix_pipeline.consolidation.sheets import SHEETS, Sheet
from appendix_pipeline.consolidation.words import day, in_words, label
from appendix_pipeline.options import Lang
from appendix_pipeline.version import VERSION

_AGENCIES = 20  # in the charts
_MONTHS = 60  # in the charts, from the first
# Sheets of the workbook that are short enough for a page.
_TABLES = ("communes", "agencies", "common", "suggested", "missing", "failed")
_NUMBERS = ("count", "percent", "date")
_DAYS = ("due", "usual_due")
_MOST_ROWS = 4_000  # of a table on the page; the workbook has all


@dataclass(frozen=True, slots=True)
class TableOnPage:
    """A table: its heading, the labels of its columns, its rows in words, how many are left out."""

    title: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Any, ...], ...]
    more: int = 0


def report(asked: Asked) -> bytes:
    """Return the page in UTF-8: every text escaped, nothing fetched, no script."""
    template = _environment().get_template("report.html.jinja")
    page = template.render(
        title=label("words", "title", asked.lang),
        lang=asked.lang,
        generator=f"appendix_pipeline {VERSION}",
        figures=_figures(asked),
        charts=list(_charts(asked)),
        tables=[*_tables(asked), _finding_codes(asked)],
        nothing=label("words", "none", asked.lang),
        more=label("words", "more", asked.lang),
        width=WIDTH,
    )
    return page.encode()


def _figures(asked: Asked) -> list[tuple[int, str]]:
    documents, tasks, communes, findings, failed, superseded = asked.store.execute(
        questions.TOTALS
    ).fetchone()
    states = Counter(each.state for each in missing(asked.store, asked.province))
    common = len(asked.once(shared_tasks))
    named = (
        ("communes", communes), ("missing", states["silent"] + states["perhaps"]),
        ("unusable", states["unusable"]), ("documents", documents), ("superseded", superseded),
        ("tasks", tasks), ("common", common), ("findings", findings), ("failed", failed),
    )  # fmt: skip
    return [(count, label("words", name, asked.lang)) for name, count in named]


def _charts(asked: Asked) -> Iterator[tuple[str, Chart]]:
    def titled(name: str, chart: Chart) -> tuple[str, Chart]:
        return label("words", name, asked.lang), chart

    months = asked.store.execute(questions.MONTHS).fetchall()
    shown = [month for month, *_ in months if month][:_MONTHS]
    named = [(in_words("month", month, asked.lang), tasks) for month, tasks, _ in months]
    undated = named[len(shown) :] if months and months[-1][0] is None else []
    yield titled("by_month", upright([*named[: len(shown)], *undated[-1:]]))
    leading = asked.store.execute(questions.AGENCIES).fetchmany(_AGENCIES)
    agencies = [(agency, leads) for agency, _, leads, *_ in leading if leads]
    yield titled("by_agency", level(agencies))
    counts = {
        (agency, month): tasks for agency, month, tasks in asked.store.execute(questions.TIMELINE)
    }
    columns = [(month, in_words("month", month, asked.lang)) for month in shown]
    yield titled("timeline", grid(counts, [agency for agency, _ in agencies], columns))


def _shown(key: str, value: Any, lang: Lang) -> Any:
    """Return a value as a page shows it; a workbook has days and shares as numbers."""
    if key in _DAYS and value:
        return day(value, lang)
    return f"{value:.0%}" if isinstance(value, float) else in_words(key, value, lang)


def _tables(asked: Asked) -> Iterator[TableOnPage]:
    for sheet in SHEETS:
        if sheet.name in _TABLES:
            columns = tuple(
                (label("columns", key, asked.lang), style in _NUMBERS)
                for key, _, style in sheet.columns
            )
            rows = iter(sheet.rows(asked))
            shown = tuple(_in_words(sheet, row, asked.lang) for row in islice(rows, _MOST_ROWS))
            title = label("sheets", sheet.name, asked.lang)
            yield TableOnPage(title, columns, shown, sum(1 for _ in rows))


def _in_words(sheet: Sheet, row: Row, lang: Lang) -> Row:
    return tuple(
        _shown(key, value, lang) for (key, *_), value in zip(sheet.columns, row, strict=True)
    )


def _finding_codes(asked: Asked) -> TableOnPage:
    keys = (
        ("code", False), ("severity", False), ("times", True), ("documents", True),
        ("example", False),
    )  # fmt: skip
    columns = tuple((label("columns", key, asked.lang), number) for key, number in keys)
    rows = tuple(
        (code, in_words("severity", severity, asked.lang), *others)
        for code, severity, *others in asked.store.execute(questions.FINDING_CODES)
    )
    return TableOnPage(label("words", "by_finding", asked.lang), columns, rows)


def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        loader=FunctionLoader(lambda name: files(__package__).joinpath(name).read_text("utf-8")),
    )  # fmt: skip
