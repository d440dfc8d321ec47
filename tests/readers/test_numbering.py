"""Automatic numbers as Word shows them (ISO/IEC 29500-1, 17.9)."""

import pytest
from lxml import etree

from appendix_pipeline.readers.numbering import letters, read_numbering, roman
from drawing import W


def level(index: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


LEVELS = (
    level(0, "upperRoman", "%1.") + level(1, "decimal", "%2)") + level(2, "lowerLetter", "%2.%3")
)


def xml(root: str, inner: str) -> object:
    return etree.fromstring(f'<w:{root} xmlns:w="{W}">{inner}</w:{root}>')


def labels(
    paragraphs: list[tuple[str, int]], levels: str = LEVELS, nums: str = "", styles: str = ""
) -> list[str]:
    """Return the labels of paragraphs given as (numId or style name, level)."""
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}'
    )
    lists = read_numbering(xml("numbering", numbering), xml("styles", styles))
    found = []
    for name, depth in paragraphs:
        inner = (
            f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr></w:pPr>'
            if name.isdigit()
            else f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>'
        )
        found.append(lists.label(xml("p", inner)))
    return found


def test_levels_count_and_begin_again_below_a_new_one() -> None:
    assert labels([("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1)]) == [
        "I.", "1)", "2)", "2.a", "II.", "1)",
    ]  # fmt: skip


def test_two_lists_of_one_kind_go_on_counting_together() -> None:
    nums = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    assert labels([("1", 0), ("2", 0), ("1", 0)], nums=nums) == ["I.", "II.", "III."]


def test_an_override_begins_again() -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    assert labels([("1", 0), ("1", 0), ("2", 0), ("2", 0)], nums=nums) == ["I.", "II.", "I.", "II."]


def test_a_list_may_start_later() -> None:
    levels = level(0, "decimal", "%1.").replace('start w:val="1"', 'start w:val="5"')
    assert labels([("1", 0), ("1", 0)], levels=levels) == ["5.", "6."]


def test_a_level_may_never_begin_again() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    assert labels([("1", 0), ("1", 1), ("1", 0), ("1", 1)], levels=levels) == [
        "I.", "1.", "II.", "2.",
    ]  # fmt: skip


def test_legal_numbers_are_arabic() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert labels([("1", 0), ("1", 1)], levels=levels) == ["I.", "1.1"]


def test_a_bullet_is_no_number() -> None:
    assert labels([("1", 0)], levels=level(0, "bullet", "-")) == [""]


def test_a_list_may_come_from_a_style_and_its_base() -> None:
    styles = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Deep"><w:basedOn w:val="Base"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    assert labels([("Own", 0), ("Deep", 0), ("Own", 0)], styles=styles) == ["I.", "1)", "II."]


def test_styles_in_a_circle_end() -> None:
    styles = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    assert labels([("A", 0)], styles=styles) == [""]


@pytest.mark.parametrize(("name", "depth"), [("9", 0), ("1", 8), ("0", 0)])
def test_an_unknown_list_gives_no_number(name: str, depth: int) -> None:
    assert labels([(name, depth)]) == [""]


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (1994, "mcmxciv")],
)
def test_roman_numerals(number: int, shown: str) -> None:
    assert roman(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "a"), (26, "z"), (27, "aa"), (53, "aaa"), (0, "")]
)
def test_letters(number: int, shown: str) -> None:
    assert letters(number) == shown


def test_a_list_may_only_name_the_list_of_a_style() -> None:
    numbering = xml(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{LEVELS}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    p = xml("p", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    assert read_numbering(numbering, None).label(p) == "I."


def test_a_level_may_name_its_style() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2)", '<w:pStyle w:val="S"/>')
    styles = (
        '<w:style w:type="paragraph" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    assert labels([("1", 0), ("S", 0), ("S", 0)], levels, styles=styles) == ["I.", "1)", "2)"]


def test_list_zero_is_no_list() -> None:
    assert labels([("1", 0), ("0", 0), ("1", 0)]) == ["I.", "", "II."]


def test_words_may_stand_round_a_number() -> None:
    assert labels([("1", 0)], level(0, "decimal", "Nhiệm vụ %1:")) == ["Nhiệm vụ 1:"]
