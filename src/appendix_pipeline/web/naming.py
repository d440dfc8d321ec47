"""What the clerk at a browser is called, kept in a cookie and written with each correction.

It is no account: nothing is asked for, and nothing depends on it.
"""

import re
from http import HTTPStatus
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from appendix_pipeline.web.guards import FIELD, check_token
from appendix_pipeline.web.pages import WHO, name_of

_A_YEAR = 365 * 24 * 3600
# One of our own pages: two slashes would begin the name of another machine.
_OWN = re.compile(r"/(?![/\\])")


async def call(request: Request) -> Response:
    """Keep the name that the form gives, or none, and go back to where the clerk was."""
    async with request.form(max_files=0) as form:
        check_token(form.get(FIELD), request.scope["state"]["token"])
        name, back = name_of(str(form.get("who", ""))), str(form.get("back", ""))
    answer = RedirectResponse(back if _OWN.match(back) else "/", HTTPStatus.SEE_OTHER)
    kept = quote(name, safe="")
    answer.set_cookie(WHO, kept, httponly=True, samesite="strict", max_age=_A_YEAR if kept else 0)
    return answer
