"""A server on this machine that keeps what anybody asks it for."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self


class Canary:
    """The server, as a context manager: its `url`, and the paths that were `fetched`."""

    def __enter__(self) -> Self:
        fetched = self.fetched = list[str]()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                fetched.append(self.path)
                self.send_error(404)

            do_HEAD = do_OPTIONS = do_GET  # noqa: N815 (the names that http.server calls)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
