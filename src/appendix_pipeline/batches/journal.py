"""What became of each file: a journal that survives any end of a run, and the manifest for all.

The journal (`.batch/journal.jsonl`) gets a line the moment a file is published; a line cut by a
crash is left out and its file done again. The manifest is made from it at the end of a run, in
the order of the inputs' names, without times and without paths of the machine, which only the
journal has: the same inputs give the same bytes.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from appendix_pipeline.batches.item import Done, Failed, Item, Outcome, Output, Summary
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.output import save

MANIFEST = "manifest.jsonl"
JOURNAL = Path(".batch", "journal.jsonl")
Known = dict[tuple[str, str], Outcome]


def load(out: Path, sha256: str = "") -> Known:
    """Return the last outcome of each file that earlier runs left in `out`.

    Only lines are read that have the `sha256` of a content, where that is given.
    """
    path = out / JOURNAL
    lines = path.read_bytes().split(b"\n") if path.is_file() else []
    known: Known = {}
    for line in lines:
        if sha256.encode() not in line:
            continue
        try:
            outcome = _outcome(json.loads(line))
        except (ValueError, KeyError, TypeError):
            continue  # blank, or cut by a crash
        known[outcome.item.identity] = outcome
    return known


def append(out: Path, outcome: Outcome) -> None:
    """Write one line at the end, in one piece; what a crash cut before it is closed first."""
    line = json.dumps(_line(outcome), ensure_ascii=False)
    with (out / JOURNAL).open("ab+", buffering=0) as file:
        if file.tell():
            file.seek(-1, 2)
            torn = file.read(1) != b"\n"
            line = f"\n{line}" if torn else line
        file.write(f"{line}\n".encode())


def remember(out: Path, held: Iterable[Outcome], known: Known) -> None:
    """Note of outcomes that still hold where their inputs lie now, if that is not `known`."""
    for each in held:
        if _place(each.item) != _place(known[each.item.identity].item):
            append(out, each)


def publish(out: Path) -> None:
    """Write the manifest from the journal, and the journal anew with one line a file."""
    outcomes = sorted(load(out).values(), key=lambda each: each.item.identity[::-1])
    files = {MANIFEST: map(line_of, outcomes), JOURNAL.as_posix(): map(_line, outcomes)}
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
    """Return what a later run must know of an outcome, and how long it took."""
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


def _line(outcome: Outcome) -> dict[str, Any]:
    """Return a line of the journal, which stays on this machine: also where the input lies."""
    path, member = _place(outcome.item)
    return private_line(outcome) | {"path": path, "member": member}


def _place(item: Item) -> tuple[str, int | None]:
    """Return where an input of this machine lies, as UTF-8 can say it; "" where it is elsewhere."""
    here = item.path != Path() and not item.url
    return os.fsencode(item.path.absolute()).decode(errors="replace") if here else "", item.member


def _outcome(line: dict[str, Any]) -> Outcome:
    item = Item(
        line["input"], Path(line.get("path", "")), line.get("member"), line["origin"],
        line["sha256"], line["size"], line["key"], line["folder"], line["modified"],
        stamp=line["stamp"],
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
