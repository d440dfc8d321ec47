"""The whole way in a real browser, at the width of a desk and of a phone."""

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import Browser, Dialog, Page, Request, Route, expect, sync_playwright

from appendix_pipeline.dates import today
from appendix_pipeline.options import ServeOptions
from appendix_pipeline.web import make_app
from visitor import REAL

pytestmark = pytest.mark.chromium
CHROMIUM = shutil.which("chromium") or ""
WIDTHS = {"desk": 1280, "phone": 390}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page served on a free port of this machine."""
    app = make_app(ServeOptions(tmp_path_factory.mktemp("desk")))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture
def desk(chromium: Browser, address: str) -> Iterator[Page]:
    """The page of the real appendix on a small screen of a desk."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    yield _dropped(context.new_page(), address)
    context.close()


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Page]:
    """The page of the real appendix on a phone."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    yield _dropped(context.new_page(), address)
    context.close()


def _dropped(shown: Page, address: str) -> Page:
    shown.goto(address)
    shown.set_input_files("#files", REAL)
    shown.get_by_role("button", name="Đọc tệp").click()
    expect(shown.get_by_role("heading", level=1)).to_have_text(REAL.name)
    return shown


@pytest.fixture(params=WIDTHS)
def page(
    chromium: Browser, address: str, request: pytest.FixtureRequest
) -> Iterator[tuple[Page, list[str]]]:
    """The board, and what its pages asked for outside this machine or complained of."""
    context = chromium.new_context(viewport={"width": WIDTHS[request.param], "height": 850})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def note_foreign(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            complaints.append(request.url)

    page.on("request", note_foreign)
    page.goto(address)
    yield page, complaints
    context.close()


def _is_accessible(page: Page) -> None:
    """Fail where axe-core finds a fault that is serious or worse."""
    found = Axe().run(page).response["violations"]
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"]) for each in grave] == []


def test_from_the_drop_to_the_document(page: tuple[Page, list[str]]) -> None:
    shown, complaints = page
    _is_accessible(shown)
    shown.set_input_files("#files", REAL)
    shown.get_by_role("button", name="Đọc tệp").click()
    expect(shown.get_by_role("heading", level=1)).to_have_text(REAL.name)
    expect(shown.locator('[id^="task-"]')).to_have_count(31)
    _is_accessible(shown)

    shown.get_by_role("link", name="Nhiệm vụ IV.2 chưa có thời hạn").click()
    expect(shown.locator("#task-IV\\.2")).to_have_class("lit")
    expect(shown.locator(".drawn td.lit").filter(has_text="Lập quy hoạch")).to_be_visible()

    shown.get_by_label("Thời hạn").first.select_option("waiting")
    shown.get_by_role("button", name="Lọc").click()
    expect(shown.locator('[id^="task-"]')).to_have_count(5)

    assert complaints == []


def test_what_was_corrected_is_in_the_three_documents(
    page: tuple[Page, list[str]], tmp_path: Path
) -> None:
    shown, complaints = page
    shown.set_input_files("#files", REAL)
    shown.get_by_role("button", name="Đọc tệp").click()
    shown.wait_for_url("**/documents/*")
    document = shown.url
    shown.get_by_text("Ghi tên người sửa").click()
    _is_accessible(shown)
    shown.get_by_label("Tên ghi vào nhật ký sửa").fill("Nguyễn Thị Hoa")
    shown.get_by_role("button", name="Ghi tên").click()
    expect(shown.get_by_text("Người sửa: Nguyễn Thị Hoa")).to_be_visible()
    assert shown.url == document
    shown.get_by_role("link", name="Sửa nhiệm vụ IV.2", exact=True).click()
    _is_accessible(shown)
    deadline = shown.get_by_label("Thời hạn", exact=True)
    # Both widths share a desk: the second finds what the first corrected.
    words = "Quý II/2026" if deadline.input_value() else "Quý I/2026"
    deadline.fill(words)
    expect(shown.locator("#reading")).to_contain_text("2026 (hạn 3")
    shown.get_by_role("button", name="Lưu").click()
    expect(shown.locator(".saved")).to_have_text("Đã lưu.")
    shown.get_by_role("link", name="Trở về phụ lục").click()

    shown.get_by_role("link", name="Sửa nhiệm vụ VI.2", exact=True).click()
    met = shown.get_by_label("Điều kiện đã đáp ứng ngày")
    met.fill("2025-11-21" if met.input_value() else "2025-11-20")
    shown.get_by_role("button", name="Lưu").click()
    expect(shown.locator(".saved")).to_have_text("Đã lưu.")
    shown.get_by_role("link", name="Trở về phụ lục").click()
    expect(shown.locator("#task-VI\\.2 .state")).not_to_have_text("chờ điều kiện")
    shown.get_by_text("Nhật ký sửa (").click()
    expect(shown.get_by_role("cell", name="Nguyễn Thị Hoa").first).to_be_visible()

    made = {}
    for name in ("Word", "Excel", "PDF"):
        with shown.expect_download() as taken:
            shown.get_by_role("link", name=name, exact=True).click()
        made[name] = tmp_path / taken.value.suggested_filename
        taken.value.save_as(made[name])
    cells = [
        cell.text
        for table in Document(str(made["Word"])).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert words in cells
    sheet = openpyxl.load_workbook(made["Excel"]).worksheets[0]
    assert words in {cell.value for row in sheet for cell in row}
    pages = pypdfium2.PdfDocument(made["PDF"])
    assert words in "".join(each.get_textpage().get_text_range() for each in pages)
    assert complaints == []


def test_several_files_are_sent_one_by_one_and_all_are_listed(
    page: tuple[Page, list[str]], tmp_path: Path
) -> None:
    shown, complaints = page
    sent: list[str] = []
    shown.on("request", lambda request: sent.append(request.method))
    broken = tmp_path / "hỏng.docx"
    broken.write_bytes(b"x")
    shown.set_input_files("#files", [REAL, broken, REAL])
    shown.get_by_role("button", name="Đọc tệp").click()
    shown.wait_for_url("**/?order=latest*")
    assert sent.count("POST") == 3
    names = shown.locator(".board tbody th").all_inner_texts()
    assert [name.split("\n")[0] for name in names[:3]] == [REAL.name, "hỏng.docx", REAL.name]
    assert complaints == []


def test_every_page_is_accessible_and_no_wider_than_the_screen(
    page: tuple[Page, list[str]], tmp_path: Path
) -> None:
    shown, complaints = page
    broken = tmp_path / f"{'Tên tệp rất dài ' * 4}.docx"
    broken.write_bytes(b"x")
    shown.set_input_files("#files", [REAL, broken])
    shown.get_by_role("button", name="Đọc tệp").click()
    expect(shown.locator(".refused").first).to_be_visible()
    document = shown.get_by_role("link", name=REAL.name, exact=True).first.get_attribute("href")
    for path in (
        "/", "/?order=latest", "/tasks?words=dat+dai", "/tasks?need=doubt", document,
        f"{document}/remove", f"{document}/1/tasks/VI.2", "/documents/none",
    ):  # fmt: skip
        shown.goto(f"{shown.url.partition('/')[0]}//{shown.url.split('/')[2]}{path}")
        _is_accessible(shown)
        sizes = shown.locator("html").evaluate("each => [each.scrollWidth, each.clientWidth]")
        assert sizes[0] == sizes[1], path
    complaints = [each for each in complaints if "404" not in each]
    assert complaints == []


def test_what_was_typed_is_not_left_without_a_question(page: tuple[Page, list[str]]) -> None:
    shown, _ = page
    shown.set_input_files("#files", REAL)
    shown.get_by_role("button", name="Đọc tệp").click()
    shown.get_by_role("link", name="Sửa nhiệm vụ V.1", exact=True).click()
    shown.get_by_label("Nội dung").fill("Việc đang viết dở")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    shown.on("dialog", stay)
    shown.get_by_role("link", name="Trở về phụ lục").click(no_wait_after=True)
    expect(shown.get_by_label("Nội dung")).to_have_value("Việc đang viết dở")
    assert asked == ["beforeunload"]
    shown.remove_listener("dialog", stay)
    shown.on("dialog", lambda dialog: dialog.accept())


def test_a_chosen_day_is_the_deadline_and_words_typed_after_it_are(
    page: tuple[Page, list[str]],
) -> None:
    shown, _ = page
    shown.set_input_files("#files", REAL)
    shown.get_by_role("button", name="Đọc tệp").click()
    shown.get_by_role("link", name="Sửa nhiệm vụ V.1", exact=True).click()
    shown.get_by_label("hoặc chọn ngày").fill("2026-02-05")
    deadline = shown.get_by_label("Thời hạn", exact=True)
    expect(deadline).to_have_value("05/02/2026")
    expect(shown.locator("#reading")).to_contain_text("05/02/2026")
    deadline.press_sequentially(" ")
    expect(shown.get_by_label("hoặc chọn ngày")).to_have_value("")
    shown.on("dialog", lambda dialog: dialog.accept())


def test_without_scripts_files_are_read_and_taken(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    shown = context.new_page()
    shown.goto(address)
    shown.set_input_files("#files", REAL)
    shown.get_by_role("button", name="Đọc tệp").click()
    expect(shown.locator('[id^="task-"]')).to_have_count(31)
    with shown.expect_download() as taken:
        shown.get_by_role("link", name="PDF").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")
    shown.get_by_role("link", name="Sửa nhiệm vụ II.1", exact=True).click()
    shown.get_by_label("Cơ quan phối hợp").fill("Công an xã")
    shown.get_by_label("hoặc chọn ngày").fill("2026-02-05")
    shown.get_by_role("button", name="Lưu").click()
    expect(shown.locator(".saved")).to_have_text("Đã lưu.")
    expect(shown.get_by_label("Cơ quan phối hợp")).to_have_value("Công an xã")
    expect(shown.get_by_label("Thời hạn", exact=True)).to_have_value("05/02/2026")
    context.close()


def test_a_filter_is_chosen_by_keys_and_the_focus_stays(desk: Page) -> None:
    address = desk.url
    body = desk.locator("select[name=agency]")
    body.focus()
    for _ in range(2):
        desk.keyboard.press("ArrowDown")
    expect(body).to_be_focused()
    assert body.input_value() == body.locator("option").nth(2).inner_text()
    assert desk.url == address


def test_the_filter_is_there_again_after_a_task_was_corrected(desk: Page) -> None:
    desk.get_by_label("Có chữ").fill("bản đồ")
    desk.get_by_role("button", name="Lọc").click()
    few = desk.locator('tr[id^="task-"]').count()
    assert 0 < few < 31
    desk.get_by_role("link", name="Sửa nhiệm vụ").first.click()
    desk.get_by_role("button", name="Lưu").click()
    desk.get_by_role("link", name="Trở về phụ lục").click()
    expect(desk.locator('tr[id^="task-"]')).to_have_count(few)
    # A finding of a task that is filtered out leads to it all the same.
    desk.get_by_role("link", name="Nhiệm vụ IV.1: “Sở TNMT”").click()
    expect(desk.locator("#task-IV\\.1")).to_be_in_viewport()
    expect(
        desk.locator(".drawn td.lit").filter(has_text="Triển khai thực hiện")
    ).to_be_in_viewport()


@pytest.mark.parametrize("before", ["Công an xã, ", "Công an xã;\n"])
def test_a_body_is_offered_for_the_piece_that_is_typed(desk: Page, before: str) -> None:
    desk.get_by_role("link", name="Sửa nhiệm vụ IV.2", exact=True).click()
    if "\n" in before:  # a cell of several lines
        desk.locator("#f-coordinating").evaluate(
            "each => { const area = document.createElement('textarea'); area.id = each.id;"
            " each.replaceWith(area); offer(area); }"
        )
    field = desk.locator("#f-coordinating")
    field.fill(before)
    field.press_sequentially("phong kinh")
    offered = desk.get_by_role("option")
    expect(offered.first).to_contain_text("Phòng Kinh")
    _is_accessible(desk)
    name = offered.first.inner_text()
    field.press("ArrowDown")
    expect(offered.first).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(field).to_have_value(before + name)
    expect(offered).to_have_count(0)
    desk.on("dialog", lambda dialog: dialog.accept())


def test_a_file_let_go_beside_the_box_is_read(desk: Page, address: str) -> None:
    desk.goto(address)
    desk.locator("footer, h1").first.evaluate(
        """(each, data) => {
          const held = new DataTransfer();
          held.items.add(new File([Uint8Array.from(data)], "thả.docx"));
          const drop = new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true });
          each.dispatchEvent(drop);
          if (!drop.defaultPrevented) throw new Error("the browser opens the file");
        }""",
        list(REAL.read_bytes()),
    )
    expect(desk.get_by_role("heading", level=1)).to_have_text("thả.docx")


def test_a_number_on_a_phone_leads_to_the_source_and_back(phone: Page) -> None:
    phone.get_by_role("link", name="Xem trong bản gốc nhiệm vụ IV.2").click()
    expect(phone.locator(".drawn td.lit").first).to_be_in_viewport()
    phone.get_by_role("link", name="Trở về nhiệm vụ").click()
    expect(phone.locator("#task-IV\\.2")).to_be_in_viewport()


def test_a_server_that_does_not_answer_costs_nothing_that_was_typed(desk: Page) -> None:
    desk.get_by_role("link", name="Sửa nhiệm vụ V.1", exact=True).click()
    field = desk.get_by_label("Thời hạn", exact=True)
    field.fill("Quý I/2026")
    expect(desk.locator("#reading")).to_contain_text("31/03/2026")
    desk.route("**/*", lambda route: route.abort())
    field.fill("Quý II/2026")
    expect(desk.locator("#reading")).to_contain_text("chưa đọc lại được")
    desk.get_by_role("button", name="Lưu").click()
    expect(desk.get_by_text("Chưa lưu: máy chủ không trả lời")).to_be_visible()
    expect(field).to_have_value("Quý II/2026")
    desk.on("dialog", lambda dialog: dialog.accept())


def test_a_late_answer_does_not_take_the_place_of_a_later_one(desk: Page) -> None:
    desk.get_by_role("link", name="Sửa nhiệm vụ V.1", exact=True).click()
    held: list[Route] = []
    desk.route("**/deadline?text=01*", lambda route: held.append(route))  # noqa: PLW0108 (playwright marks it)
    field = desk.get_by_label("Thời hạn", exact=True)
    with desk.expect_request("**/deadline?text=01*"):
        field.fill("01/02/2026")
    field.fill("Quý II/2026")
    expect(desk.locator("#reading")).to_contain_text("30/06/2026")
    for route in held:
        route.fulfill(body="01/02/2026")
    desk.evaluate("() => new Promise((done) => setTimeout(done, 50))")
    expect(desk.locator("#reading")).to_contain_text("30/06/2026")
    desk.on("dialog", lambda dialog: dialog.accept())


def test_a_print_says_what_was_filtered_when_and_its_pages(desk: Page) -> None:
    desk.goto(f"{desk.url}?state=waiting&words=hướng dẫn")
    pages = pypdfium2.PdfDocument(desk.pdf(format="A4"))
    text = " ".join(pages[0].get_textpage().get_text_range().split())
    now = today()
    assert f"In ngày {now:%d/%m/%Y}." in text
    assert "lọc: Thời hạn: chờ điều kiện; Có chữ: hướng dẫn" in text
    assert "“Sở TNMT” là cơ quan đã kết thúc hoạt động" in text
    assert f"1/{len(pages)}" in text.split()


def test_what_is_lit_is_seen_where_the_system_chooses_the_colours(desk: Page) -> None:
    desk.emulate_media(forced_colors="active")
    desk.get_by_role("link", name="Xem trong bản gốc nhiệm vụ IV.2").click()
    for lit in ("#task-IV\\.2 > td", ".drawn td.lit"):
        style = desk.locator(lit).first.evaluate("each => getComputedStyle(each).outlineStyle")
        assert style == "solid"
