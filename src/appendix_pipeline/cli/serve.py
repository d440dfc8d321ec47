"""`serve`: the page for clerks, on this machine or for an office."""

import socket
import webbrowser
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import click

from appendix_pipeline.cli.report import PATH, lang_option, say
from appendix_pipeline.consolidation.consolidate import check_batch
from appendix_pipeline.consolidation.ingest import DESK
from appendix_pipeline.errors import AppendixError, DependencyError
from appendix_pipeline.options import ServeOptions

_LOCAL = ("127.0.0.1", "localhost", "[::1]")


@click.command("serve")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535))
@click.option("--lan", is_flag=True, help="Cho các máy khác trong cơ quan vào, bằng mã in ra.")
@click.option(
    "--name", "names", multiple=True, metavar="TÊN",
    help="Tên hoặc địa chỉ mà máy khác gọi máy này, ngoài tên máy; dùng được nhiều lần.",
)  # fmt: skip
@click.option(
    "--data", type=PATH,
    help="Thư mục giữ tệp đã nhận; nếu không nêu thì là thư mục dữ liệu của người dùng, "
    "hoặc desk trong thư mục của --store.",
)  # fmt: skip
@click.option(
    "--store", type=PATH,
    help="Thư mục kết quả của batch: hiện cả các phụ lục ở đó, và giữ các lần sửa trong đó.",
)  # fmt: skip
@click.option("--open", "open_", is_flag=True, help="Mở luôn trang trong trình duyệt.")
@click.option("--keep-days", default=30, show_default=True, type=click.IntRange(1))
@click.option(
    "--max-store", default=2_000, show_default=True, type=click.IntRange(1), metavar="MiB",
    help="Mọi thứ trang giữ được chiếm nhiều nhất chừng này; quá thì không nhận thêm tệp.",
)  # fmt: skip
@lang_option
def command(
    port: int, *, lan: bool, names: tuple[str, ...], data: Path | None, store: Path | None,
    open_: bool, keep_days: int, max_store: int, lang: Any,
) -> None:  # fmt: skip
    """Mở trang nhận phụ lục trên máy này: thả tệp, xem lại, lấy Word, Excel, PDF."""
    data = _folder(data, store, lang)
    try:
        import uvicorn  # noqa: PLC0415 (an extra)

        from appendix_pipeline.web import make_app  # noqa: PLC0415
    except ImportError as error:
        raise _missing(str(error.name)) from error
    hosts = (*_LOCAL, *(each.lower() for each in (*_own_names(), *names))) if lan else _LOCAL
    key = _key(data) if lan else ""
    options = ServeOptions(
        data, hosts, keep_days, max_store=max_store << 20, key=key, lang=lang, store=store
    )
    app = make_app(options)
    here = f"http://{_LOCAL[0]}:{port}"
    listening = _listening("0.0.0.0" if lan else _LOCAL[0], port, here, open_=open_)  # noqa: S104
    way_in = f"/?key={key}" if key else ""
    for host in hosts[len(_LOCAL) :] or hosts[:1]:
        click.echo(say("serving", lang, f"http://{host}:{port}{way_in}"), err=True)
    if open_:
        webbrowser.open(f"{here}{way_in}")  # the browser waits until the server answers
    config = uvicorn.Config(app, log_level="warning", server_header=False)
    uvicorn.Server(config).run([listening])


def _listening(host: str, port: int, here: str, *, open_: bool) -> socket.socket:
    """Return the socket to serve on; where the page is open already, show that one if asked to.

    The key is not sent there, since nobody knows what it is that listens.

    Raises:
        AppendixError: something else listens on the port.
    """
    try:
        return socket.create_server((host, port))
    except OSError as error:
        if open_:
            webbrowser.open(here)
        what = {"vi": f"Cổng {port} đang dùng.", "en": f"Port {port} is in use."}
        hint = {
            "vi": f"Có thể trang đã mở: {here}. Nếu không, hãy chọn cổng khác bằng --port.",
            "en": f"The page may be open already: {here}. If not, choose another by --port.",
        }
        raise AppendixError("serve", what, hint) from error


def _folder(data: Path | None, store: Path | None, lang: Any) -> Path:
    """Return where the page keeps its own; beside a store it is where `consolidate` looks."""
    if store is None:
        return data or Path(click.get_app_dir("appendix-pipeline"))
    if data:
        raise click.UsageError(say("data_or_store", lang))
    check_batch(store)
    return store / DESK


def _own_names() -> tuple[str, ...]:
    """Return the machine's name and its addresses, as other machines may call it."""
    name = socket.gethostname()
    try:
        found = {str(each[4][0]) for each in socket.getaddrinfo(name, None, socket.AF_INET)}
    except OSError:
        found = set()
    return (name, *sorted(each for each in found if not each.startswith("127.")))


def _key(folder: Path) -> str:
    """Return the key that was made when the page was first opened to others, so links go on."""
    kept = folder / "key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(token_urlsafe(16), "ascii")
    return kept.read_text("ascii")


def _missing(package: str) -> DependencyError:
    return DependencyError(
        "serve",
        {"vi": f"Thiếu gói {package}.", "en": f"The package {package} is missing."},
        {
            "vi": "Cài bằng: pip install appendix-pipeline[web].",
            "en": "Install it: pip install appendix-pipeline[web].",
        },
    )
