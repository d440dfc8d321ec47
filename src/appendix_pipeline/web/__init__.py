"""The page for clerks: drop a file, look at what was read, take the documents.

Every page works without JavaScript; nothing comes from outside the machine.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from anyio import create_task_group, sleep, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from appendix_pipeline.errors import AppendixError
from appendix_pipeline.options import LOCAL_HOSTS, ServeOptions
from appendix_pipeline.web import board, document, editing, naming, taking
from appendix_pipeline.web.consolidated import Consolidated
from appendix_pipeline.web.desk import Desk
from appendix_pipeline.web.dropped import Dropped
from appendix_pipeline.web.guards import HostCheck, KeyCheck, SafeHeaders, SizeLimit, TokenCheck
from appendix_pipeline.web.pages import Pages, refuse
from appendix_pipeline.web.reading import HARD_WORK
from appendix_pipeline.web.room import Room, RoomCheck

_LOGGER = logging.getLogger(__name__)
_STATIC = Path(__file__).parent / "static"
_FONTS = Path(__file__).parent.parent / "fonts"
_TASK = "/documents/{id}/{appendix}/tasks/{task}"
_AN_HOUR = 3600


def make_app(options: ServeOptions) -> Starlette:
    """Return the application; its documents lie below `options.folder`.

    Raises:
        ValueError: other machines may call this one, and no key keeps them out.
    """
    if not options.key and set(options.hosts) - set(LOCAL_HOSTS):
        raise ValueError(options.hosts)
    pages = Pages(options.lang)
    desk = Desk(options.folder, options.keep_days)
    room = Room(desk.size, options.max_store)
    dropped = Dropped(desk, options.lang)
    batch = (Consolidated(options.store, options.lang),) if options.store else ()

    app = Starlette(
        routes=[
            Route("/", board.show, methods=["GET"]),
            Route(
                "/", board.receive, methods=["POST"], middleware=[Middleware(RoomCheck, room=room)]
            ),
            Route("/tasks", board.tasks, methods=["GET"]),
            Route("/all/{format}", taking.take_all, methods=["GET"]),
            Route("/documents/{id}", document.show, methods=["GET"]),
            Route("/documents/{id}/remove", board.ask, methods=["GET"]),
            Route("/documents/{id}/remove", board.remove, methods=["POST"]),
            Route(_TASK, editing.show, methods=["GET"]),
            Route(_TASK, editing.save, methods=["POST"]),
            Route("/documents/{id}/{appendix}/undo", editing.undo, methods=["POST"]),
            Route("/deadline", editing.read_deadline, methods=["GET"]),
            Route("/who", naming.call, methods=["POST"]),
            Route("/documents/{id}/{appendix}/{format}", taking.take, methods=["GET"]),
            Mount("/static", StaticFiles(directory=_STATIC)),
            Mount("/fonts", StaticFiles(directory=_FONTS)),
        ],
        middleware=_guards(options, pages),
        exception_handlers=dict.fromkeys((HTTPException, AppendixError), partial(refuse, pages)),
        lifespan=_life,
    )
    app.state.desk, app.state.room, app.state.pages, app.state.options = desk, room, pages, options
    app.state.dropped, app.state.shelves = dropped, (dropped, *batch)
    return app


def _guards(options: ServeOptions, pages: Pages) -> list[Middleware]:
    """Return what a request goes through, the outermost first."""
    return [
        Middleware(SafeHeaders, pages=pages),
        Middleware(HostCheck, hosts=options.hosts, pages=pages),
        Middleware(KeyCheck, key=options.key, pages=pages),
        Middleware(SizeLimit, most=options.max_bytes),
        Middleware(TokenCheck),
    ]


@asynccontextmanager
async def _life(app: Starlette) -> AsyncIterator[None]:
    """Make the stores what they should be, whatever ended the last run; delete what is old."""
    for shelf in app.state.shelves:
        await to_thread.run_sync(shelf.begin)
    # Loaded once, before two at a time ask for it.
    await to_thread.run_sync(app.state.pages.note_on_pdf)
    async with create_task_group() as tasks:
        tasks.start_soon(_tidy, app)
        yield
        for shelf in app.state.shelves:
            shelf.stop()
        tasks.cancel_scope.cancel()


async def _tidy(app: Starlette) -> None:
    """Delete every hour what was kept long enough, and follow what else has changed.

    A step is one document, so that others get their turn and the server can be stopped.
    """
    while True:
        try:
            await to_thread.run_sync(app.state.desk.expire, datetime.now(UTC))
            for shelf in app.state.shelves:
                while await to_thread.run_sync(shelf.sync, limiter=HARD_WORK):
                    pass
        except Exception:  # the page goes on without
            _LOGGER.exception("tidying")
        await sleep(_AN_HOUR)
