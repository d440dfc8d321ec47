"""The heading of an appendix as the metadata of its plan."""

from appendix_pipeline.model.dataset import Plan
from appendix_pipeline.model.document import Document, Paragraph
from appendix_pipeline.model.reference import Reference
from appendix_pipeline.model.table import Appendix
from appendix_pipeline.normalise.numerals import first_number
from appendix_pipeline.normalise.references import find
from appendix_pipeline.rules.layout import match

# An ISO 8601 date's length says how fine it is: "2025", "2025-10", "2025-10-17".
_FULL_DATE = len("2025-10-17")


def read_plan(appendix: Appendix) -> Plan:
    """Return the plan an appendix belongs to, from "(Kèm theo …)" and the title."""
    return plan_of(appendix.heading, appendix.title_text, appendix.issued_with, appendix.total)


def grounds(document: Document) -> tuple[Reference, ...]:
    """Return the acts that the preamble gives as grounds, each once: "Căn cứ …", "Thực hiện …".

    The preamble ends at the first numbered line, or at the appendix.
    """
    found: dict[str, Reference] = {}
    blocks = (block for block in document.blocks if isinstance(block, Paragraph))
    for line in (line for block in blocks for line in block.lines()):
        if match("body_begins", line.shown) or match("heading", line.shown):
            break
        for each in find(line.text) if match("grounds", line.text) else ():
            found.setdefault(each.key or each.text, each)
    return tuple(found.values())


def plan_of(heading: str, title: str, issued_with: str, total: str = "") -> Plan:
    """Return the plan that these lines of an appendix tell of.

    A blank number and a blank day are no defects of an electronic document: the registry fills
    them in. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, III.1.c.
    """
    own = next(iter(find(issued_with)), Reference("", 0, 0))
    blanks = [("number", own.number), ("day", own.date if len(own.date) == _FULL_DATE else "")]
    return Plan(
        heading=heading,
        title=title,
        issued_with=issued_with,
        kind=own.kind,
        number=own.number,
        symbol=own.symbol,
        date=own.date,
        issuer=own.issuer,
        to_be_filled=tuple(name for name, value in blanks if own.symbol and not value),
        implements=find(title),
        declared_total=first_number(total),
        declared_total_text=total,
    )
