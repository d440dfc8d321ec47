"""What click says by itself is in the language of the clerk."""

import pytest
from click.testing import CliRunner

from appendix_pipeline.cli import cli


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["convert"], ["Cách dùng:", "Gõ 'cli convert --help'", "Lỗi: Thiếu tham số 'FILE…'."]),
        (["convert", "--lang", "en"], ["Usage:", "Try 'cli", "Error: Missing argument 'FILE…'."]),
        (["check", "x", "--nope"], ["Lỗi: Không có tùy chọn '--nope'."]),
        (["nope"], ["Lỗi: Không có lệnh 'nope'."]),
        (["check", "x", "--format", "y"], ["Lỗi: Giá trị không hợp lệ cho '--format'"]),
        (["check", "x", "--format=y", "--lang=en"], ["Error: Invalid value for '--format'"]),
    ],
)
def test_wrong_usage_is_told_in_the_language_of_the_clerk(
    arguments: list[str], said: list[str]
) -> None:
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 2
    for words in said:
        assert words in done.stderr


def test_the_help_is_framed_in_vietnamese() -> None:
    text = CliRunner().invoke(cli, ["--help"]).output
    assert "Cách dùng:" in text
    assert "Tùy chọn:" in text
    assert "Lệnh:" in text
