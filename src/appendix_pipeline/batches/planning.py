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
from appendix_pipeline.batches.item import Failed, Item, Outcome, Output
from appendix_pipeline.batches.journal import Identity, Journal, Told
from appendix_pipeline.errors import AppendixError
from appendix_pipeline.options import BatchOptions
from appendix_pipeline.output import Names, safe_path
from appendix_pipeline.rules import version as rules_version
from appendix_pipeline.version import VERSION

# Folders of the run itself and of the page beside it, which no input may take.
RESERVED = (".batch", "quarantine", "consolidated", "desk", "manifest.jsonl")
There = Callable[[Output], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to convert, those whose outcome still holds, the names of what is left out.

    `unread` is what is no Word file, of the identity that it had where it lay before.
    """

    todo: tuple[Item, ...]
    held: tuple[Item, ...]
    others: tuple[str, ...]
    unread: tuple[Item, ...] = ()


def plan(found: Found, known: Journal, there: There, options: BatchOptions) -> Plan:
    """Return what is new, changed or to be tried again, for this shard.

    `there` tells whether an output of before is where it was. All items are named before they are
    divided, so that every shard gives the same names.
    """
    settings, limit = fingerprint(options), options.each.read.limits.file << 20
    improvable = _improvable(known.told)
    todo, held = [], []
    hashed = _hashed(found.items, known, settings, limit)
    items = _moved([*hashed, *found.unread], known.told)
    for item in _named(items[: len(hashed)], known.told):
        if not _ours(item, options.shard):
            continue
        before = known.get(item.identity)
        again = item.identity in improvable
        if before and not again and _holds(before, item, there, retry=options.retry_failed):
            held.append(item)
        else:
            todo.append(item)
    return Plan(tuple(todo), tuple(held), found.others, tuple(items[len(hashed) :]))


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


def _hashed(items: Iterable[Item], known: Journal, settings: str, limit: int) -> list[Item]:
    def hashed(item: Item) -> Item:
        before = known.get(item.identity) if item.stamp else None
        return _with_key(item, before, settings, limit)

    # Threads: a share or a store takes its time to answer.
    with ThreadPoolExecutor() as pool:
        return list(pool.map(hashed, items))


def _with_key(item: Item, before: Outcome | None, settings: str, limit: int) -> Item:
    try:
        digest, size, modified = _known_digest(item, before) or _digest(item, limit)
    except (OSError, AppendixError):
        return item  # it fails with its reason when it is read
    key = sha256(f"{settings} {digest}".encode()).hexdigest()
    return replace(item, sha256=digest, size=size, key=key, modified=modified)


def _known_digest(item: Item, before: Outcome | None) -> tuple[str, int, float] | None:
    """Return what is known of a content that the store says is as it was."""
    if before and item.stamp and before.item.stamp == item.stamp and before.item.sha256:
        # The store dates an archive, not what is in it.
        return before.item.sha256, before.item.size, item.modified or before.item.modified
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


def _moved(items: list[Item], known: Mapping[Identity, Told]) -> list[Item]:
    """Return the items; what lay in another place before, under its name, keeps what it was.

    What has no hash, being too large or no Word file, goes with what has one in its folder.
    """
    new = [item for item in items if item.identity not in known]
    names, there = {item.name for item in new}, {item.identity for item in items}
    left = {
        identity: told.sha256
        for identity, told in known.items()
        if identity[1] in names and identity not in there
    }
    contents = {(name, digest): origin for (origin, name), digest in left.items() if digest}
    origins = {
        item.identity: contents.pop((item.name, item.sha256))
        for item in new
        if (item.name, item.sha256) in contents
    }
    folders = {now: before for (now, _), before in origins.items()}
    for item in new:
        before = folders.get(item.origin, ""), item.name
        if not item.sha256 and left.pop(before, None) == "":
            origins[item.identity] = before[0]
    return [replace(item, origin=origins.get(item.identity, item.origin)) for item in items]


def _named(items: list[Item], known: Mapping[Identity, Told]) -> list[Item]:
    """Return the items with their folders: those known keep theirs, and none is given twice."""
    names = Names()
    for path in RESERVED:
        names.reserve(path)
    for told in known.values():
        names.reserve(told.folder)
    for item in items:
        # A folder of the inputs is a folder of the outputs too.
        for parent in PurePosixPath(item.name).parents[:-1]:
            names.reserve(safe_path(parent.as_posix()))
    return [
        replace(item, folder=known[item.identity].folder)
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


def _improvable(known: Mapping[Identity, Told]) -> frozenset[Identity]:
    """Return the files whose PDF another program printed, where this machine can make our own.

    The way a PDF is made is no part of the key: a better one stays where a machine has less.
    """
    printed = frozenset(identity for identity, told in known.items() if told.stand_in)
    if not printed:
        return printed
    from appendix_pipeline.writers.typesetting.loading import is_there  # noqa: PLC0415 (heavy)

    return printed if is_there() else frozenset()
