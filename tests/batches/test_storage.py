"""Inputs and outputs in object storage: a local S3 server, the same bytes as in local folders."""

import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from zipfile import ZipFile, ZipInfo

import psutil
import pytest
from click.testing import CliRunner

import appendix_pipeline
from appendix_pipeline.batches import storage
from appendix_pipeline.batches.archive import entries
from appendix_pipeline.batches.item import Failed, Outcome
from appendix_pipeline.batches.mirror import at_hand
from appendix_pipeline.cli import cli
from appendix_pipeline.consolidation.consolidate import consolidate
from appendix_pipeline.consolidation.ingest import STORE
from appendix_pipeline.errors import DependencyError, InputError
from drawing import package, paragraph
from inbox import QUICK, fill, small, tree

pytest.importorskip("s3fs")
# Of libraries of the store, when a loop or a worker goes.
pytestmark = pytest.mark.filterwarnings("ignore")
WHOLE = {
    "a.docx": small("Một"),
    "xã Hải Hưng/b.docx": small("Hai"),
    "xã Hải Hưng/bad.docx": b"%PDF-1.7",
    "letter.docx": package(paragraph("Kính gửi các xã")),
    "empty.docx": b"",
    "._a.docx": b"",
    "note.pdf": b"",
}
WORD = sorted(name for name in WHOLE if name not in {"._a.docx", "note.pdf"})


class Bucket:
    """A bucket of its own for each test."""

    def __init__(self, name: str) -> None:
        self.url = f"s3://{name}"

    def fill(self, files: Mapping[str, bytes], folder: str = "vào") -> str:
        """Put files and return their URL."""
        storage.Prefix(f"{self.url}/{folder}").put(files)
        return f"{self.url}/{folder}"

    def tree(self, folder: str = "ra") -> dict[str, bytes]:
        """Return what a run leaves for others."""
        prefix = storage.Prefix(f"{self.url}/{folder}")
        names = [each.name for each in prefix.listing() if not each.name.startswith(".batch/")]
        return prefix.get(names)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-p", str(port)]
    quiet = subprocess.DEVNULL
    run = subprocess.Popen(command, stdout=quiet, stderr=quiet)
    try:
        end = monotonic() + 60
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert run.poll() is None
            assert monotonic() < end
            sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        run.kill()
        run.wait()


@pytest.fixture
def bucket(server: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    told = {"ENDPOINT_URL": server, "ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "x"}
    for name, value in {**told, "DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    from s3fs import S3FileSystem  # noqa: PLC0415 (the extra)

    name = f"test-{abs(hash(request.node.name)):x}"
    S3FileSystem.clear_instance_cache()
    S3FileSystem().mkdir(name)
    return Bucket(name)


def run(inputs: Any, out: Any, options: appendix_pipeline.BatchOptions = QUICK) -> list[Outcome]:
    return list(appendix_pipeline.batch(inputs, out, options))


def fresh(outcomes: list[Outcome]) -> list[str]:
    return sorted(each.item.name for each in outcomes if each.fresh)


@pytest.mark.parametrize("ends", ["from", "to", "both"])
def test_a_store_at_either_end_gives_what_folders_give(
    bucket: Bucket, tmp_path: Path, ends: str
) -> None:
    inputs = fill(tmp_path / "vào", WHOLE)
    run(inputs, tmp_path / "một")
    source: Any = bucket.fill(WHOLE) if ends != "to" else inputs
    out: Any = f"{bucket.url}/ra/" if ends != "from" else tmp_path / "ra"
    outcomes = run(source, out)
    assert fresh(outcomes) == WORD
    left = bucket.tree() if ends != "from" else tree(tmp_path / "ra")
    assert left == tree(tmp_path / "một")
    assert fresh(run(source, out)) == []


def test_what_the_store_says_is_unchanged_is_not_read(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs, out = bucket.fill(WHOLE), f"{bucket.url}/ra"
    run(inputs, out)
    before, fetch = bucket.tree(), storage.fetch
    fetched: list[str] = []

    def noted(url: str, limit: int) -> bytes:
        fetched.append(url.rpartition("/")[2])
        return fetch(url, limit)

    monkeypatch.setattr(storage, "fetch", noted)
    got: list[str] = []
    get = storage.Prefix.get

    def asked(self: storage.Prefix, names: Iterable[str]) -> dict[str, bytes]:
        got.extend(wanted := list(names))
        return get(self, wanted)

    sent: list[str] = []

    def put(_: storage.Prefix, contents: Mapping[str, bytes]) -> None:
        sent.extend(contents)

    with monkeypatch.context() as patch:
        patch.setattr(storage.Prefix, "get", asked)
        patch.setattr(storage.Prefix, "put", put)
        assert fresh(run(inputs, out)) == []
    assert (fetched, got, sent) == ([], [".batch/ledger.jsonl"], [".batch/begun"])
    bucket.fill({"a.docx": small("Khác"), "xã Hải Hưng/bad.docx": small("Đã sửa")})
    assert fresh(run(inputs, out)) == ["a.docx", "xã Hải Hưng/bad.docx"]
    assert sorted(set(fetched)) == ["a.docx", "bad.docx"]
    after = bucket.tree()
    assert "Khác" in after["a/tasks.json"].decode()
    assert "xã Hải Hưng/bad/tasks.json" in after
    gone = {path for path in before if path.startswith("quarantine/xã")}
    assert len(gone) == 2
    assert gone.isdisjoint(after)


def test_what_was_taken_away_is_made_again(bucket: Bucket) -> None:
    inputs, out = bucket.fill(WHOLE), f"{bucket.url}/ra"
    run(inputs, out)
    before = bucket.tree()
    storage.Prefix(out).remove(["a/tasks.json", "manifest.jsonl"])
    assert fresh(run(inputs, out)) == ["a.docx"]
    assert bucket.tree() == before


def test_an_object_that_is_gone_costs_its_own_document_alone(bucket: Bucket) -> None:
    out = f"{bucket.url}/ra"
    run(bucket.fill({"a.docx": small("Một"), "b.docx": small("Hai")}), out)
    storage.Prefix(out).remove(["a/tasks.json"])
    told = CliRunner().invoke(cli, ["consolidate", out])
    assert told.exit_code == 10, told.output
    assert "chưa được tổng hợp: a.docx" in told.output
    assert "của 1 văn bản" in told.output


def zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, (2025, 11, 2, 8, 0, 0)), content)
    return buffer.getvalue()


def test_an_archive_in_a_store_is_read_as_one_in_a_folder(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Larger than the pieces in which it comes; an entry in it, and itself, that cannot be read.
    # An archive in an archive is refused, in a folder as in a store.
    large = {"ảnh.png": random.Random(1).randbytes(3 << 20)}
    files = {"gửi.zip": zipped({**large, **WHOLE, "trong.zip": zipped(WHOLE)}), "hỏng.zip": b"PK"}
    run(fill(tmp_path / "vào", files), tmp_path / "một")
    inputs, out = bucket.fill(files), f"{bucket.url}/ra"
    brought: list[int] = []
    read = storage._Object.readinto

    def noted(self: storage._Object, buffer: Any) -> int:
        brought.append(read(self, buffer))
        return brought[-1]

    monkeypatch.setattr(storage._Object, "readinto", noted)
    assert "gửi/xã Hải Hưng/b.docx" in fresh(run(inputs, out))
    assert bucket.tree() == tree(tmp_path / "một")
    assert max(brought) < 1 << 20
    # Where the store says that an archive is as it was, its directory alone is read.
    brought.clear()
    assert fresh(run(inputs, out)) == []
    assert sum(brought) < 1 << 20


def test_an_archive_out_of_reach_is_not_taken_for_a_broken_one(bucket: Bucket) -> None:
    place = bucket.fill({"gửi.zip": zipped(WHOLE)})
    with storage.opened(f"{place}/gửi.zip") as source:
        storage.Prefix(place).remove(["gửi.zip"])
        with pytest.raises(DependencyError):
            list(entries(source))


def test_what_lies_in_a_store_is_asked_as_what_lies_in_a_folder(
    bucket: Bucket, tmp_path: Path
) -> None:
    out = f"{bucket.url}/ra"
    run(bucket.fill({"a.docx": small("Rà soát đất đai")}), out)
    assert CliRunner().invoke(cli, ["consolidate", out]).exit_code == 0
    before = bucket.tree()
    found = CliRunner().invoke(cli, ["query", "--search", "dat dai", "--in", f"{out}/"])
    assert "Rà soát đất đai" in found.output.splitlines()[1]
    sql = ["query", "SELECT count(*) AS n FROM tasks", "--json", "--in", out]
    assert CliRunner().invoke(cli, sql).output == '{"n": 1}\n'
    pytest.importorskip("pyarrow")
    tables = ["query", "--parquet", str(tmp_path / "bảng"), "--in", out]
    assert CliRunner().invoke(cli, tables).exit_code == 0
    assert (tmp_path / "bảng" / "tasks.parquet").is_file()
    assert bucket.tree() == before
    never = CliRunner().invoke(cli, ["query", "SELECT 1", "--in", f"{bucket.url}/gone"])
    missing = f"{bucket.url}/gone/consolidated/appendices.sqlite: Không có tệp này."
    assert (never.exit_code, missing in never.output) == (3, True)


def test_a_prefix_without_a_word_file_is_told(bucket: Bucket, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"^{bucket.url}/gone: No Word file was found"):
        run(f"{bucket.url}/gone", tmp_path / "ra")


def test_outputs_within_the_inputs_are_no_inputs(bucket: Bucket) -> None:
    bucket.fill({"a.docx": small()}, "")
    out = f"{bucket.url}/ra"
    run(bucket.url, out, replace(QUICK, formats=("docx",)))
    assert "a/a.docx" in bucket.tree()
    assert [each.item.name for each in run(bucket.url, out)] == ["a.docx"]


def test_shards_on_machines_that_share_nothing_but_the_store_are_the_whole(
    bucket: Bucket, tmp_path: Path
) -> None:
    run(fill(tmp_path / "vào", WHOLE), tmp_path / "một")
    inputs, out = bucket.fill(WHOLE), f"{bucket.url}/ra"
    parts = [appendix_pipeline.batch(inputs, out, replace(QUICK, shard=(n, 2))) for n in (1, 2)]
    # In turn, file by file: each knows of the other only what lies in the store.
    done = [next(each, None) for _ in WHOLE for each in parts]
    names = sorted(each.item.name for each in done if each)
    assert names == WORD
    assert bucket.tree() == tree(tmp_path / "một")


def test_what_the_store_refuses_is_tried_again(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(fill(tmp_path / "vào", WHOLE), tmp_path / "một")
    inputs, out = bucket.fill(WHOLE), f"{bucket.url}/ra"
    put, told = storage.Prefix.put, {"vi": "Mất mạng.", "en": "No network."}

    def refuse(self: storage.Prefix, files: Mapping[str, bytes]) -> None:
        if "a/tasks.json" in files:
            raise DependencyError(self.url, told, told)
        put(self, files)

    with monkeypatch.context() as patch:
        patch.setattr(storage.Prefix, "put", refuse)
        failed = {each.item.name: each for each in run(inputs, out)}["a.docx"]
    assert isinstance(failed, Failed)
    assert (failed.reason, failed.exit_code) == ("output", 6)
    assert fresh(run(inputs, out)) == ["a.docx"]
    assert bucket.tree() == tree(tmp_path / "một")


def test_a_cluster_that_loses_a_worker_gives_what_one_process_gives(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    scratch = tmp_path / "dask"
    settings = import_module("dask").config.config
    monkeypatch.setitem(settings, "temporary-directory", str(scratch))
    files = {f"xã {number % 3}/{number}.docx": small(f"Việc {number}", 30) for number in range(12)}
    inputs: list[str | Path] = [fill(tmp_path / "vào", {**files, "bad.docx": b""})]
    inputs.append(bucket.fill({"c.docx": b"%PDF"}))
    serial = run(inputs, tmp_path / "một")
    before = set(psutil.Process().children())
    cluster = replace(QUICK, engine="dask", workers=2)
    outcomes: list[Outcome] = []
    for outcome in appendix_pipeline.batch(inputs, f"{bucket.url}/ra", cluster):
        if not outcomes:
            workers = [
                child
                for child in set(psutil.Process().children()) - before
                if "spawn_main" in " ".join(child.cmdline())
            ]
            assert len(workers) == 2
            assert list(scratch.glob("*/worker-*/appendix-*"))
            # What it has done and not yet handed over is lost with it.
            workers[0].kill()
        outcomes.append(outcome)
    assert sorted(each.item.name for each in outcomes) == sorted(each.item.name for each in serial)
    assert bucket.tree() == tree(tmp_path / "một")
    assert not list(scratch.rglob("appendix-*"))


def start(inputs: str, out: str, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "appendix_pipeline", "batch", inputs, "--out", out]
    return subprocess.Popen(
        [*command, "--to", "json", "--no-witness", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


def test_a_run_killed_on_the_way_goes_on_to_the_same_objects(
    bucket: Bucket, tmp_path: Path
) -> None:
    files = {f"{number}.docx": small(f"Việc {number}", 5) for number in range(12)}
    run(fill(tmp_path / "vào", files), tmp_path / "một")
    consolidate(tmp_path / "một")
    inputs, out = bucket.fill(files), f"{bucket.url}/ra"
    killed = start(inputs, out, "--engine", "serial")
    assert killed.stderr
    # A line a file, after that of the plan.
    lines = [killed.stderr.readline() for _ in range(5)]
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert "12 cần chuyển" in lines[0]
    again = start(inputs, out, "--jobs", "1")
    stdout, stderr = again.communicate(timeout=120)
    assert again.returncode == 0, stderr
    held = int(stderr.splitlines()[0].rpartition(", ")[2].split()[0])
    assert 4 <= held < 12
    assert f"{out}/consolidated/tong-hop.xlsx" in stdout
    assert bucket.tree() == tree(tmp_path / "một")


def test_the_picture_of_all_grows_with_what_other_runs_put_there(bucket: Bucket) -> None:
    out = f"{bucket.url}/ra"
    for number, place in enumerate(("huyện", "tỉnh"), 1):
        run(bucket.fill({f"{number}.docx": small(rows=number)}, place), out)
        told = CliRunner().invoke(cli, ["consolidate", out])
        assert f"của {number} văn bản" in told.output, told.output
        assert f"{out}/consolidated/tong-hop.html" in told.output
    assert "Tổng hợp 3 nhiệm vụ" in told.output
    assert "của 2 văn bản" in told.output
    never = CliRunner().invoke(cli, ["consolidate", f"{bucket.url}/gone"])
    assert (never.exit_code, "không phải kết quả của batch" in never.output) == (3, True)


def test_a_watch_leaves_in_a_store_what_a_batch_leaves_in_a_folder(
    bucket: Bucket, tmp_path: Path
) -> None:
    inbox, out = fill(tmp_path / "vào", WHOLE), f"{bucket.url}/ra"
    command = [sys.executable, "-m", "appendix_pipeline", "watch", str(inbox), "--out", out]
    command += ["--to", "json", "--no-witness", "--engine", "serial", "--settle", "0.1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as watching:
        assert watching.stdout
        told = []
        for line in watching.stdout:
            told.append(line)
            if line.endswith("tong-hop.html\n"):
                if (inbox / "mới.docx").exists():
                    break
                fill(inbox, {"mới.docx": small("Ba"), "a.docx": small("Khác")})
        watching.send_signal(signal.SIGINT)
        assert watching.wait(60) == 130
    assert sum("a.docx: 1 nhiệm vụ" in line for line in told) == 2
    run(inbox, tmp_path / "một")
    consolidate(tmp_path / "một")
    left, whole = bucket.tree(), tree(tmp_path / "một")
    # The store has seen both states of a file: its rows are the same, not its bytes.
    assert left.pop(STORE.as_posix()) != whole.pop(STORE.as_posix())
    assert left == whole


@pytest.mark.parametrize(
    ("url", "said"),
    [
        pytest.param("s3://no-such-bucket-here/ra", "Không làm việc được", id="no bucket"),
        pytest.param("xx://a/b", "Không làm việc được", id="no such kind of store"),
    ],
)
def test_a_store_that_cannot_be_reached_is_one_sentence(
    bucket: Bucket, tmp_path: Path, url: str, said: str
) -> None:
    told = start(str(fill(tmp_path / "vào", {"a.docx": small()})), url)
    _, stderr = told.communicate(timeout=60)
    assert told.returncode == 6, stderr
    assert said in stderr.splitlines()[-1]
    assert bucket.tree() == {}


def test_what_was_taken_out_of_the_inputs_goes_when_asked(bucket: Bucket) -> None:
    inputs, out = bucket.fill(WHOLE), f"{bucket.url}/ra"
    run(inputs, out)
    storage.Prefix(inputs).remove(["a.docx"])
    run(inputs, out, replace(QUICK, prune=True))
    left = bucket.tree()
    assert not any(path.startswith("a/") for path in left)
    assert b'"input": "a.docx"' not in left["manifest.jsonl"]
    assert fresh(run(inputs, out)) == []


def test_what_goes_from_the_local_folder_goes_from_the_store(bucket: Bucket) -> None:
    files = {"consolidated/annexes/a.docx": b"1", "consolidated/b.xlsx": b"2", "c.json": b"3"}
    out = bucket.fill(files, "ra")
    with at_hand(out, ("consolidated",), lambda _: ("c.json",)) as folder:
        (folder / "consolidated" / "annexes" / "a.docx").unlink()
        (folder / "c.json").unlink()  # none of what is kept
        fill(folder, {"consolidated/d.html": b"4"})
    left = {"consolidated/b.xlsx": b"2", "consolidated/d.html": b"4", "c.json": b"3"}
    assert bucket.tree() == left
