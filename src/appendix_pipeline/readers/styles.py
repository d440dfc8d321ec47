"""The styles of a document by id, and those that each is based on (ISO/IEC 29500-1, 17.7.4)."""

from collections.abc import Iterator, Mapping

from appendix_pipeline.readers.names import VAL, Element, W, is_true

_DEEPEST = 20


def styles_by_id(styles: Element | None) -> dict[str, Element]:
    """Return the `w:style` elements below `styles`, the root of `styles.xml`, if there is one."""
    found = () if styles is None else styles.iterfind(f"{W}style")
    return {each.get(f"{W}styleId", ""): each for each in found}


def ancestry(name: str, styles: Mapping[str, Element]) -> Iterator[Element]:
    """Yield a style and those it is based on, nearest first, 20 at most: some form a circle."""
    for _ in range(_DEEPEST):
        style = styles.get(name)
        if style is None:
            return
        yield style
        based = style.find(f"{W}basedOn")
        name = "" if based is None else based.get(VAL, "")


def default_paragraph_style(styles: Mapping[str, Element]) -> str:
    """Return the id of the style of paragraphs that name none (17.7.4.17), or nothing."""
    defaults = (
        name
        for name, each in styles.items()
        if each.get(f"{W}type") == "paragraph" and is_true(each.get(f"{W}default", "0"))
    )
    return next(defaults, "")
