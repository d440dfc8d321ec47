"""Dataset to bytes: a module in this folder is a format, so a new format is one new file.

A format is a module with `PATH`, where its output goes below the folder of a document, and
`write(dataset, options)`. `write` returns the file's bytes, or a dict of file name to bytes where
the format is several files; `{stem}` in PATH is the document's name, `{file}` the name of each
file. It is pure: the same dataset gives the same bytes.

A format that can hold several datasets in one file has `write_all(datasets, options)` too.

Names that begin with an underscore, and folders, are parts of a format.
"""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions

FORMATS = tuple(
    sorted(
        module.name
        for module in iter_modules(__path__)
        if not module.ispkg and not module.name.startswith("_")
    )
)
# What an office needs every time; the other formats are written when asked for.
DEFAULT = ("pdf", "xlsx", "docx", "json", "csv")
# Formats that have `write_all`.
TOGETHER = ("docx",)


def remark(name: str, dataset: Dataset, options: WriteOptions) -> str:
    """Return what a user should know of the output in this format ("" where nothing): one sentence.

    A format says so by a function `remark(dataset, options)` of its module.
    """
    said = getattr(import_module(f"{__name__}.{name}"), "remark", None)
    return str(said(dataset, options)) if said else ""


def write(
    name: str, dataset: Dataset, stem: str, options: WriteOptions | None = None
) -> dict[str, bytes]:
    """Return the output files of the format called `name`, one of FORMATS, by their path.

    Paths are below the folder of the document, which is called `stem` in them.
    """
    writer = import_module(f"{__name__}.{name}")
    made = writer.write(dataset, options or WriteOptions())
    files = {"": made} if isinstance(made, bytes) else made
    return {writer.PATH.format(stem=stem, file=file): content for file, content in files.items()}


def write_together(
    name: str, datasets: Sequence[Dataset], stem: str, options: WriteOptions | None = None
) -> dict[str, bytes]:
    """Return one output file with all datasets, in a format called `name`, one of TOGETHER."""
    writer = import_module(f"{__name__}.{name}")
    made: bytes = writer.write_all(datasets, options or WriteOptions())
    return {writer.PATH.format(stem=stem): made}
