"""What is measured of the pages of a section: one function a measure."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from appendix_pipeline.layout.measured import Page
from appendix_pipeline.rules import load
from appendix_pipeline.rules.decree30 import Value

_A4 = (210, 297)
_PAPER_SLACK = 1.5  # Word, LibreOffice and Google write A4 up to a millimetre apart
_SIDES = ("top", "bottom", "left", "right")
_MARGIN_SLACK = 0.5


def _paper(pages: Sequence[Page], place: int) -> Iterator[Value]:
    sizes = sorted((pages[place].width, pages[place].height))
    near = all(abs(a - b) <= _PAPER_SLACK for a, b in zip(sizes, _A4, strict=True))
    short, long = _A4 if near else map(round, sizes)
    yield f"{short} × {long} mm"


def _upright(pages: Sequence[Page], place: int) -> Iterator[Value]:
    yield "no" if pages[place].turned and not pages[place].drawn else "yes"


def _margin(side: str) -> "PageMeasure":
    def measured(pages: Sequence[Page], place: int) -> Iterator[Value]:
        if not _turned_rightly(pages[place]):
            yield pages[place].margins[_SIDES.index(side)]

    return measured


def _turned_rightly(page: Page) -> bool:
    """Tell whether the margins of a turned page are right in one of the ways there are."""
    return page.turned and any(
        all(
            least - _MARGIN_SLACK <= margin <= most + _MARGIN_SLACK
            for margin, (least, most) in zip(page.margins, ranges, strict=True)
        )
        for ranges in load("decree30")["turned"]["margins"]
    )


def _number_at(pages: Sequence[Page], place: int) -> Iterator[Value]:
    page = pages[place]
    if page.top or page.bottom:
        yield "top" if page.top else "bottom"
    else:
        yield "nowhere" if page.long else "unneeded"


def _number_align(pages: Sequence[Page], place: int) -> Iterator[Value]:
    if number := pages[place].top or pages[place].bottom:
        yield number.align


def _number_size(pages: Sequence[Page], place: int) -> Iterator[Value]:
    if number := pages[place].top or pages[place].bottom:
        yield number.size


def _number_digits(pages: Sequence[Page], place: int) -> Iterator[Value]:
    if pages[place].top or pages[place].bottom:
        yield pages[place].digits


def _number_on_first(pages: Sequence[Page], place: int) -> Iterator[Value]:
    """Whether the first page of a numbering shows its number."""
    page = pages[place]
    if place == 0 or page.start is not None:
        yield "yes" if page.first and not page.first.conditional else "no"


PageMeasure = Callable[[Sequence[Page], int], Iterator[Value]]
OF_PAGES: Mapping[str, PageMeasure] = {
    "paper": _paper,
    "upright": _upright,
    **{side: _margin(side) for side in _SIDES},
    "number_at": _number_at,
    "number_align": _number_align,
    "number_size": _number_size,
    "number_digits": _number_digits,
    "number_on_first": _number_on_first,
}
