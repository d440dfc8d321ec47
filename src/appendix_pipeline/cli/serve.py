"""`serve`: the page for clerks, on this machine."""

from pathlib import Path
from typing import Any

import click

from appendix_pipeline.cli.report import PATH, lang_option, say
from appendix_pipeline.errors import DependencyError
from appendix_pipeline.options import ServeOptions


@click.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, type=click.Choice(["127.0.0.1", "localhost"])
)
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--data", type=PATH, default=lambda: Path(click.get_app_dir("appendix-pipeline")),
    help="Thư mục giữ tệp đã nhận; nếu không nêu thì là thư mục dữ liệu của người dùng.",
)  # fmt: skip
@click.option("--keep-days", default=30, show_default=True, type=click.IntRange(1))
@lang_option
def command(host: str, port: int, data: Path, keep_days: int, lang: Any) -> None:
    """Mở trang nhận phụ lục tại http://HOST:PORT; chỉ máy này mở được."""
    try:
        import uvicorn  # noqa: PLC0415 (an extra)

        from appendix_pipeline.web import make_app  # noqa: PLC0415
    except ImportError as error:
        raise DependencyError(
            "serve",
            {"vi": f"Thiếu gói {error.name}.", "en": f"The package {error.name} is missing."},
            {
                "vi": "Cài bằng: pip install appendix-pipeline[web].",
                "en": "Install it: pip install appendix-pipeline[web].",
            },
        ) from error
    app = make_app(ServeOptions(data, keep_days=keep_days, lang=lang))
    click.echo(say("serving", lang, f"http://{host}:{port}"), err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
