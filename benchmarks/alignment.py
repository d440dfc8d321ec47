"""Time and memory of aligning the tasks of many communes, each of which rewords one plan.

Usage: python benchmarks/alignment.py [TASKS …]. A commune has 300 tasks: most of a plan of 400 of
its province, 30 % of them in words of its own (clauses turned round, words put beside, shortened),
and 30 that no other has. Prints processor seconds, peak memory, groups, and how many pairs are
right.
"""

import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import product
from random import Random

from appendix_pipeline.alignment import Named, groups, read_task

PER_COMMUNE, PLAN, OWN, REWORDED = 300, 400, 30, 0.3
ACTS = ("Rà soát", "Xây dựng", "Tuyên truyền", "Kiểm tra", "Số hóa", "Báo cáo")
THINGS = (
    "hồ sơ hộ tịch", "bảng giá đất", "đề án vị trí việc làm", "mạng lưới trường học",
    "trạm y tế", "công trình thủy lợi", "di tích lịch sử", "làng nghề", "chợ truyền thống",
    "nghĩa trang liệt sĩ", "đường giao thông nội đồng", "cơ sở chế biến thực phẩm",
    "trang trại chăn nuôi", "hợp tác xã nông nghiệp", "nhà văn hóa", "điểm bưu điện",
    "bãi tập kết vật liệu", "hành lang lưới điện", "tổ hòa giải", "lực lượng dân phòng",
)  # fmt: skip
ABOUT = (
    "phục vụ chuyển đổi số", "bảo đảm an toàn mùa mưa bão", "theo Nghị quyết số 268/NQ-CP",
    "cho hộ nghèo và người có công", "gắn với xây dựng nông thôn mới",
)  # fmt: skip
BESIDE = ("", "kịp thời ", "tiếp tục ", "phối hợp với Mặt trận Tổ quốc ", "trước mùa vụ ")
ENDINGS = (
    "an", "oi", "ung", "ich", "eo", "at", "ai", "am", "ang", "anh", "ap", "au", "em", "en",
    "ep", "et", "in", "inh", "im", "it", "on", "ong", "op", "ot", "un", "ut", "uoi", "uong",
    "ien", "iet",
)  # fmt: skip
SYLLABLES = [a + b for a, b in product("bcdghklmnprstvx", ENDINGS)]


def plan(rng: Random) -> list[tuple[str, str, str]]:
    """Return the tasks of a province, each in three parts."""
    return rng.sample(list(product(ACTS, THINGS, ABOUT)), PLAN)


def worded(rng: Random, task: tuple[str, str, str]) -> str:
    """Return a task as a commune words it."""
    act, thing, about = task
    if rng.random() >= REWORDED:
        return f"{act} {thing} {about}"
    extra = " ".join(rng.sample(SYLLABLES, 2)) if rng.random() < 0.5 else ""
    parts = [f"{rng.choice(BESIDE)}{act.lower()} {thing}", about, extra]
    rng.shuffle(parts)
    return ", ".join(filter(None, parts))


def province(count: int, seed: int = 1) -> Iterator[tuple[str, str, str]]:
    """Yield `count` tasks as commune, what the task is (blank for one of its own), its words."""
    rng = Random(seed)
    tasks = plan(rng)
    for commune in range(count // PER_COMMUNE):
        for task in rng.sample(tasks, PER_COMMUNE - OWN):
            yield f"{commune:05}", " ".join(task), worded(rng, task)
        for _ in range(OWN):
            yield f"{commune:05}", "", f"{rng.choice(ACTS)} {' '.join(rng.sample(SYLLABLES, 6))}"


def measure(count: int) -> None:
    """Align `count` tasks and print what it took."""
    rows = list(province(count))
    start = time.process_time()
    named = [
        Named(commune, str(number), read_task(words))
        for number, (commune, _, words) in enumerate(rows)
    ]
    read = time.process_time() - start
    found = groups(named)
    whole = time.process_time() - start
    right = made = 0
    for group in found:
        kinds = Counter(
            rows[int(each.task)][1] or each.task for each in group.members if each.match == "same"
        )
        made += kinds.total() * (kinds.total() - 1) // 2
        right += sum(size * (size - 1) // 2 for size in kinds.values())
    meant = sum(
        size * (size - 1) // 2 for size in Counter(each for _, each, _ in rows if each).values()
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:>8} tasks, {len({each.signature for each in named})} of them differ: "
        f"read in {read:.1f} s, all in {whole:.1f} s, {peak:.0f} MiB, {len(found)} groups, "
        f"precision {right / made:.3f}, recall {right / meant:.3f}"
    )


if __name__ == "__main__":
    for each in sys.argv[1:] or ("30000", "100000", "300000"):
        measure(int(each))
