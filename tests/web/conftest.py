"""A desk of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from appendix_pipeline.options import ServeOptions
from appendix_pipeline.web import make_app
from visitor import Visitor


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """Someone at a page whose desk is empty and whose requests may have 1 MiB."""
    app = make_app(ServeOptions(tmp_path / "desk", max_bytes=2**20))
    with TestClient(app, base_url="http://localhost") as client:
        yield Visitor(client)
