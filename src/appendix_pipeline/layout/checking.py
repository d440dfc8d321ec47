"""The measured look of a document against the rules of `rules/decree30.toml`."""

from collections.abc import Iterator

from appendix_pipeline.layout.elements import name_elements
from appendix_pipeline.layout.lines import lines_of
from appendix_pipeline.layout.measured import Line
from appendix_pipeline.layout.measures import OF_LINES, Document
from appendix_pipeline.layout.page_measures import OF_PAGES
from appendix_pipeline.layout.pages import pages_of
from appendix_pipeline.layout.parts import open_parts
from appendix_pipeline.layout.styles import Styles
from appendix_pipeline.model.document import Location
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.rules.decree30 import Rule, Value, rules

# A measured value, where it was measured, and the words there.
_Found = tuple[Value, Location | None, str]


def check_layout(data: bytes) -> tuple[Diagnostic, ...]:
    """Return what deviates from the decree in a Word package, in the order of the rules.

    Equal deviations are told once, at the first place, with how many more there are ("more").
    """
    document = measure(data)
    return tuple(each for rule in rules().values() for each in _deviations(document, rule))


def measure(data: bytes) -> Document:
    """Return the lines of a Word package, what each is, and its pages."""
    parts = open_parts(data)
    styles = Styles(parts)
    lines = lines_of(parts, styles)
    return Document(lines, name_elements(lines), pages_of(parts, styles, lines))


def _deviations(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    wrong: dict[Value, list[_Found]] = {}
    for found in _measured(document, rule):
        if not rule.allows(found[0]):
            wrong.setdefault(found[0], []).append(found)
    for value, places in wrong.items():
        _, where, text = places[0]
        details = {
            "measured": str(value),
            "allowed": " | ".join(rule.one_of) or f"{rule.least}–{rule.most or ''}",
            "article": rule.source,
            "more": str(len(places) - 1),
            "text": text,
        }
        yield Diagnostic(rule.code, where, details=details)


def _measured(document: Document, rule: Rule) -> Iterator[_Found]:
    if rule.element == "page":
        for place in range(len(document.pages)):
            for value in OF_PAGES[rule.measure](document.pages, place):
                yield value, _first_of(document, place), ""
    elif rule.element == "text":
        for line, name in zip(document.lines, document.names, strict=True):
            if name not in rule.free:
                yield from ((value, line.where, line.text) for value in _text(line, rule.measure))
    else:
        for place, line in document.named(rule.element):
            for value in OF_LINES[rule.measure](document, place):
                yield value, line.where, line.text


def _first_of(document: Document, section: int) -> Location | None:
    """Return where a section begins, None in a document of one."""
    if len(document.pages) == 1:
        return None
    inside = (line.where for line in document.lines if line.section == section and line.text)
    return next(inside, None)


def _text(line: Line, measure: str) -> Iterator[Value]:
    """Yield the fonts or the colours of a line's words, each once."""
    words = [each for each in line.letters if any(map(str.isalnum, each.text))]
    if measure == "font":
        yield from dict.fromkeys(font for each in words for font in each.fonts)
    else:
        yield from dict.fromkeys(each.colour for each in words)
