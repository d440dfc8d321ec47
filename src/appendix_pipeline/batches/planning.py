"""Which files are still to be done, under which key, and where their outputs go."""

import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath
from stat import S_ISREG

from appendix_pipeline.batches.contents import content
from appendix_pipeline.batches.finding import Found
from appendix_pipeline.batches.item import Done, Failed, Item, Outcome, Output
from appendix_pipeline.errors import AppendixError
from appendix_pipeline.options import BatchOptions
from appendix_pipeline.output import Names
from appendix_pipeline.rules import version as rules_version
from appendix_pipeline.version import VERSION

# Folders of the run itself and of the page beside it, which no input may take.
RESERVED = (".batch", "quarantine", "consolidated", "desk", "manifest.jsonl")
Known = Mapping[tuple[str, str], Outcome]
There = Callable[[Output], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to convert, the outcomes that still hold, the names of what is left out."""

    todo: tuple[Item, ...]
    held: tuple[Outcome, ...]
    others: tuple[str, ...]


def plan(found: Found, known: Known, there: There, options: BatchOptions) -> Plan:
    """Return what is new, changed or to be tried again, for this shard.

    `there` tells whether an output of before is where it was. All items are named before they are
    divided, so that every shard gives the same names.
    """
    settings, limit = fingerprint(options), options.each.read.limits.file << 20
    improvable = _improvable(known)
    todo, held = [], []
    items = _moved(_hashed(found.items, known, settings, limit), known)
    for item in _named(items, known):
        if not _ours(item, options.shard):
            continue
        before = known.get(item.identity)
        again = item.identity in improvable
        if before and not again and _holds(before, item, there, retry=options.retry_failed):
            held.append(replace(before, item=item, fresh=False))
        else:
            todo.append(item)
    return Plan(tuple(todo), tuple(held), found.others)


def formats(options: BatchOptions) -> tuple[str, ...]:
    """Return the formats to write; the consolidation reads JSON."""
    return tuple(dict.fromkeys((*options.formats, "json")))


def fingerprint(options: BatchOptions) -> str:
    """Return what makes two runs give the same outputs: version, rules, formats, options."""
    own = options.each.normalise.agencies
    parts = {
        "version": VERSION,
        "rules": rules_version(),
        "formats": sorted(formats(options)),
        "together": options.together,
        "read": repr(options.each.read),
        "write": repr(options.each.write),
        "province": options.each.normalise.province,
        "agencies": sha256(own.read_bytes()).hexdigest() if own and own.is_file() else "",
    }
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _hashed(items: Iterable[Item], known: Known, settings: str, limit: int) -> list[Item]:
    def hashed(item: Item) -> Item:
        return _with_key(item, known.get(item.identity), settings, limit)

    # Threads: a share or a store takes its time to answer.
    with ThreadPoolExecutor() as pool:
        return list(pool.map(hashed, items))


def _with_key(item: Item, before: Outcome | None, settings: str, limit: int) -> Item:
    try:
        digest, size, modified = _known_digest(item, before) or _digest(item, limit)
    except (OSError, AppendixError):
        return item
    key = sha256(f"{settings} {digest}".encode()).hexdigest()
    return replace(item, sha256=digest, size=size, key=key, modified=modified)


def _known_digest(item: Item, before: Outcome | None) -> tuple[str, int, float] | None:
    """Return what is known of a content that the store says is as it was."""
    if before and item.stamp and before.item.stamp == item.stamp and before.item.sha256:
        return before.item.sha256, before.item.size, item.modified
    return None


def _digest(item: Item, limit: int) -> tuple[str, int, float]:
    if item.apart:
        data, modified = content(item, limit)
        return sha256(data).hexdigest(), len(data), modified
    told = item.path.stat()
    if not S_ISREG(told.st_mode) or told.st_size > limit:
        raise OSError(item.path)  # a pipe would be waited for; what is too large is refused unread
    digest = sha256()
    with item.path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
        return digest.hexdigest(), file.tell(), told.st_mtime


def _moved(items: list[Item], known: Known) -> list[Item]:
    """Return the items; what lay in another place before, under its name, keeps what it was."""
    identities = {item.identity for item in items}
    left = {
        (name, before.item.sha256): origin
        for (origin, name), before in known.items()
        if before.item.sha256 and (origin, name) not in identities
    }
    return [
        item
        if item.identity in known
        else replace(item, origin=left.pop((item.name, item.sha256), item.origin))
        for item in items
    ]


def _named(items: list[Item], known: Known) -> list[Item]:
    """Return the items with their folders: those known keep theirs, and none is given twice."""
    names = Names()
    for path in RESERVED:
        names.reserve(path)
    for before in known.values():
        names.reserve(before.item.folder)
    for item in items:
        # A folder of the inputs is a folder of the outputs too.
        for parent in PurePosixPath(item.name).parents:
            names.reserve(parent.as_posix())
    return [
        replace(item, folder=known[item.identity].item.folder)
        if item.identity in known
        else replace(item, folder=names.take_path(item.name.rpartition(".")[0] or item.name))
        for item in items
    ]


def _ours(item: Item, shard: tuple[int, int]) -> bool:
    number, count = shard
    return int(item.sha256 or "0", 16) % count == number - 1


def _holds(before: Outcome, item: Item, there: There, *, retry: bool) -> bool:
    if before.item.key != item.key or not item.key:
        return False
    if isinstance(before, Failed) and (retry or before.passing):
        return False
    return all(map(there, before.outputs))


def _improvable(known: Known) -> frozenset[tuple[str, str]]:
    """Return the files whose PDF another program printed, where this machine can make our own.

    The way a PDF is made is no part of the key: a better one stays where a machine has less.
    """
    printed = frozenset(
        identity
        for identity, outcome in known.items()
        if isinstance(outcome, Done) and outcome.stand_in
    )
    if not printed:
        return printed
    from appendix_pipeline.writers.typesetting.loading import is_there  # noqa: PLC0415 (heavy)

    return printed if is_there() else frozenset()
