"""`serve`: the page for clerks, on this machine or for an office."""

import socket
import webbrowser
from contextlib import suppress
from errno import EADDRNOTAVAIL
from ipaddress import IPv4Address
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import click

from appendix_pipeline.cli.report import PATH, lang_option, say
from appendix_pipeline.consolidation.consolidate import check_batch
from appendix_pipeline.consolidation.ingest import DESK
from appendix_pipeline.errors import AppendixError, DependencyError
from appendix_pipeline.options import LOCAL_HOSTS, ServeOptions

_ALL = "0.0.0.0"  # noqa: S104 (only with a key)


def _address(ctx: click.Context, _: click.Parameter, value: str) -> str:
    try:
        return str(IPv4Address(value)) if value else ""
    except ValueError as error:
        raise click.BadParameter(say("no_address", ctx.meta.get("lang", "vi"), value)) from error


@click.command("serve")
@click.option(
    "--host", default="", callback=_address, metavar="ĐỊA CHỈ",
    help="Địa chỉ của máy này để mở trang: 127.0.0.1, với --lan là mọi địa chỉ.",
)  # fmt: skip
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
    host: str, port: int, *, lan: bool, names: tuple[str, ...], data: Path | None,
    store: Path | None, open_: bool, keep_days: int, max_store: int, lang: Any,
) -> None:  # fmt: skip
    """Mở trang nhận phụ lục trên máy này: thả tệp, xem lại, lấy Word, Excel, PDF."""
    host = host or (_ALL if lan else LOCAL_HOSTS[0])
    if not lan and host != LOCAL_HOSTS[0]:
        raise click.UsageError(say("host_needs_lan", lang, host))
    data = _folder(data, store, lang)
    try:
        import uvicorn  # noqa: PLC0415 (an extra)

        from appendix_pipeline.web import make_app  # noqa: PLC0415
    except ImportError as error:
        raise _missing(str(error.name)) from error
    others = (*([] if host == _ALL else [host]), *_own_names(), *names)
    hosts = tuple(dict.fromkeys((*LOCAL_HOSTS, *(map(str.lower, others) if lan else ()))))
    key = _key(data) if lan else ""
    options = ServeOptions(
        data, hosts, keep_days, max_store=max_store << 20, key=key, lang=lang, store=store
    )
    app = make_app(options)
    here = f"http://{LOCAL_HOSTS[0] if host == _ALL else host}:{port}"
    listening = _listening(host, port, here, open_=open_)
    way_in = f"/?key={key}" if key else ""
    for name in hosts[len(LOCAL_HOSTS) :] or hosts[:1]:
        click.echo(say("serving", lang, f"http://{name}:{port}{way_in}"), err=True)
    if open_:
        webbrowser.open(f"{here}{way_in}")  # the browser waits until the server answers
    config = uvicorn.Config(app, log_level="warning", server_header=False)
    uvicorn.Server(config).run([listening])


def _listening(host: str, port: int, here: str, *, open_: bool) -> socket.socket:
    """Return the socket to serve on; where the page is open already, show that one if asked to.

    The key is not sent there, since nobody knows what it is that listens.

    Raises:
        AppendixError: something else listens on the port, or the address is another machine's.
    """
    try:
        return socket.create_server((host, port))
    except OSError as error:
        if error.errno == EADDRNOTAVAIL:
            what = {
                "vi": f"Máy này không có địa chỉ {host}.",
                "en": f"This machine has no address {host}.",
            }
            hint = {
                "vi": "Hãy bỏ --host, hoặc nêu một địa chỉ của máy này.",
                "en": "Leave out --host, or name an address of this machine.",
            }
            raise AppendixError("serve", what, hint) from error
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
        return data or _home()
    if data:
        raise click.UsageError(say("data_or_store", lang))
    check_batch(store)
    return store / DESK


def _home() -> Path:
    """Return the user's data folder: on Windows one that no domain copies to a server.

    Earlier versions had it in the profile that is copied; what lies there goes on there.
    """
    here = Path(click.get_app_dir("appendix-pipeline", roaming=False))
    copied = Path(click.get_app_dir("appendix-pipeline"))
    return copied if copied.is_dir() and not here.is_dir() else here


def _own_names() -> tuple[str, ...]:
    """Return the machine's name and its addresses, as other machines may call it."""
    name = socket.gethostname()
    try:
        found = {str(each[4][0]) for each in socket.getaddrinfo(name, None, socket.AF_INET)}
    except OSError:
        found = set()
    # Where /etc/hosts has the name at 127.0.1.1, the address by which this machine would go out
    # is the one to call it by. Nothing is sent: the address belongs to nobody (RFC 5737).
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way_out:
        way_out.connect(("192.0.2.1", 9))
        found.add(way_out.getsockname()[0])
    return (name, *sorted(each for each in found if not each.startswith("127.")))


def _key(folder: Path) -> str:
    """Return the key that was made when the page was first opened to others, so links go on."""
    kept = folder / "key"
    key = kept.read_text("ascii").strip() if kept.is_file() else ""
    if not (key and key.isprintable()):  # a power cut may leave a file of zeros
        key = token_urlsafe(16)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = folder / "key.new"  # so that the key is never half written, nor blank
        aside.unlink(missing_ok=True)
        aside.touch(mode=0o600)
        aside.write_text(key, "ascii")
        aside.replace(kept)
    return key


def _missing(package: str) -> DependencyError:
    return DependencyError(
        "serve",
        {"vi": f"Thiếu gói {package}.", "en": f"The package {package} is missing."},
        {
            "vi": "Cài bằng: pip install appendix-pipeline[web].",
            "en": "Install it: pip install appendix-pipeline[web].",
        },
    )
