"""Corrections: one form for all fields of a task, told where another was quicker, undone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from http import HTTPStatus

from anyio import to_thread
from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from appendix_pipeline.dates import today
from appendix_pipeline.model.correction import DAYS, FIELDS, Correction, Field
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.normalise.corrections import correct, value_of
from appendix_pipeline.normalise.deadlines import parse_deadline
from appendix_pipeline.rules import load
from appendix_pipeline.store import log
from appendix_pipeline.web.document import Opened, found, number_of
from appendix_pipeline.web.guards import FIELD, check_token
from appendix_pipeline.web.pages import Pages, from_path, in_path, who
from appendix_pipeline.web.shelves import follow
from appendix_pipeline.web.view import Wanted, as_read, known_bodies, told

_LONGEST = 10_000  # characters of a field; a longer text is no cell of a plan
_LONGEST_DEADLINE = 500
_BAD = ("too_long", "no_day", "day_to_come", "nothing_awaited", "two_deadlines")
_STATUS = dict.fromkeys(_BAD, 400) | {"full": 507}


@dataclass(frozen=True, slots=True)
class Typed:
    """What came of the form: of each field what the clerk saw in it, and what is in it now."""

    seen: Mapping[Field, str] = field(default_factory=dict)
    now: Mapping[Field, str] = field(default_factory=dict)
    day: str = ""

    def changed(self, each: Field) -> bool:
        """Tell whether the clerk changed a field; blanks at the ends are no change."""
        return each in self.now and self.now[each] != self.seen.get(each, "").strip()

    @property
    def deadline(self) -> str:
        """The words of the deadline that the form speaks of, as seen where they are not changed."""
        if self.day:
            return _in_cell(self.day)
        return (self.now if self.changed("deadline") else self.seen).get("deadline", "")


async def show(request: Request) -> Response:
    """Return the page on which a task is corrected."""
    opened = await found(request, request.path_params["appendix"])
    return _page(request, opened)


async def save(request: Request) -> Response:
    """Log the corrections of a task; where there is a problem all that was typed stays."""
    opened = await found(request, request.path_params["appendix"])
    task = _task(request, opened.dataset)
    async with request.form(max_files=0) as form:
        check_token(form.get(FIELD), request.scope["state"]["token"])
        typed = _typed(form)
    problem = _problem(typed, opened.dataset.plan.date)
    problem = problem or ("" if await request.app.state.room.look() else "full")
    if problem:
        return _page(request, opened, typed, problem=problem)
    new = tuple(_corrections(task, typed, who(request)))

    def value(made: log.Made, each: Field) -> str:
        return value_of(_task(request, correct(opened.original, made)), each)

    folder = request.app.state.desk.folder
    changed = await to_thread.run_sync(log.add, folder, opened.subject, new, value, typed.deadline)
    if changed:
        # Read again, since what stands there now is newer than what was opened above.
        opened = await found(request, request.path_params["appendix"])
        return _page(request, opened, typed, conflicts=changed)
    here = f"/documents/{opened.entry.id}/{opened.subject.appendix}/tasks/{in_path(task.id)}"
    filter_ = Wanted.of(request.query_params).query
    return _moved(request, opened, f"{here}?saved={len(new)}&{filter_}")


async def undo(request: Request) -> Response:
    """Take back one correction of an appendix, the last of its task."""
    opened = await found(request, request.path_params["appendix"])
    async with request.form(max_files=0) as form:
        check_token(form.get(FIELD), request.scope["state"]["token"])
        number = number_of(str(form.get("number", "")))
    folder = request.app.state.desk.folder
    if not await to_thread.run_sync(log.undo, folder, opened.subject, number, who(request)):
        raise HTTPException(409)
    address = f"/documents/{opened.entry.id}?appendix={opened.subject.appendix}#log"
    return _moved(request, opened, address)


async def read_deadline(request: Request) -> Response:
    """Return how a deadline would be read, in one line, as the clerk types it."""
    pages: Pages = request.app.state.pages
    text = request.query_params.get("text", "")[:_LONGEST_DEADLINE]
    read = parse_deadline(text, request.query_params.get("issued", ""))
    return PlainTextResponse(as_read(read, pages.lang))


def _moved(request: Request, opened: Opened, address: str) -> Response:
    """Return the way to the next page; the stores of all documents follow after it."""
    task = BackgroundTask(follow, request.app.state.shelves, opened.subject.sha256)
    return RedirectResponse(address, HTTPStatus.SEE_OTHER, background=task)


def _typed(form: FormData) -> Typed:
    """Return what a form holds; a field that it does not have is left as it is."""
    texts = {name: str(text).replace("\r\n", "\n") for name, text in form.multi_items()}
    names = [each for each in FIELDS if each in texts]
    return Typed(
        {each: texts.get(f"seen-{each}", "") for each in names},
        {each: texts[each].strip() for each in names},
        texts.get("day", "").strip(),
    )


def _problem(typed: Typed, issued: str) -> str:
    """Return which sentence says what is wrong, a key of [words]; "" where nothing is."""
    if any(len(text) > _LONGEST for text in typed.now.values()):
        return "too_long"
    met = typed.now.get("met", "")
    days = (typed.day, *(typed.now.get(each, "") for each in DAYS))
    if not all(_is_day(each) for each in days if each):
        return "no_day"
    if any(typed.changed(each) and typed.now[each] > today().isoformat() for each in DAYS):
        return "day_to_come"
    if typed.changed("met") and met and not parse_deadline(typed.deadline, issued).events:
        return "nothing_awaited"
    deadline = typed.now.get("deadline", "")
    if typed.day and typed.changed("deadline") and deadline != _in_cell(typed.day):
        return "two_deadlines"
    return ""


def _corrections(task: Task, typed: Typed, by: str) -> Iterator[Correction]:
    """Yield what the clerk called `by` changed, in the order in which it is to be made."""
    at = log.now()
    now = dict(typed.now)
    if typed.day:
        now["deadline"] = _in_cell(typed.day)
    # A day comes without the words of the deadline where the form is not ours.
    seen = dict.fromkeys(FIELDS, "") | dict(typed.seen)
    for each in FIELDS:
        if each not in now or now[each] == seen[each].strip():
            continue
        yield Correction(task.id, each, seen[each], now[each], at, by)
        if each == "deadline":
            seen["met"] = ""  # the new words are read anew: what is met is said of them again
            now |= {} if parse_deadline(now[each]).events else {"met": ""}


def _in_cell(day: str) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def _page(
    request: Request,
    opened: Opened,
    typed: Typed | None = None,
    *,
    problem: str = "",
    conflicts: tuple[Field, ...] = (),
) -> Response:
    """Return the form: what stands in each field, or what the clerk typed and was not saved."""
    pages: Pages = request.app.state.pages
    typed = typed or Typed()
    task = _task(request, opened.dataset)
    was = _task(request, opened.original)
    stands = {each: value_of(task, each) for each in FIELDS}
    values = {each: typed.now[each] if typed.changed(each) else stands[each] for each in FIELDS}
    ids = [each.id for each in opened.dataset.tasks]
    at = ids.index(task.id)
    read = parse_deadline(values["deadline"], opened.dataset.plan.date)
    return pages.render(
        "task.html",
        request,
        409 if conflicts else _STATUS.get(problem, 200),
        opened=opened,
        task=task,
        stands=stands,
        values=values,
        # What was seen stays what was seen, unless the clerk is told of what stands there now.
        seen={
            each: stands[each] if each in conflicts or not typed.changed(each) else typed.seen[each]
            for each in FIELDS
        },
        source={each: value_of(was, each) for each in FIELDS},
        names=load("page")["fields"],
        findings=[each for each in opened.dataset.findings if each.task == task.id],
        filter=Wanted.of(request.query_params).query,
        awaits=_awaits(pages, list(task.deadline.awaited)),
        problem=problem,
        conflicts=conflicts,
        told=partial(told, lang=pages.lang),
        hands={each: log.last_hand(opened.log, task.id, each) for each in conflicts},
        read_as=as_read(read, pages.lang),
        day=typed.day,
        known=known_bodies(opened.dataset),
        saved=request.query_params.get("saved", ""),
        before=ids[at - 1] if at else "",
        after=ids[at + 1] if at + 1 < len(ids) else "",
    )


def _awaits(pages: Pages, events: list[str]) -> str:
    """Return what a deadline waits for, in words; "" where it waits for nothing."""
    if not events:
        return ""
    return pages.say("awaits" if len(events) == 1 else "awaits_all", " / ".join(events))


def _task(request: Request, dataset: Dataset) -> Task:
    wanted = from_path(request.path_params["task"])
    task = next((each for each in dataset.tasks if each.id == wanted), None)
    if task is None:
        raise HTTPException(404)
    return task


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
