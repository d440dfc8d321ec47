"""Number and symbol of a legal document: "151/2025/NĐ-CP", "57-NQ/TW", "    /KH-UBND"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from appendix_pipeline.normalise.references.kinds import Kind, by_code

_PART = r"[A-ZĐƯ][A-Za-zĐđƯư&]{0,12}\d{0,2}"
_NUMBER = r"\d{1,5}(?:\.\d{1,2})?[a-zđ]?"
# Typed in lower case, without marks, or without the dash.
_SLIP = r"(?i:(?P<type>nđ|nd|nq|qđ|qd|tt|kh)(?:\s?[-‐‑–—]\s?|\s?)(?P<issuer>cp|ttg|ubnd|hđnd|hdnd))"
_DASH = r"\s?[-‐‑–—]\s?"
# A note's mark may follow: "268/NQ-CP¹".
_END = r"(?![^\W⁰¹²³⁴-⁹])"
_SYMBOL = (
    rf"NQLT\s?/\s?{_PART}(?:[-‐‑–—]\s?{_PART}){{1,3}}|[A-ZĐ]{{2,3}}/(?:TW|TU|ĐU)|"
    rf"{_PART}{_DASH}{_PART}(?:[-‐‑–—]\s?{_PART}){{0,3}}"
    r"|(?:QH|UBTVQH)\d{1,2}"
    rf"|{_SLIP}|[A-ZĐ]{{2,8}}"
)
_PATTERN = re.compile(
    # A body of the State: the number may be a blank that the registry fills in.
    rf"(?:(?<![\w/.,-])(?P<number>{_NUMBER})|(?<=[Ss]ố)(?P<blank>\s*:?[\s.…_]*))"
    # "101-2024/NĐ-CP": a dash before the year is a slip.
    rf"(?:\s?/\s?|(?<=\d)-(?=(?:19|20)\d\d\s?/\s?[A-ZĐ]))"
    rf"(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?(?P<symbol>{_SYMBOL}){_END}"
    # A body of the Party.
    rf"|(?<![\w/.,-])(?P<count>\d{{1,5}}){_DASH}"
    rf"(?P<party>[A-ZĐ][A-Za-zĐđ]{{1,4}}\s?/\s?[A-ZĐƯ][A-Za-zĐđƯư]{{1,9}}\d{{0,2}}){_END}"
)
_PARTY = ("/TW", "/TU", "/ĐU")
_DASHES = re.compile("[‐‑–—]")
# A dash that nothing follows: "151/2025/NĐ-CP-".
_DASH_AT_END = re.compile(r"[-‐‑–—]$")
_LEFT_OPEN = re.compile(r"[-‐‑–—](?=[\s,.;:)]|$)")


class Symbol(NamedTuple):
    """A number and symbol at `start` to `end` of a text; `symbol` has no blanks."""

    start: int
    end: int
    number: str
    year: str
    symbol: str
    written: str
    party: bool

    @property
    def parts(self) -> tuple[str, str]:
        """The symbol's first part (a type's code, or an issuer in a letter), and the rest."""
        if slip := re.fullmatch(_SLIP, self.symbol):
            return slip["type"], slip["issuer"]
        code, _, rest = re.sub("[/‐‑–—]", "-", self.symbol).partition("-")
        return code, rest

    @property
    def kind(self) -> Kind | None:
        """The type that the code stands for, None where it stands for none."""
        found = by_code().get(self.parts[0])
        return found[0] if found else None

    @property
    def short(self) -> bool:
        """Whether the symbol is one word ("45/SNV"): one only after a type."""
        return not self.parts[1] and not self.symbol[-1].isdecimal()

    def key(self, number: str) -> str:
        """Return what is the same for every spelling of the act with this symbol and `number`."""
        if not number:
            return ""
        code, rest = self.parts
        found = by_code().get(code)
        if found and found[2]:
            rest = rest.upper().replace("TTG", "TTg").replace("HDND", "HĐND")
        symbol = (found[1] if found else code) + ("/" if self.party else "-") * bool(rest) + rest
        # Numbers below ten are written with a zero (Phụ lục I, II.3.a), but not by all.
        padded = number if number[1:2].isdecimal() else f"0{number}"
        return (
            f"{padded}-{symbol}"
            if self.party
            else "/".join(filter(None, (padded, self.year, symbol)))
        )

    @property
    def _slashed(self) -> bool:
        """Whether a Party symbol has "/" for "-": "57/NQ/TW"."""
        return not self.party and self.symbol.endswith(_PARTY)

    @property
    def _dashed_year(self) -> bool:
        return bool(self.year) and self.written.startswith(f"{self.number}-")

    def broken(self, typed: Kind | None) -> str:
        """Return what is wrong with the form, "" for nothing; `typed` is the type before it.

        Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3.c: no blanks, "/" and "-" between.
        """
        found = by_code().get(self.parts[0])
        wrong = {
            "trailing-dash": bool(_DASH_AT_END.search(self.written)),
            "blank-in-symbol": any(map(str.isspace, self.written)),
            "wrong-dash": bool(_DASHES.search(self.written)) or self._slashed or self._dashed_year,
            found[2] if found else "": bool(found and found[2]),
            "missing-dash": bool(self.parts[1]) and not re.search("[-/‐‑–—]", self.symbol),
            "short-symbol": self.short,
            "missing-year": bool(self.number and found and found[0].year) and not self.year,
            "kind-mismatch": not _fits(typed, found and found[0]),
        }
        return next((code for code, holds in wrong.items() if holds), "")


def _fits(typed: Kind | None, coded: Kind | None) -> bool:
    """Whether a type may have such a code: "Quy định" and "Quyết định" of the Party share one."""
    if typed is None:
        return True
    if coded is None:
        return typed.name in {"Công văn", "Luật", "Nghị quyết", "Pháp lệnh"}
    return typed.name in {coded.name, "Công văn"} or (typed.name, coded.name) == (
        "Quy định",
        "Quyết định",
    )


def symbols(text: str) -> Iterator[Symbol]:
    """Yield the numbers and symbols in `text`, in order."""
    for match in _PATTERN.finditer(text) if "/" in text else ():
        party = match["party"]
        start = match.end("blank") if match["blank"] is not None else match.start()
        symbol = "".join((party or match["symbol"]).split())
        if party and symbol.split("/")[0] not in by_code():
            continue
        left_open = _LEFT_OPEN.match(text, match.end())
        end = left_open.end() if left_open else match.end()
        yield Symbol(
            start, end, match["number"] or match["count"] or "", match["year"] or "",
            symbol, text[start:end].strip(), bool(party),
        )  # fmt: skip
