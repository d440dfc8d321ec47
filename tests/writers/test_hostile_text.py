"""Text that looks like a program stays text, in every field and every format.

A server on the loopback counts who asks it; a file holds a secret that no output may show.
"""

import html
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from appendix_pipeline.model.dataset import ColumnLabel, Dataset, Extra, Footnote, Section
from appendix_pipeline.writers import FORMATS, write
from samples import NOWHERE, agencies, dataset

SECRET = "bí-mật-4711"
ATTACKS = (
    "<img src='{url}'><script src='{url}'></script>",
    "</style><style>@import url({url}); td {{ background: url({url}) }}</style>",
    "<link rel=stylesheet href={url}><iframe src={file}></iframe><object data={file}></object>",
    "<svg xmlns='http://www.w3.org/2000/svg'><image href='{url}'/><use href='{file}#a'/></svg>",
    "<a href='{url}' rel=attachment>x</a> <link rel=attachment href='{file}'>",
    "</title><base href='{url}'><meta name=author content=x> &lt;b&gt; &#60;",
    "{{{{ 7*7 }}}} {{% include '{file}' %}} ${{7*7}}",
    "=HYPERLINK(\"{url}\") =cmd|' /C calc'!A0 @SUM(A1) +1 -1",
    '"><w:instrText>INCLUDETEXT "{file}"</w:instrText> {{ INCLUDEPICTURE "{url}" }}',
    "\r\nATTACH:{url}\r\nBEGIN:VALARM \\n;, %0d%0a",
    "\u2028\u2029\x85\x00\x0b\x1b[31m\x7f\ufffe\u202e đảo chiều",
)  # fmt: skip
FIELDS = 15


@pytest.fixture
def canary(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """Give an address on the loopback, and what was asked of it or of any other."""
    asked: list[str] = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    connect = socket.socket.connect

    def told(self: socket.socket, address: object) -> None:
        asked.append(str(address))
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", told)
    yield f"http://127.0.0.1:{server.server_port}/x", asked
    server.shutdown()
    thread.join()
    server.server_close()


def poisoned(attack: str) -> Dataset:
    """Return a dataset with the attack in every text, each with a number of its own."""
    texts = iter(f"số{number}. {attack} hết{number}." for number in range(1, FIELDS + 1))
    whole = dataset()
    task = replace(
        whole.tasks[0], number=next(texts), content=next(texts), lead=agencies(next(texts)),
        coordinating=agencies(next(texts)),
        deadline=replace(whole.tasks[0].deadline, raw=next(texts)),
        extras=(Extra("other", "Ghi chú", next(texts)),), footnotes=("1",),
    )  # fmt: skip
    plan = replace(
        whole.plan, heading=next(texts), title=next(texts), issued_with=next(texts),
        issuer=next(texts), declared_total_text=next(texts),
    )  # fmt: skip
    return replace(
        whole,
        plan=plan,
        tasks=(task,),
        sections=(Section("I", "I", next(texts), 1, NOWHERE),),
        footnotes=(Footnote("1", next(texts), "title", 0, NOWHERE),),
        columns=(
            *whole.columns[:4],
            ColumnLabel("deadline", next(texts)),
            ColumnLabel("other", "Ghi chú"),
        ),
        generator=next(texts),
    )


def parts(content: bytes) -> dict[str, bytes]:
    """Return the files inside a package, or the file itself."""
    if not content.startswith(b"PK"):
        return {"": content}
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def shown(content: bytes) -> str:
    """Return what a reader of the file sees, without white space."""
    if content.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(content)
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    else:
        inside = b"".join(parts(content).values()).decode()
        text = (
            inside
            if not content.startswith(b"PK")
            else html.unescape(re.sub("<[^>]*>", "", inside))
        )
    return "".join(text.split())


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_no_format_fetches_reads_or_loses_anything(
    attack: str, canary: tuple[str, list[str]], tmp_path: Path
) -> None:
    url, asked = canary
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    made = poisoned(attack.format(url=url, file=secret.as_uri()))
    for name in FORMATS:
        for path, content in write(name, made, "x").items():
            assert asked == [], path
            assert SECRET not in shown(content), path
            inside = b"".join(parts(content).values())
            assert SECRET.encode() not in inside, path
            assert b'TargetMode="External"' not in inside, path


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
@pytest.mark.parametrize("name", ["pdf", "docx", "json", "xlsx"])
def test_every_field_is_there_to_its_end(name: str, attack: str) -> None:
    attack = attack.format(url="http://127.0.0.1:9/x", file="file:///etc/hostname")
    made = poisoned(attack)
    (content,) = write(name, made, "x").values()
    text = shown(content)
    # The issuer and the program are properties of a printed document, not on its pages.
    # A workbook numbers tasks by their ids.
    printed = {
        "pdf": (1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 14),
        "docx": (1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 14),
        "xlsx": range(2, 7),
        "json": range(1, FIELDS + 1),
    }[name]
    lower = text.lower()
    missing = [n for n in printed if f"số{n}." not in lower or f"hết{n}." not in lower]
    assert missing == []


def test_a_pdf_of_hostile_text_has_no_link_and_no_file_but_ours() -> None:
    for attack in ATTACKS:
        (content,) = write("pdf", poisoned(attack), "x").values()
        document = pypdfium2.PdfDocument(content)
        names = [
            document.get_attachment(at).get_name() for at in range(document.count_attachments())
        ]
        assert names == ["tasks.json", "x.xlsx"]
        for page in document:
            assert not list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
            assert pypdfium2.raw.FPDFPage_GetAnnotCount(page) == 0
