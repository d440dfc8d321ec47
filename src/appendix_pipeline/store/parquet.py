"""The tables as Parquet files, for DuckDB, pandas and R; pyarrow is the extra `parquet`."""

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from appendix_pipeline.errors import DependencyError
from appendix_pipeline.store.reading import reading
from appendix_pipeline.store.tables import BESIDE, STORED
from appendix_pipeline.tidy import Table

_ROWS = 50_000  # in memory at a time
_READ: dict[str, Callable[[Any], Any]] = {"date32[day]": date.fromisoformat, "bool": bool}


def export(store: Path, folder: Path) -> list[Path]:
    """Write `<table>.parquet` for each table into `folder`; dates are dates, counts are integers.

    Raises:
        InputError: there is no store.
        DependencyError: pyarrow is not installed.
    """
    if not find_spec("pyarrow"):
        what = {"vi": "Chưa cài pyarrow.", "en": "pyarrow is not installed."}
        command = "pip install 'appendix-pipeline[parquet]'"
        raise DependencyError("Parquet", what, {"vi": f"Hãy chạy: {command}", "en": command})
    folder.mkdir(parents=True, exist_ok=True)
    return [_export(table, store, folder / f"{table.name}.parquet") for table in STORED]


def _export(table: Table, store: Path, target: Path) -> Path:
    pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    types = {
        str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(),
        bool: pyarrow.bool_(), date: pyarrow.date32(),
    }  # fmt: skip
    beside = BESIDE.get(table.name, ())
    fields = [("document", types[str]), *((name, types[kind]) for name, kind in beside)]
    fields += [
        (each.name, types[str if isinstance(each.type, tuple) else each.type])
        for each in table.columns
    ]
    schema = pyarrow.schema(fields)
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        for rows in _batches(store, table, [name for name, _ in fields]):
            columns = [
                _converted(column, kind) for column, (_, kind) in zip(rows, fields, strict=True)
            ]
            writer.write_table(pyarrow.table(columns, schema=schema))
    return target


def _converted(values: tuple[Any, ...], kind: Any) -> list[Any]:
    read = _READ.get(str(kind))
    return [value if value is None or read is None else read(value) for value in values]


def _batches(store: Path, table: Table, names: list[str]) -> Iterator[list[tuple[Any, ...]]]:
    quoted = ", ".join(f'"{name}"' for name in names)
    with reading(store) as connection:
        cursor = connection.execute(f"SELECT {quoted} FROM {table.name} ORDER BY document, rowid")  # noqa: S608
        while rows := cursor.fetchmany(_ROWS):
            yield list(zip(*rows, strict=True))
