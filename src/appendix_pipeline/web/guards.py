"""What every request must pass: the host's name, its size, a form's token; what answers carry."""

import logging
from collections import deque
from secrets import compare_digest, token_urlsafe
from time import monotonic
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from appendix_pipeline.options import LOCAL_HOSTS
from appendix_pipeline.web.pages import Pages, refuse

_LOGGER = logging.getLogger(__name__)
COOKIE, FIELD = "form_token", "token"
KEY = "key"
_FILES = ("/static/", "/fonts/")  # of the program
_TRIES, _MINUTE, _A_MONTH = 20, 60, 30 * 24 * 3600
_LONGEST_FORM = 1_000  # bytes of the form that asks for the key
# Nothing but our own files, no inline script or style, no frame round it.
# Source: OWASP Content Security Policy cheat sheet, "strict policy".
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    # "no-referrer" would make browsers send no Origin with a form.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class SafeHeaders:
    """Adds the strict policy to every answer; what is not a static file is not kept.

    An error of the program is answered here too, so that it is told like any other refusal.
    """

    def __init__(self, app: ASGIApp, pages: Pages) -> None:
        self._app, self._pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; add the headers to its answer."""
        begun = False

        async def add(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                if not scope["path"].startswith(_FILES):
                    headers["cache-control"] = "no-store"
            await send(message)

        try:
            await self._app(scope, receive, add)
        except Exception as error:
            _LOGGER.exception("%s", scope.get("path"))
            if begun or scope["type"] != "http":
                raise
            answer = await refuse(self._pages, Request(scope), error)
            await answer(scope, receive, add)


class HostCheck:
    """Answers only where it is called by one of its own names, whatever a name server says.

    Under another it tells its names; files of the program hold nothing of the office.
    Source: OWASP, "DNS rebinding".
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], pages: Pages) -> None:
        self._app, self._hosts, self._pages = app, hosts, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request for another host, or pass it on."""
        if scope["type"] == "http":
            host = Headers(scope=scope).get("host", "")
            name = host if host.endswith("]") else host.rpartition(":")[0] or host
            if name.lower() not in self._hosts and not scope["path"].startswith(_FILES):
                answer = self._told(Request(scope), host.removeprefix(name))
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _told(self, request: Request, port: str) -> Response:
        """Return the page that says by which names this one is to be called."""
        port = port if port[1:].isdecimal() else ""
        names = [each for each in self._hosts if each not in LOCAL_HOSTS] or self._hosts[:1]
        return self._pages.render(
            "error.html",
            request,
            400,
            sentence=self._pages.say("other_host"),
            addresses=[f"http://{each}{port}/" for each in names],
        )


class SizeLimit:
    """Counts the bytes that come; a declared length is not trusted."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app, self._most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and count what comes of it."""
        come = 0

        async def count() -> Message:
            nonlocal come
            message = await receive()
            come += len(message.get("body", b""))
            if come > self._most:
                raise HTTPException(413)
            return message

        await self._app(scope, count, send)


class TokenCheck:
    """Gives each browser a token in a cookie, which its forms must send back.

    Source: OWASP Cross-Site Request Forgery cheat sheet, "double-submit cookie".
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its token in the scope; give a new browser its cookie."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Not `http.cookies`, which reads no cookie at all where another port's is not as it likes.
        known = Request(scope).cookies.get(COOKIE)
        token = known or token_urlsafe(32)
        scope.setdefault("state", {})["token"] = token

        async def give(message: Message) -> None:
            if message["type"] == "http.response.start" and not known:
                # Longer than a session: a page restored after a restart can still be sent.
                cookie = f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={_A_MONTH}"
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self._app(scope, receive, give)


class KeyCheck:
    """Lets in only who has the key of the office, which a form or the printed address has brought.

    The address leads on to the same one without the key. An empty key lets everyone in: then only
    this machine can reach the page. Wrong keys are answered `_TRIES` a minute at most to each
    address.
    """

    def __init__(self, app: ASGIApp, key: str, pages: Pages) -> None:
        self._app, self._key, self._pages = app, key, pages
        self._failed: dict[str, deque[float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or ask for the key."""
        needed = self._key and scope["type"] == "http"
        if not needed or scope["path"].startswith(_FILES):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        sent = request.method == "POST" and request.url.path == "/key"
        if not sent and self._is_key(request.cookies.get(KEY, "")):
            await self._app(scope, receive, send)
            return
        given = await _key_of(request) if sent else request.query_params.get(KEY, "")
        # Two slashes at its beginning would name another machine.
        address = request.url.remove_query_params(KEY)
        page = f"/{address.path.lstrip('/')}" + (f"?{address.query}" if address.query else "")
        to = "/" if sent else page
        await self._ask(request, given, to)(scope, receive, send)

    def _ask(self, request: Request, given: str, to: str) -> Response:
        """Return the way to the page `to` where the right key is given, else the question."""
        asking = request.client.host if request.client else ""
        now = monotonic()
        self._failed = {each: at for each, at in self._failed.items() if now - at[-1] < _MINUTE}
        failed = self._failed.get(asking, deque(maxlen=_TRIES))
        if len(failed) == _TRIES and now - failed[0] < _MINUTE:
            return self._pages.render("key.html", request, 429, wrong=True)
        if self._is_key(given):
            answer = RedirectResponse(to, 303)
            # Not "strict", which browsers do not send where a link from elsewhere is redirected.
            answer.set_cookie(KEY, self._key, httponly=True, samesite="lax", max_age=_A_MONTH)
            return answer
        if given:
            failed.append(now)
            self._failed[asking] = failed
        return self._pages.render("key.html", request, 403, wrong=bool(given))

    def _is_key(self, given: str) -> bool:
        return compare_digest(given.encode(), self._key.encode())


async def _key_of(request: Request) -> str:
    """Return the key in a form; nobody is let in yet, so no more is read than a key can have."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_FORM:
            return ""
    return parse_qs(body.decode(errors="replace")).get(KEY, [""])[-1]


def check_token(sent: object, token: str) -> None:
    """Raise HTTPException 403 where a form does not carry its browser's token."""
    if not isinstance(sent, str) or not compare_digest(sent.encode(), token.encode()):
        raise HTTPException(403)
