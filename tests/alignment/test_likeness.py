"""What tells two tasks apart, and what does not."""

import pytest

from appendix_pipeline.alignment import SAME, likeness, read_task
from appendix_pipeline.rules import load

PLACES = ("Xã Hải Hưng", "Thành phố Hải Phòng")
SAID_AGAIN = [
    # Another order, words that stand for each other, shortened, unaccented, mistyped.
    ("Rà soát, đánh giá chợ truyền thống", "Đánh giá, rà soát chợ truyền thống"),
    ("Tổ chức triển khai Đề án 06", "Triển khai thực hiện Đề án 06"),
    ("Kiểm tra an toàn thực phẩm", "Kiểm tra ATTP"),
    ("Thành lập tổ công nghệ số cộng đồng", "Thành lập tổ CNSCĐ"),
    ("Xây dựng bảng giá đất năm 2026", "Xay dung bang gia dat nam 2026"),
    ("Nạo vét kênh mương nội đồng", "Nạo vét kênh muơng nội đồng"),
    ("Thực hiện Nghị quyết số 57-NQ/TW về chuyển đổi số", "Thực hiện Nghị quyết 57 về CĐS"),
    ("Sơ kết 06 tháng thi hành Luật Đất đai", "Sơ kết 6 tháng thi hành Luật Đất đai"),
    ("Tiêm phòng gia súc đợt II", "Tiêm phòng cho gia súc (đợt 2)"),
    # The commune's own name says nothing.
    ("Quy hoạch chung xây dựng xã Hải Hưng", "Quy hoạch chung xây dựng xã"),
    ("Quy hoach chung xay dung xa Hai Hung", "Quy hoạch chung xây dựng xã"),
]
OTHERS = [
    ("Thành lập Ban quản lý chợ xã", "Giải thể Ban quản lý chợ xã"),
    ("Tổ chức bắn pháo hoa đêm giao thừa", "Không tổ chức bắn pháo hoa đêm giao thừa"),
    ("Xây dựng Đề án phát triển y tế", "Xây dựng Đề án phát triển giáo dục"),
    ("Xóa nhà tạm, nhà dột nát đợt 1", "Xóa nhà tạm, nhà dột nát đợt 2"),
    ("Tiêm phòng gia súc đợt I", "Tiêm phòng gia súc đợt II"),
    ("Tiêm phòng gia súc đợt I", "Tiêm phòng gia súc đợt 2"),
    ("Rà soát hộ nghèo cuối năm 2025", "Rà soát hộ nghèo cuối năm 2026"),
    ("Dự toán năm 2026 của các trường", "Dự toán giai đoạn 2026-2030 của các trường"),
    ("Kiện toàn tổ hòa giải ở thôn", "Kiện toàn tổ hòa giải cấp xã"),
    ("Quán triệt Nghị quyết số 57-NQ/TW", "Quán triệt Nghị quyết số 68-NQ/TW"),
    ("Bầu cử đại biểu Quốc hội khóa XV", "Bầu cử đại biểu Quốc hội khóa XVI"),
    ("Sơ kết công tác tuyển quân", "Tổng kết công tác tuyển quân"),
    ("Lập dự toán ngân sách xã", "Lập quyết toán ngân sách xã"),
    ("Báo cáo hằng tháng về đầu tư công", "Báo cáo hằng quý về đầu tư công"),
    ("Kiểm tra hợp tác xã nông nghiệp", "Hỗ trợ hợp tác xã nông nghiệp"),
]


def compared(one: str, two: str) -> float:
    return likeness(read_task(one, PLACES), read_task(two, PLACES))


@pytest.mark.parametrize(("one", "two"), SAID_AGAIN)
def test_other_words_for_the_same(one: str, two: str) -> None:
    assert compared(one, two) >= SAME


@pytest.mark.parametrize(("one", "two"), OTHERS)
def test_much_the_same_words_for_something_else(one: str, two: str) -> None:
    assert compared(one, two) < SAME


@pytest.mark.parametrize(("one", "two"), SAID_AGAIN + OTHERS)
def test_it_is_the_same_from_either_side(one: str, two: str) -> None:
    assert compared(one, two) == compared(two, one)
    assert compared(one, one) == 1.0


def test_the_heading_counts_where_the_task_says_little() -> None:
    digital, land = (
        read_task("Đẩy mạnh công tác tuyên truyền", (), heading)
        for heading in ("Về chuyển đổi số", "Về quản lý đất đai")
    )
    assert likeness(digital, land) < SAME
    assert likeness(digital, read_task("Tăng cường tuyên truyền", (), "Chuyển đổi số")) >= SAME


def test_nothing_but_words_that_say_nothing_is_like_its_own_words_alone() -> None:
    assert compared("Tiếp tục thực hiện", "Tiếp tục thực hiện") == 1.0
    assert compared("Tiếp tục thực hiện", "Tổ chức triển khai") == 0.0


def test_a_wording_stands_in_one_place() -> None:
    rules = load("alignment")
    whole = [*rules["light"]["words"], *rules["whole"]["words"]]
    for title in ("acts", "same"):
        whole += (each for words in rules[title]["words"] for each in words)
    whole += (each for facet in rules["facet"] for each in facet["words"])
    assert sorted({each for each in whole if whole.count(each) > 1}) == []
