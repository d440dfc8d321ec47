"""Outputs in object storage: a local folder stands for the prefix while a run works.

Only the run itself writes there, never a worker: one that dies leaves nothing behind. For each
input there is one object `.batch/ledger/<hash of its identity>.json`, the line of the journal; it
is put after the outputs, so that what it names is there. Shards on several machines write
different ones, and none is ever written anew from what another wrote: no lock is needed. The
whole ledger as one object, `.batch/ledger.jsonl`, only spares getting the entries it still has.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from appendix_pipeline.batches.item import Failed, Item, Outcome, Output
from appendix_pipeline.batches.journal import JOURNAL, MANIFEST, private_line
from appendix_pipeline.batches.publishing import begun
from appendix_pipeline.batches.storage import Place, Prefix, Stored, is_url
from appendix_pipeline.errors import DependencyError

_LEDGER, _WHOLE, _PROBE = ".batch/ledger", ".batch/ledger.jsonl", ".batch/begun"
_AT_ONCE = 500  # objects got at a time


class Mirror:
    """The prefix at `url` and the folder `out` that stands for it."""

    def __init__(self, url: str, out: Path) -> None:
        """Bring the journal, and nothing else, into `out`.

        Raises:
            DependencyError: the store cannot be reached, or is of an unknown kind.
        """
        self._prefix, self._out = Prefix(url), out
        self._entries: dict[str, _Entry] = {}
        # Whether one may write here is better known before the work than after it.
        self._prefix.put({_PROBE: b""})
        found = list(self._prefix.listing())
        self._sizes = {each.name: each.size for each in found}
        if _WHOLE in self._sizes:
            (whole,) = self._prefix.get([_WHOLE]).values()
            told = map(json.loads, whole.splitlines())
            self._entries = {name: _Entry(stamp, line) for name, stamp, line in told}
        self._put = dict(self._entries)
        self._recall(found)

    def holds(self, output: Output) -> bool:
        """Return whether an output of before is there, as large as it was."""
        return self._sizes.get(output.path) == output.size

    def push(self, outcome: Outcome, before: Outcome | None) -> Outcome:
        """Put the outputs of `outcome` in place of those of `before`, then its line.

        Where the store refuses, the outcome is a failure that the next run tries again.
        """
        old = before.outputs if before else ()
        names = {each.path for each in outcome.outputs}
        made = {name: self._out / name for name in names if (self._out / name).is_file()}
        try:
            self._prefix.put({name: path.read_bytes() for name, path in made.items()})
            self._prefix.remove(each.path for each in old if each.path not in names)
            self._note(outcome)
            self._sizes |= {each.path: each.size for each in outcome.outputs}
        except DependencyError as error:
            message = {lang: f"{error.what[lang]} {error.hint[lang]}" for lang in error.what}
            return Failed(outcome.item, "output", error.exit_code, message, old, outcome.seconds)
        finally:
            for path in made.values():
                path.unlink()
        return outcome

    def withdraw(self, before: Outcome) -> None:
        """Remove the outputs of a file and its line."""
        # Were the run killed in between, no line would say that all is there.
        self._note(begun(before, before.outputs))
        self._prefix.remove(each.path for each in before.outputs)
        self._prefix.remove([_entry(before.item)])
        del self._entries[_entry(before.item)]

    def _note(self, outcome: Outcome) -> None:
        """Put the line of a file."""
        line = json.dumps(private_line(outcome), ensure_ascii=False)
        self._prefix.put({_entry(outcome.item): line.encode()})
        self._entries[_entry(outcome.item)] = _Entry("", line, own=True)

    def recall(self) -> None:
        """Bring the journal up to date with what other machines have put by now."""
        self._recall(
            replace(each, name=f"{_LEDGER}/{each.name}")
            for each in Prefix(f"{self._prefix.url}/{_LEDGER}").listing()
        )

    def publish(self) -> None:
        """Put the manifest, then the whole ledger; neither where nothing has changed."""
        manifest = self._out / MANIFEST
        if not manifest.is_file():
            return  # nothing is known
        size = manifest.stat().st_size
        if self._entries == self._put and self._sizes.get(MANIFEST) == size:
            return
        self.put_files([manifest])
        whole = [json.dumps((name, each.stamp, each.line)) for name, each in self._entries.items()]
        self._prefix.put({_WHOLE: "\n".join(whole).encode()})
        self._put, self._sizes[MANIFEST] = dict(self._entries), size

    def get_files(self, names: Sequence[str]) -> None:
        """Bring some objects into the folder; one that is not there is left to who reads it."""
        names = [name for name in names if name in self._sizes]
        for at in range(0, len(names), _AT_ONCE):
            for name, content in self._prefix.get(names[at : at + _AT_ONCE]).items():
                (self._out / name).parent.mkdir(parents=True, exist_ok=True)
                (self._out / name).write_bytes(content)

    def put_files(self, paths: Iterable[Path]) -> None:
        """Put some files of the folder."""
        for path in paths:
            self._prefix.put({self._name(path): path.read_bytes()})

    def remove_files(self, paths: Iterable[Path]) -> None:
        """Remove some files that are gone from the folder."""
        self._prefix.remove(map(self._name, paths))

    def _name(self, path: Path) -> str:
        return path.relative_to(self._out).as_posix()

    def known(self, place: str) -> list[str]:
        """Return the names of the objects below `place` or called so, as they were at first."""
        return [name for name in self._sizes if f"{name}/".startswith(f"{place}/")]

    def _recall(self, found: Iterable[Stored]) -> None:
        """Write the journal from the ledger as listed, in place of what the folder has."""
        stamps = {each.name: each.stamp for each in found if each.name.startswith(f"{_LEDGER}/")}
        known = self._entries
        new = [name for name, stamp in stamps.items() if not _is_known(known.get(name), stamp)]
        for at in range(0, len(new), _AT_ONCE):
            for name, line in self._prefix.get(new[at : at + _AT_ONCE]).items():
                known[name] = _Entry("", line.decode())
        self._entries = {name: replace(known[name], stamp=stamps[name]) for name in sorted(stamps)}
        path = self._out / JOURNAL
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{each.line}\n" for each in self._entries.values())


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the ledger, with the store's mark of it; whether this run wrote it."""

    stamp: str
    line: str
    own: bool = field(default=False, compare=False)


def _is_known(entry: _Entry | None, stamp: str) -> bool:
    return entry is not None and (entry.own or (stamp != "" and entry.stamp == stamp))


def _entry(item: Item) -> str:
    return f"{_LEDGER}/{sha256(' '.join(item.identity).encode()).hexdigest()[:32]}.json"


@contextmanager
def at_hand(
    out: Place, kept: Sequence[str], needed: Callable[[Path], Iterable[str]]
) -> Iterator[Path]:
    """Give `out` as a local folder with what is in `kept`, and put back what changes or goes there.

    `needed` is asked then for what else is read. A local `out` is given as it is.
    """
    if not is_url(out):
        yield Path(out)
        return
    with TemporaryDirectory(prefix="appendix-") as name:
        local = Path(name)
        mirror = Mirror(str(out), local)
        places = [local / each for each in kept]
        mirror.get_files([name for each in kept for name in mirror.known(each)])
        before = _digests(places)
        mirror.get_files(list(needed(local)))
        yield local
        after = _digests(places)
        mirror.put_files([path for path, digest in after.items() if before.get(path) != digest])
        mirror.remove_files(before.keys() - after.keys())


def _digests(places: Iterable[Path]) -> dict[Path, str]:
    digests = {}
    for path in sorted(each for place in places for each in (place, *place.rglob("*"))):
        if path.is_file():
            with path.open("rb") as file:
                digests[path] = file_digest(file, "sha256").hexdigest()
    return digests
