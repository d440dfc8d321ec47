"""The dataset and the workbook travel inside the PDF, as PDF/A-3 wants them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers import pdf, write
from samples import dataset
from signing import items

STEM = "phụ lục"


def made(options: WriteOptions | None = None) -> bytes:
    (data,) = write("pdf", dataset(), STEM, options).values()
    return data


@pytest.fixture(scope="module")
def whole() -> bytes:
    return made()


def attached(data: bytes) -> dict[str, bytes]:
    document = pypdfium2.PdfDocument(data)
    each = (document.get_attachment(at) for at in range(document.count_attachments()))
    return {one.get_name(): bytes(one.get_data()) for one in each}


def specifications(data: bytes) -> Iterator[Any]:
    names = PdfFileReader(BytesIO(data)).root["/Names"]["/EmbeddedFiles"]["/Names"]
    yield from items(names)[1::2]


def test_the_files_inside_are_those_written_beside(whole: bytes) -> None:
    beside = {**write("json", dataset(), STEM), **write("xlsx", dataset(), STEM)}
    assert set(beside) == {"tasks.json", f"{STEM}.xlsx"}
    assert attached(whole) == beside


def test_each_is_associated_once_and_says_what_it_is(whole: bytes) -> None:
    associated = items(PdfFileReader(BytesIO(whole)).root["/AF"])
    assert associated == list(specifications(whole))[::-1]
    assert {
        each["/UF"]: (each["/AFRelationship"], each["/EF"]["/F"]["/Subtype"]) for each in associated
    } == {
        "tasks.json": ("/Data", "/application/json"),
        f"{STEM}.xlsx": (
            "/Alternative",
            "/application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    }
    assert all(each["/Desc"] for each in associated)


def test_no_clock_is_in_them(whole: bytes) -> None:
    for each in specifications(whole):
        assert set(each["/EF"]["/F"]["/Params"]) == {"/CheckSum", "/Size"}
    assert made() == whole


def test_the_option_leaves_them_out() -> None:
    bare = made(WriteOptions(attachments=False))
    assert attached(bare) == {}
    assert bare == pdf.write(dataset(), WriteOptions())


def test_they_add_no_more_than_they_weigh(whole: bytes) -> None:
    weight = sum(len(each) for each in attached(whole).values())
    assert len(whole) < len(made(WriteOptions(attachments=False))) + weight
    assert len(whole) < 150_000


def test_a_format_carried_by_another_is_made_once() -> None:
    before: dict[str, dict[str, bytes]] = {"xlsx": {"x.xlsx": b"given"}, "json": {}}
    (data,) = write("pdf", dataset(), STEM, made=before).values()
    assert attached(data) == {"x.xlsx": b"given"}
    assert set(before) == {"pdf", "xlsx", "json"}
