"""Files made to harm a reader: refused in one sentence or read right, soon, in little memory."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bounded import Bounded, Ended
from canary import Canary
from hostile import HARMLESS, HOSTILE, external

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks")
SECONDS, MEBIBYTES = 2, 300


@pytest.fixture(scope="module")
def bounded() -> Iterator[Bounded]:
    with Bounded() as made:
        yield made


def convert(bounded: Bounded, path: Path, lang: str = "vi", formats: str = "json") -> Ended:
    out = path.parent / "out"
    ended = bounded.run("convert", path, "--to", formats, "--out", out, "--lang", lang)
    assert ended.seconds < SECONDS
    assert ended.peak < MEBIBYTES
    return ended


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(
    tmp_path: Path, bounded: Bounded, name: str
) -> None:
    path = tmp_path / "tệp.docx"
    path.write_bytes(HOSTILE[name].build())
    for lang, words in (("vi", HOSTILE[name].vi), ("en", HOSTILE[name].en)):
        ended = convert(bounded, path, lang)
        assert ended.code == HOSTILE[name].code, ended.said
        assert words in ended.said
        assert ended.said.startswith("tệp.docx: ")
        assert ended.said.count("\n") == 1
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", HARMLESS)
def test_a_file_that_looks_hostile_is_read(tmp_path: Path, bounded: Bounded, name: str) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(HARMLESS[name]())
    ended = convert(bounded, path)
    assert ended.code == 0, ended.said
    read = json.loads((tmp_path / "out" / "x" / "tasks.json").read_text("utf-8"))
    assert read["tasks"][-1]["lead"]["text"]


def test_nothing_outside_is_fetched(tmp_path: Path, bounded: Bounded) -> None:
    path = tmp_path / "x.docx"
    with Canary() as canary:
        path.write_bytes(external(canary.url))
        ended = convert(bounded, path, formats="docx,json")
    assert ended.code == 0
    assert "external-relationship" in ended.said
    assert canary.fetched == []
    assert b"127.0.0.1" not in (tmp_path / "out" / "x" / "x.docx").read_bytes()
