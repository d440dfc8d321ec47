"""The fonts that Pango knows: told once, since each telling costs time, memory and a folder."""

import os
from locale import getpreferredencoding
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp
from threading import local
from typing import Any
from weakref import finalize

_own = local()


def known_fonts(weasyprint: Any) -> Any:
    """Return the font configuration of this thread; what a document adds stays known.

    WeasyPrint 70 makes one for each document: 7 % of the time, 0.3 MiB that are never given back,
    and a folder with the fonts that stays behind where the process ends before the collector has
    found it.
    """
    if not hasattr(_own, "fonts"):
        _own.fonts = _made(weasyprint)
    return _own.fonts


def _made(weasyprint: Any) -> Any:
    class Fonts(weasyprint.text.fonts.FontConfiguration):  # type: ignore[misc]
        """Keeps its files in a folder that goes with the thread or the process."""

        def __init__(self) -> None:
            super().__init__()
            self._folder = Path(mkdtemp(prefix="phu-luc-fonts-", dir=_place()))
            finalize(self, rmtree, self._folder, ignore_errors=True)

    return Fonts()


def _place() -> str:
    """Return where the folder goes: where Fontconfig can open a file by its path.

    WeasyPrint tells it the path in the code page of Windows, which lacks most Vietnamese letters;
    the path of its folder ProgramData has none of them.
    """
    usual = gettempdir()
    try:
        usual.encode(getpreferredencoding(False))  # noqa: FBT003 (the signature is given)
    except UnicodeEncodeError:
        return os.environ.get("PROGRAMDATA", usual)
    return usual
