"""The ledger: every character of the source, by what became of it."""

from collections import Counter
from collections.abc import Iterable

from appendix_pipeline.model.dataset import Ledger, LeftOver
from appendix_pipeline.model.document import Document, Location
from appendix_pipeline.model.table import Claim
from appendix_pipeline.text import fold, size


def account(document: Document, claims: Iterable[Claim]) -> Ledger:
    """Return the books of a document: what was claimed, and the paragraphs claimed in part or not.

    Raises:
        AssertionError: more characters of a paragraph were claimed than it has, a bug of ours.
    """
    claimed: Counter[Location] = Counter()
    uses: Counter[str] = Counter()
    outside_at = set()
    for claim in claims:
        claimed[claim.where] += claim.size
        uses[claim.use] += claim.size
        if claim.use == "outside":
            outside_at.add(claim.where)
    total = 0
    left_over = []
    outside = []
    for paragraph in document.paragraphs():
        characters = size(paragraph.text)
        total += characters
        missing = characters - claimed[paragraph.where]
        assert missing >= 0, f"read twice: {paragraph.where}"
        if missing:
            left_over.append(LeftOver(fold(paragraph.text), missing, paragraph.where))
        elif paragraph.where in outside_at:
            outside.append(LeftOver(fold(paragraph.text), characters, paragraph.where))
    return Ledger(total, dict(sorted(uses.items())), tuple(left_over), tuple(outside))
