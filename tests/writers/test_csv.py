"""The CSV tables and their data package, read back by others' tools and by the rule they state."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system
from hypothesis import HealthCheck, given, settings

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.tidy import TABLES, records
from appendix_pipeline.writers.csv import FORMULA, write
from samples import dataset
from strategies import datasets

FEW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def read(content: bytes, package: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """Read a table back by its description alone."""
    (resource,) = [each for each in package["resources"] if each["name"] == name]
    kinds = {each["name"]: each["type"] for each in resource["schema"]["fields"]}
    prefix = package["textEscape"]["prefix"]
    for row in csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")):
        yield {column: value_of(text, kinds[column], prefix) for column, text in row.items()}


def value_of(text: str, kind: str, prefix: str) -> str | int | bool | None:
    if not text:
        return None
    if kind == "integer":
        return int(text)
    if kind == "boolean":
        return {"true": True, "false": False}[text]
    return text.removeprefix(prefix)


def hostile(text: str) -> Dataset:
    made = dataset()
    return replace(made, tasks=(replace(made.tasks[0], content=text), *made.tasks[1:]))


def content_of_first_task(made: dict[str, bytes]) -> str:
    text = made["tasks.csv"].decode("utf-8-sig")
    return next(csv.DictReader(StringIO(text, newline="")))["content"]


@FEW
@given(datasets())
def test_any_dataset_is_read_back_by_the_description_alone(made: Dataset) -> None:
    files = write(made, WriteOptions())
    package = json.loads(files["datapackage.json"])
    for table in TABLES:
        content = files[f"{table.name}.csv"]
        assert list(read(content, package, table.name)) == records(table, made)


@FEW
@given(datasets())
def test_no_cell_of_any_dataset_begins_like_a_formula(made: Dataset) -> None:
    for name, content in write(made, WriteOptions()).items():
        if name.endswith(".csv"):
            for row in csv.reader(StringIO(content.decode("utf-8-sig"), newline="")):
                assert not any(cell.startswith(tuple(FORMULA)) for cell in row)


@pytest.mark.parametrize("text", ["=1+1", "+84", "- Rà soát", "@SUM(A1)", "\t=1", "＝1", "'x"])
def test_a_text_like_a_formula_gets_an_apostrophe_in_front(text: str) -> None:
    assert content_of_first_task(write(hostile(text), WriteOptions())) == f"'{text}"


@pytest.mark.parametrize("text", ["Rà soát; =1", "(=1)", "1 - 2", "“+”", 'a "b"\r\nc, d'])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert content_of_first_task(write(hostile(text), WriteOptions())) == text


def test_lines_end_and_begin_as_spreadsheets_expect() -> None:
    content = write(dataset(), WriteOptions())["sections.csv"]
    assert content.startswith(b"\xef\xbb\xbfsection,position,number,title,depth,parent\r\n")
    assert content.endswith(b"\r\n")


def test_the_package_names_every_file_with_its_size_and_digest() -> None:
    files = write(dataset(), WriteOptions())
    package = json.loads(files.pop("datapackage.json"))
    described = [*package["resources"], package["original"]]
    listed = {each["path"]: (each["bytes"], each["hash"]) for each in described}
    assert listed == {
        name: (len(content), f"sha256:{sha256(content).hexdigest()}")
        for name, content in files.items()
    }


@pytest.mark.parametrize(("lang", "title"), [("vi", "Hạn cuối"), ("en", "Due")])
def test_titles_are_in_the_language_asked_for(lang: Any, title: str) -> None:
    package = json.loads(write(dataset(), WriteOptions(lang))["datapackage.json"])
    tasks = next(each for each in package["resources"] if each["name"] == "tasks")
    fields = {each["name"]: each for each in tasks["schema"]["fields"]}
    assert fields["due_end"]["title"] == title


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("hai-hung.docx", "hai-hung"),
        ("KH số 12 (Đợt 1).docx", "kh-so-12-dot-1"),
        ("…", "appendix"),
    ],
)
def test_the_package_is_named_after_the_file(file: str, name: str) -> None:
    made = dataset()
    made = replace(made, source=replace(made.source, name=file))
    assert json.loads(write(made, WriteOptions())["datapackage.json"])["name"] == name


def report(made: Dataset, folder: Path) -> Any:
    for name, content in write(made, WriteOptions()).items():
        (folder / name).write_bytes(content)
    with system.use_context(trusted=True):
        return Package(str(folder / "datapackage.json")).validate()


def test_frictionless_accepts_the_package(tmp_path: Path) -> None:
    found = report(dataset(), tmp_path)
    assert found.valid, found.flatten(["title", "message"])
    assert len(found.tasks) == len(TABLES)


def test_frictionless_accepts_texts_like_formulas(tmp_path: Path) -> None:
    found = report(hostile("=cmd|' /C calc'!A0\n'"), tmp_path)
    assert found.valid, found.flatten(["title", "message"])


def test_frictionless_objects_to_a_task_of_no_section(tmp_path: Path) -> None:
    found = report(replace(dataset(), sections=()), tmp_path)
    assert {each.type for task in found.tasks for each in task.errors} == {"foreign-key"}
