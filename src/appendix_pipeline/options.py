"""What a caller may choose, one frozen record a stage, with its defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from appendix_pipeline.model.finding import Severity

Lang = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file is read.

    `witness` lets docx2python read the same file as a second, independent witness. It costs
    about 1 ms a row, so it stays out of files with more cells than `witness_max_cells`.
    `office_seconds` is how long LibreOffice may take to turn a .doc, .rtf or .odt into DOCX.
    """

    witness: bool = True
    witness_max_cells: int = 3_000
    office_seconds: float = 120


@dataclass(frozen=True, slots=True)
class NormaliseOptions:
    """What the operator knows and the document does not say.

    `province` is the name or two-digit code of the province of a commune whose name recurs.
    `agencies` is a file of the user's own bodies and spellings (docs/agencies.md).
    """

    province: str = ""
    agencies: Path | None = None


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How a dataset is written: the language of labels and messages.

    Outputs hold no clock: the same dataset gives the same bytes.
    """

    lang: Lang = "vi"


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Which findings count, by their codes in `rules/findings.toml`.

    An empty `select` stands for all; `ignore` is left out of them; `severity` replaces the one
    of the catalogue.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """How the page for clerks is served.

    `folder` is where documents lie, for `keep_days`; `hosts` are the names the machine may be
    called by; a request may have `max_bytes` at most. Without a `key` everyone is let in who
    reaches the page.
    """

    folder: Path
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    keep_days: int = 30
    max_bytes: int = 100 * 2**20
    key: str = ""
    lang: Lang = "vi"


@dataclass(frozen=True, slots=True)
class Options:
    """All of them, as the pipeline takes them."""

    read: ReadOptions = field(default_factory=ReadOptions)
    write: WriteOptions = field(default_factory=WriteOptions)
    normalise: NormaliseOptions = field(default_factory=NormaliseOptions)


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How many files are converted in one run.

    `each` holds for every file; `formats` are those of `writers.FORMATS`, and JSON is always
    among what is written, since the consolidation reads it. `engine` is a module of
    `batches/engines`; `workers` 0 stands for one a processor. A file that takes longer than
    `seconds`, or whose worker needs more than `memory` MiB, is quarantined.
    `shard` (i, n) takes the i-th of n parts of the files, divided by content. `retry_failed`
    tries again what failed before.
    """

    each: Options = field(default_factory=Options)
    formats: tuple[str, ...] = ("pdf", "xlsx", "docx", "json", "csv")
    engine: str = "processes"
    workers: int = 0
    seconds: float = 120
    memory: int = 1_536
    shard: tuple[int, int] = (1, 1)
    retry_failed: bool = False
