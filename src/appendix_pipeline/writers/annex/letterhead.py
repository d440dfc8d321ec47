"""What the letterhead of an office shows."""

from dataclasses import dataclass

from appendix_pipeline.options import Theme
from appendix_pipeline.rules import load
from appendix_pipeline.writers.annex.lines import printable


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The lines of the office and of the body above it, name and motto of the state."""

    parent: tuple[str, ...]
    organisation: tuple[str, ...]
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
        _lines(theme.parent),
        _lines(theme.organisation),
        words["nation"]["vi"],
        words["motto"]["vi"],
    )


def _lines(name: str) -> tuple[str, ...]:
    """Return a name in capitals, a line each where the theme has several."""
    return tuple(printable(line.strip().upper()) for line in name.splitlines() if line.strip())
