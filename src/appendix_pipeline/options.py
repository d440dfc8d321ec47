"""What a caller may choose, one frozen record a stage, with its defaults."""

from dataclasses import dataclass, field
from typing import Literal

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
class WriteOptions:
    """How a dataset is written: the language of labels and messages.

    Outputs hold no clock: the same dataset gives the same bytes.
    """

    lang: Lang = "vi"


@dataclass(frozen=True, slots=True)
class Options:
    """All of them, as the pipeline takes them."""

    read: ReadOptions = field(default_factory=ReadOptions)
    write: WriteOptions = field(default_factory=WriteOptions)
