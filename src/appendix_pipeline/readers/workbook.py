"""A tracker in a workbook, ours or edited since, to the rows of its table of tasks."""

import json
import warnings
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from appendix_pipeline import tracker
from appendix_pipeline.decoding import as_text
from appendix_pipeline.errors import InputError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.document import Document, Source
from appendix_pipeline.model.sheet import Entry, Sheet, SheetRow
from appendix_pipeline.options import Limits
from appendix_pipeline.readers import guard
from appendix_pipeline.readers.cells import is_raised, shown
from appendix_pipeline.readers.loading import load
from appendix_pipeline.readers.refusal import refusal
from appendix_pipeline.readers.worksheets import read_worksheets
from appendix_pipeline.rules import load as load_rules
from appendix_pipeline.schema import from_plain
from appendix_pipeline.text import fold

_HEAD_ROWS = 30  # the header stands in one of the first rows
_GAP = 1_000  # so many empty rows in a row end the table
_WIDEST = 200  # columns that are looked at
_WANTED = ("content", "deadline")  # the columns by which the table is known
_HEADS = {1: "title", 2: "issued_with"}  # what the rows above the table show


class _Table(NamedTuple):
    """A sheet, the row of its header, and the keys of its columns; "" is no column of ours."""

    sheet: Any
    header: int
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    lang: str


def read_workbook(path: Path, limits: Limits) -> Sheet | Document:
    """Return the table of tasks in the workbook at `path`; formulas give their last values.

    A workbook that this program did not write is a document of tables.

    Raises:
        InputError: the file is no sound workbook, it was a tracker and has its table of tasks no
            more or more than once, or a formula in it is not computed.
    """
    data = load(path, limits)
    guard.check_workbook(data, path.name, limits)
    from openpyxl import load_workbook  # noqa: PLC0415 (heavy)

    source = Source(as_text(path.name), sha256(data).hexdigest(), len(data))
    with warnings.catch_warnings():
        # openpyxl warns of extensions that it leaves out; values are all that is read here.
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(BytesIO(data), read_only=True, data_only=True, rich_text=True)
            original = _original(book)
            tables = [found for each in book.worksheets if (found := _header(each, original))]
            if not tables and not original:
                return read_worksheets(data, source, limits.cells)
            table = _only(tables, path.name)
            _check_computed(load_workbook(BytesIO(data), read_only=True), table, path.name)
            return _read(table, original, source)
        except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
            raise refusal(path.name, "not-workbook") from error


def _check_computed(formulas: Any, table: _Table, name: str) -> None:
    """Refuse a formula that no program has computed yet: what it shows is not in the file."""
    below = {"min_row": table.header + 1, "max_col": _WIDEST}
    typed = formulas[table.sheet.title].iter_rows(**below)
    for cells, values in zip(typed, table.sheet.iter_rows(**below), strict=False):
        for cell, value, key in zip(cells, values, table.keys, strict=False):
            waits = cell.data_type == "f" and value.value is None
            if waits and key not in tracker.COMPUTED:
                place = f"{table.sheet.title}!{cell.coordinate}"
                raise refusal(name, "not-computed", cell=place)


def _original(book: Any) -> Dataset | None:
    """Return the dataset of the hidden sheet, None where it is gone or spoilt."""
    for sheet in book.worksheets:
        cells = [shown(row[0].value, "") for row in sheet.iter_rows(max_col=1) if row]
        if cells and cells[0] == tracker.ORIGINAL:
            try:
                return from_plain(json.loads("".join(cells[2:])))
            except (ValueError, InputError):
                return None
    return None


def _only(tables: Sequence[_Table], name: str) -> _Table:
    """Return the table of tasks; refuse a tracker with none, or with several."""
    if len(tables) == 1:
        return tables[0]
    wanted = {
        lang: "”, “".join(tracker.labels(lang)[key] for key in _WANTED)
        for lang in tracker.LANGUAGES
    }
    sheets = {lang: load_rules("labels")["workbook"]["sheets"]["tasks"][lang] for lang in wanted}
    if not tables:
        what = {
            "vi": f"Không trang nào có bảng nhiệm vụ với các cột “{wanted['vi']}”.",
            "en": f"No sheet has a table of tasks with the columns “{wanted['en']}”.",
        }
        hint = {
            "vi": f"Hãy giữ nguyên hàng tiêu đề của trang “{sheets['vi']}”.",
            "en": f"Keep the header row of the sheet “{sheets['en']}” as it was.",
        }
        raise InputError(name, what, hint)
    several = ", ".join(f"“{table.sheet.title}”" for table in tables)
    what = {
        "vi": f"Có nhiều trang cùng có bảng nhiệm vụ: {several}.",
        "en": f"Several sheets have a table of tasks: {several}.",
    }
    hint = {"vi": "Hãy giữ một trang.", "en": "Keep one of them."}
    raise InputError(name, what, hint)


def _header(sheet: Any, original: Dataset | None) -> _Table | None:
    """Return the table of a sheet by the labels of its header, in any language of ours."""
    for number, cells in enumerate(sheet.iter_rows(max_row=_HEAD_ROWS, max_col=_WIDEST), 1):
        labels = tuple(fold(shown(cell.value, "")) for cell in cells)
        for lang in tracker.LANGUAGES:
            keys = _keys(labels, original, lang)
            if set(_WANTED) <= set(keys):
                return _Table(sheet, number, keys, labels, lang)
    return None


def _keys(labels: Sequence[str], original: Dataset | None, lang: str) -> tuple[str, ...]:
    ours = (tracker.former_labels(lang), tracker.labels(lang))
    known = {label: key for names in ours for key, label in names.items()}
    if original:
        known |= {label: key for key, label in tracker.further(original, lang).items()}
    return tuple(known.pop(label, "") for label in labels)


def _read(table: _Table, original: Dataset | None, source: Source) -> Sheet:
    markers = {note.marker for note in original.footnotes} if original else set[str]()
    ids = {task.id for task in original.tasks} if original else set[str]()
    rows: list[SheetRow] = []
    loose: list[Entry] = []
    for number, cells in _filled(table):
        row = _row(table, cells, number, markers)
        typed = [each for key, each in row.entries.items() if key not in tracker.COMPUTED]
        filled = [each for each in (*typed, *row.own.values()) if each.text]
        alone = filled[0] if len(filled) == 1 and filled[0].place == row.place else None
        if alone and alone.text not in ids:
            loose.append(alone)  # a line across the sheet, such as a note below the table
        elif filled:
            rows.append(row)
    own = tuple(label for label in _own(table) if any(label in row.own for row in rows))
    known = frozenset(filter(None, table.keys))
    heads = _heads(table, markers)
    return Sheet(source, original, known, own, tuple(rows), heads, tuple(loose))


def _filled(table: _Table) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the rows below the header that hold anything, up to a long stretch of empty ones."""
    empty = 0
    start = table.header + 1
    for number, cells in enumerate(table.sheet.iter_rows(min_row=start, max_col=_WIDEST), start):
        if any(cell.value is not None for cell in cells):
            empty = 0
            yield number, cells
        elif (empty := empty + 1) > _GAP:
            return


def _own(table: _Table) -> tuple[str, ...]:
    """Return the labels of the columns that are not ours, distinct, in their order."""
    labels = (label for label, key in zip(table.labels, table.keys, strict=True) if not key)
    return tuple(tracker.distinct(labels))


def _row(table: _Table, cells: Sequence[Any], number: int, markers: set[str]) -> SheetRow:
    own = iter(_own(table))
    entries: dict[str, Entry] = {}
    others: dict[str, Entry] = {}
    cut = load_rules("labels")["workbook"]["continued"][table.lang].partition("{")[0]
    for cell, key, label in zip(cells, table.keys, table.labels, strict=False):
        place = f"{table.sheet.title}!{getattr(cell, 'column_letter', 'A')}{number}"
        entry = _entry(cell.value, getattr(cell, "number_format", ""), place, markers, cut)
        if key:
            entries[key] = entry
        elif entry.text or label:
            others[next(own)] = entry
        else:
            next(own)
    return SheetRow(f"{table.sheet.title}!A{number}", entries, others)


def _entry(value: Any, form: str, place: str, markers: set[str], cut: str) -> Entry:
    text, marks = _marked(value, form, markers)
    day = value.date().isoformat() if isinstance(value, datetime) else ""
    head, found, _ = text.partition(cut)
    return Entry(head if found else text, place, day, marks, bool(found))


def _marked(value: Any, form: str, markers: set[str]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return a cell's text without the raised marks of notes, and these with their offsets."""
    if not isinstance(value, list):
        return shown(value, form), ()
    text = ""
    marks = []
    for run in value:
        words = shown(run, form)
        if is_raised(run) and words in markers:
            marks.append((len(text), words))
        else:
            text += words
    return text, tuple(marks)


def _heads(table: _Table, markers: set[str]) -> dict[str, Entry]:
    """Return the lines above the table, where they stand as we wrote them."""
    if table.header != tracker.HEADER:
        return {}
    first = (row[0] for row in table.sheet.iter_rows(max_row=len(_HEADS), max_col=1))
    return {
        name: Entry(_marked(cell.value, "", markers)[0], f"{table.sheet.title}!A{row}")
        for (row, name), cell in zip(_HEADS.items(), first, strict=False)
    }
