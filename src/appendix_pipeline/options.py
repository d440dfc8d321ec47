"""What a caller may choose, one frozen record a stage, with its defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from appendix_pipeline.model.finding import Severity

Lang = Literal["vi", "en"]
Orientation = Literal["auto", "portrait", "landscape"]
Order = Literal["number", "deadline", "lead"]
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")  # what only this machine calls itself


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold and reading it may cost; what is beyond is refused.

    `file` and `unpacked` are MiB, as it is and with its zip unpacked. `elements` are those of its
    XML besides 40 for each of its table cells. `seconds` (of CPU time) and `memory` (MiB of
    address space) bound the process in which a heavy file is parsed.
    """

    file: int = 25
    unpacked: int = 120
    cells: int = 200_000
    elements: int = 250_000
    seconds: int = 60
    memory: int = 3_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file is read.

    `witness` lets docx2python read the same file as a second, independent witness. It costs
    about 40 microseconds an element that may hold text (36 a row) and 50 bytes a byte, so it stays
    out of files with more than `witness_max_elements` of these, or more bytes of XML than
    `witness_max_bytes`.
    `office_seconds` is how long LibreOffice may take to turn a .doc, .rtf or .odt into DOCX.
    `own_process` has heavy files parsed in a process of their own; a caller that bounds its own
    process, as a worker of a batch does, needs none.
    """

    witness: bool = True
    witness_max_elements: int = 10_000
    witness_max_bytes: int = 4_000_000
    office_seconds: float = 120
    limits: Limits = field(default_factory=Limits)
    own_process: bool = True


@dataclass(frozen=True, slots=True)
class NormaliseOptions:
    """What the operator knows and the document does not say.

    `province` is the name or two-digit code of the province of a commune whose name recurs.
    `agencies` is a file of the user's own bodies and spellings (docs/agencies.md).
    """

    province: str = ""
    agencies: Path | None = None


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of a page in millimetres.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, I.3.
    """

    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 20


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of letters in points; `table` is the largest a table takes, where it has room.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần V (the decree has no size for tables, notes).
    """

    heading: float = 14
    title: float = 14
    issued_with: float = 14
    page_number: float = 14
    text: float = 13
    table: float = 12
    note: float = 11


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of an office's printed appendices (docs/theme.md).

    `organisation` and `parent` (cơ quan chủ quản) go into the properties of the outputs, and where
    `letterhead` is set, above the first appendix with the national motto. `columns` are widths in
    millimetres by role. `html_template` is the text of an own Jinja template, `docx_template` the
    bytes of an own DOCX template; empty ones stand for ours.
    """

    organisation: str = ""
    parent: str = ""
    letterhead: bool = False
    orientation: Orientation = "auto"
    margins: Margins = field(default_factory=Margins)
    sizes: Sizes = field(default_factory=Sizes)
    columns: Mapping[str, float] = field(default_factory=dict)
    html_template: str = ""
    docx_template: bytes = b""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How a dataset is written: the language of labels and messages, the look, what the PDF holds.

    `attachments` puts the dataset and the workbook into the PDF, `signature_field` an empty
    field for the agency's digital signature.
    Outputs hold no clock: the same dataset gives the same bytes.
    """

    lang: Lang = "vi"
    theme: Theme = field(default_factory=Theme)
    attachments: bool = True
    signature_field: bool = False


@dataclass(frozen=True, slots=True)
class ExcerptOptions:
    """Which tasks are printed, and in what order; by default all, as in the source.

    `split_by` "lead" makes one annex for each lead agency. `due` is a period ("2025-11",
    "2025-Q4", "2025-11..2025-12", "..2025-12-15"), `waiting` what waits for a condition.
    `sort` and `renumber` are those of `excerpts.ordering`.
    """

    split_by: Literal["", "lead"] = ""
    due: str = ""
    waiting: bool = False
    sort: Order | Literal[""] = ""
    renumber: bool = False

    @property
    def chooses(self) -> bool:
        """Whether tasks may be left out."""
        return bool(self.split_by or self.due or self.waiting)


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

    `folder` is where documents lie, for `keep_days`, and the log of corrections; `store` is the
    folder of a batch whose documents are shown beside them. `hosts` are the names the machine may
    be called by; a request may have `max_bytes` at most, and all that lies in `folder` `max_store`
    (bytes). Without a `key` everyone is let in who reaches the page.
    """

    folder: Path
    hosts: tuple[str, ...] = LOCAL_HOSTS
    keep_days: int = 30
    max_bytes: int = 100 * 2**20
    max_store: int = 2_000 * 2**20
    key: str = ""
    lang: Lang = "vi"
    store: Path | None = None


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
    tries again what failed before; `prune` takes back what was made of files that the inputs do
    not have any more (not with shards). `together` writes all appendices of a file into one Word
    file.
    """

    each: Options = field(default_factory=Options)
    formats: tuple[str, ...] = ("pdf", "xlsx", "docx", "json", "csv")
    engine: str = "processes"
    workers: int = 0
    seconds: float = 120
    memory: int = 1_536
    shard: tuple[int, int] = (1, 1)
    retry_failed: bool = False
    together: bool = False
    prune: bool = False
