"""The PDF: whole, in the decree's form, one font, PDF/A-3a and PDF/UA-1, closed to the outside."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from unicodedata import is_normalized, normalize

import pypdfium2
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from jinja2 import UndefinedError

from appendix_pipeline.errors import DependencyError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers import pdf
from appendix_pipeline.writers.annex import lay_out
from appendix_pipeline.writers.pdf import page, write
from appendix_pipeline.writers.typesetting import paper
from appendix_pipeline.writers.typesetting.loading import load
from appendix_pipeline.writers.typesetting.paper import FONT
from samples import dataset
from variants import ALL, HOSTILE, NOTE, forty_notes, hostile, many_tasks, tall

# WeasyPrint leaves the closing of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning", "ignore:unclosed file.*sRGB2014"
)

FACES = sorted(files("appendix_pipeline").joinpath("fonts").iterdir(), key=str)
VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LETTERS = [normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
# Widths in thousandths of the size: Times-Roman in Adobe's metrics of the 14 core fonts.
TIMES = {"a": 444, "n": 500, "g": 500, "t": 278, "i": 278, "m": 778, "A": 722, "M": 889, "1": 500}


@cache
def content(name: str) -> bytes:
    return write(ALL[name](), WriteOptions())


def made(name: str) -> pypdfium2.PdfDocument:
    # A document kept to the end would still be open when PDFium is shut down, and say so.
    return pypdfium2.PdfDocument(content(name))


def pages(document: pypdfium2.PdfDocument) -> list[str]:
    """Return the text of each page, white space folded."""
    # PDFium shows a hyphen at the end of a line as U+0002.
    texts = (each.get_textpage().get_text_bounded().replace("\x02", "-") for each in document)
    return [" ".join(text.split()) for text in texts]


def squeezed(text: str) -> str:
    return "".join(text.split())


def texts(each: Dataset) -> Iterator[str]:
    for task in each.tasks:
        yield from (task.content, task.lead.text, task.coordinating.text, task.deadline.raw)
        yield from (extra.text for extra in task.extras)
    yield from (section.title for section in each.sections)
    yield from (note.text for note in each.footnotes)


@pytest.mark.parametrize("name", ["31 tasks", "two more columns", "a task of two pages"])
def test_every_text_of_the_dataset_can_be_read_out_in_nfc(name: str) -> None:
    whole = squeezed("".join(pages(made(name))))
    assert is_normalized("NFC", whole)
    for text in texts(ALL[name]()):
        # A reference of a note or the end of a page may stand between two words.
        missing = [word for word in text.split() if word.rstrip(".") not in whole]
        assert missing == []


def test_the_heading_has_title_capitals_and_visible_blanks() -> None:
    first = pages(made("31 tasks"))[0]
    assert first.startswith(
        "Phụ lục NHIỆM VỤ TRIỂN KHAI NGHỊ QUYẾT SỐ 268/NQ-CP NGÀY 31/8/2025 CỦA CHÍNH PHỦ VỀ TÌNH "
        "HÌNH TRIỂN KHAI THỰC HIỆN VÀ VẬN HÀNH MÔ HÌNH CHÍNH QUYỀN ĐỊA PHƯƠNG 02 CẤP "
        "(Kèm theo Kế hoạch số /KH-UBND ngày tháng 10 năm 2025 của Ủy ban nhân dân xã Hải Hưng)"
    )
    assert re.search("số\xa0{6,}/KH-UBND ngày\xa0{6,}tháng", page(lay_out(dataset())))


@pytest.mark.parametrize("name", ALL)
def test_the_header_stands_on_every_page(name: str) -> None:
    label = squeezed(ALL[name]().columns[1].label)
    assert all(label in squeezed(text) for text in pages(made(name)))


@pytest.mark.parametrize("name", ALL)
def test_pages_are_numbered_from_the_second_on_top(name: str) -> None:
    above = [
        each.get_textpage().get_text_bounded(bottom=each.get_height() - 20 / 25.4 * 72).strip()
        for each in made(name)
    ]
    assert above == ["", *(str(number) for number in range(2, len(above) + 1))]


def test_a_page_is_a4_landscape() -> None:
    sizes = {
        tuple(round(side / 72 * 25.4) for side in each.get_size()) for each in made("31 tasks")
    }
    assert sizes == {(297, 210)}


@pytest.mark.parametrize("name", ALL)
def test_nothing_stands_outside_the_margins(name: str) -> None:
    for each in made(name):
        text = each.get_textpage()
        left, bottom, right, _ = (
            min(boxes) if at < 2 else max(boxes)
            for at, boxes in enumerate(
                zip(*(text.get_charbox(at) for at in range(0, text.count_chars(), 7)), strict=True)
            )
        )
        # Millimetres: the decree's least margins; capitals and blanks may reach 0.1 mm over.
        assert left / 72 * 25.4 > 29.9
        assert right / 72 * 25.4 < 297 - 14.9
        assert bottom / 72 * 25.4 > 19.9


@pytest.mark.parametrize("more", range(8))
def test_a_note_stands_on_the_page_of_its_reference(more: int) -> None:
    (note,) = dataset().footnotes
    first, *others = dataset().tasks
    # The page breaks elsewhere where the first task is longer.
    longer = replace(first, content=first.content + " Thêm một dòng chữ cho dài ra." * 2 * more)
    moved = replace(dataset(), tasks=(longer, *others))
    found = pages(pypdfium2.PdfDocument(write(moved, WriteOptions())))
    (with_note,) = [text for text in found if note.text[:40] in text]
    assert "cơ sở dữ liệu đất đai thành phố Hải Phòng1." in with_note


def test_each_of_forty_notes_stands_on_the_page_of_its_task() -> None:
    tasks = {f"{each.section}/{each.number}": each for each in forty_notes().tasks}
    for text in pages(made("40 notes")):
        for number in re.findall(rf"{NOTE} \((\d+)\)", text):
            note = forty_notes().footnotes[int(number) - 1]
            if task := tasks.get(note.attached_to.rpartition(".")[0]):
                assert squeezed(task.content.split(",")[0].rstrip(".")) in squeezed(text)


def test_forty_notes_are_all_there_each_once() -> None:
    whole = " ".join(pages(made("40 notes")))
    assert len(forty_notes().footnotes) == 40
    assert [whole.count(f"{NOTE} ({number})") for number in range(1, 41)] == [1] * 40


def test_sections_are_bookmarks_below_the_heading() -> None:
    toc = [(each.level, each.get_title()) for each in made("three levels").get_toc()]
    assert toc == [
        (0, "Phụ lục"),
        (1, "A. Nhóm nhiệm vụ về thể chế"),
        (2, "I. Về quy hoạch"),
        (3, "1. Quy hoạch chung"),
        (1, "Nhiệm vụ bổ sung"),
    ]


def test_the_metadata_name_title_font_and_program() -> None:
    found = made("31 tasks").get_metadata_dict()
    assert found["Title"] == f"Phụ lục. {dataset().plan.title}"
    assert found["Creator"] == f"appendix_pipeline test; {FONT}"
    assert (found["Author"], found["CreationDate"], found["ModDate"]) == ("", "", "")


def test_only_our_font_is_embedded() -> None:
    names = set()
    for each in made("hostile text"):
        for drawn in each.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            names.add(drawn.get_font().get_base_name())
    assert names
    assert all("Phu-Luc-Serif" in name for name in names)


def metadata(data: bytes) -> bytes:
    """Return the XMP packet of a PDF."""
    streams = re.finditer(rb"/Subtype /XML.*?stream\n(.*?)\nendstream", data, re.DOTALL)
    (packet,) = (zlib.decompress(each[1]) for each in streams)
    return packet


def test_a_document_says_that_it_is_pdf_a_and_pdf_ua() -> None:
    packet = metadata(write(dataset(), WriteOptions()))
    assert b'pdfaid:part="3" pdfaid:conformance="A"' in packet
    assert b"<pdfuaid:part>1</pdfuaid:part>" in packet
    assert pypdfium2.raw.FPDFCatalog_IsTagged(made("31 tasks"))


def test_a_reader_is_told_that_the_language_is_vietnamese() -> None:
    room = (pypdfium2.raw.FPDF_WCHAR * 8)()
    pypdfium2.raw.FPDFCatalog_GetLanguage(made("31 tasks"), room, len(room) * 2)
    assert "".join(map(chr, room)).rstrip("\0") == "vi"


def test_a_task_of_two_pages_is_split_below_the_header_and_keeps_all_words() -> None:
    whole = " ".join(pages(made("a task of two pages")))
    assert len(re.findall(r"\bdài\.", whole)) == tall().tasks[0].content.count("dài.")


def test_a_row_that_fits_is_not_split() -> None:
    for task in dataset().tasks:
        found = [text for text in pages(made("31 tasks")) if task.content[:60] in text]
        assert len(found) == 1
        assert squeezed(task.content)[-40:-1] in re.sub(r"\s|(?<=Phòng)1", "", found[0])


def test_hostile_text_is_text_and_fetches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    weasyprint = load()
    monkeypatch.setattr(
        weasyprint.urls.URLFetcher, "fetch", lambda _, url, __=None: asked.append(url)
    )
    whole = "".join(pages(pypdfium2.PdfDocument(write(hostile(), WriteOptions()))))
    assert squeezed(HOSTILE) in squeezed(whole)
    assert asked == []


def test_an_address_in_a_page_stops_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "page", lambda _: "<img src='file:///etc/hostname'>")
    with pytest.raises(BaseException, match="Error fetching") as caught:
        write(dataset(), WriteOptions())
    assert type(caught.value).__name__ == "FatalURLFetchingError"


def test_a_missing_name_in_the_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        paper.environment().from_string("{{ no_such_name }}").render()


def test_the_same_dataset_gives_the_same_bytes() -> None:
    assert write(many_tasks(3), WriteOptions()) == write(many_tasks(3), WriteOptions("en"))


@pytest.mark.usefixtures("without_pango")
def test_without_pango_one_sentence_says_what_to_install() -> None:
    with pytest.raises(DependencyError) as caught:
        write(dataset(), WriteOptions())
    assert caught.value.where == "hai-hung.pdf"
    assert all("libpango-1.0-0" in caught.value.sentence(lang) for lang in ("vi", "en"))


def faces() -> list[object]:
    return [pytest.param(each, id=each.name) for each in FACES if each.name.endswith(".ttf")]


@pytest.mark.parametrize("face", faces())
def test_each_face_has_all_letters_and_marks_of_vietnamese(face: object) -> None:
    known = TTFont(face).getBestCmap()
    letters = {*LETTERS, *(letter.upper() for letter in LETTERS)}
    assert len(letters) == 146
    assert not [letter for letter in {*letters, *MARKS, *"…“”–₫§«»•"} if ord(letter) not in known]


def test_the_letters_are_as_wide_as_those_of_times() -> None:
    font = TTFont(FACES[[each.name for each in FACES].index("PhuLucSerif-Regular.ttf")])
    widths, known = font["hmtx"], font.getBestCmap()
    measured = {letter: widths[known[ord(letter)]][0] / 2.048 for letter in TIMES}
    assert {letter: round(width) for letter, width in measured.items()} == TIMES


def test_the_licence_travels_with_the_font() -> None:
    licence = files("appendix_pipeline").joinpath("fonts", "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    assert "Copyright 2010 Google" in licence
