"""Tables of tasks that were written before and may be edited since, by their suffix."""

from collections.abc import Callable
from pathlib import Path

from appendix_pipeline.model.document import Document
from appendix_pipeline.model.sheet import Sheet
from appendix_pipeline.options import Limits
from appendix_pipeline.readers.comma_separated import read_csv
from appendix_pipeline.readers.workbook import read_workbook

READERS: dict[str, Callable[[Path, Limits], Sheet | Document]] = {
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
    ".csv": read_csv,
}


def read(path: Path, limits: Limits | None = None) -> Sheet | Document:
    """Return the table in the file at `path`, whose suffix is one of `READERS`.

    A workbook that this program did not write is a document of tables.

    Raises:
        InputError: the file is none of that format, or has no table of tasks.
    """
    return READERS[path.suffix.lower()](path, limits or Limits())
