"""The heading of an appendix as the metadata of its plan."""

import re

from appendix_pipeline.model.dataset import Plan
from appendix_pipeline.model.reference import Reference
from appendix_pipeline.model.table import Appendix
from appendix_pipeline.normalise.references import find

_DIGITS = re.compile(r"\d+")
# An ISO 8601 date's length says how fine it is: "2025", "2025-10", "2025-10-17".
_FULL_DATE = len("2025-10-17")


def read_plan(appendix: Appendix) -> Plan:
    """Return the plan an appendix belongs to, from "(Kèm theo …)" and the title.

    A blank number and a blank day are no defects of an electronic document: the registry fills
    them in. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, III.1.c.
    """
    own = next(iter(find(appendix.issued_with)), Reference("", 0, 0))
    blanks = [("number", own.number), ("day", own.date if len(own.date) == _FULL_DATE else "")]
    total = _DIGITS.search(appendix.total)
    return Plan(
        heading=appendix.heading,
        title=appendix.title_text,
        issued_with=appendix.issued_with,
        kind=own.kind,
        number=own.number,
        symbol=own.symbol,
        date=own.date,
        issuer=own.issuer,
        to_be_filled=tuple(name for name, value in blanks if own.symbol and not value),
        implements=find(appendix.title_text),
        declared_total=int(total[0]) if total else None,
        declared_total_text=appendix.total,
    )
