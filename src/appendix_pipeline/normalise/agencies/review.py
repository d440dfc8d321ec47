"""What a careful reader objects to in an agency cell."""

from collections.abc import Iterator
from functools import lru_cache

from appendix_pipeline.model.agency import Agencies, Body
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.normalise.agencies.cell import NO, Cell
from appendix_pipeline.normalise.agencies.gazetteer import atoms, gazetteer
from appendix_pipeline.normalise.agencies.words import Word
from appendix_pipeline.text import key

# What a cell holds that says nothing: dashes, dots.
_NOTHING = " -–—._…"


@lru_cache(maxsize=8_192)
def diagnose(agencies: Agencies) -> tuple[Diagnostic, ...]:
    """Return the objections to one cell, in its order; where and of what task is the caller's.

    Codes: stray-fragment, ditto-agency, agency-instruction (`text`); stale-agency (`text`, `name`,
    `successor`, `ended`); misspelt-agency (`text`, `suggestion`); unknown-agency (`text`);
    repeated-agency (`text`, `name`); own-agency (`text`, `name`, `known`).
    """
    return (
        *_left_over(agencies.left_over),
        *(found for body in agencies.bodies for found in _body(body)),
        *_repeated(agencies.bodies),
    )


def _left_over(left_over: str) -> Iterator[Diagnostic]:
    for text in filter(None, left_over.split("; ")):
        cell = Cell(text)
        ditto = cell.phrase("ditto", 0)
        if not text.strip(_NOTHING):
            continue  # a dash or dots in a cell say that there is nothing
        if ditto and all(_counts(word) for word in cell.words[ditto:]):
            code = "ditto-agency"
        elif cell.instruction(0) or cell.anchor(0) != NO:
            code = "agency-instruction"
        else:
            code = "stray-fragment"
        yield Diagnostic(code, details={"text": text})


def _counts(word: Word) -> bool:
    """Whether `word` is a mark or a number, as after "như mục"."""
    return word.kind != "w" or word.text.isdecimal() or set(word.text) <= set("IVX")


def _body(body: Body) -> Iterator[Diagnostic]:
    if known := gazetteer().overridden.get(atoms(body.text)):
        details = {"text": body.text, "name": body.name, "known": known}
        yield Diagnostic("own-agency", details=details)
    if body.successor:
        yield Diagnostic("stale-agency", details={"text": body.text} | _ended(body))
    elif body.suggestion:
        details = {"text": body.text, "suggestion": body.suggestion}
        yield Diagnostic("misspelt-agency", details=details)
    elif not body.key and not body.collective:
        yield Diagnostic("unknown-agency", details={"text": body.text})


def _ended(body: Body) -> dict[str, str]:
    """Return the name of the body that ended, the first day without it, and who took over."""
    records = gazetteer().records
    record = records.get(body.key)
    successors = record.successors if record and record.successors else (body.successor,)
    names = (records[each].name if each in records else each for each in successors)
    ended = record.until if record else ""
    return {"name": body.name, "successor": ", ".join(names), "ended": ended}


def _repeated(bodies: tuple[Body, ...]) -> Iterator[Diagnostic]:
    """Yield the bodies that stand twice, under the same words or other ones."""
    seen = set[str]()
    for body in bodies if len(bodies) > 1 else ():
        names = {key(body.text), _known(body)} - {""}
        if seen & names:
            yield Diagnostic("repeated-agency", details={"text": body.text, "name": body.name})
        seen |= names


def _known(body: Body) -> str:
    """Return the key of a body that is named in full, "" where a name of its own follows."""
    cell = Cell(body.text)
    whole = any(match.end == cell.size for match in cell.matches("body", 0))
    return f"={body.key}" if body.key and whole and not body.collective else ""
