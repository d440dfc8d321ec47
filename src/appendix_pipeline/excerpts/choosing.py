"""Which tasks an office asks for: those due in a period, those that wait."""

from appendix_pipeline.excerpts.period import read_period
from appendix_pipeline.model.dataset import Task
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.normalise.deadlines.occurrences import occurrences
from appendix_pipeline.options import ExcerptOptions
from appendix_pipeline.timing import last_days, waits


def choose(tasks: tuple[Task, ...], options: ExcerptOptions) -> tuple[Task, ...]:
    """Return the tasks that `options` ask for, in order.

    Raises:
        ValueError: the period cannot be read.
    """
    if options.due:
        first, last = read_period(options.due)
        tasks = tuple(task for task in tasks if due_between(task.deadline, first, last))
    if options.waiting:
        tasks = tuple(task for task in tasks if waits(task.deadline))
    return tasks


def due_between(deadline: Deadline, first: str, last: str) -> bool:
    """Tell whether work, a stage or a report falls due on one of these days, both included.

    A repeated deadline does on each of its days, within its own first and last day; one without
    an exact rule ("thường xuyên", "hằng tháng" in a cell that names no day) as `occurrences` says.
    """
    if any(first <= day <= last for day in last_days(deadline)):
        return True
    start = max(first, deadline.window_start or first)
    end = min(last, deadline.due_end or last)
    return any(day <= end for day in occurrences(deadline, start))
