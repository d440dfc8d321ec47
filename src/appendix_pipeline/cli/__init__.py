"""The commands: each parses, calls one function, reports and returns an exit code.

Nothing heavy is imported before a command runs, so that `--help` answers at once.
"""

import os
import sys
from collections.abc import Sequence
from gettext import gettext
from importlib import import_module
from typing import Any

import click

from appendix_pipeline.cli.frames import speak
from appendix_pipeline.cli.report import say
from appendix_pipeline.errors import AppendixError
from appendix_pipeline.version import VERSION

_COMMANDS = {
    "convert": "Chuyển phụ lục thành PDF, Excel, Word và dữ liệu.",
    "batch": "Chuyển hàng trăm tệp: thư mục, tệp nén, danh sách; dừng rồi chạy tiếp được.",
    "watch": "Trông một thư mục: tệp nào đến thì chuyển tệp ấy, cho đến khi bấm Ctrl-C.",
    "consolidate": "Tổng hợp kết quả của batch thành một sổ Excel và một báo cáo.",
    "query": "Hỏi dữ liệu tổng hợp của mọi xã: bằng SQL hoặc tìm theo từ.",
    "check": "Chỉ liệt kê điều cần xem, không ghi gì.",
    "diff": "So sánh hai phụ lục.",
    "rules": "Kể ra mọi loại phát hiện.",
    "explain": "Giải thích một loại phát hiện.",
    "inspect": "In dạng trung gian bất kỳ ra JSON.",
    "deadline": "Đọc một thời hạn.",
    "resolve": "Việc phải chờ đã xảy ra: tính thời hạn của nhiệm vụ.",
    "serve": "Mở trang trên máy này: thả tệp, xem lại, lấy kết quả.",
    "doctor": "Máy này làm được gì, còn thiếu gì.",
    "agencies": "Tách một ô cơ quan; kể ra cơ quan chưa có trong danh mục.",
}
_EPILOG = """\b
Ví dụ / Examples:
  appendix-pipeline convert input/hai-hung.docx
  appendix-pipeline convert *.docx --out output --to pdf,xlsx
  appendix-pipeline convert input/hai-hung.docx --split-by lead --due 2025-11..2025-12
  appendix-pipeline batch phu-luc-cac-xa/ --out ket-qua
  appendix-pipeline watch //may-chu/gui-den --out ket-qua
  appendix-pipeline query --search "ra soat" --in ket-qua
  appendix-pipeline check input/hai-hung.docx --fail-on warning
  appendix-pipeline convert tracker.xlsx --to docx,pdf
  appendix-pipeline diff input/hai-hung.docx tracker.xlsx
  appendix-pipeline explain missing-lead
  appendix-pipeline agencies "Phòng Kinh tế, Hạ tầng và Đô thị; Công an xã" --json
  appendix-pipeline deadline "Tháng 12/2025 (sau khi có hướng dẫn)" --issued 2025-10

\b
Mã kết thúc / Exit codes:
  0 xong                          done
  1 lỗi của chương trình          an error of the program (APPENDIX_DEBUG=1 shows where)
  2 sai cách gọi lệnh             wrong usage
  3 tệp vào không đọc được        the input cannot be read
  4 không có nhiệm vụ (cần tìm)   no table of tasks, or no task as asked for
  5 không ghi được kết quả        the outputs cannot be written
  6 thiếu thư viện hệ thống       a system library is missing
  7 --strict: còn đoạn chưa đọc   --strict: some text is left over
  8 check: có lưu ý               check: warnings, only with --fail-on warning
  9 check: có lỗi                 check: errors, unless --fail-on never
  10 batch: có tệp lỗi            batch: some files failed, the others are done
  11 diff: có chỗ khác            diff: there are differences
  130 dừng bằng Ctrl-C            stopped by Ctrl-C"""


class _Commands(click.Group):
    """A group whose commands are modules of this package, imported when called."""

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]
        speak(sys.argv[1:] if args is None else args)
        return super().main(args, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = import_module(f"{__name__}.{cmd_name}").command
        return found

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section(gettext("Commands")):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AppendixError as error:
            lang = ctx.meta.get("lang", "vi")
            click.echo(error.sentence(lang), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            ctx.exit(130)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except BrokenPipeError:
            # The reader of our output (head, less) has gone: what is written is written.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except Exception as error:
            # A clerk is told in one sentence; who mends it asks for the rest.
            if os.environ.get("APPENDIX_DEBUG"):
                raise
            lang = ctx.meta.get("lang", "vi")
            click.echo(say("internal", lang, f"{type(error).__name__}: {error}"), err=True)
            ctx.exit(1)


@click.group(cls=_Commands, epilog=_EPILOG)
@click.version_option(VERSION, prog_name="appendix-pipeline")
def cli() -> None:
    """Đọc bảng nhiệm vụ trong phụ lục kế hoạch (DOCX) và ghi ra PDF, Excel, Word, dữ liệu.

    Reads the task table in the appendix of a Vietnamese plan and writes it as documents and data.
    """
