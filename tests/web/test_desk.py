"""The desk keeps files as long as it should, and no longer."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from appendix_pipeline.web.desk import Counts, Desk


def test_what_lay_longer_than_it_is_kept_is_deleted(tmp_path: Path) -> None:
    desk = Desk(tmp_path, keep_days=30)
    number, _ = desk.put("a.docx", b"x")
    desk.enter(number, "a.docx", counts=Counts(3, 2, 1, 0))
    desk.expire(datetime.now(UTC) + timedelta(days=29))
    assert [each.counts for each in desk.entries()] == [Counts(3, 2, 1, 0)]
    desk.expire(datetime.now(UTC) + timedelta(days=31))
    assert desk.entries() == []
    assert [each for each in tmp_path.iterdir() if each.is_dir()] == []


def test_documents_stay_when_the_page_is_closed_and_opened(tmp_path: Path) -> None:
    desk = Desk(tmp_path, keep_days=30)
    number, _ = desk.put("a.docx", b"x")
    desk.enter(number, "a.docx", error="Không đọc được.")
    (kept,) = Desk(tmp_path, keep_days=30).entries()
    assert (kept.id, kept.error, kept.size) == (number, "Không đọc được.", 1)
