"""Styles by id, what they are based on, and the one that paragraphs have that name none."""

import pytest
from lxml import etree

from appendix_pipeline.readers.names import Element, W
from appendix_pipeline.readers.styles import ancestry, default_paragraph_style, styles_by_id


def styles(xml: str) -> dict[str, Element]:
    return styles_by_id(etree.fromstring(f'<w:styles xmlns:w="{W[1:-1]}">{xml}</w:styles>'))


def style(name: str, base: str = "", more: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}" {more}>{based}</w:style>'


def test_those_a_style_is_based_on_follow_it_nearest_first() -> None:
    known = styles(style("A") + style("B", "A") + style("C", "B") + style("D"))
    assert [each.get(f"{W}styleId") for each in ancestry("C", known)] == ["C", "B", "A"]


def test_a_style_based_on_one_that_is_not_there_stands_alone() -> None:
    known = styles(style("A", "X"))
    assert [each.get(f"{W}styleId") for each in ancestry("A", known)] == ["A"]


def test_a_circle_of_styles_ends() -> None:
    known = styles(style("A", "B") + style("B", "A"))
    found = [each.get(f"{W}styleId") for each in ancestry("A", known)]
    assert found[:2] == ["A", "B"]
    assert len(found) <= 20


@pytest.mark.parametrize("on", ["1", "true", "on"])
def test_the_default_style_of_paragraphs_is_the_first_that_says_so(on: str) -> None:
    off = style("A", more='w:default="0"')
    known = styles(off + style("B", more=f'w:default="{on}"') + style("C", more='w:default="1"'))
    assert default_paragraph_style(known) == "B"


def test_a_document_without_styles_has_no_default() -> None:
    assert default_paragraph_style(styles_by_id(None)) == ""
