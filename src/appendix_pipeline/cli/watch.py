"""`watch`: what arrives in a folder is converted, until Ctrl-C; a line a file with its time."""

import signal
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from appendix_pipeline.batches.item import Done, Outcome
from appendix_pipeline.batches.journal import line_of
from appendix_pipeline.batches.mirror import at_hand
from appendix_pipeline.batches.planning import Plan
from appendix_pipeline.batches.storage import Place, place_of, shown
from appendix_pipeline.batches.watching import watch
from appendix_pipeline.cli.batch import left_out, line
from appendix_pipeline.cli.consolidate import tell_consolidated
from appendix_pipeline.cli.each import each_options
from appendix_pipeline.cli.report import PATH, as_json
from appendix_pipeline.consolidation.consolidate import MADE, consolidate
from appendix_pipeline.consolidation.ingest import lacking
from appendix_pipeline.errors import DependencyError, OutputError
from appendix_pipeline.office import printed_by
from appendix_pipeline.options import BatchOptions, Lang
from appendix_pipeline.rules import load


@click.command("watch")
@click.argument("inbox", type=PATH)
@click.option(
    "--out", type=place_of, default="output", show_default=True, metavar="DIR|URL",
    help="Thư mục kết quả (hoặc s3://…), như của lệnh batch.",
)  # fmt: skip
@click.option(
    "--settle", type=click.FloatRange(0, min_open=True), default=3.0, show_default=True,
    help="Số giây một tệp phải đứng yên (không đổi cỡ, giờ sửa) mới được coi là đã chép xong.",
)  # fmt: skip
@each_options
def command(
    inbox: Path, *, out: Place, settle: float, no_consolidate: bool, json_: bool,
    options: BatchOptions, province: str, lang: Any,
) -> None:  # fmt: skip
    """Trông thư mục INBOX (cả thư mục con, cả ổ mạng): tệp nào đến, chép xong thì chuyển tệp ấy.

    Tệp đang chép dở, tệp tạm (~$…, .part, .crdownload) được để yên. Không tệp nào trong INBOX bị
    đụng đến. Chạy lại cùng lệnh chỉ làm tệp mới hoặc đã đổi; mọi điều khác như lệnh batch.
    """
    tell = _Telling(inbox, out, lang, province, json=json_, consolidates=not no_consolidate)
    # A service is stopped by SIGTERM: as cleanly as by Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    tell.note("begun", inbox=inbox.as_posix(), out=shown(out))
    try:
        for outcome in watch(inbox, out, options, settle, tell):
            tell.outcome(outcome)
    except KeyboardInterrupt:
        tell.note("stopped")
        raise


class _Telling:
    """A log for a person, or JSON to a program and the log beside it; the picture of it all."""

    def __init__(
        self, inbox: Path, out: Place, lang: Lang, province: str, *, json: bool, consolidates: bool
    ) -> None:
        self._inbox, self._out, self._lang, self._province = inbox, out, lang, province
        self._json, self._consolidates = json, consolidates
        self._left_out: set[str] = set()
        self._told = {""}  # programs that printed PDFs in Pango's place

    def left_out(self, names: tuple[str, ...]) -> None:
        """Tell once what is no Word file."""
        if new := tuple(name for name in names if name not in self._left_out):
            self._left_out.update(new)
            self._log(left_out(new, self._lang))

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
        """Bring the picture of all communes up to date."""
        if self._consolidates:
            with at_hand(self._out, MADE, partial(lacking, lang=self._lang)) as folder:
                made = consolidate(folder, self._lang, self._province)
            tell_consolidated(made, self._lang, self._out, err=self._json)

    def refused(self, error: OutputError | DependencyError) -> None:
        """Tell what could not be written: it is open in Excel, or out of reach."""
        self._log(error.sentence(self._lang))

    def away(self) -> None:
        """Tell that the inbox is out of reach."""
        self.note("away", self._inbox.as_posix())

    def note(self, name: str, *args: object, **details: object) -> None:
        """Tell a sentence of `rules/labels.toml`."""
        self._log(str(load("labels")["watch"][name][self._lang]).format(*args, **details))

    def _log(self, words: str) -> None:
        now = datetime.now().astimezone()
        click.echo(f"{now:%Y-%m-%d %H:%M:%S}  {words}", err=self._json)
