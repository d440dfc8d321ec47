"""Every finding is documented, in both languages and in docs/findings.md."""

from pathlib import Path
from string import Formatter

import pytest

from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load
from appendix_pipeline.rules.catalogue import findings
from appendix_pipeline.validate.wording import example

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "findings.md").read_text("utf-8")
CATALOGUE = findings()
LANGS: tuple[Lang, ...] = ("vi", "en")


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_finding_says_why_by_which_source_and_what_to_do(code: str) -> None:
    rule = CATALOGUE[code]
    assert rule["severity"] in ("error", "warning", "info")
    assert rule["source"]
    for lang in LANGS:
        for name in ("message", "suggestion", "why"):
            assert rule[lang][name].endswith("."), name


@pytest.mark.parametrize("lang", LANGS)
def test_findings_have_short_names_that_differ(lang: Lang) -> None:
    names = [rule[lang]["name"] for rule in load("findings").values()]
    assert len(set(names)) == len(names)
    # So much a list on a phone shows.
    assert all(0 < len(name) <= 40 and not name.endswith(".") for name in names)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", CATALOGUE)
def test_an_example_fills_both_sentences(code: str, lang: Lang) -> None:
    shown = example(code, lang)
    for text in (shown.message, shown.suggestion):
        assert text.endswith(".")
        assert "{" not in text
        assert "“”" not in text
        assert "  " not in text


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_are_filled_by_the_same_details(code: str) -> None:
    def names(lang: Lang) -> set[str]:
        parts = Formatter().parse(CATALOGUE[code][lang]["message"])
        return {name for _, name, _, _ in parts if name}

    assert names("vi") == names("en")


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_page_of_findings_has_what_the_catalogue_says(code: str) -> None:
    rule, shown = CATALOGUE[code], example(code, "en")
    part = PAGE.partition(f"\n### {code}\n")[2].partition("\n### ")[0]
    for said in (rule["severity"], rule["en"]["why"], rule["source"], shown.message,
                 shown.suggestion, example(code, "vi").message):  # fmt: skip
        assert said in part


def test_the_page_has_no_finding_that_is_gone() -> None:
    listed = [line[4:] for line in PAGE.splitlines() if line.startswith("### ")]
    assert listed == list(CATALOGUE)
