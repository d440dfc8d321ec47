"""The page for clerks: drop a file, look at what was read, take the documents.

Every page works without JavaScript; nothing comes from outside the machine.
"""

from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from appendix_pipeline.options import ServeOptions
from appendix_pipeline.web import board, document, editing, taking
from appendix_pipeline.web.desk import Desk
from appendix_pipeline.web.guards import HostCheck, KeyCheck, SafeHeaders, SizeLimit, TokenCheck
from appendix_pipeline.web.pages import Pages, refuse

_STATIC = Path(__file__).parent / "static"
_FONTS = Path(__file__).parent.parent / "fonts"


def make_app(options: ServeOptions) -> Starlette:
    """Return the application; its documents lie below `options.folder`."""
    desk = Desk(options.folder, options.keep_days)
    pages = Pages(options.lang)

    app = Starlette(
        routes=[
            Route("/", board.show, methods=["GET"]),
            Route("/", board.receive, methods=["POST"]),
            Route("/documents/{id}", document.show, methods=["GET"]),
            Route("/documents/{id}/remove", board.remove, methods=["POST"]),
            Route("/documents/{id}/{appendix:int}/tasks/{task}", editing.show, methods=["GET"]),
            Route("/documents/{id}/{appendix:int}/tasks/{task}", editing.save, methods=["POST"]),
            Route("/documents/{id}/{appendix:int}/undo", editing.undo, methods=["POST"]),
            Route("/deadline", editing.read_deadline, methods=["GET"]),
            Route("/documents/{id}/{appendix:int}/{format}", taking.take, methods=["GET"]),
            Mount("/static", StaticFiles(directory=_STATIC)),
            Mount("/fonts", StaticFiles(directory=_FONTS)),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(HostCheck, hosts=options.hosts),
            Middleware(KeyCheck, key=options.key, pages=pages),
            Middleware(SizeLimit, most=options.max_bytes),
            Middleware(TokenCheck),
        ],
        exception_handlers={HTTPException: partial(refuse, pages)},
    )
    app.state.desk, app.state.pages, app.state.options = desk, pages, options
    return app
