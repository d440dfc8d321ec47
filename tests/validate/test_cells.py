"""Texts that a workbook or a document cannot hold are told, not cut."""

from dataclasses import replace

import pytest

from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.validate.checks.cells import too_long, unshowable
from samples import dataset


def found(text: str) -> list[Diagnostic]:
    made = dataset()
    made = replace(made, tasks=(replace(made.tasks[0], content=text),))
    return [*too_long(made), *unshowable(made)]


@pytest.mark.parametrize("text", ["x" * 32_768, "\U0001f600" * 16_384, "x\n" * 20_000])
def test_a_text_over_the_limit_of_a_cell_is_told_with_its_length(text: str) -> None:
    (told,) = found(text)
    assert (told.code, told.role) == ("text-too-long", "content")
    assert told.details == {"count": str(len(text))}


@pytest.mark.parametrize("text", ["", "x" * 32_767, "\U0001f600" * 16_383, "Tháng 11/2025\t\n"])
def test_what_fits_is_not_told(text: str) -> None:
    assert found(text) == []


def test_control_characters_are_named() -> None:
    (told,) = found("a\x0bb\x00c\x0b")
    assert (told.code, told.details) == ("control-characters", {"text": "U+0000, U+000B"})
