"""Golden readings: what a case's input is read as, in short, for a person to review.

`make golden` writes them anew; git shows the difference. The words themselves are held by each
case's plain.json, which is made by hand from the source, never by this program.
"""

import json
from pathlib import Path
from typing import Any

from appendix_pipeline import read
from appendix_pipeline.model.dataset import Dataset, Task

ROOT = Path(__file__).parent
INPUTS = {"hai-hung": ROOT.parent / "input" / "hai-hung.docx"}


def reading(dataset: Dataset) -> dict[str, Any]:
    """Return what was made of the words: dates, bodies, citations, findings, the ledger."""
    plan = dataset.plan
    return {
        "plan": {
            "kind": plan.kind,
            "number": plan.number,
            "symbol": plan.symbol,
            "date": plan.date,
            "issuer": plan.issuer,
            "to_be_filled": list(plan.to_be_filled),
            "implements": [[each.key, each.date, each.issuer] for each in plan.implements],
        },
        "tasks": {task.id: _task(task) for task in dataset.tasks},
        "findings": [[each.severity, each.code, each.task] for each in dataset.findings],
        "ledger": dataset.ledger.uses,
        "left_over": [each.text for each in dataset.ledger.left_over],
    }


def _task(task: Task) -> dict[str, Any]:
    deadline = task.deadline
    found: dict[str, Any] = {
        "deadline": [deadline.kind, deadline.edtf, deadline.due_end],
        "lead": [each.key for each in task.lead.bodies],
        "coordinating": [each.key for each in task.coordinating.bodies],
    }
    if deadline.conditions:
        found["conditions"] = [
            [each.trigger, each.action, [body.key for body in each.by]]
            for each in deadline.conditions
        ]
    if task.references:
        found["references"] = [each.key for each in task.references]
    if task.footnotes:
        found["footnotes"] = list(task.footnotes)
    return found


def text_of(found: dict[str, Any]) -> str:
    """Return a reading as JSON, one task a line."""
    tasks = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in found["tasks"].items()
    )
    rest = {name: value for name, value in found.items() if name != "tasks"}
    head = json.dumps(rest, ensure_ascii=False, indent=1)[:-2]
    return f'{head},\n "tasks": {{\n{tasks}\n }}\n}}\n'


def main() -> None:
    """Write the readings of all cases."""
    for name, path in INPUTS.items():
        target = ROOT / "golden" / name / "reading.json"
        target.write_text(text_of(reading(read(path))), "utf-8")


if __name__ == "__main__":
    main()
