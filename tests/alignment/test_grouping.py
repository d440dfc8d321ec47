"""Groups are the same in whatever order tasks come; a document has one task in a group."""

from random import Random

from appendix_pipeline.alignment import SAME, Group, Named, groups, read_task
from same_tasks import named, rows


def of(*tasks: tuple[str, str]) -> list[Named]:
    return [
        Named(document, str(number), read_task(content))
        for number, (document, content) in enumerate(tasks, 1)
    ]


def told(found: list[Group]) -> list[list[tuple[str, str, str]]]:
    return [[(each.document, each.task, each.match) for each in group.members] for group in found]


def test_the_order_of_the_tasks_changes_nothing() -> None:
    tasks = named(rows("development"))
    first = groups(tasks)
    assert len(first) > 30
    for seed in range(3):
        mixed = Random(seed).sample(tasks, len(tasks))
        assert groups(mixed) == first


def test_the_wording_of_most_documents_leads_and_each_match_tells_its_score() -> None:
    tasks = of(
        ("a", "Kiểm tra ATTP tại chợ Đông"),
        ("b", "Kiểm tra an toàn thực phẩm ở các chợ"),
        ("c", "Kiểm tra an toàn thực phẩm ở các chợ"),
    )
    (group,) = groups(tasks)
    assert told([group]) == [[("b", "2", "same"), ("c", "3", "same"), ("a", "1", "same")]]
    scores = [each.score for each in group.members]
    assert scores[:2] == [1.0, 1.0]
    assert SAME <= scores[2] < 1.0


def test_a_task_of_one_document_alone_is_no_group() -> None:
    assert groups(of(("a", "Nạo vét kênh mương"), ("a", "Nạo vét kênh mương"))) == []


def test_a_document_that_says_the_same_twice_has_both_in_the_group() -> None:
    tasks = of(
        ("a", "Nạo vét kênh mương"), ("a", "Nạo vét kênh mương"), ("b", "Nạo vét các kênh mương")
    )
    (group,) = groups(tasks)
    assert sorted(told([group])[0]) == [("a", "1", "same"), ("a", "2", "same"), ("b", "3", "same")]


def test_of_two_tasks_of_a_document_only_the_more_alike_is_the_same() -> None:
    tasks = of(
        ("a", "Xây dựng kế hoạch cải cách hành chính năm 2026"),
        ("b", "Ban hành kế hoạch cải cách hành chính năm 2026"),
        ("b", "Ban hành kế hoạch kiểm tra cải cách hành chính năm 2026"),
    )
    (group,) = groups(tasks)
    assert sorted(told([group])[0]) == [("a", "1", "same"), ("b", "2", "same")]


def test_what_is_less_alike_is_a_suggestion_for_the_documents_without_the_task() -> None:
    tasks = of(
        ("a", "Kiểm tra hoạt động của hợp tác xã nông nghiệp năm 2026"),
        ("b", "Báo cáo hoạt động của hợp tác xã nông nghiệp năm 2026"),
    )
    (group,) = groups(tasks)
    assert [each.match for each in group.members] == ["same", "suggested"]


def test_the_most_alike_are_joined_first_whichever_comes_first() -> None:
    nearly, other = (
        f"Xây dựng kế hoạch thực hiện Chương trình mục tiêu quốc gia {name} năm 2026"
        for name in ("xây dựng nông thôn mới", "giảm nghèo bền vững")
    )
    again = "Kế hoạch triển khai CTMTQG xây dựng NTM năm 2026 của phường"
    tasks = of(("a", other), ("b", other), ("a", nearly), ("c", again))
    same = [
        [(each.document, each.task) for each in group.members if each.match == "same"]
        for group in groups(tasks)
    ]
    assert sorted(map(sorted, same)) == [[("a", "1"), ("b", "2")], [("a", "3"), ("c", "4")]]


def test_tasks_that_contradict_each_other_are_not_joined_by_one_that_says_less() -> None:
    tasks = of(
        ("a", "Rà soát hộ nghèo đầu năm 2026"),
        ("b", "Rà soát hộ nghèo năm 2026"),
        ("c", "Rà soát các hộ cận nghèo cuối năm 2026"),
        ("d", "Rà soát, thống kê hộ nghèo năm 2026"),
    )
    for group in groups(tasks):
        together = {each.document for each in group.members if each.match == "same"}
        assert not {"a", "c"} <= together


def test_the_order_changes_nothing_where_many_tasks_are_alike() -> None:
    tasks = named(rows("outsider"))
    first = groups(tasks)
    assert groups(Random(5).sample(tasks, len(tasks))) == first
