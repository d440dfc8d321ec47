"""What a careful reader would object to, as values."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from appendix_pipeline.model.document import Location

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """An objection as a stage makes it: a code of `rules/findings.toml` and what fills its text.

    `task` is a task's id, `role` the column it is about.
    """

    code: str
    where: Location | None = None
    task: str = ""
    role: str = ""
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic put into words: `message` says what and where, `suggestion` what to do."""

    code: str
    severity: Severity
    message: str
    suggestion: str
    where: Location | None = None
    task: str = ""
    role: str = ""
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A mechanical correction: the code of the finding it answers, a text before and after."""

    task: str
    role: str
    code: str
    before: str
    after: str


Sink = Callable[[Diagnostic], None]
