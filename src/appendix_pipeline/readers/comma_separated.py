"""A tracker in `tasks.csv`, ours or edited since, to its rows."""

import csv
import json
import re
from hashlib import sha256
from io import StringIO
from pathlib import Path

from appendix_pipeline import tracker
from appendix_pipeline.decoding import as_text
from appendix_pipeline.errors import InputError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.document import Source
from appendix_pipeline.model.sheet import Entry, Sheet, SheetRow
from appendix_pipeline.options import Limits
from appendix_pipeline.readers import guard
from appendix_pipeline.readers.loading import load
from appendix_pipeline.schema import from_plain
from appendix_pipeline.tidy import TABLES

ORIGINAL = "dataset.json"
# Our columns by the keys of the tracker; the other columns of the table follow from these.
_KEYS = {
    "task": "id",
    "section": "section",
    "content": "content",
    "lead": "lead",
    "coordinating": "coordinating",
    "deadline": "deadline",
    "due_end": "due",
}
_COMPUTED = {
    column.name for table in TABLES if table.name == "tasks" for column in table.columns
} - set(_KEYS)
_DELIMITERS = ",;\t"
_ESCAPED = re.compile("^'")
_LONGEST = 1 << 30  # the csv module takes 128 kB by itself


def read_csv(path: Path, limits: Limits) -> Sheet:
    """Return the table of tasks at `path`, and the dataset beside it, if it is there.

    Raises:
        InputError: the file is no UTF-8, or its first row does not name the columns of tasks.
    """
    data = load(path, limits)
    guard.check_size(data, path.name, limits)
    rows = _rows(data, path.name)
    labels = rows[0] if rows else []
    if not {"task", "content"} <= set(labels):
        what = {
            "vi": "Hàng đầu không có các cột “task” và “content” của tasks.csv.",
            "en": "The first row does not have the columns “task” and “content” of tasks.csv.",
        }
        hint = {
            "vi": "Hãy dùng tasks.csv do chương trình ghi ra và giữ nguyên hàng đầu.",
            "en": "Use a tasks.csv that this program wrote, and keep its first row.",
        }
        raise InputError(path.name, what, hint)
    own = [label for label in labels if label not in {*_KEYS, *_COMPUTED}]
    names = dict(zip(own, tracker.distinct(own), strict=False))
    read = [_row(labels, cells, names, n) for n, cells in enumerate(rows[1:], 2) if any(cells)]
    source = Source(as_text(path.name), sha256(data).hexdigest(), len(data))
    known = frozenset(key for name, key in _KEYS.items() if name in labels)
    return Sheet(source, _original(path), known, tuple(names.values()), tuple(read))


def _rows(data: bytes, name: str) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = {"vi": "Tệp CSV không phải mã UTF-8.", "en": "The CSV file is not in UTF-8."}
        hint = {
            "vi": "Trong Excel, hãy lưu kiểu “CSV UTF-8 (Comma delimited)”.",
            "en": "In Excel, save it as “CSV UTF-8 (Comma delimited)”.",
        }
        raise InputError(name, what, hint) from error
    first = text.partition("\n")[0]
    # Excel writes the list separator of the machine: a semicolon where Vietnamese is set.
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(_LONGEST)
    return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))


def _row(labels: list[str], cells: list[str], own: dict[str, str], number: int) -> SheetRow:
    entries: dict[str, Entry] = {}
    others: dict[str, Entry] = {}
    for label, cell in zip(labels, cells, strict=False):
        entry = Entry(_ESCAPED.sub("", cell), f"{label} {number}")
        if label in _KEYS:
            entries[_KEYS[label]] = entry
        elif label in own:
            others[own[label]] = entry
    return SheetRow(f"task {number}", entries, others)


def _original(path: Path) -> Dataset | None:
    """Return the dataset that the table was made from, None where it is gone or spoilt."""
    try:
        return from_plain(json.loads(path.with_name(ORIGINAL).read_text("utf-8")))
    except (OSError, ValueError, InputError):
        return None
