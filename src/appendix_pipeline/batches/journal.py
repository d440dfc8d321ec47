"""What became of each file: a journal that survives any end of a run, and the manifest for all.

The journal (`.batch/journal.jsonl`) gets a line the moment a file is published; a line cut by a
crash is left out and its file done again. The manifest is made from it at the end of a run, in
the order of the inputs' names, without times and without paths of the machine: the same inputs
give the same bytes.
"""

import json
from pathlib import Path
from typing import Any

from appendix_pipeline.batches.item import Done, Failed, Item, Outcome, Output, Summary
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.output import save

MANIFEST = "manifest.jsonl"
JOURNAL = Path(".batch", "journal.jsonl")
Known = dict[tuple[str, str], Outcome]


def load(out: Path) -> Known:
    """Return the last outcome of each file that earlier runs left in `out`."""
    path = out / JOURNAL
    lines = path.read_bytes().split(b"\n") if path.is_file() else []
    known: Known = {}
    for line in lines:
        try:
            outcome = _outcome(json.loads(line))
        except (ValueError, KeyError, TypeError):
            continue  # blank, or cut by a crash
        known[outcome.item.identity] = outcome
    return known


def append(out: Path, outcome: Outcome) -> None:
    """Write one line at the end, in one piece; what a crash cut before it is closed first."""
    line = json.dumps(private_line(outcome), ensure_ascii=False)
    with (out / JOURNAL).open("ab+", buffering=0) as file:
        if file.tell():
            file.seek(-1, 2)
            torn = file.read(1) != b"\n"
            line = f"\n{line}" if torn else line
        file.write(f"{line}\n".encode())


def publish(out: Path) -> None:
    """Write the manifest from the journal, and the journal anew with one line a file."""
    outcomes = sorted(load(out).values(), key=lambda each: each.item.identity[::-1])
    files = {MANIFEST: map(line_of, outcomes), JOURNAL.as_posix(): map(private_line, outcomes)}
    for name, lines in files.items():
        text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
        # One by one: what is renamed alone is there at every moment.
        save({name: text.encode()}, out)


def line_of(outcome: Outcome) -> dict[str, Any]:
    """Return a line of the manifest (`schemas/manifest.schema.json`)."""
    item = outcome.item
    done = outcome if isinstance(outcome, Done) else None
    return {
        "input": item.name,
        "sha256": item.sha256,
        "size": item.size,
        "status": "done" if done else "failed",
        "folder": item.folder,
        "appendices": to_plain(done.appendices) if done else [],
        "outputs": to_plain(outcome.outputs),
        "stand_in": done.stand_in if done else "",
        "error": _error(outcome) if isinstance(outcome, Failed) else None,
    }


def _error(failed: Failed) -> dict[str, Any]:
    return {"reason": failed.reason, "exit_code": failed.exit_code, **failed.message}


def private_line(outcome: Outcome) -> dict[str, Any]:
    """Return a line of the journal: what a later run must know, and how long it took."""
    item = outcome.item
    own = {
        "origin": item.origin,
        "key": item.key,
        "stamp": item.stamp,
        "modified": item.modified,
        "saved": outcome.saved if isinstance(outcome, Done) else "",
        "seconds": outcome.seconds,
    }
    return line_of(outcome) | own


def _outcome(line: dict[str, Any]) -> Outcome:
    item = Item(
        line["input"], Path(), None, line["origin"], line["sha256"], line["size"], line["key"],
        line["folder"], line["modified"], stamp=line["stamp"],
    )  # fmt: skip
    outputs = tuple(Output(**each) for each in line["outputs"])
    if line["status"] == "done":
        appendices = tuple(Summary(**each) for each in line["appendices"])
        return Done(
            item, appendices, outputs, line["seconds"], fresh=False, saved=line["saved"],
            stand_in=line.get("stand_in", ""),  # a run of before this was told left none
        )  # fmt: skip
    error = line["error"]
    message = {lang: error[lang] for lang in ("vi", "en")}
    return Failed(
        item, error["reason"], error["exit_code"], message, outputs, line["seconds"], fresh=False
    )
