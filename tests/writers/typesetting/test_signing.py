"""The empty field of the digital signature: where the decree has it, and it can be signed."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.status import SignatureCoverageLevel

from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers import pdf
from samples import dataset
from signing import FIELD, items, signed, validated

pytestmark = pytest.mark.filterwarnings(
    # pyHanko leaves the font it was given open.
    "ignore:unclosed file.*face.ttf",
    "ignore:.*face.ttf:pytest.PytestUnraisableExceptionWarning",
)
MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def reserved() -> bytes:
    return pdf.write(dataset(), WriteOptions(signature_field=True))


def test_without_the_option_there_is_no_field() -> None:
    root = PdfFileReader(BytesIO(pdf.write(dataset(), WriteOptions()))).root
    assert "/AcroForm" not in root


def test_the_field_is_empty_and_tells_a_screen_reader_what_it_is(reserved: bytes) -> None:
    reader = PdfFileReader(BytesIO(reserved))
    (field,) = items(reader.root["/AcroForm"]["/Fields"])
    assert (field["/FT"], field["/T"]) == ("/Sig", FIELD)
    assert field["/TU"] == "Chữ ký số của cơ quan ban hành"
    assert "/V" not in field
    assert reader.embedded_signatures == []


def test_the_field_is_the_first_element_of_the_structure(reserved: bytes) -> None:
    root = PdfFileReader(BytesIO(reserved)).root
    (document,) = items(root["/StructTreeRoot"]["/K"])
    form = document["/K"][0]
    assert form["/S"] == "/Form"
    assert form["/K"][0]["/Obj"]["/T"] == FIELD
    numbers = items(root["/StructTreeRoot"]["/ParentTree"]["/Nums"])
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    assert parents[form["/K"][0]["/Obj"]["/StructParent"]]["/S"] == "/Form"


def test_the_field_stands_at_the_top_right_of_page_one_on_nothing(reserved: bytes) -> None:
    page = pypdfium2.PdfDocument(reserved)[0]
    width, height = page.get_size()
    (field,) = items(PdfFileReader(BytesIO(reserved)).root["/AcroForm"]["/Fields"])
    left, bottom, right, top = map(float, field["/Rect"])
    assert left > width / 2
    assert width - right >= 15 * MILLIMETRE
    assert height - 20 * MILLIMETRE <= bottom < top < height
    # Two lines of 10 pt find room, and no letter of the page is there.
    assert top - bottom >= 24
    assert page.get_textpage().get_text_bounded(left, bottom, right, top).strip() == ""


def test_a_certificate_signs_it_and_the_signature_covers_the_whole_file(
    reserved: bytes, tmp_path: Path
) -> None:
    status = validated(signed(reserved, tmp_path))
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE


def test_a_letter_changed_after_signing_is_told(reserved: bytes, tmp_path: Path) -> None:
    changed = bytearray(signed(reserved, tmp_path))
    changed[100] ^= 1
    assert not validated(bytes(changed)).intact
