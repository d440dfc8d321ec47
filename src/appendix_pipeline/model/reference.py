"""A legal document named in a text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """One citation, with the words of the source.

    `start` and `end` are offsets into the text it was found in, half-open. `kind` is the
    document type in Vietnamese ("Nghị định"); `symbol` is what follows the number, as written
    but without stray blanks ("23/2025/TT- BNNMT": number "23", year "2025", symbol "TT-BNNMT").
    `date` is an ISO 8601 prefix as fine as the text. Empty means that the source does not say.
    `key` is equal for the same act under its long and its short form ("268/NQ-CP").
    `broken` names what is wrong with the form of the symbol, if anything.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3 (number and symbol) and II.6.b (citing).
    """

    text: str
    start: int
    end: int
    kind: str = ""
    number: str = ""
    year: str = ""
    symbol: str = ""
    date: str = ""
    issuer: str = ""
    title: str = ""
    key: str = ""
    broken: str = ""
