"""Every word of a table, however odd its rows, is in the dataset or listed as left over."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from appendix_pipeline import Options, ReadOptions, read_all
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.dataset import Dataset
from drawing import appendix, paragraph, raised, run, table

HEADER = "STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn"
QUICK = Options(ReadOptions(witness=False))
NUMBERS = ["1", "2.", "I", "A", "-", "1.1", "", "a)", "Tổng số", "*"]


def read(*blocks: str) -> tuple[Dataset, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.docx")
        path.write_bytes(appendix(*blocks))
        return read_all(path, QUICK)


@st.composite
def pictures(draw: st.DrawFn) -> tuple[str, set[str]]:
    """Return the picture of a table with odd rows, and the words in it, each once."""
    words: set[str] = set()
    lines = [HEADER, "1 | Việc | A | B | Năm 2026"]
    for row in range(draw(st.integers(1, 6))):
        cells = []
        for column in range(draw(st.integers(1, 7))):
            kind = draw(st.sampled_from(["word", "word", "blank", "two", "<", "^", "number"]))
            word = f"từ{row}x{column}"
            if (kind == "<" and column) or (kind == "^" and row and column < 5):
                cells.append(kind)
            elif kind == "number" and column == 0:
                cells.append(draw(st.sampled_from(NUMBERS)))
            elif kind == "two":
                cells.append(f"{word}a / {word}b")
                words |= {f"{word}a", f"{word}b"}
            elif kind == "word":
                cells.append(word)
                words.add(word)
            else:
                cells.append("")
        lines.append(" | ".join(cells))
    return "\n".join(lines), words


@settings(max_examples=150, deadline=None)
@given(pictures())
def test_no_word_of_a_table_is_lost(drawn: tuple[str, set[str]]) -> None:
    picture, words = drawn
    dump = json.dumps([to_plain(each) for each in read(table(picture))], ensure_ascii=False)
    assert {word for word in words if word not in dump} == set()


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_the_ledger_of_odd_rows_closes(drawn: tuple[str, set[str]]) -> None:
    for dataset in read(table(drawn[0]), paragraph("./.")):
        ledger = dataset.ledger
        left = sum(each.size for each in ledger.left_over)
        assert sum(ledger.uses.values()) + left == ledger.total


def test_a_raised_word_that_is_no_note_stays_in_the_text() -> None:
    xml = {"X": paragraph(run("Việc"), raised("hai"), run(" xong"))}
    (found,) = read(table(f"{HEADER}\n1 | X | A | B | Năm 2026", xml))
    assert found.tasks[0].content == "Việchai xong"
