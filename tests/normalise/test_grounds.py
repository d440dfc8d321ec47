"""What a plan is based on, where its preamble stands above the appendix."""

from pathlib import Path

import pytest

from appendices import RUNNING_ON, YEAR
from appendix_pipeline.options import Options
from appendix_pipeline.pipeline import read_stages
from drawing import package, paragraph, tasks

PREAMBLE = (
    "KẾ HOẠCH",
    "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025;",
    "- Căn cứ Nghị định số 45/2025/NĐ-CP và Nghị định số 150/2025/NĐ-CP;",
    "Căn cứ Nghị định số 45/2025/NĐ-CP;",
    "Thực hiện Nghị quyết số 57-NQ/TW, Ủy ban nhân dân xã ban hành Kế hoạch như sau:",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "Thực hiện nghiêm Nghị quyết số 71/NQ-CP của Chính phủ.",
)
GROUNDS = ["72/2025/QH15", "45/2025/NĐ-CP", "150/2025/NĐ-CP", "57-NQ/TW"]


@pytest.mark.parametrize(
    ("above", "keys"),
    [
        pytest.param(PREAMBLE, GROUNDS, id="a preamble"),
        pytest.param(PREAMBLE[:1], [], id="no grounds"),
        pytest.param((), [], id="an appendix alone"),
    ],
)
def test_the_grounds_of_a_plan_are_the_acts_of_its_preamble(
    above: tuple[str, ...], keys: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(package("".join(map(paragraph, above)) + YEAR + tasks(RUNNING_ON)))
    (dataset,) = read_stages(path, Options()).datasets
    assert [each.key for each in dataset.plan.based_on] == keys
