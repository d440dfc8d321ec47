"""A server that is killed the moment it has answered loses no saved correction."""

import re
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import httpx2

from visitor import REAL, Visitor


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        return int(found.getsockname()[1])


def served(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the command and return it once it answers."""
    command = [sys.executable, "-m", "appendix_pipeline", "serve"]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--data", str(folder)], stderr=subprocess.DEVNULL
    )
    until = monotonic() + 60
    while monotonic() < until:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/")
        except httpx2.TransportError:
            sleep(0.1)
        else:
            return server
    server.kill()
    raise TimeoutError


def test_a_killed_server_loses_no_saved_correction(tmp_path: Path) -> None:
    port = free_port()
    words = [f"Quý {each}/2026" for each in ("I", "II")]
    server = served(tmp_path, port)
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        visitor = Visitor(client)
        sent = {"files": (REAL.name, REAL.read_bytes())}
        answer = client.post("/", data={"token": visitor.token()}, files=sent)
        path = answer.headers["location"]
        for before, after in zip(["", *words], words, strict=False):
            form = {"token": visitor.token(), "seen-deadline": before, "deadline": after}
            answer = client.post(f"{path}/1/tasks/IV.2", data=form)
            assert answer.status_code == 303
            server.send_signal(signal.SIGKILL)
            server.wait()
            server = served(tmp_path, port)
            page = client.get(path).text
            shown = re.search(r'<tr id="task-IV\.2".*?<q lang="vi">([^<]*)', page, re.DOTALL)
            assert shown
            assert shown[1] == after
    server.terminate()
    server.wait()
