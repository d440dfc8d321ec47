"""Corrections: a page for one task, each field saved by itself, the last one undone."""

from datetime import date
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from appendix_pipeline.dates import in_figures
from appendix_pipeline.model.correction import FIELDS, Correction, Field
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.normalise.corrections import correct, value_of
from appendix_pipeline.normalise.deadlines import in_words, parse_deadline
from appendix_pipeline.rules import load
from appendix_pipeline.web import log
from appendix_pipeline.web.desk import Desk
from appendix_pipeline.web.document import Opened, found
from appendix_pipeline.web.guards import FIELD, check_token
from appendix_pipeline.web.pages import Pages
from appendix_pipeline.web.view import choices, due, lines_of

_LONGEST = 10_000  # characters of a field; a longer text is no cell of a plan
_LONGEST_DEADLINE = 500


async def show(request: Request) -> Response:
    """Return the page on which a task is corrected."""
    opened = await found(request, request.path_params["appendix"])
    return _page(request, opened)


async def save(request: Request) -> Response:
    """Log the correction of one field; say so where someone else was quicker."""
    opened = await found(request, request.path_params["appendix"])
    task = _task(request, opened.dataset)
    desk: Desk = request.app.state.desk
    async with request.form(max_files=0) as form:
        check_token(form.get(FIELD), request.scope["state"]["token"])
        name, before, after = (str(form.get(each, "")) for each in ("field", "before", "after"))
    field = next((each for each in FIELDS if each == name), None)
    after = after.replace("\r\n", "\n").strip()
    if field is None or len(after) > _LONGEST:
        raise HTTPException(400)
    if (field == "met" or request.query_params.get("by") == "date") and after:
        if not _is_day(after):
            return _page(request, opened, problem="no_day")
        after = after if field == "met" else in_figures(after)
    new = Correction(task.id, field, before.replace("\r\n", "\n"), after, log.now())

    def value(made: tuple[Correction, ...]) -> str:
        return value_of(_task(request, correct(opened.reading.dataset, made)), field)

    if new.after != value_of(task, field) and not log.add(desk.folder, opened.subject, new, value):
        return _page(request, opened, conflict=field)
    return RedirectResponse(request.url.path + f"?saved={field}", HTTPStatus.SEE_OTHER)


async def undo(request: Request) -> Response:
    """Take back the last correction of an appendix."""
    opened = await found(request, request.path_params["appendix"])
    desk: Desk = request.app.state.desk
    async with request.form(max_files=0) as form:
        check_token(form.get(FIELD), request.scope["state"]["token"])
    log.undo(desk.folder, opened.subject)
    address = f"/documents/{opened.entry.id}?appendix={opened.subject.appendix}"
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


async def read_deadline(request: Request) -> Response:
    """Return how a deadline would be read, in one line, as the clerk types it."""
    pages: Pages = request.app.state.pages
    text = request.query_params.get("text", "")[:_LONGEST_DEADLINE]
    read = parse_deadline(text, request.query_params.get("issued", ""))
    day = in_figures(due(read), pages.lang)
    said = in_words(read, pages.lang)
    return PlainTextResponse(f"{said} ({pages.say('due', day)})" if day else said)


def _page(
    request: Request, opened: Opened, *, problem: str = "", conflict: Field | None = None
) -> Response:
    pages: Pages = request.app.state.pages
    task = _task(request, opened.dataset)
    was = _task(request, opened.reading.dataset)
    waits = " / ".join(each.text for each in task.deadline.events)
    said = pages.say(problem) if problem else ""
    if conflict:
        said = pages.say("changed_meanwhile", value_of(task, conflict) or pages.say("blank"))
    return pages.render(
        "task.html",
        request,
        409 if conflict else 400 if problem else 200,
        opened=opened,
        task=task,
        values={each: value_of(task, each) for each in FIELDS},
        source={each: value_of(was, each) for each in FIELDS},
        names=load("page")["fields"],
        waits=waits,
        said=said,
        read_as=in_words(task.deadline, pages.lang),
        day=due(task.deadline),
        known=choices(lines_of(opened.dataset, opened.reading.dataset, pages.lang)).agencies,
        saved=request.query_params.get("saved", ""),
    )


def _task(request: Request, dataset: Dataset) -> Task:
    wanted = request.path_params["task"]
    task = next((each for each in dataset.tasks if each.id == wanted), None)
    if task is None:
        raise HTTPException(404)
    return task


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
