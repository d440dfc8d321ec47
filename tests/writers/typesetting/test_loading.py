"""WeasyPrint is loaded without side effects that stay."""

import ctypes.util
import subprocess
import sys

PROGRAM = """
import sys, subprocess, ctypes.util
from appendix_pipeline.writers.typesetting.loading import load
search = ctypes.util.find_library
started = []
start = subprocess.Popen.__init__
subprocess.Popen.__init__ = lambda self, *a, **k: (started.append(a), start(self, *a, **k))[1]
weasyprint = load()
assert not started, started
assert ctypes.util.find_library is search
assert "fontTools.subset" not in sys.modules
assert "fontTools.varLib.instancer" not in sys.modules
# The stand-ins do what the modules do, when they are called.
options = weasyprint.pdf.fonts.subset.Options(retain_gids=True)
assert options.retain_gids is True
assert type(options).__module__ == "fontTools.subset"
assert load() is weasyprint
print("done")
"""


def test_loading_starts_no_process_and_leaves_nothing_replaced() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_the_search_for_libraries_is_the_systems_own() -> None:
    assert ctypes.util.find_library.__module__ == "ctypes.util"
