"""One appendix as data: what is written to tasks.json and what every writer renders."""

from dataclasses import dataclass, field

from appendix_pipeline.model.agency import Agencies
from appendix_pipeline.model.correction import Correction
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.model.document import Location, Source
from appendix_pipeline.model.finding import Finding
from appendix_pipeline.model.place import Place
from appendix_pipeline.model.reference import Reference


@dataclass(frozen=True, slots=True)
class Plan:
    """The document the appendix belongs to, as its heading says it.

    `heading` is the line "Phụ lục …", `title` the lines below it, `issued_with` the line in
    brackets. `number` and the day in `date` are blank in an electronic document: the registry
    (văn thư) fills them in, and `to_be_filled` names them. `date` is an ISO 8601 prefix as
    fine as the source. `implements` are the acts named in the title, `based_on` those that the
    plan's preamble gives as its grounds, where it stands above the appendix in the same file.
    `place` is the commune that "Phòng Kinh tế" and the like belong to.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, III.1.c.
    """

    heading: str
    title: str
    issued_with: str
    kind: str = ""
    number: str = ""
    symbol: str = ""
    date: str = ""
    issuer: str = ""
    to_be_filled: tuple[str, ...] = ()
    implements: tuple[Reference, ...] = ()
    declared_total: int | None = None
    declared_total_text: str = ""
    place: Place = field(default_factory=Place)
    based_on: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading inside the table; `path` joins the numbers of the sections above with "/"."""

    path: str
    number: str
    title: str
    level: int
    where: Location


@dataclass(frozen=True, slots=True)
class Extra:
    """A column beyond the core ones: its role, its label as typed, its text."""

    role: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """One task. `id` is stable within the appendix ("VI.2"); `section` is a section's path.

    `content` and the texts in `lead`, `coordinating` and `deadline` are the source's words
    with white space folded, or a clerk's (`Dataset.corrections`). `footnotes` are markers of the
    dataset's footnotes. `shared` names the fields whose cell is merged over several tasks,
    `inherited` those filled from a ditto mark. `places` has for each role the first cell that
    holds it; `where` is the row.
    """

    id: str
    section: str
    number: str
    content: str
    lead: Agencies
    coordinating: Agencies
    deadline: Deadline
    references: tuple[Reference, ...]
    footnotes: tuple[str, ...]
    extras: tuple[Extra, ...]
    where: Location
    shared: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()
    places: dict[str, Location] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note and the text it hangs on: "IV/4.content", "IV.title", "header.lead" or "title".

    `offset` is the place of its reference in that text, in characters.
    """

    marker: str
    text: str
    attached_to: str
    offset: int
    where: Location


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A paragraph of the source of which `size` characters found no place in the dataset."""

    text: str
    size: int
    where: Location


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every character of the source that is not white space, by what became of it.

    `uses` has a count a use; `total` is counted on its own, from the document. The books
    close when `total` is the sum of `uses` and of the left-over sizes. `outside` lists the
    texts that the use "outside" counts: those of the document that are not of the appendix.
    """

    total: int
    uses: dict[str, int]
    left_over: tuple[LeftOver, ...] = ()
    outside: tuple[LeftOver, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnLabel:
    """A column of the source table: its role, and its label as typed."""

    role: str
    label: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """One appendix: the plan, its sections, tasks and footnotes, and the reader's findings.

    Tasks are as a clerk corrected them. `corrections` has one for each field that differs: there
    `before` is what the source says and `after` what the task says now.
    """

    plan: Plan
    columns: tuple[ColumnLabel, ...]
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    footnotes: tuple[Footnote, ...]
    findings: tuple[Finding, ...]
    ledger: Ledger
    source: Source
    generator: str
    corrections: tuple[Correction, ...] = ()
