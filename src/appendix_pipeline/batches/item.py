"""What a run works on, and what becomes of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from appendix_pipeline.errors import Sentence
from appendix_pipeline.model.place import Status
from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load

Reason = Literal[
    "input", "no_task_table", "timeout", "memory", "crash", "internal", "output", "dependency",
    "other",
]  # fmt: skip
# What the machine lacked and not the file: tried again by every run, and not quarantined.
TRANSIENT: tuple[Reason, ...] = ("output", "dependency")
# Of a file that was converted, but whose outputs are gone when they are consolidated.
LOST = "lost"
# Of what is no Word file: no run tries to convert it, and none fails of it.
OTHER: Reason = "other"


def reason_in_words(reason: str, lang: Lang) -> str:
    """Return a `Reason`, or `LOST`, as a clerk is told it."""
    return str(load("labels")["batch"]["reasons"][reason][lang])


@dataclass(frozen=True, slots=True)
class Item:
    """One file: `name` is relative to what was given, with "/" between its parts.

    `path` is the file, or the archive whose entry number `member` it is; in object storage it is
    the name alone, there is a `url` besides, and `stamp` is the store's mark of the content.
    `origin` tells apart equal names below different folders. `sha256` is that of the content, ""
    where it cannot be read; `key` is made of it, of the options and of the version, and "" where
    the next run is to look again. `folder` is where its outputs go, below the folder of the run.
    `archive` is the identity of the archive whose entry it is, ("", "") where it is none.
    `modified` is when it was last written, in seconds since 1970, as its folder or archive says.
    """

    name: str
    path: Path
    member: int | None = None
    origin: str = ""
    sha256: str = ""
    size: int = 0
    key: str = ""
    folder: str = ""
    modified: float = 0
    url: str = ""
    stamp: str = ""
    archive: tuple[str, str] = ("", "")

    @property
    def apart(self) -> bool:
        """Return whether it is no file by itself: it must be taken out before it is read."""
        return self.member is not None or bool(self.url)

    @property
    def identity(self) -> tuple[str, str]:
        """Return what stays when the content changes."""
        return self.origin, self.name


@dataclass(frozen=True, slots=True)
class Output:
    """A file written: its path below the folder of the run, with "/", and its size in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Summary:
    """One appendix of a file: its plan and commune, how many tasks, how many findings.

    `folder` is where its own outputs are, below the folder of the run. `heading`, `title`,
    `number`, `symbol` and `date` are those of its plan. `commune` and the codes are empty where
    `place` is "ambiguous" or "unknown".
    """

    folder: str
    heading: str
    title: str
    number: str
    symbol: str
    date: str
    place: Status
    commune: str
    commune_code: str
    province: str
    province_code: str
    tasks: int
    errors: int
    warnings: int
    notes: int


@dataclass(frozen=True, slots=True)
class Done:
    """A file that was converted. `fresh` is false where an earlier run did it.

    `saved` is when Word last saved it, as the file itself says (ISO 8601), or "". `stand_in` is the
    program that printed its PDF where Pango was missing, else "".
    """

    item: Item
    appendices: tuple[Summary, ...]
    outputs: tuple[Output, ...] = ()
    seconds: float = 0
    fresh: bool = True
    saved: str = ""
    stand_in: str = ""

    @property
    def warned(self) -> bool:
        """Return whether a finding is more than a note."""
        return any(each.errors or each.warnings for each in self.appendices)


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that was not converted, and why; `outputs` are what lies in quarantine.

    `exit_code` is that of the command line for this reason.
    """

    item: Item
    reason: Reason
    exit_code: int
    message: Sentence
    outputs: tuple[Output, ...] = ()
    seconds: float = 0
    fresh: bool = True

    @property
    def passing(self) -> bool:
        """Return whether the next run tries it again, be the file as it was."""
        return self.reason in TRANSIENT or not self.item.key


Outcome = Done | Failed
