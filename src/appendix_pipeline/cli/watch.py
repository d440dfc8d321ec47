"""`watch`: what arrives in a folder is converted, until Ctrl-C; a line a file with its time."""

import signal
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from appendix_pipeline.batches.item import Done, Outcome
from appendix_pipeline.batches.journal import line_of
from appendix_pipeline.batches.planning import Plan
from appendix_pipeline.batches.watching import watch
from appendix_pipeline.cli.batch import line
from appendix_pipeline.cli.consolidate import tell_consolidated
from appendix_pipeline.cli.each import each_options
from appendix_pipeline.cli.report import PATH, as_json
from appendix_pipeline.consolidation.consolidate import consolidate
from appendix_pipeline.errors import OutputError
from appendix_pipeline.office import printed_by
from appendix_pipeline.options import BatchOptions, Lang
from appendix_pipeline.rules import load


@click.command("watch")
@click.argument("inbox", type=PATH)
@click.option(
    "--out", type=PATH, default=Path("output"), show_default=True,
    help="Thư mục kết quả, như của lệnh batch.",
)  # fmt: skip
@click.option(
    "--settle", type=click.FloatRange(0, min_open=True), default=3.0, show_default=True,
    help="Số giây một tệp phải đứng yên (không đổi cỡ, giờ sửa) mới được coi là đã chép xong.",
)  # fmt: skip
@each_options
def command(
    inbox: Path, *, out: Path, settle: float, no_consolidate: bool, json_: bool,
    options: BatchOptions, province: str, lang: Any,
) -> None:  # fmt: skip
    """Trông thư mục INBOX (cả thư mục con, cả ổ mạng): tệp nào đến, chép xong thì chuyển tệp ấy.

    Tệp đang chép dở, tệp tạm (~$…, .part, .crdownload) được để yên. Không tệp nào trong INBOX bị
    đụng đến. Chạy lại cùng lệnh chỉ làm tệp mới hoặc đã đổi; mọi điều khác như lệnh batch.
    """
    tell = _Telling(inbox, out, lang, province, json=json_, consolidates=not no_consolidate)
    # A service is stopped by SIGTERM: as cleanly as by Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    tell.note("begun", inbox=inbox.as_posix(), out=out.as_posix())
    try:
        for outcome in watch(inbox, out, options, settle, tell):
            tell.outcome(outcome)
    except KeyboardInterrupt:
        tell.note("stopped")
        raise


class _Telling:
    """A log for a person, or JSON to a program and the log beside it; the picture of it all."""

    def __init__(
        self, inbox: Path, out: Path, lang: Lang, province: str, *, json: bool, consolidates: bool
    ) -> None:
        self._inbox, self._out, self._lang, self._province = inbox, out, lang, province
        self._json, self._consolidates = json, consolidates
        self._told = {""}  # programs that printed PDFs in Pango's place

    def planned(self, plan: Plan) -> None:
        """Tell what needs no work."""
        if plan.held:
            self.note("held", len(plan.held))

    def outcome(self, outcome: Outcome) -> None:
        """Tell what became of a file."""
        if self._json:
            click.echo(as_json(line_of(outcome), indent=None))
        if outcome.fresh:
            self._log(line(outcome, self._lang))
        if isinstance(outcome, Done) and outcome.stand_in not in self._told:
            self._told.add(outcome.stand_in)
            self._log(printed_by(outcome.stand_in, self._lang))

    def quiet(self) -> None:
        """Bring the picture of all communes up to date; where that is open in Excel, the next."""
        if not self._consolidates:
            return
        try:
            made = consolidate(self._out, self._lang, self._province)
        except OutputError as error:
            self._log(error.sentence(self._lang))
        else:
            tell_consolidated(made, self._lang, self._out, err=self._json)

    def away(self) -> None:
        """Tell that the inbox is out of reach."""
        self.note("away", self._inbox.as_posix())

    def note(self, name: str, *args: object, **details: object) -> None:
        """Tell a sentence of `rules/labels.toml`."""
        self._log(str(load("labels")["watch"][name][self._lang]).format(*args, **details))

    def _log(self, words: str) -> None:
        now = datetime.now().astimezone()
        click.echo(f"{now:%Y-%m-%d %H:%M:%S}  {words}", err=self._json)
