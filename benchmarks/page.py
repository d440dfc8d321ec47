"""The page as a clerk waits for it: the first table, a saved correction, many documents, a crowd.

A server of its own process is asked over HTTP. CPU time is that of the server and what it starts,
medians of `_TIMES`: what a clerk waits for on a machine that does nothing else. Wall time is told
beside it, and on a busy machine says little. Ratios are of CPU time, of the same request to an
empty desk and to one with many documents, in one run.

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
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from statistics import median
from time import monotonic, sleep
from zipfile import ZipFile

import httpx2
import psutil

from appendix_pipeline.store.writing import Wanted, put, writing
from appendix_pipeline.web.desk import Desk
from appendix_pipeline.web.dropped import Dropped, reader_key

REAL = Path(__file__).parent.parent / "input" / "hai-hung.docx"
_TIMES = 9
_CROWD = 50


def variant(number: int) -> bytes:
    """Return the real appendix as another file: the same document, other bytes."""
    held = BytesIO(REAL.read_bytes())
    with ZipFile(held, "a") as archive:
        archive.comment = str(number).encode()
    return held.getvalue()


def fill(folder: Path, count: int) -> None:
    """Put `count` documents on a desk, as if each had been dropped and read."""
    shelf = Dropped(Desk(folder, 30), "vi")
    shelf.begin()
    entries = [shelf.desk.put(f"xa-{each:04}.docx", variant(each)) for each in range(count)]
    dataset = shelf.read(replace(entries[0], appendices=(1,)), 1)
    for entry in entries:
        shelf.desk.note(entry.id, appendices=1)
    with writing(shelf.store) as connection:
        for entry in entries:
            source = replace(dataset.source, name=entry.name, sha256=entry.sha256)
            own = replace(dataset, source=source)
            put(connection, f"{entry.id}-1", Wanted(reader_key()), own)
    assert not shelf.sync()  # it is what reading them all would have made


class Page:
    """A server on `folder`, and a browser's cookie and token."""

    def __init__(self, folder: Path) -> None:
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            port = free.getsockname()[1]
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

    def cpu(self) -> float:
        """Return the CPU seconds of the server and of what it started and ended."""
        return sum(psutil.Process(self.server.pid).cpu_times()[:4])

    def close(self) -> None:
        """End the server."""
        self.client.close()
        self.server.terminate()
        self.server.wait()


Times = tuple[float, float]  # CPU and wall seconds


def timed(page: Page, work: Callable[[int], object], numbers: range) -> Times:
    """Return the medians of a piece of work, which is told which time it is."""
    found = []
    for number in numbers:
        cpu, wall = page.cpu(), monotonic()
        work(number)
        # What is done after the answer counts as CPU time, and nobody waits for it.
        waited = monotonic() - wall
        sleep(0.2)
        found.append((page.cpu() - cpu, waited))
    cpus, walls = zip(*found, strict=True)
    return median(cpus), median(walls)


def measured(folder: Path) -> dict[str, Times]:
    """Return the times of each thing a clerk does, by name."""
    page = Page(folder)
    try:
        path = page.drop(-2)

        def correct(number: int) -> None:
            page.correct(path, f"{number}/2026" if number else "", f"{number + 1}/2026")

        def ask(address: str) -> Callable[[int], object]:
            return lambda _: page.client.get(address)

        def crowd(first: int) -> None:
            with ThreadPoolExecutor(_CROWD) as pool:
                dropped = list(pool.map(page.drop, range(first, first + _CROWD)))
            assert len(set(dropped)) == _CROWD

        often = range(_TIMES)
        search = "/tasks?words=quy+hoach+phan+khu"
        return {
            "a file dropped, its table shown": timed(
                page, page.drop, range(10_000, 10_000 + _TIMES)
            ),
            "a correction saved, the store after it": timed(page, correct, often),
            "the form of a task": timed(page, ask(f"{path}/1/tasks/IV.2"), often),
            "the board": timed(page, ask("/"), often),
            "a search without diacritics": timed(page, ask(search), often),
            "all late tasks": timed(page, ask("/tasks?need=overdue"), often),
            f"{_CROWD} files dropped at once, all answered": timed(
                page, crowd, range(20_000, 20_001)
            ),
        }
    finally:
        page.close()


def first(folder: Path) -> Times:
    """Return the times of the very first file that a server is given."""
    page = Page(folder)
    try:
        return timed(page, page.drop, range(-1, 0))
    finally:
        page.close()


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--many", type=int, default=1_000)
    many = parser.parse_args().many
    root = Path(tempfile.mkdtemp())
    try:
        fill(root / "many", many)
        cpu, wall = first(root / "first")
        print(f"the first file of a server: {cpu:.2f} s of CPU, {wall:.2f} s")
        one, lots = measured(root / "one"), measured(root / "many")
        print(f"| what | empty desk | {many} documents | ratio | wall, {many} documents |")
        print("|---|---|---|---|---|")
        for name, (cpu, _) in one.items():
            more, wall = lots[name]
            ratio = more / max(cpu, 0.01)
            print(f"| {name} | {cpu:.2f} s | {more:.2f} s | {ratio:.1f} | {wall:.2f} s |")
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
