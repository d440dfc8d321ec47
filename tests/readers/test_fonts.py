"""Fonts of before Unicode, decoded by the name of the font, wherever that comes from."""

import pytest

from drawing import HEAD, appendix, paragraph, run, styled, table
from shown import codes, plain


def shown(xml: str, **parts: str) -> str:
    """Return what is read of a cell with this XML."""
    data = appendix(
        table(HEAD + "1 | X | A | B | C", {"X": xml}),
        parts={f"{name}.xml": content for name, content in parts.items()},
    )
    return str(plain(data)["tasks"][0]["content"])


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


OLD = font(".VnTime")


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        pytest.param(".VnTime", "Rµ so¸t v¨n b¶n cña n\xadíc", "Rà soát văn bản của nước",
                     id="TCVN3, its ư stored as a soft hyphen"),
        pytest.param(".VnTimeH", "rµ so¸t", "RÀ SOÁT", id="TCVN3 capitals"),
        pytest.param("VNI-Times", "Coäng hoøa xaõ hoäi", "Cộng hòa xã hội", id="VNI"),
        pytest.param("Times New Roman", "Rà soát", "Rà soát", id="Unicode stays"),
        pytest.param(".VnTime", "Rà soát văn bản", "Rà soát văn bản", id="Unicode in an old font"),
    ],
)  # fmt: skip
def test_a_run_is_decoded_by_its_font(name: str, typed: str, read: str) -> None:
    assert shown(paragraph(run(typed, font(name)))) == read


def test_a_word_may_be_a_patchwork_of_fonts() -> None:
    xml = paragraph(run("Rµ so", OLD), run("át văn "), run("b¶n", OLD))
    assert shown(xml) == "Rà soát văn bản"


def test_blanks_round_an_old_run_part_its_words_from_the_next() -> None:
    xml = paragraph(run("Sở "), run("Néi ", OLD), run("vụ,"), run(" c«ng", OLD))
    assert shown(xml) == "Sở Nội vụ, công"


STYLES = f"""
<w:style w:type="paragraph" w:styleId="Old"><w:rPr>{OLD}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="New"><w:basedOn w:val="Old"/></w:style>
<w:style w:type="character" w:styleId="Run"><w:rPr>{OLD}</w:rPr></w:style>"""
DEFAULT = "<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault></w:docDefaults>"


@pytest.mark.parametrize(
    ("xml", "styles"),
    [
        pytest.param(styled("New", run("Rµ so¸t")), STYLES, id="a style based on another"),
        pytest.param(
            paragraph(run("Rµ so¸t", '<w:rStyle w:val="Run"/>')), STYLES, id="a run's style"
        ),
        pytest.param(paragraph("Rµ so¸t"), DEFAULT.format(OLD), id="the document's default"),
    ],
)
def test_the_font_may_come_from_a_style(xml: str, styles: str) -> None:
    assert shown(xml, styles=styles) == "Rà soát"


def test_the_font_may_come_from_the_theme() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont>'
        '<a:latin typeface=".VnTime"/></a:minorFont></a:theme>'
    )
    themed = DEFAULT.format('<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>')
    assert shown(paragraph("Rµ so¸t"), styles=themed, theme=theme) == "Rà soát"


def test_the_font_of_letters_beyond_ascii_counts() -> None:
    mixed = '<w:rFonts w:ascii=".VnTime" w:hAnsi="Times New Roman"/>'
    assert shown(paragraph(run("cµng", mixed))) == "cµng"


def test_decoding_is_said() -> None:
    data = appendix(table(HEAD + "1 | X | A | B | C", {"X": paragraph(run("Rµ", OLD))}))
    assert "legacy-font-decoded" in codes(data)
