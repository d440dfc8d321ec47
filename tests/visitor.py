"""A visitor of the page: sends forms with the token it was given, as a browser does."""

import re
from pathlib import Path

from httpx2 import Client

REAL = Path(__file__).parent.parent / "input" / "hai-hung.docx"


class Visitor:
    """Talks to the page through a client that keeps cookies."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def token(self) -> str:
        """Return the token of the board's form."""
        found = re.search(r'name="token" value="([^"]+)"', self.client.get("/").text)
        assert found
        return found[1]

    def drop(self, *files: tuple[str, bytes]) -> str:
        """Drop files; return the page that is shown then."""
        sent = [("files", file) for file in files]
        answer = self.client.post("/", data={"token": self.token()}, files=sent)
        assert answer.status_code == 200, answer.text
        return answer.text

    def drop_real(self) -> str:
        """Drop the real appendix; return the path of its page."""
        sent = {"files": (REAL.name, REAL.read_bytes())}
        answer = self.client.post("/", data={"token": self.token()}, files=sent)
        assert answer.status_code == 200, answer.text
        return answer.url.path


def of_batch(office: Visitor) -> str:
    """Return the path of the only document on the board."""
    (path,) = set(re.findall(r'href="(/documents/\w+)"', office.client.get("/").text))
    return str(path)
