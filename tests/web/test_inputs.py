"""Beside the tasks that a batch read stands its input as it was drawn, if it is what it was."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

from appendix_pipeline.batches.running import run
from appendix_pipeline.consolidation.consolidate import consolidate
from appendix_pipeline.consolidation.ingest import DESK
from appendix_pipeline.options import BatchOptions, ServeOptions
from appendix_pipeline.web import make_app
from drawing import appendix, tasks
from visitor import REAL, Visitor, of_batch

GONE, CHANGED, UNREAD = "tệp không còn ở nơi", "tệp đã thay đổi từ khi", "không đọc được tệp mà"


def drawn(page: str) -> list[str]:
    """Return the cells of the source as drawn."""
    return re.findall(r'<td id="t[^<]*', page)


def test_the_source_of_a_batch_is_drawn_as_that_of_a_dropped_file(office: Visitor) -> None:
    of_batch_read = office.client.get(of_batch(office)).text
    dropped = office.client.get(office.drop_real()).text
    assert drawn(of_batch_read) == drawn(dropped)
    assert len(drawn(dropped)) > 100
    assert "Không hiện được bản gốc" not in of_batch_read


def remove(path: Path) -> None:
    path.unlink()


def change(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def stand_in(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)  # whoever opens it waits for ever


@pytest.mark.parametrize(("done", "told"), [(remove, GONE), (change, CHANGED), (stand_in, GONE)])
def test_it_is_said_why_there_is_no_source(
    office: Visitor, batch: Path, done: Callable[[Path], None], told: str
) -> None:
    path = of_batch(office)
    assert drawn(office.client.get(path).text)
    done(batch.parent / "in" / REAL.name)
    page = office.client.get(path).text
    assert (drawn(page), page.count('id="task-')) == ([], 31)
    assert told in page


def test_a_source_that_cannot_be_read_again_holds_up_nothing(
    office: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("appendix_pipeline.web.inputs.read_now", broken)
    page = office.client.get(of_batch(office)).text
    assert page.count('id="task-') == 31
    assert UNREAD in page


def shown(folder: Path, given: Path) -> str:
    """Return the page of the only document of a batch that reads what is given."""
    list(run([given], folder / "out", BatchOptions(engine="serial", formats=("json",))))
    consolidate(folder / "out")
    app = make_app(ServeOptions(folder / "out" / DESK, store=folder / "out"))
    with TestClient(app, base_url="http://localhost") as client:
        return client.get(of_batch(Visitor(client))).text


def archived(path: Path, *names: str) -> Path:
    """Return an archive with the same appendix under the last name, and text under the others."""
    with ZipFile(path, "w") as archive:
        for name in names[:-1]:
            archive.writestr(name, "x")
        archive.writestr(names[-1], appendix(tasks("1 | Rà soát | A | B | Quý I/2026")))
    return path


def test_an_input_in_an_archive_is_drawn_though_it_was_packed_anew(tmp_path: Path) -> None:
    given = archived(tmp_path / "gui.zip", "a.docx")
    assert any("Rà soát" in cell for cell in drawn(shown(tmp_path, given)))
    given = archived(tmp_path / "gui.zip", "0.txt", "a.docx")
    assert any("Rà soát" in cell for cell in drawn(shown(tmp_path, given)))


def test_a_journal_of_before_is_read_and_knows_the_place_after_the_next_run(
    tmp_path: Path,
) -> None:
    given = archived(tmp_path / "gui.zip", "a.docx")
    shown(tmp_path, given)
    journal = tmp_path / "out" / ".batch" / "journal.jsonl"
    without = re.sub(r', "path": "[^"]*", "member": \d+}', "}", journal.read_text("utf-8"))
    assert without != journal.read_text("utf-8")
    journal.write_text(without, "utf-8")
    app = make_app(ServeOptions(tmp_path / "out" / DESK, store=tmp_path / "out"))
    with TestClient(app, base_url="http://localhost") as client:
        assert GONE in client.get(of_batch(Visitor(client))).text
    assert drawn(shown(tmp_path, given))


def test_only_the_journal_has_a_path_of_the_machine(office: Visitor, batch: Path) -> None:
    office.client.get(of_batch(office))
    own = str(batch.parent).encode()
    files = [each for each in batch.rglob("*") if each.is_file() and own in each.read_bytes()]
    assert [each.relative_to(batch).as_posix() for each in files] == [".batch/journal.jsonl"]
