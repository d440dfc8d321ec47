"""Errors that stop one document: what is wrong, where, what to do; the class fixes the exit code.

Anything less than that is a diagnostic. Sentences are Vietnamese and English, chosen at print
time, since a clerk reads them.
"""

import zlib
from collections.abc import Mapping
from zipfile import BadZipFile

# A sentence in every language of the interface: {"vi": …, "en": …}.
Sentence = Mapping[str, str]
# What zipfile raises for a package that is damaged, locked, packed in a way that it does not know
# (NotImplementedError), or without the member asked for (KeyError).
BROKEN_PACKAGE = (
    BadZipFile, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError,
    zlib.error,
)  # fmt: skip


class AppendixError(Exception):
    """Stops one document. `what` and `hint` hold one sentence for each language."""

    exit_code = 1

    def __init__(self, where: str, what: Sentence, hint: Sentence) -> None:
        super().__init__(where, what, hint)
        self.where, self.what, self.hint = where, what, hint

    def sentence(self, lang: str = "vi") -> str:
        """Return one line: where, what, what to do."""
        return f"{self.where}: {self.what[lang]} {self.hint[lang]}"

    def on_page(self, lang: str) -> str:
        """Return what is wrong and what to do, for a reader who has the page and no options."""
        return f"{self.what[lang]} {self.hint.get(f'page_{lang}', self.hint[lang])}"

    def __str__(self) -> str:
        return self.sentence("en")


class InputError(AppendixError):
    """The file cannot be read as a Word document: missing, empty, not a DOCX, locked."""

    exit_code = 3


class NoTaskTableError(AppendixError):
    """The document was read, but no table in it is a table of tasks."""

    exit_code = 4

    @classmethod
    def for_document(cls, name: str, *, labelled_lines: bool) -> "NoTaskTableError":
        """Return the error for the document called `name`.

        `labelled_lines` says that its tasks are paragraphs with lines such as "Chủ trì: …".
        """
        if labelled_lines:
            what: Sentence = {
                "vi": "Nhiệm vụ viết thành đoạn văn (“Chủ trì: …”, “Thời gian: …”), không có bảng.",
                "en": "The tasks are paragraphs with labelled lines, not rows of a table.",
            }
            return cls(
                name,
                what,
                {
                    "vi": "Hãy lập bảng nhiệm vụ (nội dung, chủ trì, thời hạn) rồi chuyển lại.",
                    "en": "Make a table of them (task, lead, deadline) and convert that.",
                },
            )
        return cls(
            name,
            {
                "vi": "Không thấy bảng nhiệm vụ (có cột nội dung và cột cơ quan hoặc thời hạn).",
                "en": "No table of tasks (with a task and an agency or deadline column) was found.",
            },
            {
                "vi": "Hãy kiểm tra có đúng là phụ lục nhiệm vụ không.",
                "en": "Check that this is the appendix with the tasks.",
            },
        )


class NothingChosenError(AppendixError):
    """No task of the document is as the operator asked for."""

    exit_code = 4

    @classmethod
    def for_document(cls, name: str) -> "NothingChosenError":
        """Return the error for the document called `name`."""
        return cls(
            name,
            {"vi": "Không có nhiệm vụ nào như yêu cầu.", "en": "No task is as asked for."},
            {
                "vi": "Hãy kiểm tra --due, --waiting; chưa ghi gì.",
                "en": "Check --due and --waiting; nothing was written.",
            },
        )


class OutputError(AppendixError):
    """The outputs cannot be written."""

    exit_code = 5


class DependencyError(AppendixError):
    """A library of the system that this step needs is missing."""

    exit_code = 6
