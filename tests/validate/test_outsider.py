"""Twenty clean plans, and each defect planted in them in several forms, by someone who did not
write the checks: how many are found, and what clean plans are blamed for."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path

import pytest

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import Options
from appendix_pipeline.pipeline import read_stages
from drawing import package, paragraph, tasks

Plan = tuple[list[str], list[str], list[str]]  # lines above the table, its rows, lines below it
Change = Callable[[Plan], Plan]


def _plan(block: str) -> Plan:
    head, _, rest = block.partition("=\n")
    lines = rest.strip().splitlines()
    rows = [line for line in lines if "|" in line]
    return head.strip().splitlines(), rows, [line for line in lines if "|" not in line]


PLANS = list(
    map(_plan, Path(__file__).with_name("clean-plans.txt").read_text("utf-8").split("---\n"))
)


def found(plan: Plan, folder: Path) -> list[tuple[str, str, str]]:
    """Return severity, code and message of all that is objected to in `plan` as a Word file."""
    head, rows, tail = plan
    blocks = [*map(paragraph, head), tasks("\n".join(rows)), *map(paragraph, tail), "<w:p/>"]
    path = folder / "plan.docx"
    path.write_bytes(package("".join(blocks)))
    dataset: Dataset = read_stages(path, Options()).datasets[0]
    return [(each.severity, each.code, each.message) for each in dataset.findings]


def cell(row: int, column: int, text: str) -> Change:
    def change(plan: Plan) -> Plan:
        head, rows, tail = plan
        cells = rows[row].split(" | ")
        cells[column] = text
        return head, [*rows[:row], " | ".join(cells), *rows[row + 1 :]], tail

    return change


def typed(old: str, new: str) -> Change:
    """Return the change of one wording, wherever it stands first."""

    def change(plan: Plan) -> Plan:
        whole = "\n=\n".join("\n".join(each) for each in plan)
        assert old in whole
        head, rows, tail = (each.splitlines() for each in whole.replace(old, new, 1).split("\n=\n"))
        return head, rows, tail

    return change


def row(at: int, *new: str) -> Change:
    """Return the change of row `at` into these rows; none takes it away."""
    return lambda plan: (plan[0], [*plan[1][:at], *new, *plan[1][at + 1 :]], plan[2])


def added(*new: str) -> Change:
    return lambda plan: (plan[0], [*plan[1], *new], plan[2])


def total(text: str) -> Change:
    return lambda plan: (plan[0], plan[1], [text])


def tail(*lines: str) -> Change:
    return lambda plan: (plan[0], plan[1], list(lines))


def head(*lines: str) -> Change:
    return lambda plan: (list(lines), plan[1], plan[2])


def both(*changes: Change) -> Change:
    return lambda plan: reduce(lambda changed, change: change(changed), changes, plan)


ANEW = 20  # the plan in which a second outsider planted
WITHOUT_BRACKET: Change = lambda plan: (plan[0][:2], plan[1], plan[2])  # noqa: E731
LEAD, OTHERS, WHEN = 2, 3, 4
# The codes one of which must be given, the number of the plan, what is done to it.
DEFECTS: list[tuple[str, int, Change]] = [
    ("missing-lead", 0, cell(1, LEAD, "")),
    ("missing-lead", 4, cell(1, LEAD, "")),
    ("missing-lead", 8, cell(2, LEAD, "-")),
    ("missing-lead", 10, cell(0, LEAD, "…")),
    ("several-leads", 0, cell(1, LEAD, "Văn phòng HĐND và UBND xã; Phòng Kinh tế")),
    ("several-leads", 4, cell(0, LEAD, "Phòng Kinh tế và Công an xã")),
    ("several-leads", 1, cell(3, LEAD, "Công an phường, Phòng Văn hóa - Xã hội")),
    ("several-leads", 2, cell(4, LEAD, "- Văn phòng UBND tỉnh / - Sở Tài chính")),
    ("several-leads", 9, cell(1, LEAD, "Sở Khoa học và Công nghệ/Sở Tài chính")),
    ("several-leads", 0, cell(2, LEAD, "Phòng Kinh tế, Phòng Văn hóa - Xã hội chủ trì")),
    ("repeated-lead", 0, cell(1, OTHERS, "Văn phòng HĐND và UBND xã")),
    ("repeated-lead", 4, cell(1, OTHERS, "Phòng Kinh tế; BCHQS xã")),
    ("repeated-lead", 1, cell(3, OTHERS, "CA phường; Đoàn Thanh niên phường")),
    ("repeated-lead", 1, cell(0, OTHERS, "Phòng VH-XH")),
    ("missing-content", 1, cell(2, 1, "")),
    ("missing-content", 4, cell(0, 1, "…")),
    ("missing-content", 0, cell(4, 1, "-")),
    ("missing-deadline", 0, cell(1, WHEN, "")),
    ("missing-deadline", 9, cell(2, WHEN, "…")),
    ("missing-deadline", 15, cell(1, WHEN, "-")),
    ("deadline-before-plan", 3, cell(0, WHEN, "Tháng 12/2025")),
    ("deadline-before-plan", 2, cell(1, WHEN, "Trước ngày 15/8/2025")),
    ("deadline-before-plan", 1, cell(1, WHEN, "Quý IV/2025")),
    ("deadline-before-plan", 15, cell(1, WHEN, "01/10/2025")),
    ("deadline-after-plan", 1, cell(3, WHEN, "30/6/2027")),
    ("deadline-after-plan", 3, cell(0, WHEN, "Tháng 12/2031")),
    ("deadline-after-plan", 0, cell(1, WHEN, "Năm 2028")),
    ("unparsed-deadline", 1, cell(3, WHEN, "3x/6")),
    ("unparsed-deadline not-a-deadline", 0, cell(1, WHEN, "Lúc thuận tiện")),
    ("unparsed-deadline not-a-deadline", 2, cell(5, WHEN, "abc")),
    ("impossible-deadline", 1, cell(3, WHEN, "31/6/2026")),
    ("impossible-deadline", 0, cell(1, WHEN, "Tháng 13/2026")),
    ("impossible-deadline", 4, cell(0, WHEN, "Trước ngày 30/02/2027")),
    ("reversed-deadline", 16, cell(0, WHEN, "Từ ngày 28/02/2026 đến ngày 10/02/2026")),
    ("reversed-deadline", 1, cell(3, WHEN, "Từ tháng 9/2026 đến tháng 6/2026")),
    ("reversed-deadline", 3, cell(1, WHEN, "Giai đoạn 2028 - 2026")),
    ("condition-without-authority", 1, cell(3, WHEN, "Sau khi có hướng dẫn")),
    ("condition-without-authority", 9, cell(1, WHEN, "Quý I/2026 (sau khi có văn bản hướng dẫn)")),
    ("condition-without-authority", 2, cell(4, WHEN, "Sau khi được phê duyệt")),
    ("stale-agency", 0, cell(1, OTHERS, "Sở TNMT")),
    ("stale-agency", 2, cell(1, LEAD, "Sở Kế hoạch và Đầu tư")),
    ("stale-agency", 6, cell(1, OTHERS, "Bộ Lao động - Thương binh và Xã hội, Bộ Tài chính")),
    ("stale-agency", 3, cell(1, OTHERS, "UBND huyện Ba Vì")),
    ("unknown-agency", 0, cell(1, OTHERS, "Phòng Chuyển đổi số")),
    ("unknown-agency", 2, cell(1, LEAD, "Công ty Cổ phần ABC")),
    ("unknown-agency", 4, cell(1, OTHERS, "Câu lạc bộ Thơ ca")),
    ("misspelt-agency", 0, cell(1, OTHERS, "Phòng Kinh tê")),
    ("misspelt-agency", 2, cell(1, LEAD, "Sở Tài chinh")),
    ("misspelt-agency", 10, cell(0, OTHERS, "Văn phòng HĐND và UBDN")),
    ("stray-fragment", 0, cell(1, OTHERS, "ơ / Các phòng chuyên môn")),
    ("stray-fragment", 2, cell(1, OTHERS, "Sở Nội vụ; x")),
    ("stray-fragment", 4, cell(1, OTHERS, "Phòng Kinh tế; Công an xã; ư")),
    ("broken-symbol", 0, typed("NĐ-CP", "NĐ- CP")),
    ("broken-symbol", 2, typed("68-NQ/TW ngày", "68- NQ/TW ngày")),
    ("broken-symbol", 0, typed("NĐ-CP", "NĐ–CP")),
    ("broken-symbol", 0, typed("NĐ-CP", "ND-CP")),
    ("broken-symbol", 0, typed("NĐ-CP", "NĐCP")),
    ("unnumbered-reference", 0, typed("79/2025/NĐ-CP", "79/NĐ-CP")),
    ("number-gap", 0, row(5)),
    ("number-gap", 1, row(1)),
    ("number-gap", 4, cell(2, 0, "4")),
    ("number-gap", 15, cell(2, 0, "1.3")),
    ("duplicate-number", 1, cell(2, 0, "2")),
    ("duplicate-number", 0, cell(6, 0, "2")),
    ("duplicate-number", 15, cell(2, 0, "1.1")),
    ("missing-number", 1, cell(2, 0, "")),
    ("missing-number", 4, cell(1, 0, "")),
    ("missing-number", 0, cell(6, 0, "")),
    ("section-gap", 0, typed("II | Cải cách thủ", "III | Cải cách thủ")),
    ("section-gap", 5, typed("B | Nhiệm vụ cụ thể", "C | Nhiệm vụ cụ thể")),
    ("section-gap", 2, typed("II | Cải thiện", "IV | Cải thiện")),
    ("duplicate-section", 0, typed("II | Cải cách thủ", "I | Cải cách thủ")),
    ("duplicate-section", 5, typed("B | Nhiệm vụ cụ thể", "A | Nhiệm vụ cụ thể")),
    ("duplicate-section", 2, typed("II | Cải thiện", "I | Cải thiện")),
    ("declared-total-mismatch", 0, total("Tổng số: 6 nhiệm vụ.")),
    ("declared-total-mismatch", 10, total("Tổng cộng: 04 nhiệm vụ")),
    ("declared-total-mismatch", 2, total("Tổng số: 31 nhiệm vụ./.")),
    ("empty-section", 2, added("III | Tổ chức thực hiện | < | < | <")),
    ("empty-section", 5, added("C | Kinh phí thực hiện | < | < | <")),
    ("empty-section", 0, typed("II | Cải", "II | Công tác tuyên truyền | < | < | <\nIII | Cải")),
    ("repeated-task", 1, added("5 | Thành lập, kiện toàn Tổ công nghệ số cộng đồng | Công an phường | Các tổ dân phố | Tháng 4/2026")),
    ("repeated-task", 4, cell(1, 1, "Kiểm tra, tu bổ đê điều trước mùa mưa bão.")),
    ("repeated-task", 2, cell(5, 1, "Xây dựng chuyên mục tuyên truyền")),
    ("task-without-verb", 0, cell(1, 1, "Văn bản quy phạm pháp luật")),
    ("task-without-verb", 4, cell(1, 1, "Công tác phòng, chống thiên tai")),
    ("task-without-verb", 1, cell(3, 1, "Chữ ký số cá nhân")),
    ("small-first-letter", 0, typed("Rà soát, hệ", "rà soát, hệ")),
    ("small-first-letter", 4, typed("Diễn tập", "diễn tập")),
    ("small-first-letter", 1, typed("Triển khai chữ", "triển khai chữ")),
    ("agency-capitals", 0, cell(1, LEAD, "văn phòng HĐND và UBND xã")),
    ("agency-capitals", 2, cell(1, LEAD, "sở Tài chính")),
    ("agency-capitals", 4, cell(1, OTHERS, "phòng Kinh tế; Trạm Y tế")),
    ("agency-capitals", 1, cell(3, LEAD, "công an phường")),
    ("spacing", 0, typed("Rà soát,", "Rà soát ,")),
    ("spacing", 4, typed("Kiểm tra, tu", "Kiểm tra,tu")),
    ("spacing", 9, typed("Quý I/2026 (", "Quý I/2026(")),
    ("spacing", 11, typed("(diện", "( diện")),
    ("spacing", 0, cell(2, OTHERS, "Phòng Kinh tế ; Phòng Văn hóa - Xã hội")),
    ("heading-form", 1, typed("PHỤ LỤC I", "PHỤ LỤC 1")),
    ("heading-form", 3, typed("PHỤ LỤC II", "PHỤ LỤC 02")),
    ("heading-form", 0, WITHOUT_BRACKET),
    ("heading-form", 9, WITHOUT_BRACKET),
    ("ambiguous-commune", 0, typed("xã Thanh Miện, thành phố Hải Phòng", "xã Hải Hưng")),
    ("ambiguous-commune", 10, typed("xã Gia Lộc", "xã Hải Hưng")),
    ("ambiguous-commune", 16, typed("xã Vĩnh Bảo", "xã Hải Hưng")),
    ("repeated-agency", 0, cell(1, OTHERS, "Phòng Kinh tế; Phòng Kinh tế")),
    ("repeated-agency", 2, cell(1, OTHERS, "Sở Nội vụ, Sở Tư pháp, Sở Nội vụ")),
    ("repeated-agency", 4, cell(1, OTHERS, "Phòng Kinh tế; Phòng KT")),
    ("missing-lead", ANEW, cell(1, 2, "-")),
    ("missing-lead", ANEW, cell(1, 2, "…………")),
    ("missing-lead", ANEW, cell(5, 2, "Không")),
    ("missing-deadline", ANEW, cell(4, 4, "–")),
    ("missing-deadline", ANEW, cell(4, 4, ".....")),
    ("several-leads", ANEW, cell(4, 2, "Phòng Kinh tế và Công an xã")),
    ("several-leads", ANEW, cell(5, 2, "Trung tâm Phục vụ hành chính công xã / Phòng Kinh tế")),
    ("repeated-lead", ANEW, cell(4, OTHERS, "P. Kinh tế; Công an xã")),
    ("repeated-lead", ANEW, cell(1, 3, "Phòng VH-XH; Công an xã")),
    ("repeated-lead", ANEW, cell(6, 3, "VP HĐND-UBND xã; Phòng Kinh tế")),
    ("repeated-agency", ANEW, cell(4, 3, "Công an xã; Ban CHQS xã; Công an xã")),
    ("repeated-agency", ANEW, cell(6, 3, "Phòng Kinh tế, Trạm Y tế xã, P. Kinh tế")),
    ("deadline-before-plan", ANEW, cell(4, 4, "Tháng 12/2025")),
    ("deadline-before-plan", ANEW, cell(6, 4, "Quý IV năm 2025")),
    ("deadline-before-plan", ANEW, cell(6, 4, "Xong trước 10/01/2026")),
    ("impossible-deadline", ANEW, cell(8, 4, "Trước ngày 31/11/2026")),
    ("impossible-deadline", ANEW, cell(8, 4, "Chậm nhất 30/02/2026")),
    ("impossible-deadline unparsed-deadline", ANEW, cell(8, 4, "Tháng 13/2026")),
    ("impossible-deadline unparsed-deadline", ANEW, cell(8, 4, "Quý V/2026")),
    ("unparsed-deadline not-a-deadline", ANEW, cell(8, 4, "Khẩn")),
    ("not-a-deadline unparsed-deadline", ANEW, cell(8, 4, "Công an xã")),
    ("condition-without-authority", ANEW, cell(8, 4, "Sau khi có hướng dẫn")),
    ("deadline-two-digit-year", ANEW, cell(8, 4, "30/9/26")),
    ("deadline-year-missing deadline-year-inferred", ANEW, cell(8, 4, "Trước 30/9")),
    ("reversed-deadline", ANEW, cell(8, 4, "Từ tháng 9/2026 đến tháng 3/2026")),
    ("stale-agency", ANEW, cell(4, 3, "Sở TN&MT")),
    ("stale-agency", ANEW, cell(2, 3, "Sở Thông tin và Truyền thông; Các thôn")),
    ("stale-agency", ANEW, cell(4, 3, "UBND huyện Thanh Miện")),
    ("stale-agency", ANEW, cell(4, 3, "Phòng Tài nguyên và Môi trường")),
    ("stale-agency", ANEW, cell(4, 3, "Bộ LĐTBXH")),
    ("unknown-agency", ANEW, cell(4, 3, "Tổ hậu cần số 9")),
    ("misspelt-agency", ANEW, cell(4, 2, "Phòng Kinh tê")),
    ("misspelt-agency", ANEW, cell(1, 2, "Phòng Văn hóa - Xá hội")),
    ("misspelt-agency", ANEW, cell(4, 3, "UBDN xã")),
    ("misspelt-agency", ANEW, cell(4, 3, "Văn phòng HDND và UBND xã")),
    ("agency-capitals", ANEW, cell(4, 2, "phòng kinh tế")),
    ("stray-fragment", ANEW, cell(4, 3, "Công an xã ư")),
    ("stray-fragment", ANEW, cell(4, 3, "k; Công an xã")),
    ("broken-symbol", ANEW, typed("101/2024/NĐ-CP", "101/2024/ NĐ-CP")),
    ("broken-symbol", ANEW, typed("101/2024/NĐ-CP", "101/2024/ND-CP")),
    ("unnumbered-reference", ANEW, typed("Nghị định số 101/2024/NĐ-CP", "Nghị định số của Chính phủ")),
    ("number-gap", ANEW, cell(9, 0, "3")),
    ("duplicate-number", ANEW, cell(5, 0, "1")),
    ("missing-number continuation-merged", ANEW, cell(5, 0, "")),
    ("section-gap", ANEW, cell(7, 0, "IV")),
    ("duplicate-section", ANEW, cell(7, 0, "II")),
    ("section-gap duplicate-section", ANEW, cell(7, 0, "IIII")),
    ("declared-total-mismatch", ANEW, total("Tổng cộng: 08 nhiệm vụ")),
    ("footnote-without-reference", ANEW, tail("Tổng số: 7 nhiệm vụ.", "[1] Theo Quyết định số 06/QĐ-TTg.")),
    ("footnote-without-reference", ANEW, tail("Tổng số: 7 nhiệm vụ.", "(1) Theo Quyết định số 06/QĐ-TTg.")),
    ("reference-without-footnote", ANEW, typed("của xã |", "của xã[1] |")),
    ("number-start", ANEW, row(8)),
    ("empty-section", ANEW, both(row(9), row(8))),
    ("repeated-task", ANEW, added("3 | Tổng hợp, báo cáo kết quả thực hiện năm 2026 | Phòng Văn hóa - Xã hội | Công an xã | Trước ngày 15/12/2026")),
    ("repeated-task", ANEW, added("3 | Tổng hợp, báo cáo kết quả thực hiện năm 2026 | Phòng Kinh tế | Công an xã | Tháng 12/2026")),
    ("repeated-task", ANEW, added("3 | Tổng hợp và báo cáo kết quả thực hiện trong năm 2026 | Phòng Kinh tế | Công an xã | Tháng 12/2026")),
    ("task-without-verb", ANEW, cell(6, 1, "Đường truyền, thiết bị tại trụ sở xã")),
    ("task-without-verb", ANEW, cell(9, 1, "Báo cáo năm")),
    ("task-without-verb", ANEW, cell(6, 1, "Hệ thống camera giám sát an ninh")),
    ("small-first-letter", ANEW, cell(6, 1, "nâng cấp đường truyền, thiết bị tại trụ sở xã")),
    ("spacing", ANEW, cell(6, 1, "Nâng cấp đường truyền ,thiết bị tại trụ sở xã")),
    ("spacing", ANEW, cell(6, 1, "Nâng cấp đường truyền,thiết bị tại trụ sở xã")),
    ("spacing", ANEW, cell(6, 1, "Nâng cấp đường truyền ( thiết bị ) tại trụ sở xã")),
    ("heading-form", ANEW, head("PHỤ LỤC", "Phân công nhiệm vụ năm 2026")),
    ("heading-form unnumbered-reference", ANEW, typed("số 21/KH-UBND", "số KH-UBND")),
    ("missing-lead", ANEW, cell(5, 2, "")),
    ("missing-lead stray-fragment", ANEW, cell(5, 2, "?")),
    ("missing-deadline", ANEW, cell(8, 4, "")),
    ("several-leads", ANEW, cell(4, 2, "Phòng Kinh tế & Phòng Văn hóa - Xã hội")),
    ("several-leads", ANEW, cell(4, 2, "Phòng Kinh tế/Công an xã")),
    ("repeated-lead", ANEW, cell(5, 3, "Trung tâm PVHCC; Công an xã")),
    ("repeated-agency", ANEW, cell(1, 3, "Văn phòng HĐND và UBND xã; Công an xã; VP HĐND-UBND")),
    ("deadline-before-plan", ANEW, cell(1, 4, "Trong tháng 11 năm 2025")),
    ("deadline-after-plan", ANEW, cell(6, 4, "Quý I/2027")),
    ("deadline-after-plan", ANEW, cell(2, 4, "31/12/2030")),
    ("impossible-deadline", ANEW, cell(6, 4, "Trước 31/9/2026")),
    ("unparsed-deadline not-a-deadline", ANEW, cell(6, 4, "Abc xyz")),
    ("condition-without-authority", ANEW, cell(6, 4, "Sau khi được phê duyệt")),
    ("condition-without-authority", ANEW, cell(6, 4, "Khi có văn bản hướng dẫn")),
    ("stale-agency unknown-agency", ANEW, cell(4, 3, "Chi cục Thuế khu vực Thanh Miện")),
    ("stale-agency", ANEW, cell(4, 3, "Sở KHĐT")),
    ("stale-agency", ANEW, cell(4, 3, "Công an huyện")),
    ("stale-agency", ANEW, cell(4, 3, "Công an xã; Sở GTVT")),
    ("misspelt-agency", ANEW, cell(8, 2, "Văn phòng HĐND và UBNĐ xã")),
    ("misspelt-agency", ANEW, cell(4, 3, "UBNND xã")),
    ("misspelt-agency", ANEW, cell(5, 2, "Trung tâm Phục vụ hành chánh công xã")),
    ("misspelt-agency", ANEW, cell(4, 3, "Công ann xã")),
    ("agency-capitals", ANEW, cell(4, 3, "công an xã")),
    ("stray-fragment", ANEW, cell(1, 3, "Công an xã; h")),
    ("broken-symbol unnumbered-reference", ANEW, typed("101/2024/NĐ-CP", "101-2024/NĐ-CP")),
    ("broken-symbol", ANEW, typed("101/2024/NĐ-CP", "101/2024/NĐCP")),
    ("broken-symbol", ANEW, typed("101/2024/NĐ-CP", "101/2024/NĐ -CP")),
    ("broken-symbol", ANEW, typed("Nghị định số 101/2024/NĐ-CP", "Thông tư số 101/2024/NĐ-CP")),
    ("unnumbered-reference", ANEW, typed("101/2024/NĐ-CP", "101/2024")),
    ("unnumbered-reference", ANEW, typed("Nghị định số 101/2024/NĐ-CP", "Nghị định số ... của Chính phủ")),
    ("number-gap", ANEW, cell(6, 0, "4")),
    ("duplicate-number", ANEW, cell(9, 0, "1")),
    ("number-start", ANEW, both(cell(8, 0, "3"), cell(9, 0, "4"))),
    ("section-gap", ANEW, cell(7, 0, "V")),
    ("section-start", ANEW, both(cell(0, 0, "II"), cell(3, 0, "III"), cell(7, 0, "IV"))),
    ("declared-total-mismatch", ANEW, total("Tổng số: 9 nhiệm vụ.")),
    ("declared-total-mismatch", ANEW, total("Danh mục gồm 10 nhiệm vụ.")),
    ("footnote-without-reference", ANEW, tail("Tổng số: 7 nhiệm vụ.", "Ghi chú:", "[1] Theo hướng dẫn của Sở Nội vụ.", "[2] Số liệu năm 2025.")),
    ("reference-without-footnote", ANEW, typed("của xã |", "của xã (*) |")),
    ("reference-without-footnote", ANEW, typed("tại các thôn", "tại các thôn[3]")),
    ("repeated-task", ANEW, added("3 | Số hóa hồ sơ, kết quả giải quyết các thủ tục hành chính | Phòng Kinh tế | Công an xã | Quý III/2026")),
    ("repeated-task", ANEW, added("3 | RÀ SOÁT, LÀM SẠCH DỮ LIỆU ĐẤT ĐAI THEO NGHỊ ĐỊNH SỐ 101/2024/NĐ-CP | Công an xã | Các thôn | Quý III/2026")),
    ("task-without-verb", ANEW, cell(6, 1, "Trụ sở xã")),
    ("task-without-verb", ANEW, cell(6, 1, "Phần mềm quản lý văn bản")),
    ("task-without-verb", ANEW, cell(2, 1, "Các mô hình dân vận khéo")),
    ("small-first-letter", ANEW, cell(2, 1, "kiện toàn Tổ công nghệ số cộng đồng tại các thôn")),
    ("spacing", ANEW, cell(4, 3, "Công an xã ; Trạm Y tế xã")),
    ("spacing", ANEW, cell(2, 1, "Kiện toàn Tổ công nghệ số cộng đồng(tại các thôn)")),
    ("heading-form", ANEW, typed("PHỤ LỤC", "PHỤ LỤC 2")),
    ("heading-form", ANEW, head("PHỤ LỤC", "(Kèm theo Kế hoạch số 21/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân xã Thanh Miện, thành phố Hải Phòng)")),
    ("ditto-agency", ANEW, cell(2, 2, "như mục 1")),
    ("agency-instruction", ANEW, cell(2, 3, "Theo sự phân công của lãnh đạo")),
    ("reversed-deadline", ANEW, cell(6, 4, "Từ ngày 30/9/2026 đến ngày 01/9/2026")),
]  # fmt: skip


def test_clean_plans_are_blamed_at_most_once_in_five(tmp_path: Path) -> None:
    blamed = [each for plan in PLANS for each in found(plan, tmp_path) if each[0] != "info"]
    assert len(PLANS) == 21
    assert len(blamed) <= 0.2 * len(PLANS), blamed


def test_of_a_hundred_planted_defects_95_are_found(tmp_path: Path) -> None:
    missed = []
    for codes, at, change in DEFECTS:
        before = set(found(PLANS[at], tmp_path))
        got = {code for _, code, _ in set(found(change(PLANS[at]), tmp_path)) - before}
        if not got & set(codes.split()):
            missed.append((codes, at, got))
    assert len(DEFECTS) > 100
    assert len(missed) <= 0.05 * len(DEFECTS), missed


@pytest.mark.parametrize("text", ["-", "…", "...", "–", ". . ."])
def test_a_dash_or_dots_for_a_lead_is_none_and_no_stray_word(text: str, tmp_path: Path) -> None:
    got = {code for _, code, _ in found(cell(1, LEAD, text)(PLANS[0]), tmp_path)}
    assert "missing-lead" in got
    assert "stray-fragment" not in got
