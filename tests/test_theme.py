"""The theme file of an office: what it says is taken, what it cannot say is told in a sentence."""

import re
from pathlib import Path

import pytest

from appendix_pipeline import InputError, load_theme
from appendix_pipeline.options import Margins, Sizes, Theme
from appendix_pipeline.rules import decree30, load

PAGE = (Path(__file__).parent.parent / "docs" / "theme.md").read_text("utf-8")


def written(folder: Path, text: str) -> Path:
    path = folder / "office.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_documented_example_is_a_theme(tmp_path: Path) -> None:
    example = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]
    (tmp_path / "annex.html.jinja").write_text("<p>{{ annex.heading }}</p>", "utf-8")
    (tmp_path / "annex.docx").write_bytes(b"PK")
    assert load_theme(written(tmp_path, example)) == Theme(
        organisation="Ủy ban nhân dân\nxã Hải Hưng",
        parent="Thành phố Hải Phòng",
        letterhead=True,
        orientation="auto",
        margins=Margins(20, 20, 35, 15),
        sizes=Sizes(14, 13, 13, 13, 13, 13, 10),
        columns={"number": 14, "deadline": 30},
        html_template="<p>{{ annex.heading }}</p>",
        docx_template=b"PK",
    )


def test_every_key_is_documented() -> None:
    keys = {key for table in load("theme").values() for key in table} - {"*"}
    assert all(re.search(rf"^{key} = ", PAGE, re.MULTILINE) for key in keys)


def test_an_empty_theme_is_ours(tmp_path: Path) -> None:
    assert load_theme(written(tmp_path, "")) == Theme()


def test_our_own_look_is_within_what_a_theme_may_say() -> None:
    ours = Theme()
    for table, said in (("margins", ours.margins), ("sizes", ours.sizes)):
        for key, record in load("theme")[table].items():
            value = getattr(said, key)
            if "rule" in record:
                assert decree30.rules()[record["rule"]].allows(float(value)), key
            else:
                assert record["least"] <= value <= record["most"], key


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[margins]\nleft = 25", "margins.left = 25 không được; cho phép: 30–35 mm (Nghị định 30"),
        ("[margins]\nleft = '30'", "margins.left = '30' không được"),
        ("[margins]\nleft = true", "margins.left = True không được"),
        ("[margins]\nlef = 30", "Không có mục “margins.lef” (có: margins.left)"),
        ("[margin]\nleft = 30", "Không có mục “margin” (có: margins)"),
        ("margins = 30", "Không có mục “margins”"),
        ("[sizes]\nheading = 13", "sizes.heading = 13 không được; cho phép: 14 pt"),
        ("[sizes]\ntable = 6", "sizes.table = 6 không được; cho phép: 9–14 pt"),
        ("[page]\norientation = 'quer'", "một trong: auto, portrait, landscape"),
        ("[organisation]\nletterhead = 'có'", "true hoặc false"),
        ("[organisation]\nname = ''", "chữ trong ngoặc kép"),
        ("[columns]\ndedline = 30", "(có: columns.deadline)"),
        ("[columns]\ndeadline = 3", "cho phép: 8–150 mm"),
        ("[templates]\ndocx = 'none.docx'", "Không đọc được mẫu “none.docx”"),
        ("[templates]\nhtml = '../x.html'", "Không đọc được mẫu “../x.html”"),
        ("[margins", "Không phải tệp TOML"),
    ],
)  # fmt: skip
def test_what_is_not_possible_is_told_with_what_is(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "x.html").write_text("x")
    (tmp_path / "theme").mkdir()
    with pytest.raises(InputError) as caught:
        load_theme(written(tmp_path / "theme", text))
    assert said in caught.value.sentence("vi")
    assert caught.value.sentence("en").startswith("office.toml: ")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        load_theme(tmp_path / "none.toml")
