"""The errors that refuse a file, in the words of `rules/refusals.toml`."""

from appendix_pipeline.errors import InputError, Sentence
from appendix_pipeline.rules import load


def refusal(name: str, code: str, **details: object) -> InputError:
    """Return the error for the file called `name`, its sentences filled in with `details`."""
    return InputError(name, *sentences(code, **details))


def sentences(code: str, **details: object) -> tuple[Sentence, Sentence]:
    """Return what is wrong and what to do, in every language."""
    record = load("refusals")["refusal"][code]
    hint = load("refusals")["hint"][record["hint"]]
    what, todo = (
        {lang: text.format(**details) for lang, text in each.items()}
        for each in (record["what"], hint)
    )
    return what, todo
