"""The same work on a real Dask cluster of two workers, one of which is killed on the way."""

from dataclasses import replace
from pathlib import Path

import psutil
import pytest

import appendix_pipeline
from inbox import QUICK, fill, small, tree

pytest.importorskip("distributed")


@pytest.mark.filterwarnings("ignore")  # of Dask and tornado, when a worker goes
def test_a_cluster_that_loses_a_worker_gives_what_one_process_gives(tmp_path: Path) -> None:
    files = {f"xã {number % 3}/{number}.docx": small(f"Việc {number}", 30) for number in range(16)}
    inputs = fill(tmp_path / "in", {**files, "bad.docx": b"", "letter.docx": b"%PDF"})
    serial = list(appendix_pipeline.batch(inputs, tmp_path / "serial", QUICK))
    before = set(psutil.Process().children())
    cluster = replace(QUICK, engine="dask", workers=2)
    outcomes, killed = [], 0
    for outcome in appendix_pipeline.batch(inputs, tmp_path / "dask", cluster):
        outcomes.append(outcome)
        if not killed:
            workers = [
                child
                for child in set(psutil.Process().children()) - before
                if "spawn_main" in " ".join(child.cmdline())
            ]
            assert len(workers) == 2
            workers[0].kill()
            killed += 1
    assert killed
    assert sorted(each.item.name for each in outcomes) == sorted(each.item.name for each in serial)
    assert tree(tmp_path / "dask") == tree(tmp_path / "serial")
