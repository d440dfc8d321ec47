"""Commands run one by one in processes of their own, forked from one that has all imports done.

Usage: Bounded().run("convert", …) → Ended. A forked process begins with what its parent holds,
about 40 MiB, and costs milliseconds; a new interpreter would cost a third of a second each time.
"""

import json
import subprocess
import sys
from types import TracebackType
from typing import NamedTuple, Self

_FORKING = """
import json, os, signal, sys
import appendix_pipeline.cli, appendix_pipeline.pipeline, appendix_pipeline.cli.convert, appendix_pipeline.writers.json
from appendix_pipeline.__main__ import run
for line in sys.stdin:
    said, pipe = os.pipe()
    if not (process := os.fork()):
        os.close(said)
        sys.stdin = open(os.devnull, encoding="utf-8")
        sys.stdout = sys.stderr = open(pipe, "w", encoding="utf-8")
        sys.argv[1:] = json.loads(line)
        signal.alarm(30)
        run()
    os.close(pipe)
    with open(said, encoding="utf-8") as file:
        text = file.read()
    _, status, used = os.wait4(process, 0)
    code = os.waitstatus_to_exitcode(status)
    print(json.dumps([code, text, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]), flush=True)
"""


class Ended(NamedTuple):
    """How a command ended: exit code, what it said, seconds of CPU, peak memory in MiB."""

    code: int
    said: str
    seconds: float
    peak: float


class Bounded:
    """The process that forks, as a context manager."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _FORKING],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def run(self, *command: object) -> Ended:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([str(each) for each in command]) + "\n")
        self._process.stdin.flush()
        return Ended(*json.loads(self._process.stdout.readline()))

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._process.communicate()
