"""The bytes of a file, or one sentence that says why there are none."""

import os
from pathlib import Path

from appendix_pipeline.errors import InputError
from appendix_pipeline.options import Limits


def load(path: Path, limits: Limits) -> bytes:
    """Return the bytes of the file at `path`, cut one past the largest it may be.

    Raises:
        InputError: there is none, or it cannot be opened; the sentence says which.
    """
    try:
        with open(path, "rb", opener=_at_once) as file:
            return file.read((limits.file << 20) + 1)
    except FileNotFoundError as error:
        what = {"vi": "Không tìm thấy tệp.", "en": "There is no such file."}
        hint = {"vi": "Hãy kiểm tra tên và thư mục.", "en": "Check the name and the folder."}
        raise InputError(str(path), what, hint) from error
    except IsADirectoryError as error:
        what = {"vi": "Thư mục này không có tệp .docx.", "en": "This folder has no .docx file."}
        hint = {"vi": "Hãy chép tệp Word vào đó.", "en": "Put a Word file into it."}
        raise InputError(str(path), what, hint) from error
    except OSError as error:
        what = {"vi": "Không mở được tệp.", "en": "The file cannot be opened."}
        hint = {
            "vi": "Hãy đóng tệp nếu đang mở và kiểm tra quyền đọc.",
            "en": "Close it where it is open and check that you may read it.",
        }
        raise InputError(str(path), what, hint) from error


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting for anyone to write into it, as one would for a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
