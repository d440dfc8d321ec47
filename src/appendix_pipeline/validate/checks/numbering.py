"""Numbers of tasks and sections: repeated, jumping, not beginning at one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from appendix_pipeline.model.dataset import Dataset, Section, Task
from appendix_pipeline.model.finding import Diagnostic

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LETTERS = ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ABCDĐEGHIKLMNOPQRSTUVXY")
_Step = tuple[int, str, str]  # place in the list, the number before ("" at the start), the number


def repeated(dataset: Dataset) -> Iterator[Diagnostic]:
    """Numbers that stand twice."""
    tasks = Counter((task.section, task.number) for task in dataset.tasks if task.number)
    for task in dataset.tasks:
        if tasks.pop((task.section, task.number), 1) > 1:
            details = {"section": task.section, "number": task.number}
            yield Diagnostic("duplicate-number", task.where, task.id, "number", details)
    for section in dataset.sections:
        path, _, count = section.path.rpartition("#")
        if path and count.isdigit():
            yield Diagnostic("duplicate-section", section.where, details={"section": path})


def tasks(dataset: Dataset) -> Iterator[Diagnostic]:
    """Numbers of tasks that jump within a section, or do not begin at one.

    Numbers that run on through the sections begin where the section before ended; those of a
    section go on after a parent with children.
    """
    last, seen = 0, set[str]()
    for section, grouped in groupby(dataset.tasks, key=lambda task: task.section):
        of_section = list(grouped)
        numbers = [_whole(task) for task in of_section]
        if section not in seen and numbers[0] not in (0, 1, last + 1, *numbers[1:]):
            yield _jump("number-start", of_section[0], "", of_section[0].number)
        for place, before, number in _jumps(numbers):
            yield _jump("number-gap", of_section[place], before, number)
        seen.add(section)
        last = numbers[-1]


def _whole(task: Task) -> int:
    """Return the last part of a number below its section's: 2 for "2" and, in section 1, "1.2"."""
    head, _, last = task.number.rpartition(".")
    fits = not head or task.section.rpartition("/")[2] == head
    return int(last) if fits and last.isdigit() else 0


def _jump(code: str, task: Task, before: str, number: str) -> Diagnostic:
    details = {"section": task.section, "before": before, "number": number}
    return Diagnostic(code, task.where, task.id, "number", details)


def _jumps(numbers: Iterable[int]) -> Iterator[_Step]:
    """Yield where numbers leave one out; 0 is no number, a repeated one counts for the next."""
    highest = repeats = before = 0
    for place, number in enumerate(numbers):
        if number and before and number > highest + 1 + repeats:
            yield place, str(before), str(number)
        repeats = repeats + 1 if number <= highest else 0
        highest, before = max(highest, number), number


def sections(dataset: Dataset) -> Iterator[Diagnostic]:
    """Numerals of headings of one level that jump, or do not begin at one."""
    siblings: dict[str, list[Section]] = {}
    for section in dataset.sections:
        if section.number:
            siblings.setdefault(section.path.rpartition("/")[0], []).append(section)
    for found in siblings.values():
        numbers = _ordinals([section.number for section in found])
        if numbers and numbers[0] > 1 and numbers[0] not in numbers[1:]:
            yield _heading("section-start", found[0], "")
        for place, before, _ in _jumps(numbers):
            yield _heading("section-gap", found[place], found[numbers.index(int(before))].number)


def _heading(code: str, section: Section, before: str) -> Diagnostic:
    return Diagnostic(code, section.where, details={"before": before, "number": section.number})


def _ordinals(numbers: list[str]) -> list[int]:
    """Return what numerals of one style count, nothing for mixed or other ones."""
    if all(each.isdigit() for each in numbers):
        return [int(each) for each in numbers]
    if numbers[0] == "A":
        return _letters(numbers)
    if all(each and set(each) <= _ROMAN.keys() for each in numbers):
        return [_roman(each) for each in numbers]
    return []


def _letters(numbers: list[str]) -> list[int]:
    """Return the places of letters in the alphabet that fits: with "Đ" and without "F", or not."""
    fits = [[each.find(number) + 1 for number in numbers] for each in _LETTERS]
    return min(fits, key=lambda places: (0 in places, len(list(_jumps(places)))))


def _roman(numeral: str) -> int:
    values = [_ROMAN[each] for each in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(value if value >= after else -value for value, after in pairs)
