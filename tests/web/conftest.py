"""A desk of its own for each test, and a batch that a page may show beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from appendix_pipeline.batches.running import run as run_batch
from appendix_pipeline.consolidation.consolidate import consolidate
from appendix_pipeline.consolidation.ingest import DESK
from appendix_pipeline.options import BatchOptions, ServeOptions
from appendix_pipeline.web import make_app
from visitor import REAL, Visitor


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """Someone at a page whose desk is empty and whose requests may have 1 MiB."""
    app = make_app(ServeOptions(tmp_path / "desk", max_bytes=2**20))
    with TestClient(app, base_url="http://localhost") as client:
        yield Visitor(client)


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """The folder of a batch that read the real appendix, consolidated."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / REAL.name).write_bytes(REAL.read_bytes())
    list(
        run_batch(
            [str(tmp_path / "in")],
            tmp_path / "out",
            BatchOptions(engine="serial", formats=("json",)),
        )
    )
    consolidate(tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def office(batch: Path) -> Iterator[Visitor]:
    """Someone at a page that shows what a batch read."""
    app = make_app(ServeOptions(batch / DESK, store=batch))
    with TestClient(app, base_url="http://localhost") as client:
        yield Visitor(client)
