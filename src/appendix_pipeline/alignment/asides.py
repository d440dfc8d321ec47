"""Clauses put beside a task: by which document, to what end, until when."""

import re
from functools import cache
from typing import NamedTuple

from appendix_pipeline.alignment.spelling import written_out
from appendix_pipeline.normalise.references import find
from appendix_pipeline.rules import load
from appendix_pipeline.text import unaccented

_MARK = "§"  # stands for a legal document that is taken out
# "Đối với hồ sơ TTHC: thực hiện số hóa" does the same as "Số hóa hồ sơ TTHC".
_FRONT = re.compile(r"^(?:đối với|doi voi) ([^:]+): *(.+)$", re.IGNORECASE)
_SHARE = re.compile(r"(?<![\w,.])\d+(?:[.,]\d+)? ?%")  # what is aimed at, not what is done
_CITED = re.compile(
    r"(?:\b(?:theo|tại|căn cứ|quy định của|can cu|tai|quy dinh cua)|\()\s*$", re.IGNORECASE
)


class Parts(NamedTuple):
    """What a task says, what is put beside, and the legal documents of each."""

    said: str
    beside: str
    named: tuple[str, ...]
    cited: tuple[str, ...]


def parts(text: str) -> Parts:
    """Return `text` without clauses put beside and legal documents, and these."""
    named: list[str] = []
    cited: list[str] = []
    for reference in reversed(find(text)):
        number, mark = reference.number or reference.key, _MARK
        passing = reference.kind in load("alignment")["aside"]["passing"]
        if not _CITED.search(text[: reference.start]):
            named.append(number)
            mark = reference.kind if passing else mark
        elif not passing:
            cited.append(number)
        text = f"{text[: reference.start]} {mark} {text[reference.end :]}"
    beside: list[str] = []

    def taken(clause: re.Match[str]) -> str:
        if not clause["cited"]:
            beside.append(clause[0])
        return " "

    text = _SHARE.sub(" ", _FRONT.sub(r"\2 \1", written_out(text)))
    said = _clause().sub(taken, text)
    return Parts(said, " ".join(beside), tuple(named), tuple(cited))


@cache
def _clause() -> re.Pattern[str]:
    rules = load("alignment")["aside"]
    cited, purpose, behind = (_any(rules[each]) for each in ("cited", "purpose", "behind"))
    rest = r"(?:[^;,]|(?<=phòng),|(?<=phong),)*"  # "phòng, chống" goes on
    return re.compile(
        rf"(?P<cited>(?<=[\w§])[ ,;.(]+(?:(?:theo|tại|căn cứ|tai|can cu) +{_MARK}|{cited})"
        rf"(?! +(?:về|ve) +(?:việc|viec)\b){rest}"
        rf"|^(?:theo|căn cứ|thực hiện {_MARK})\b[^;,]*,(?= *\w))"
        rf"|{_MARK} +(?:của|về|ngày|quy định|ban hành|sửa đổi|cua|ve|ngay|quy dinh)\b{rest}"
        rf"|(?<=[\w§])(?<!không)(?<!khong)[ ,;.(]+{purpose}[^;]*"
        rf"|(?<=[\w§])[\"”)]* *[,;.] *(?:và |va )?{behind}[^;]*",
        re.IGNORECASE,
    )


def _any(words: list[str]) -> str:
    both = dict.fromkeys([*words, *(unaccented(each) for each in words if " " in each)])
    return rf"(?:{'|'.join(map(re.escape, both))})\b"
