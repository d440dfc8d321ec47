"""Appendices without a defect, drawn in the styles of real plans, for what must not be objected to."""

from drawing import HEADER, package, paragraph, raised, run, table, tasks

KEM = "(Kèm theo Kế hoạch số {} ngày {} của {})"


def _heading(title: str, number: str, date: str, issuer: str, name: str = "PHỤ LỤC") -> str:
    return "".join(map(paragraph, (name, title, KEM.format(number, date, issuer))))


COMMUNE = _heading(
    "Nhiệm vụ triển khai Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị",
    "/KH-UBND", "tháng 10 năm 2025", "Ủy ban nhân dân phường Ba Đình",
)  # fmt: skip
YEAR = _heading(
    "NHIỆM VỤ TRỌNG TÂM NĂM 2026", "15/KH-UBND", "05 tháng 01 năm 2026",
    "Ủy ban nhân dân xã Ba Vì, thành phố Hà Nội", "Phụ lục I",
)  # fmt: skip
PERIOD = _heading(
    "Phân công nhiệm vụ thực hiện Chương trình hành động giai đoạn 2026 - 2030", "02/KH-UBND",
    "10 tháng 02 năm 2026", "Ủy ban nhân dân tỉnh Lào Cai", "Phụ lục II",
)  # fmt: skip
MINISTRY = _heading(
    "DANH MỤC NHIỆM VỤ TRIỂN KHAI LUẬT ĐẤT ĐAI", "1250/QĐ-BNNMT", "12/5/2025",
    "Bộ trưởng Bộ Nông nghiệp và Môi trường",
)  # fmt: skip

SECTIONS = """
I | Công tác chỉ đạo, điều hành | < | < | <
1 | Ban hành kế hoạch triển khai; phân công trách nhiệm (nếu cần) | Văn phòng HĐND và UBND | Các cơ quan, đơn vị thuộc phường | Tháng 11/2025
2 | Tổ chức quán triệt, tuyên truyền Nghị quyết | Phòng Văn hóa - Xã hội | Trung tâm Phục vụ hành chính công; Công an phường | Thường xuyên
II | Nhiệm vụ cụ thể | < | < | <
1 | Rà soát, cập nhật cơ sở dữ liệu đất đai theo Thông tư số 23/2025/TT-BNNMT | Phòng Kinh tế, Hạ tầng và Đô thị | Sở Nông nghiệp và Môi trường | Tháng 12/2025 (sau khi có hướng dẫn của Sở Nông nghiệp và Môi trường)
2 | Báo cáo kết quả thực hiện | Văn phòng HĐND và UBND | Các cơ quan liên quan | Khi có yêu cầu
"""
RUNNING_ON = """
A | Xây dựng thể chế | < | < | <
1 | Trình Hội đồng nhân dân xã nghị quyết về phát triển kinh tế - xã hội | Phòng Kinh tế | Phòng Văn hóa - Xã hội | Quý I/2026
2 | Sửa đổi Quy chế làm việc | Văn phòng Hội đồng nhân dân và Ủy ban nhân dân | Các phòng, đơn vị | Quý II/2026
B | Tổ chức thực hiện | < | < | <
3 | Kiểm tra việc thực hiện ở các thôn | Phòng Kinh tế | Mặt trận Tổ quốc Việt Nam xã | Hằng quý
4 | Tổng kết, báo cáo kết quả năm 2026 | Phòng Kinh tế | Các cơ quan, đơn vị có liên quan | Trước ngày 15/01/2027
"""
LISTED = """
1 | Rà soát các văn bản quy phạm pháp luật thuộc lĩnh vực quản lý | Sở Tư pháp | 1. Sở Tài chính / 2. Sở Nội vụ / 3. Các sở, ban, ngành | Năm 2026
2 | Xây dựng Đề án phát triển du lịch cộng đồng | Sở Văn hóa, Thể thao và Du lịch | - Sở Xây dựng; / - UBND các xã, phường | Năm 2026 - 2028
3 | Đầu tư hạ tầng số, bảo đảm an toàn thông tin mạng | Sở Khoa học và Công nghệ | Công an tỉnh; doanh nghiệp viễn thông | Đến năm 2030
4 | Đào tạo, bồi dưỡng cán bộ, công chức | Sở Nội vụ | Trường Chính trị tỉnh | Hằng năm
"""
DOTTED = """
1. | Hoàn thiện cơ sở dữ liệu | < | < | <
1.1 | Số hóa hồ sơ, tài liệu lưu trữ | Phòng Văn hóa - Xã hội | Sở Nội vụ | Quý IV/2025
1.2 | Kết nối, chia sẻ dữ liệu dùng chung | Phòng Văn hóa - Xã hội | Sở Khoa học và Công nghệ | Quý IV/2025
2. | Cải cách hành chính | < | < | <
2.1 | Cắt giảm thủ tục, giấy tờ | Trung tâm Phục vụ hành chính công | Các phòng chuyên môn | Thường xuyên
2.2 | Công khai kết quả giải quyết thủ tục hành chính | Trung tâm Phục vụ hành chính công | Các phòng chuyên môn | Hằng tháng
"""
MERGED = """
1 | Lập quy hoạch chung xã | Phòng Kinh tế | Sở Xây dựng | Tháng 6/2026
2 | Công bố quy hoạch chung xã | ^ | ^ | Tháng 7/2026
3 | Cắm mốc giới theo quy hoạch được duyệt | ^ | ^ | Tháng 8/2026
"""
PRODUCTS = """
TT | Tên văn bản | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời hạn | Ghi chú
1 | Nghị định quy định chi tiết Luật Đất đai | Cục Quản lý đất đai | Vụ Pháp chế; các đơn vị liên quan | Nghị định | Tháng 6/2025 |
2 | Thông tư quy định về hồ sơ địa chính | Cục Quản lý đất đai | Vụ Pháp chế | Thông tư | Tháng 7/2025 |
3 | Quyết định phê duyệt Đề án | Vụ Kế hoạch - Tài chính | Vụ Pháp chế | Quyết định | Quý III/2025 | Trình Thủ tướng Chính phủ
"""
EARLY = """
Stt | Nội dung công việc | Thời gian hoàn thành | Đơn vị chủ trì | Đơn vị phối hợp
01 | Thành lập Tổ công tác | 15/11/2025 | Văn phòng HĐND và UBND | Các đơn vị liên quan
02 | Tập huấn kỹ năng số cho người dân; hỗ trợ cài đặt ứng dụng VNeID | Quý IV/2025 | Phòng Văn hóa - Xã hội | Tổ công nghệ số cộng đồng các thôn
03 | Tổng hợp, báo cáo UBND thành phố | Trước ngày 20 hằng tháng | Văn phòng HĐND và UBND | Công an xã
"""
TOGETHER = """
TT | Nhiệm vụ | Cơ quan thực hiện | Thời gian
1 | Tuyên truyền, phổ biến pháp luật | Phòng Văn hóa - Xã hội, Công an phường và các tổ dân phố | Thường xuyên
2 | Ra quân tổng vệ sinh môi trường | Phòng Kinh tế, Hạ tầng và Đô thị; Đoàn Thanh niên phường | Thứ Bảy hằng tuần
"""
LONE = "1 | Cải tạo 1.200 m kênh mương; tỷ lệ 1:500, diện tích 2,5 ha | Phòng Kinh tế | Ban Quản lý dự án | Tháng 5/2026"
NOTED = """
1 | noted | Phòng Kinh tế | Sở Tài chính | Năm 2026
2 | squared | Phòng Kinh tế | Sở Xây dựng | Năm 2026
"""
_NOTED_CELLS = {
    "noted": paragraph(
        run("Lập dự toán ngân sách năm 2027"), raised("1"), run(", công khai dự toán.")
    ),
    "squared": paragraph(run("Xây mới 500 m"), raised("2"), run(" nhà văn hóa thôn")),
}
SINGLE_ROW = HEADER.strip().splitlines()[0].replace("Cơ quan thực hiện | <", "Chủ trì | Phối hợp")
TOTAL = paragraph("Tổng số: 4 nhiệm vụ./.")

CLEAN: dict[str, bytes] = {
    "sections and a total": package(COMMUNE + tasks(SECTIONS) + TOTAL),
    "numbers run on": package(YEAR + tasks(RUNNING_ON)),
    "listed agencies": package(PERIOD + tasks(LISTED) + "<w:p/>"),
    "dotted numbers": package(COMMUNE + tasks(DOTTED) + "<w:p/>"),
    "merged agencies": package(YEAR + tasks(MERGED) + "<w:p/>"),
    "documents to issue": package(MINISTRY + table(PRODUCTS) + "<w:p/>"),
    "deadline before agencies": package(COMMUNE + table(EARLY) + "<w:p/>"),
    "one column of agencies": package(COMMUNE + table(TOGETHER) + "<w:p/>"),
    "one task": package(YEAR + tasks(LONE) + "<w:p/>"),
    "a footnote and a square metre": package(
        YEAR + tasks(NOTED, _NOTED_CELLS) + paragraph(raised("1"), run(" Theo Luật Ngân sách nhà nước."))
    ),
    "one row of header": package(PERIOD + table(f"{SINGLE_ROW}\n{LISTED.strip()}") + "<w:p/>"),
    "over two tables": package(COMMUNE + tasks(SECTIONS.partition("II |")[0])
                               + tasks("II |" + SECTIONS.partition("II |")[2]) + TOTAL),
}  # fmt: skip
