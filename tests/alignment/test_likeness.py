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
    # Shortened words, several in one, with words between; letters that changed places, a lost blank.
    ("Ban hành kế hoạch phổ cập GDMN", "Ban hành KH PCGDMN"),
    (
        "Tiêm phòng dại do TTPVHCC công bố",
        "Tiêm phòng dại do Trung tâm Phục vụ hành chính công công bố",
    ),
    ("Cấp GCNQSDĐ lần đầu", "Cấp giấy chứng nhận quyền sử dụng đất lần đầu"),
    ("Đăng kí khám tuyển NVQS năm 2027", "Đăng ký khám tuyển nghĩa vụ quân sự năm2027"),
    ("Báo cáo kết quả tyuển sinh lớp Một", "Báo cáo kết quả tuểyn sinh lớp 1"),
    ("Rà xoát hộ nghèo của pưhờng", "Rà soát hộ nghèo của phường"),
    ("Thực hiện Đề án 06 về dữ liệu dân cư", "Triển khai ĐA 06 về dữ liệu về dân cư"),
    # What is put beside a task neither costs nor tells it apart.
    (
        "Kiểm tra an toàn hồ đập",
        "Kiểm tra an toàn hồ đập theo hướng dẫn của Sở Nông nghiệp và Môi trường",
    ),
    (
        "Kiểm tra PCCC nhà trọ",
        "Kiểm tra PCCC nhà trọ theo Kế hoạch số 45/KH-UBND ngày 12/02/2026 của UBND thành phố",
    ),
    (
        "Thu thuế đất",
        "Thu thuế đất; định kỳ báo cáo kết quả thực hiện theo quy định; xong trước 30/6/2026",
    ),
    (
        "Lễ hội đình làng năm 2026",
        "Trong năm 2026, tổ chức lễ hội đình làng, bảo đảm trang trọng, tiết kiệm",
    ),
    ("Cho vay tín dụng hộ nghèo", "Cho hộ nghèo vay tín dụng, góp phần giảm nghèo bền vững"),
    (
        "Tổ chức thực hiện NĐ 67/2023/NĐ-CP",
        "Triển khai Nghị định số 67/2023/NĐ-CP của Chính phủ về bảo hiểm của chủ xe cơ giới",
    ),
    (
        "Tổng kết công tác dân vận năm 2025",
        "Tổng kết dân vận năm 2025, triển khai nhiệm vụ năm 2026",
    ),
    ("Đề án việc làm của phòng chuyên môn và tương đương", "Đề án việc làm của phòng chuyên môn"),
    # Nor do an item's number, a full date, a plan's number.
    ("1.2. Rà soát hộ nghèo", "3) Rà soát hộ nghèo"),
    ("Trồng 5.000 cây xanh", "Trồng 5000 cây xanh"),
    ("Tổ chức lễ hội đình làng ngày 15/01/2026", "Tổ chức lễ hội đình làng vào ngày 20/02/2026"),
    # Clauses that go on, an aim in per cent, where it is told, who helps, to whom it is sent.
    ("Bán trụ sở cũ", "Bán trụ sở cũ; lấy ý kiến cử tri và huy động các tổ chức giám sát"),
    ("Giải ngân vốn đầu tư công đạt 95%", "Giải ngân vốn đầu tư công đạt 100%"),
    (
        "Tuyên truyền bầu cử",
        "Tuyên truyền bầu cử trên hệ thống truyền thanh, trang thông tin điện tử và mạng xã hội",
    ),
    ("Trồng tre", "Phối hợp với Mặt trận Tổ quốc và các tổ chức chính trị - xã hội trồng tre"),
    ("Báo cáo thu nợ từng quý", "Báo cáo thu nợ hằng quý gửi Sở Nông nghiệp và Môi trường"),
    # What prepares it, what stands in front of it; the year behind a quarter.
    ("Giải quyết chế độ người có công", "Lập hồ sơ giải quyết chế độ người có công"),
    ("Lập kế hoạch đầu tư công", "Rà soát danh mục dự án, lập kế hoạch đầu tư công"),
    ("Số hóa kết quả TTHC", "Đối với kết quả giải quyết TTHC: thực hiện số hóa"),
    ("Báo cáo chuyển đổi số quý III/2026", "Báo cáo chuyển đổi số quý III năm 2026"),
    ("Kiểm tra PCCC&CNCH nhà trọ", "Kiểm tra phòng cháy chữa cháy và cứu nạn cứu hộ nhà trọ"),
    # Words that stand for each other.
    ("Trùng tu di tích LSVH cấp quốc gia", "Tu bổ di tích lịch sử văn hóa cấp quốc gia"),
    ("Tổ chức Trung thu cho thiếu nhi", "Tổ chức Tết Trung thu cho trẻ em"),
    ("Ban hành Quyết định kiện toàn Ban Chỉ đạo 35", "Củng cố BCĐ 35 xã"),
    (
        "Phun khử trùng, tiêu độc môi trường chăn nuôi",
        "Phun tiêu độc khử trùng môi trường chăn nuôi",
    ),
    ("Tiêm vắc xin cho gia súc, gia cầm đợt 1", "Tiêm phòng đợt I cho gia súc, gia cầm"),
    # The commune's own name says nothing.
    ("Quy hoạch chung xây dựng xã Hải Hưng", "Quy hoạch chung xây dựng xã"),
    ("Quy hoach chung xay dung xa Hai Hung", "Quy hoạch chung xây dựng xã"),
]
OTHERS = [
    # Another thing joined to all that the other is.
    ("Cấp thẻ căn cước và tài khoản định danh", "Cấp tài khoản định danh"),
    ("Khám sức khỏe kết hợp lập hồ sơ bệnh án cho hội viên", "Khám sức khỏe cho hội viên"),
    ("Kiểm tra nhà trọ, chung cư mini và quán hát", "Kiểm tra quán hát"),
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
    # Reports of another period, of one more, of none.
    ("Báo cáo dân vận các quý", "Báo cáo dân vận năm 2026"),
    ("Báo cáo dân vận theo từng quý", "Báo cáo dân vận cả năm 2026"),
    ("Báo cáo dân vận các quý và báo cáo năm 2026", "Báo cáo dân vận hằng quý"),
    ("Báo cáo dân vận tháng, quý, năm", "Báo cáo dân vận mỗi tháng"),
    ("Báo cáo dân vận quý I năm 2026", "Báo cáo dân vận 6 tháng đầu năm 2026"),
    ("Báo cáo dân vận hằng tuần", "Báo cáo dân vận"),
    ("Đánh giá, xếp loại công chức quý I", "Đánh giá, xếp loại công chức năm 2026"),
    ("Kiểm tra hợp tác xã nông nghiệp", "Hỗ trợ hợp tác xã nông nghiệp"),
    # Joined with another of its kind.
    ("Tiêm phòng gia súc đợt 1", "Tiêm phòng gia súc đợt 1 và đợt 2"),
    ("Kế hoạch tuyển sinh lớp 6", "Kế hoạch tuyển sinh lớp 1 và lớp Sáu"),
    ("Kiểm tra hồ đập trước mùa mưa", "Kiểm tra hồ đập trước và sau mùa mưa"),
    ("Sản xuất vụ Xuân năm 2026", "Sản xuất vụ Xuân và vụ Mùa năm 2026"),
    ("Thành lập Ban Chỉ đạo 35", "Thành lập và ban hành Quy chế của Ban Chỉ đạo 35"),
    ("Kiểm tra vi phạm về đất đai, môi trường", "Kiểm tra vi phạm về đất đai"),
    ("Tuyên truyền phòng chống ma túy, mua bán người", "Tuyên truyền phòng chống ma túy"),
    ("Tiêm phòng bệnh dại, tụ huyết trùng", "Tiêm phòng bệnh dại"),
    (
        "Giải quyết chế độ cho cán bộ, công chức và người hoạt động không chuyên trách",
        "Giải quyết chế độ cho cán bộ, công chức",
    ),
    # For someone else, or something else of its kind.
    (
        "Xây dựng kế hoạch thực hiện CTMTQG xây dựng nông thôn mới năm 2026",
        "Xây dựng kế hoạch thực hiện CTMTQG giảm nghèo bền vững năm 2026",
    ),
    (
        "Xây dựng Đề án VTVL và cơ cấu ngạch của phòng chuyên môn",
        "Xây dựng Đề án VTVL và cơ cấu ngạch của đơn vị sự nghiệp",
    ),
    ("Lập phương án phòng cháy, chữa cháy rừng", "Lập phương án phòng cháy, chữa cháy chợ"),
    ("Tuyên truyền phòng chống ma túy cho học sinh", "Tuyên truyền PCMT cho giáo viên"),
    ("Tập huấn kỹ năng số cho thanh niên", "Tập huấn kỹ năng số cho người cao tuổi"),
    ("Hỗ trợ doanh nghiệp chuyển đổi số", "Hỗ trợ hợp tác xã chuyển đổi số"),
    ("Đánh giá, xếp loại công chức", "Đánh giá, xếp loại viên chức"),
    ("Phòng chống dịch bệnh trên đàn vật nuôi", "Phòng chống dịch bệnh trên người"),
    ("Kế hoạch sản xuất vụ Xuân", "Kế hoạch sản xuất vụ Mùa"),
    ("Kiểm tra trường tiểu học", "Kiểm tra trường mầm non"),
    ("Công nhận gia đình văn hóa", "Công nhận thôn văn hóa"),
    ("Đánh giá xã nông thôn mới", "Đánh giá xã nông thôn mới nâng cao"),
    ("Kiểm tra ATTP dịp Tết Nguyên đán", "Kiểm tra ATTP dịp Tết Trung thu"),
    ("Nâng cấp đường trục xã", "Nâng cấp đường trục thôn"),
    # At another stage.
    ("Ban hành kế hoạch CCHC năm 2026", "Tổ chức thực hiện kế hoạch CCHC năm 2026"),
    ("Ban hành kế hoạch CCHC", "Tổ chức thực hiện kế hoạch CCHC sau khi được ban hành"),
    ("Ban hành kế hoạch CCHC năm 2026", "Báo cáo kết quả CCHC năm 2026"),
    ("Thành lập tổ bầu cử", "Thành lập ban bầu cử"),
    ("Kế hoạch CCHC năm 2026", "Kế hoạch kiểm tra CCHC năm 2026"),
    ("Thu thuế đất năm 2026", "Lập kế hoạch thu thuế đất năm 2026"),
    ("Công khai dự toán ngân sách", "Lập dự toán ngân sách"),
    ("Thực hiện Nghị quyết 57-NQ/TW", "Xây dựng kế hoạch thực hiện Nghị quyết 57-NQ/TW"),
    ("Tổ chức lễ hội đình làng", "Kiểm tra lễ hội đình làng"),
    ("Thành lập Ban Chỉ đạo 35", "Kiện toàn Ban Chỉ đạo 35"),
    ("Kiện toàn Ban Chỉ đạo 35", "Phân công nhiệm vụ thành viên Ban Chỉ đạo 35"),
    ("Đăng ký sản phẩm OCOP", "Đánh giá, công nhận sản phẩm OCOP"),
    ("Cấp giấy chứng nhận QSDĐ", "Cấp đổi giấy chứng nhận QSDĐ"),
    # The other way round.
    ("Thống kê đất đã được cấp giấy", "Thống kê đất chưa được cấp giấy"),
    ("Kiểm tra hồ đập trước mùa mưa", "Kiểm tra hồ đập sau mùa mưa"),
    ("Rà soát hộ nghèo đầu năm 2026", "Rà soát hộ nghèo cuối năm 2026"),
    ("Tổ chức kỳ họp giữa năm của HĐND", "Tổ chức kỳ họp cuối năm của HĐND"),
    ("Bảo đảm an toàn thông tin", "Tập huấn an toàn thông tin"),
    ("Thống kê đất đai năm 2026", "Kiểm kê đất đai năm 2026"),
    ("Phân bổ vốn đầu tư công năm 2026", "Giải ngân vốn đầu tư công năm 2026"),
    ("Sơ kết 6 tháng công tác dân vận", "Sơ kết 9 tháng công tác dân vận"),
    ("Quy hoạch nghĩa trang", "Quy hoạch khu dân cư"),
    ("Phát triển kinh tế tập thể", "Phát triển kinh tế tư nhân"),
    # Cited, a legal document tells tasks apart as ever.
    (
        "Giải quyết chế độ theo Nghị định 154/2025/NĐ-CP",
        "Giải quyết chế độ theo Nghị định 178/2024/NĐ-CP",
    ),
    # A word is not another for want of its marks, nor for its first letter.
    ("Sản xuất vụ đông của xã", "Đóng cửa bãi rác của xã"),
    ("Sửa bảng điện", "Sửa mạng điện"),
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
    whole += (each for words in rules["weak"]["words"] for each in words)
    whole += (each for facet in rules["facet"] for each in facet["words"])
    whole += [*rules["acts"]["carry"], *rules["light"]["and"]]
    assert sorted({each for each in whole if whole.count(each) > 1}) == []
