"""What the letterhead of an office shows."""

from dataclasses import dataclass

from appendix_pipeline.options import Theme
from appendix_pipeline.rules import load
from appendix_pipeline.writers.annex.lines import printable


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office, the body above it ("" for none), name and motto of the state."""

    parent: str
    organisation: str
    nation: str
    motto: str


def letterhead_of(theme: Theme) -> Letterhead | None:
    """Return the letterhead that a theme asks for, None where it asks for none.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II, II.1 and II.2; an appendix has none of
    its own, a document issued with another one has (Phụ lục III, mẫu 1.3 and 2.1).
    """
    if not theme.letterhead:
        return None
    words = load("labels")["document"]
    return Letterhead(
        printable(theme.parent.upper()),
        printable(theme.organisation.upper()),
        words["nation"]["vi"],
        words["motto"]["vi"],
    )
