"""The sheet of the source: the document, the file, the ledger, how to use the tracker, notes."""

from collections.abc import Iterable, Iterator, Sequence

from appendix_pipeline.dates import in_figures
from appendix_pipeline.model.dataset import Dataset, Ledger, Plan
from appendix_pipeline.writers.workbook import tracking
from appendix_pipeline.writers.workbook.cells import Book, at, put, show
from appendix_pipeline.writers.workbook.sheets import Column, Line, new_sheet, wide

_WIDTHS = (44, 100)
# A line of the sheet: what it is about, and its value; a formula begins with "=".
Pair = tuple[str, str | int | None]
Group = tuple[str, Sequence[Pair]]


def add_source(book: Book, dataset: Dataset) -> None:
    """Add where everything comes from, and that nothing of it was lost."""
    sheet = new_sheet(book, "source", [Column("", "", width, "text") for width in _WIDTHS])
    wide(book, sheet, 1, 2, Line(book.word("sheets", "source"), "title"))
    row = 3
    for name, pairs in _groups(book, dataset):
        put(book, at(sheet, row, 1), book.word("source", name), "group")
        row += 1
        for label, value in pairs:
            put(book, at(sheet, row, 1), label, "text")
            cell = at(sheet, row, 2)
            if isinstance(value, str):
                put(book, cell, value, "text")
            else:
                show(book, cell, value, "number")
            row += 1
        sheet.fit(row - len(pairs) - 1, row - 2)
        row += 1


def _groups(book: Book, dataset: Dataset) -> Iterator[Group]:
    word = book.word
    yield "document", list(_document(book, dataset))
    source = dataset.source
    yield (
        "file",
        [
            (word("source", "name"), source.name),
            (word("source", "sha256"), source.sha256),
            (word("source", "size"), source.size),
            (word("source", "generator"), dataset.generator),
        ],
    )
    yield "ledger", list(_ledger(book, dataset.ledger))
    yield "columns", [(f"{n}", each.label) for n, each in enumerate(dataset.columns, 1)]
    yield "glossary", list(_glossary(book))
    yield "footnotes", [(note.marker, note.text) for note in dataset.footnotes]
    rests = [(f"{rest.sheet}!{rest.cell}", piece) for rest in book.rests for piece in rest.pieces]
    if rests:
        yield "long", rests


def _document(book: Book, dataset: Dataset) -> Iterable[Pair]:
    plan = dataset.plan
    values = {
        "heading": plan.heading,
        "title": plan.title,
        "issued_with": plan.issued_with,
        "kind": plan.kind,
        "number": plan.number,
        "symbol": plan.symbol,
        "date": in_figures(plan.date),
        "issuer": plan.issuer,
        "to_be_filled": ", ".join(book.word("fields", each) for each in plan.to_be_filled),
        "implements": "\n".join(each.text for each in plan.implements),
        "based_on": "\n".join(each.text for each in plan.based_on),
        "declared_total": plan.declared_total,
        "found_total": len(dataset.tasks),
    }
    return [(book.word("source", name), value) for name, value in values.items()]


def document_name(plan: Plan) -> str:
    """Return the plan's number and date as a column of the tracker has them: "12/KH-UBND, 10/2025".

    A number that the registry is still to fill in is a blank before the stroke.
    """
    symbol = f"{plan.number}/{plan.symbol}" if plan.symbol else plan.number
    date = in_figures(plan.date)
    return ", ".join(filter(None, [symbol, date]))


def _ledger(book: Book, ledger: Ledger) -> Iterator[Pair]:
    """Yield the sums: the total of the source, its uses, and what is left over."""
    used, over = sum(ledger.uses.values()), sum(each.size for each in ledger.left_over)
    yield book.word("source", "total"), ledger.total
    for use, count in ledger.uses.items():
        yield f"– {book.word('uses', use)}", count
    yield book.word("source", "used"), used
    yield book.word("source", "left_over"), over
    for each in ledger.left_over:
        yield "", each.text
    yield book.word("source", "difference"), ledger.total - used - over


def _glossary(book: Book) -> Iterator[Pair]:
    for name in ("adding", "printed"):
        yield book.word("source", name), book.word("help", name)
    for name in ("due", "status", "state"):
        yield book.word("columns", name), book.word("help", name)
    for name in ("overdue", "soon", "waiting", "missing"):
        yield book.word("states", name), book.word("help", name).format(tracking.SOON)
