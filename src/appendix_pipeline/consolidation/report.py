"""The report of all communes as one HTML page: it opens offline, with charts and a timeline."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from itertools import islice
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from appendix_pipeline.consolidation import questions
from appendix_pipeline.consolidation.asked import Asked
from appendix_pipeline.consolidation.charts import WIDTH, Chart, Heat, heat, level, upright
from appendix_pipeline.consolidation.missing import missing, province_name, sent
from appendix_pipeline.consolidation.months import columns
from appendix_pipeline.consolidation.shared_tasks import shared_tasks
from appendix_pipeline.consolidation.sheets import SHEETS, Sheet
from appendix_pipeline.consolidation.words import day, in_words, label
from appendix_pipeline.options import Lang
from appendix_pipeline.version import VERSION

_AGENCIES = 20  # in the charts
# Sheets of the workbook that are short enough for a page.
_TABLES = (
    "communes", "agencies", "common", "deviations", "suggested", "missing", "files", "failed",
)  # fmt: skip
_NUMBERS = ("count", "score", "date")
_DAYS = ("due", "usual_due")
_MOST_ROWS = 4_000  # of a table on the page; the workbook has all
_PRINTED = 200  # rows of a table on paper: no province has as many communes
_FATES = ("counted", "same", "replaced", "failed", "other")


@dataclass(frozen=True, slots=True)
class TableOnPage:
    """A table: its heading, the labels of its columns, its rows in words, how many are left out.

    A column is its label, whether it holds numbers, and how wide it is beside the others.
    """

    title: str
    columns: tuple[tuple[str, bool, float], ...]
    rows: tuple[tuple[Any, ...], ...]
    more: int = 0


def report(asked: Asked) -> bytes:
    """Return the page in UTF-8: every text escaped, nothing fetched, no script."""
    template = _environment(asked.lang).get_template("report.html.jinja")
    page = template.render(
        title=label("words", "title", asked.lang),
        lang=asked.lang,
        generator=f"appendix_pipeline {VERSION}",
        figures=_figures(asked),
        fates=_fates(asked),
        charts=list(_charts(asked)),
        timeline=(label("words", "timeline", asked.lang), _timeline(asked)),
        tables=[*_tables(asked), _finding_codes(asked)],
        nothing=label("words", "none", asked.lang),
        more=label("words", "more", asked.lang),
        printed=_PRINTED,
        first_printed=label("words", "first_printed", asked.lang),
        agency=label("columns", "agency", asked.lang),
        width=WIDTH,
    )
    return page.encode()


def _figures(asked: Asked) -> list[tuple[int, str]]:
    documents, tasks, findings = asked.store.execute(questions.TOTALS).fetchone()
    states = Counter(each.state for each in asked.once(missing))
    common = len(asked.once(shared_tasks))
    # Of one province only these three: a document may be of another.
    place = f" ({province_name(asked.province)})" if asked.province else ""
    named = (
        ("communes", sent(asked), place), ("missing", states["silent"] + states["perhaps"], place),
        ("unusable", states["unusable"], place), ("documents", documents, ""),
        ("tasks", tasks, ""), ("common", common, ""), ("findings", findings, ""),
    )  # fmt: skip
    return [(count, label("words", name, asked.lang) + where) for name, count, where in named]


def _fates(asked: Asked) -> tuple[str, list[str]]:
    """Return how many files there were, and of each fate how many: they add up."""
    counts = dict(asked.store.execute(questions.FATES))

    def told(name: str, count: int) -> str:
        return label("counts", name, asked.lang).format(_grouped(count, asked.lang))

    return told("files", sum(counts.values())), [
        told(fate, counts[fate]) for fate in _FATES if fate in counts
    ]


def _charts(asked: Asked) -> Iterator[tuple[str, Chart]]:
    months = {month: tasks for month, tasks, _ in asked.store.execute(questions.MONTHS)}
    undated = months.pop(None, 0)
    counts = [
        (each.name, each.lines, sum(tasks for month, tasks in months.items() if month in each))
        for each in columns(months, asked.lang)
    ]
    if undated:
        words = label("words", "undated", asked.lang)
        upper, _, lower = words.rpartition(" ")
        counts.append((words, (upper, lower), undated))
    yield label("words", "by_month", asked.lang), upright(counts)
    yield label("words", "by_agency", asked.lang), level(_leading(asked))


def _leading(asked: Asked) -> list[tuple[str, int]]:
    leading = asked.store.execute(questions.AGENCIES).fetchmany(_AGENCIES)
    return [(agency, leads) for agency, _, leads, *_ in leading if leads]


def _timeline(asked: Asked) -> Heat:
    found = asked.store.execute(questions.TIMELINE).fetchall()
    months: Counter[str] = Counter()
    for _, month, tasks in found:
        months[month] += tasks
    shown = columns(months, asked.lang)
    places = {month: place for place, each in enumerate(shown) for month in months if month in each}
    counts: Counter[tuple[str, int]] = Counter()
    for agency, month, tasks in found:
        counts[agency, places[month]] += tasks
    names = [(each.name, each.lines) for each in shown]
    return heat(counts, [agency for agency, _ in _leading(asked)], names)


def _sheet_rows(sheet: Sheet, asked: Asked) -> Iterator[tuple[Any, ...]]:
    keys = [key for key, *_ in sheet.columns]
    for row in sheet.rows(asked):
        yield tuple(_shown(key, value, asked.lang) for key, value in zip(keys, row, strict=True))


def _shown(key: str, value: Any, lang: Lang) -> Any:
    """Return a value as a page shows it; a workbook has days and shares as numbers."""
    if key in _DAYS and value:
        return day(value, lang)
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", "," if lang == "vi" else ".")
    return _grouped(value, lang) if isinstance(value, int) else in_words(key, value, lang)


def _grouped(count: int, lang: Lang) -> str:
    return f"{count:,}".replace(",", "." if lang == "vi" else ",")


def _tables(asked: Asked) -> Iterator[TableOnPage]:
    for sheet in SHEETS:
        if sheet.name in _TABLES:
            labels = tuple(
                (label("columns", key, asked.lang), style in _NUMBERS, width)
                for key, width, style in sheet.columns
            )
            rows = _sheet_rows(sheet, asked)
            shown = tuple(islice(rows, _MOST_ROWS))
            title = label("sheets", sheet.name, asked.lang)
            yield TableOnPage(title, labels, shown, sum(1 for _ in rows))


def _finding_codes(asked: Asked) -> TableOnPage:
    keys = (
        ("code", False, 24), ("severity", False, 10), ("times", True, 9), ("documents", True, 9),
        ("example", False, 60),
    )  # fmt: skip
    labels = tuple(
        (label("columns", key, asked.lang), number, width) for key, number, width in keys
    )
    rows = tuple(
        tuple(_shown(key, value, asked.lang) for (key, *_), value in zip(keys, row, strict=True))
        for row in asked.store.execute(questions.FINDING_CODES)
    )
    return TableOnPage(label("words", "by_finding", asked.lang), labels, rows)


def _environment(lang: Lang) -> Environment:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        loader=FunctionLoader(lambda name: files(__package__).joinpath(name).read_text("utf-8")),
    )  # fmt: skip
    environment.filters["grouped"] = partial(_grouped, lang=lang)
    return environment
