"""The page as a clerk waits for it: the first table, a saved correction, many documents, a crowd.

A server of its own process is asked over HTTP; times are of the wall, medians of `_TIMES`. Ratios
compare the same request with one document and with `_MANY` in the store, in one run.

    python benchmarks/page.py [--many 1000]
"""

import argparse
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import BytesIO
from pathlib import Path
from statistics import median
from time import monotonic, sleep
from zipfile import ZipFile

import httpx2

from appendix_pipeline.web.desk import Desk
from appendix_pipeline.web.shelves import Dropped

REAL = Path(__file__).parent.parent / "input" / "hai-hung.docx"
_TIMES = 9
_CROWD = 50


def variant(number: int) -> bytes:
    """Return the real appendix as another file: the same document, other bytes."""
    held = BytesIO(REAL.read_bytes())
    with ZipFile(held, "a") as archive:
        archive.comment = str(number).encode()
    return held.getvalue()


def fill(folder: Path, count: int) -> float:
    """Put `count` documents on a desk; return the seconds one takes."""
    shelf, begun = Dropped(Desk(folder, 30), "vi"), monotonic()
    shelf.begin()
    for number in range(count):
        shelf.receive(shelf.desk.put(f"xa-{number:04}.docx", variant(number)))
        if number % 20 == 19:
            shelf.sync()
    while shelf.sync():
        pass
    return (monotonic() - begun) / max(count, 1)


class Page:
    """A server on `folder`, and a browser's cookie and token."""

    def __init__(self, folder: Path) -> None:
        with closing(socket.create_server(("127.0.0.1", 0))) as found:
            port = found.getsockname()[1]
        command = [sys.executable, "-m", "appendix_pipeline", "serve", "--port", str(port)]
        self.server = subprocess.Popen([*command, "--data", str(folder)], stderr=subprocess.DEVNULL)
        limits = httpx2.Limits(max_connections=2 * _CROWD)
        address = f"http://127.0.0.1:{port}"
        self.client = httpx2.Client(base_url=address, timeout=120, limits=limits)
        for _ in range(600):
            try:
                page = self.client.get("/").text
                break
            except httpx2.TransportError:
                sleep(0.1)
        found = re.search(r'name="token" value="([^"]+)"', page)
        assert found
        self.token = found[1]

    def drop(self, number: int) -> str:
        """Drop a file and look at its page; return the page's path."""
        files = {"files": (f"moi-{number}.docx", variant(number))}
        answer = self.client.post("/", data={"token": self.token}, files=files)
        path = answer.headers["location"]
        assert "task-" in self.client.get(path).text
        return str(path)

    def correct(self, path: str, before: str, after: str) -> None:
        """Save a deadline, as the form of its task sends it."""
        data = {"token": self.token, "seen-deadline": before, "deadline": after}
        answer = self.client.post(f"{path}/1/tasks/IV.2", data=data)
        assert answer.status_code == 303, answer.text

    def close(self) -> None:
        """End the server."""
        self.client.close()
        self.server.terminate()
        self.server.wait()


def timed(work: Callable[[int], object], first: int = 0) -> float:
    """Return the median seconds of a piece of work, which is told which time it is."""
    times = []
    for number in range(first, first + _TIMES):
        begun = monotonic()
        work(number)
        times.append(monotonic() - begun)
    return median(times)


def measured(folder: Path) -> dict[str, float]:
    """Return the seconds of each thing a clerk does, by name."""
    page = Page(folder)
    try:
        begun = monotonic()
        path = page.drop(-1)
        found = {"first table, first file of the server": monotonic() - begun}
        found["first table"] = timed(page.drop, 10_000)

        def correct(number: int) -> None:
            page.correct(path, f"{number}/2026" if number else "", f"{number + 1}/2026")

        found["a correction saved"] = timed(correct)
        found["the form of a task"] = timed(lambda _: page.client.get(f"{path}/1/tasks/IV.2"))
        found["the board"] = timed(lambda _: page.client.get("/"))
        search = "/tasks?words=quy+hoach+phan+khu"
        found["a search without diacritics"] = timed(lambda _: page.client.get(search))
        found["all late tasks"] = timed(lambda _: page.client.get("/tasks?need=overdue"))
        begun = monotonic()
        with ThreadPoolExecutor(_CROWD) as pool:
            dropped = list(pool.map(page.drop, range(20_000, 20_000 + _CROWD)))
        assert len(set(dropped)) == _CROWD
        found[f"{_CROWD} files dropped at once, the last answered"] = monotonic() - begun
        return found
    finally:
        page.close()


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--many", type=int, default=1_000)
    many = parser.parse_args().many
    root = Path(tempfile.mkdtemp())
    try:
        each = fill(root / "many", many)
        one, lots = measured(root / "one"), measured(root / "many")
        print(f"reading and storing a document: {each:.3f} s")
        print(f"| what | empty | {many} documents | ratio |\n|---|---|---|---|")
        for name, seconds in one.items():
            ratio = lots[name] / seconds
            print(f"| {name} | {seconds:.3f} s | {lots[name]:.3f} s | {ratio:.1f} |")
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
