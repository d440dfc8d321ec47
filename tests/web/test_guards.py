"""What comes from elsewhere, is too large or forged is refused in one sentence."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from appendix_pipeline.options import ServeOptions
from appendix_pipeline.web import make_app
from visitor import REAL, Visitor


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io:80", ""]
)
def test_a_foreign_host_is_refused(visitor: Visitor, host: str) -> None:
    assert visitor.client.get("/", headers={"host": host}).status_code == 400


def test_who_calls_by_another_name_is_told_the_right_ones(tmp_path: Path) -> None:
    hosts = ("127.0.0.1", "localhost", "[::1]", "may-chu", "10.0.0.5")
    app = make_app(ServeOptions(tmp_path, hosts, key="khóa"))
    with TestClient(app, base_url="http://may-chu.lan:8080") as client:
        answer = client.get("/")
        assert answer.status_code == 400
        assert "Hãy dùng một trong các địa chỉ sau" in answer.text
        assert re.findall(r'href="(http[^"]*)"', answer.text) == [
            "http://may-chu:8080/", "http://10.0.0.5:8080/",
        ]  # fmt: skip
        assert client.get("/static/page.css").status_code == 200


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080", "[::1]"]
)
def test_its_own_names_are_answered(visitor: Visitor, host: str) -> None:
    assert visitor.client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("token", [None, "", "x", "é"])
def test_a_form_without_its_token_is_refused(visitor: Visitor, token: str | None) -> None:
    visitor.token()
    data = {} if token is None else {"token": token}
    answer = visitor.client.post("/", data=data, files={"files": (REAL.name, REAL.read_bytes())})
    assert answer.status_code == 403
    assert "Hãy tải lại trang" in answer.text
    assert "hai-hung" not in visitor.client.get("/").text


def test_a_document_is_not_deleted_without_a_token(visitor: Visitor) -> None:
    path = visitor.drop_real()
    assert visitor.client.post(f"{path}/remove").status_code == 403
    assert visitor.client.get(path).status_code == 200


def test_the_size_is_counted_though_none_is_declared(visitor: Visitor) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'--x\r\ncontent-disposition: form-data; name="files"; filename="a.docx"\r\n\r\n'
        for _ in range(40):
            yield b"a" * 2**16

    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = visitor.client.post("/", content=chunks(), headers=headers)
    assert answer.status_code == 413
    assert "quá lớn" in answer.text


@pytest.mark.parametrize("path", ["/", "/documents/none", "/static/page.js", "/fonts/OFL.txt"])
def test_every_answer_has_the_strict_policy(visitor: Visitor, path: str) -> None:
    headers = visitor.client.get(path).headers
    policy = dict(
        each.strip().split(" ", 1) for each in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert (headers.get("cache-control") == "no-store") == (
        not path.startswith(("/static", "/fonts"))
    )


def test_the_cookie_is_kept_from_scripts_and_other_sites(visitor: Visitor) -> None:
    cookie = visitor.client.get("/").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict"} <= {each.strip() for each in cookie.split(";")}


def test_cookies_of_other_pages_on_this_machine_spoil_no_form(visitor: Visitor) -> None:
    visitor.client.cookies.set("prefs", '{"a":1}')
    page = visitor.drop((REAL.name, REAL.read_bytes()))
    assert "hai-hung" in page


def test_nothing_on_the_pages_comes_from_elsewhere(visitor: Visitor) -> None:
    pages = [visitor.client.get(path).text for path in ("/", visitor.drop_real())]
    for page in (*pages, visitor.client.get("/static/page.css").text):
        assert "src=" in page or "url(" in page
        # The namespace of SVG is a name, no address.
        addresses = page.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "http://" not in addresses
        assert "https://" not in addresses
        assert "style=" not in page


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TestClient]:
    """A page that needs a key."""
    app = make_app(ServeOptions(tmp_path, key="khóa"))
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def test_other_machines_are_never_let_in_without_a_key(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="may-chu"):
        make_app(ServeOptions(tmp_path, ("localhost", "may-chu")))


def test_who_has_no_key_sees_nothing(office: TestClient) -> None:
    for path in ("/", "/?key=", "/?key=x", "/documents/x", "/documents/x/1/pdf"):
        answer = office.get(path)
        assert answer.status_code == 403
        assert "Trang này cần mã" in answer.text
    assert office.post("/").status_code == 403


def test_the_key_lets_in_and_goes_from_the_address(office: TestClient) -> None:
    answer = office.get("/?key=khóa")
    assert answer.status_code == 200
    assert str(answer.url) == "http://localhost/"
    assert office.get("/").status_code == 200


def test_a_link_from_another_site_lets_in_and_leads_where_it_says(office: TestClient) -> None:
    answer = office.get("/documents/x?appendix=2&key=khóa", follow_redirects=False)
    assert answer.headers["location"] == "/documents/x?appendix=2"
    cookie = {each.strip().lower() for each in answer.headers["set-cookie"].split(";")}
    # Browsers send no "strict" cookie after a redirect from a link on another site.
    assert {"httponly", "samesite=lax"} <= cookie


def test_wrong_keys_of_one_lock_out_no_other(tmp_path: Path) -> None:
    app = make_app(ServeOptions(tmp_path, key="khóa"))
    with TestClient(app, base_url="http://localhost", client=("10.0.0.1", 1)) as one:
        assert [one.get("/?key=x").status_code for _ in range(21)][-1] == 429
        other = TestClient(app, base_url="http://localhost", client=("10.0.0.2", 1))
        assert other.get("/?key=x").status_code == 403
        assert other.get("/?key=khóa").status_code == 200
        assert one.get("/?key=khóa").status_code == 429


@pytest.mark.parametrize("path", ["/tasks", "//evil.example/tasks", "/\\evil.example"])
def test_the_key_in_an_address_leads_to_this_machine(office: TestClient, path: str) -> None:
    address = f"http://localhost{path}?key=khóa"
    answer = office.get(address, follow_redirects=False)
    assert answer.status_code == 303
    assert re.match(r"/(?![/\\])", answer.headers["location"])
    assert "key" not in answer.headers["location"]


def test_the_form_sends_the_key_where_no_history_keeps_it(office: TestClient) -> None:
    assert '<form method="post" action="/key">' in office.get("/").text
    answer = office.post("/key", data={"key": "khóa"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert office.get("/").status_code == 200
    # Sent once more from another window it leads there too.
    assert str(office.post("/key", data={"key": "khóa"}).url) == "http://localhost/"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"key=x", "application/x-www-form-urlencoded"),
        (b"key=kh%C3%B3a&x=" + b"x" * 100_000, "application/x-www-form-urlencoded"),
        (b"", "text/plain"),
        (b"\xff\xfe&&==", "multipart/form-data; boundary=x"),
    ],
)
def test_a_form_without_the_key_lets_nobody_in(office: TestClient, body: bytes, kind: str) -> None:
    assert office.post("/key", content=body, headers={"content-type": kind}).status_code == 403
    assert office.get("/").status_code == 403


def test_keys_cannot_be_tried_by_form_for_ever_either(office: TestClient) -> None:
    answers = [office.post("/key", data={"key": "x"}).status_code for _ in range(30)]
    assert answers == [403] * 20 + [429] * 10
    assert office.post("/key", data={"key": "khóa"}).status_code == 429


def test_keys_cannot_be_tried_for_ever(office: TestClient) -> None:
    answers = [office.get("/?key=x").status_code for _ in range(30)]
    assert set(answers[:20]) == {403}
    assert set(answers[20:]) == {429}
    assert office.get("/?key=khóa").status_code == 429


def test_an_error_of_the_program_is_told_under_the_same_policy(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("appendix_pipeline.web.overview.lines", broken)
    answer = visitor.client.get("/")
    assert answer.status_code == 500
    assert "Lỗi của chương trình" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("number", ["9" * 5_000, "-1", "²", "1e3", ""])
def test_what_is_no_number_of_an_appendix_is_not_found(visitor: Visitor, number: str) -> None:
    path = visitor.drop_real()
    assert visitor.client.get(path, params={"appendix": number}).status_code == 404
