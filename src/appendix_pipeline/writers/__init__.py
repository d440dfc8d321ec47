"""Dataset to bytes: a module in this folder is a format, so a new format is one new file.

A format is a module with `PATH`, where its output goes below the folder of a document, and
`write(dataset, options)`. `write` returns the file's bytes, or a dict of file name to bytes where
the format is several files; `{stem}` in PATH is the document's name, `{file}` the name of each
file. It is pure: the same dataset gives the same bytes.

A format that can hold several datasets in one file has `write_all(datasets, options)` too.
A format that is made of other formats, or carries them inside it, names them by a function
`needs(options)`; its `write` is given their files, by path, as a third argument. Writers know
nothing else of each other.

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


def stand_in(name: str) -> str:
    """Return the program of this machine that makes this format in place of our own way, or "".

    A format says so by a function `stand_in()` of its module.
    """
    told = getattr(import_module(f"{__name__}.{name}"), "stand_in", None)
    return str(told()) if told else ""


def remark(name: str, dataset: Dataset, options: WriteOptions) -> str:
    """Return what a user should know of the output in this format ("" where nothing): one sentence.

    A format says so by a function `remark(dataset, options)` of its module.
    """
    said = getattr(import_module(f"{__name__}.{name}"), "remark", None)
    return str(said(dataset, options)) if said else ""


def write(
    name: str,
    dataset: Dataset,
    stem: str,
    options: WriteOptions | None = None,
    made: dict[str, dict[str, bytes]] | None = None,
) -> dict[str, bytes]:
    """Return the output files of the format called `name`, one of FORMATS, by their path.

    Paths are below the folder of the document, which is called `stem` in them. `made` holds
    what was written before from the same dataset, by format, and gets what is written now, so
    that what a format needs is made once.
    """
    options = options or WriteOptions()
    made = {} if made is None else made
    if name not in made:
        writer = import_module(f"{__name__}.{name}")
        given: dict[str, bytes] = {}
        for each in writer.needs(options) if hasattr(writer, "needs") else ():
            given |= write(each, dataset, stem, options, made)
        result = writer.write(dataset, options, *([given] if given else []))
        files = {"": result} if isinstance(result, bytes) else result
        made[name] = {writer.PATH.format(stem=stem, file=key): files[key] for key in files}
    return made[name]


def write_together(
    name: str, datasets: Sequence[Dataset], stem: str, options: WriteOptions | None = None
) -> dict[str, bytes]:
    """Return one output file with all datasets, in a format called `name`, one of TOGETHER."""
    writer = import_module(f"{__name__}.{name}")
    made: bytes = writer.write_all(datasets, options or WriteOptions())
    return {writer.PATH.format(stem=stem): made}
