"""Appendices of many communes, seeded: varied in layout, words and length, some of them bad.

Usage: python benchmarks/communes.py FOLDER [COUNT] [SEED]. The communes of one province copy from
one plan: the same tasks come in other words, with other agencies and deadlines. 3 % of the files
are bad, each in one of the ways of `BAD`; its name says which.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from drawing import package, paragraph, table, tasks, zipped  # noqa: E402

PROVINCES = ("31", "01", "37")  # Hải Phòng, Hà Nội, Ninh Bình
BAD_SHARE = 0.03
THEMES = (
    "Về thể chế",
    "Cải cách hành chính",
    "Chuyển đổi số",
    "Kinh tế - xã hội",
    "Tổ chức thực hiện",
)
# Pairs of a verb phrase and an object: a commune takes one of each, so that words differ.
VERBS = (
    "Rà soát",
    "Xây dựng",
    "Triển khai",
    "Tổ chức thực hiện",
    "Tham mưu ban hành",
    "Hoàn thiện",
)
OBJECTS = (
    "kế hoạch cải cách hành chính", "cơ sở dữ liệu đất đai", "quy chế làm việc của Ủy ban nhân dân",
    "phương án sắp xếp trụ sở", "đề án vị trí việc làm", "quy hoạch chung của xã",
    "việc số hóa hồ sơ, tài liệu lưu trữ", "danh mục thủ tục hành chính", "dự toán ngân sách",
    "chương trình nước sạch nông thôn", "mạng lưới trường học", "hồ sơ bổ nhiệm cán bộ",
    "công tác phòng cháy, chữa cháy", "tuyên truyền, phổ biến pháp luật",
)  # fmt: skip
LEADS = (
    "Văn phòng HĐND và UBND", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã",
    "Phòng Kinh tế, Hạ tầng và Đô thị", "Trung tâm Phục vụ hành chính công",
    "Ban Chỉ huy Quân sự xã",
)  # fmt: skip
SUPPORT = (
    "Các cơ quan, đơn vị liên quan", "Sở Nội vụ", "Sở Nông nghiệp và Môi trường; Công an xã",
    "Mặt trận Tổ quốc Việt Nam xã", "Trưởng các thôn", "",
)  # fmt: skip
DEADLINES = (
    "Tháng 11/2025", "Tháng 12/2025", "Quý I/2026", "Trước ngày 15/12/2025", "Thường xuyên",
    "Năm 2026", "Hằng quý", "Tháng 12/2025 (sau khi có hướng dẫn của Bộ Nội vụ)", "30/6/2026",
    "Khi có yêu cầu", "Hằng năm", "",
)  # fmt: skip


def communes() -> list[str]:
    """Return "xã Hải Hưng, thành phố Hải Phòng" for each unit of the provinces."""
    rows = (ROOT / "src/appendix_pipeline/rules/units-2025.csv").read_text("utf-8").splitlines()
    units = (row.split(",") for row in rows[1:])
    return [
        f"{name[0].lower()}{name[1:]}, {province[0].lower()}{province[1:]}"
        for _, name, _, code, province, *_ in units
        if code in PROVINCES
    ]


def appendix(rng: Random, commune: str) -> bytes:
    """Return a sound appendix: one of four layouts, 8 to 60 tasks in one to five sections."""
    plan = f"Kế hoạch số {rng.randint(10, 400)}/KH-UBND ngày {rng.randint(1, 28)} tháng 10"
    heading = (
        "PHỤ LỤC",
        f"Nhiệm vụ triển khai Nghị quyết số 268/NQ-CP trên địa bàn {commune}",
        f"(Kèm theo {plan} năm 2025 của Ủy ban nhân dân {commune})",
    )
    layout = rng.choice((_full, _full, _plain, _early, _numbered))
    drawn, count = layout(rng)
    total = paragraph(f"Tổng số: {count} nhiệm vụ./.") if rng.random() < 0.5 else "<w:p/>"
    return package("".join(map(paragraph, heading)) + drawn + total)


def _full(rng: Random) -> tuple[str, int]:
    """Return a table of sections under the usual header of two rows, some agencies merged."""
    lines, count = [], 0
    for number, theme in zip(("I", "II", "III", "IV", "V"), THEMES, strict=True):
        lines.append(f"{number} | {theme} | < | < | <")
        for place in range(1, rng.randint(2, 12)):
            count += 1
            merged = place > 1 and rng.random() < 0.15
            lead = "^ | ^" if merged else f"{rng.choice(LEADS)} | {rng.choice(SUPPORT)}"
            lines.append(f"{place} | {_task(rng)} | {lead} | {rng.choice(DEADLINES)}")
    return tasks("\n".join(lines)), count


def _plain(rng: Random) -> tuple[str, int]:
    """Return a table with one row of header and no sections."""
    count = rng.randint(8, 40)
    lines = ["TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn"]
    for place in range(1, count + 1):
        agencies = f"{rng.choice(LEADS)} | {rng.choice(SUPPORT)}"
        lines.append(f"{place:02} | {_task(rng)} | {agencies} | {rng.choice(DEADLINES)}")
    return table("\n".join(lines)), count


def _early(rng: Random) -> tuple[str, int]:
    """Return a table with the deadline before the agencies, and products."""
    count = rng.randint(8, 30)
    lines = ["STT | Nội dung công việc | Hoàn thành | Đơn vị chủ trì | Đơn vị phối hợp | Sản phẩm"]
    for place in range(1, count + 1):
        agencies = f"{rng.choice(LEADS)} | {rng.choice(SUPPORT)}"
        product = rng.choice(("Báo cáo", "Kế hoạch", "Quyết định"))
        lines.append(f"{place} | {_task(rng)} | {rng.choice(DEADLINES)} | {agencies} | {product}")
    return table("\n".join(lines)), count


def _numbered(rng: Random) -> tuple[str, int]:
    """Return a table of groups "1.", "2." with tasks "1.1", "1.2"."""
    lines, count = [], 0
    for group in range(1, rng.randint(3, 6)):
        lines.append(f"{group}. | {THEMES[group - 1]} | < | < | <")
        for place in range(1, rng.randint(3, 10)):
            count += 1
            agencies = f"{rng.choice(LEADS)} | {rng.choice(SUPPORT)}"
            lines.append(f"{group}.{place} | {_task(rng)} | {agencies} | {rng.choice(DEADLINES)}")
    return tasks("\n".join(lines)), count


def _task(rng: Random) -> str:
    ending = rng.choice(("", " năm 2026", " theo quy định", " (nếu có)", " trên địa bàn xã"))
    return f"{rng.choice(VERBS)} {rng.choice(OBJECTS)}{ending}"


def _cut(rng: Random, commune: str) -> bytes:
    whole = appendix(rng, commune)
    return whole[: len(whole) // 2]


def _bomb(_: Random, __: str) -> bytes:
    return zipped({"[Content_Types].xml": " " * (70 << 20), "word/document.xml": "<w/>"})


# How a file can be bad -> its bytes, and the reason it is refused for.
BAD: dict[str, tuple[Callable[[Random, str], bytes], str]] = {
    "empty": (lambda *_: b"", "input"),
    "cut": (_cut, "input"),
    "pdf": (lambda *_: b"%PDF-1.7\n", "input"),
    "web": (lambda *_: b"<html><body>404</body></html>", "input"),
    "bomb": (_bomb, "input"),
    "letter": (lambda *_: package(paragraph("Kính gửi: Ủy ban nhân dân các xã")), "no_task_table"),
}


def generate(folder: Path, count: int, seed: int = 1) -> dict[str, str]:
    """Write `count` files below `folder`, a folder a tenth; return the bad, with reasons."""
    rng = Random(seed)
    refused: dict[str, str] = {}
    places = communes()
    bad = set(rng.sample(range(count), round(count * BAD_SHARE)))
    kinds = list(BAD)
    for number in range(count):
        commune = places[number % len(places)]
        parent = folder / f"Đợt {number * 10 // count + 1}"
        parent.mkdir(parents=True, exist_ok=True)
        name = f"{number:04} {commune.partition(',')[0]}"
        content = appendix(rng, commune)
        if number in bad:
            kind = kinds[len(refused) % len(kinds)]
            make, reason = BAD[kind]
            name, content = f"{name} ({kind})", make(rng, commune)
            refused[f"{parent.name}/{name}.docx"] = reason
        (parent / f"{name}.docx").write_bytes(content)
    return refused


if __name__ == "__main__":
    made = generate(Path(sys.argv[1]), *map(int, sys.argv[2:4]))
    print(f"{len(made)} of them are bad")
