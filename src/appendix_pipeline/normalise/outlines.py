"""The sections of an edited table: which one a row names, and the numbers and ids in them."""

from collections.abc import Iterable

from appendix_pipeline import tracker
from appendix_pipeline.model.dataset import Section, Task
from appendix_pipeline.model.document import Location
from appendix_pipeline.model.sheet import SheetRow
from appendix_pipeline.normalise.sections import split_number
from appendix_pipeline.text import clean, clean_number, fold, key


class Paths:
    """The sections there are, those that rows name for the first time included."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self.sections = list(sections)
        self._titles = tracker.section_titles(self.sections)
        self._ids: set[str] = set()

    @property
    def order(self) -> dict[str, int]:
        """The places of the sections by their paths."""
        return {each.path: place for place, each in enumerate(self.sections)}

    def of(self, row: SheetRow, before: Task | None) -> tuple[str, str]:
        """Return the section's path and the task's number as the row says them now."""
        typed = row.entries.get("id")
        identity = fold(typed.text) if typed else before.id if before else ""
        path = self._path(row, before, identity)
        if before and identity in (before.id, fold(before.id)):
            return path, before.number
        prefix = path.replace("/", ".") + "."
        return path, clean_number(identity.removeprefix(prefix)) if identity else ""

    def placed(self, path: str, number: str, before: Task | None) -> tuple[str, str, str]:
        """Return path, number and an id that no other row has."""
        same = before and (before.section, before.number) == (path, number)
        wanted = before.id if before and same else f"{path}/{number}".strip("/").replace("/", ".")
        # An empty id is that of findings about no task.
        identity, count = wanted or "#1", 1
        while identity in self._ids:
            count += 1
            identity = f"{wanted}#{count}"
        self._ids.add(identity)
        return path, number, identity

    def _path(self, row: SheetRow, before: Task | None, identity: str) -> str:
        entry = row.entries.get("section")
        text = fold(clean(entry.text)) if entry else ""
        if before and (not entry or self._is(text, before.section)):
            return before.section
        named = [path for path in self._titles if self._is(text, path)]
        if named or not text:
            return named[0] if named and text else self._by_id(identity)
        return self._add(text)

    def _is(self, text: str, path: str) -> bool:
        return key(text) in (key(self._titles.get(path, path)), key(path))

    def _by_id(self, identity: str) -> str:
        """Return the innermost section whose numbers an id begins with."""
        above = [path for path in self._titles if identity.startswith(path.replace("/", ".") + ".")]
        return max(above, key=len, default="")

    def _add(self, text: str) -> str:
        number, title = split_number(text)
        path, count = number or title, 1
        while path in self._titles:
            count += 1
            path = f"{number or title}#{count}"
        self.sections.append(Section(path, number, title, 1, Location()))
        self._titles[path] = text
        return path
