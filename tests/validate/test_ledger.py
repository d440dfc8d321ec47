"""The books close: what was taken, what was left, and what stands outside."""

import pytest

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.document import Document, Location, Paragraph, Source
from appendix_pipeline.model.table import Claim
from appendix_pipeline.validate.ledger import account

ONE, TWO = Location(paragraph=1), Location(paragraph=2)
DOCUMENT = Document(Source("x", "0", 0), (Paragraph("ab cd", ONE), Paragraph("xyz", TWO)))


def test_all_claimed_leaves_nothing_over() -> None:
    ledger = account(DOCUMENT, [Claim(ONE, "title", 4), Claim(TWO, "task", 3)])
    assert (ledger.total, ledger.uses) == (7, {"task": 3, "title": 4})
    assert ledger.left_over == ()


def test_a_text_claimed_in_part_is_left_over_by_the_rest() -> None:
    (left,) = account(DOCUMENT, [Claim(ONE, "title", 4), Claim(TWO, "task", 1)]).left_over
    assert (left.text, left.size, left.where) == ("xyz", 2, TWO)


def test_what_stands_outside_is_listed_but_not_left_over() -> None:
    ledger = account(DOCUMENT, [Claim(ONE, "outside", 4), Claim(TWO, "task", 3)])
    assert ledger.left_over == ()
    assert [each.text for each in ledger.outside] == ["ab cd"]


def test_a_text_claimed_twice_is_a_bug() -> None:
    with pytest.raises(AssertionError, match="read twice"):
        account(DOCUMENT, [Claim(ONE, "title", 4), Claim(ONE, "task", 1)])


def test_the_real_appendix_is_accounted_for_to_the_last_letter(real: Dataset) -> None:
    assert real.ledger.left_over == ()
    assert sum(real.ledger.uses.values()) == real.ledger.total > 6_000
