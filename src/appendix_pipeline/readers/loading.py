"""The bytes of a file, or one sentence that says why there are none."""

from pathlib import Path

from appendix_pipeline.errors import InputError


def load(path: Path) -> bytes:
    """Return the bytes of the file at `path`.

    Raises:
        InputError: there is none, or it cannot be opened; the sentence says which.
    """
    try:
        return path.read_bytes()
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
