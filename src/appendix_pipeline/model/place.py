"""Which commune an appendix is about."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["explicit", "inferred_from_text", "given", "ambiguous", "unknown"]


@dataclass(frozen=True, slots=True)
class Commune:
    """A ward, commune or special zone of the register, with its official codes."""

    code: str
    name: str
    province_code: str
    province: str


@dataclass(frozen=True, slots=True)
class Place:
    """The commune of an appendix and how surely it is known; never a guess.

    `explicit`: the issuer's line names it beyond doubt (with its province, or by a name that
    occurs once). `inferred_from_text`: only one of the provinces that have a commune of this name
    occurs in the text, and `evidence` is where. `given`: the operator said the province.
    `ambiguous`: `candidates` are the communes of this name. `unknown`: the register of that date
    has no such commune, or the issuer is not one. The codes are empty in the last two cases.

    Source: Quyết định 19/2025/QĐ-TTg (codes), Nghị quyết 202/2025/QH15 (provinces).
    """

    status: Status = "unknown"
    code: str = ""
    name: str = ""
    province_code: str = ""
    province: str = ""
    evidence: str = ""
    candidates: tuple[Commune, ...] = ()
