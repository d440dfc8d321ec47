"""The real appendix damaged at random: read, or refused in one sentence, never a crash.

A seeded sample of what `python tests/test_mutations.py SEED SECONDS` tries without end.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from appendix_pipeline import AppendixError, Options, ReadOptions, read_all
from hostile import archive

REAL = Path(__file__).parent.parent / "input" / "hai-hung.docx"
DOCUMENT = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
VALUES = ("-1", "0", "65", "99999999999", "²", "", "x", "%1%2%9")
SIGNS = b"<>\"'/=&0123456789\0\xff"
SPECIAL = (
    "<w:ins/>", "<w:del/>", "<w:sdt/>", "<w:moveFrom/>", "<w:tr/>", "<w:tc/>", "<w:tbl/>",
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
    "<w:r><w:footnoteReference w:id='2'/></w:r>", "<w:r><w:sym w:char='zz'/></w:r>",
    "<w:r><w:instrText>NOTEREF x</w:instrText></w:r>", "<w:vanish/>", "<w:vertAlign/>",
    "<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>", "<w:hMerge/>",
    "<w:vMerge/>", "<w:gridSpan w:val='3'/>", "<w:rFonts w:ascii='.VnTime'/>", "<w:numPr/>",
    "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>", "<w:bookmarkStart/>", "<w:cellDel/>",
)  # fmt: skip
QUICK = Options(ReadOptions(witness=False))


def parts() -> dict[str, bytes]:
    with ZipFile(REAL) as package:
        return {name: package.read(name) for name in package.namelist()}


PARTS = parts()


def flipped(chance: random.Random) -> dict[str, bytes]:
    """Return the parts with some bytes of one replaced."""
    name = chance.choice([DOCUMENT, *PARTS])
    content = bytearray(PARTS[name])
    for _ in range(chance.choice((1, 3, 20))):
        content[chance.randrange(len(content))] = chance.choice(SIGNS)
    return PARTS | {name: bytes(content)}


def rearranged(chance: random.Random) -> dict[str, bytes]:
    """Return the parts with elements of the document taken out, moved, doubled and made up."""
    root = etree.fromstring(PARTS[DOCUMENT])
    every = list(root.iter(f"{{{W}}}*"))[1:]
    for _ in range(chance.choice((1, 3, 10, 40))):
        one, two = chance.choice(every), chance.choice(every)
        parent = one.getparent()
        if (
            parent is None
            or one is two
            or two in list(one.iterancestors())
            or one in list(two.iterancestors())
        ):
            continue
        match chance.randrange(5):
            case 0:
                parent.remove(one)
            case 1:
                two.append(one)
            case 2:
                one.tag, two.tag = two.tag, one.tag
            case 3 if one.attrib:
                one.set(chance.choice(list(one.attrib)), chance.choice(VALUES))
            case _:
                made = etree.fromstring(f"<x xmlns:w='{W}'>{chance.choice(SPECIAL)}</x>")[0]
                one.append(made)
    return PARTS | {DOCUMENT: etree.tostring(root)}


WAYS: tuple[Callable[[random.Random], dict[str, bytes]], ...] = (flipped, rearranged)


def outcome(path: Path, seed: str) -> str:
    chance = random.Random(seed)
    path.write_bytes(archive({}, chance.choice(WAYS)(chance)))
    try:
        read_all(path, QUICK)
    except AppendixError as error:
        return error.sentence("vi")
    return "read"


@pytest.mark.parametrize("group", range(6))
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, group: int) -> None:
    start = time.process_time()
    outcomes = [outcome(tmp_path / "x.docx", f"{group}-{turn}") for turn in range(20)]
    assert "read" in outcomes
    assert all("\n" not in each for each in outcomes)
    assert time.process_time() - start < 20


if __name__ == "__main__":
    seed, seconds = sys.argv[1], float(sys.argv[2])
    counts: Counter[str] = Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        counts[outcome(Path(f"mutated-{seed}.docx"), f"{seed}-{counts.total()}")] += 1
    print(counts)  # noqa: T201 (a program of its own)
