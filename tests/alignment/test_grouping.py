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
