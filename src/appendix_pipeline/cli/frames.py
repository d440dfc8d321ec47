"""What click itself says ("Usage:", "Error: Missing argument …") in the language of the clerk.

Click has its words from gettext, which knows languages by compiled files and by the environment.
Ours stand with all other words in `rules/labels.toml`; what it lacks stays English.
"""

import gettext
from collections.abc import Sequence
from itertools import pairwise

from appendix_pipeline.rules import table

_english = [False]


def speak(arguments: Sequence[str]) -> None:
    """Have click speak English where `arguments` say so, else Vietnamese."""
    asked = {f"{before}={after}" for before, after in pairwise(arguments)} | set(arguments)
    _english[0] = "--lang=en" in asked


def _said(_domain: str, message: str) -> str:
    return message if _english[0] else str(table("labels", "click").get(message, message))


def _counted(_domain: str, one: str, many: str, count: int) -> str:
    return _said("", one if count == 1 else many)


vars(gettext).update(dgettext=_said, dngettext=_counted)
