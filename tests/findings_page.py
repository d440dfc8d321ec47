"""Writes docs/findings.md anew from the catalogue: `python tests/findings_page.py`."""

from pathlib import Path

from appendix_pipeline.rules.catalogue import findings
from appendix_pipeline.validate.wording import example

PAGE = Path(__file__).parent.parent / "docs" / "findings.md"
_TOP = """# Findings

What a careful reader objects to in an appendix: `appendix-pipeline check FILE`. The codes that begin
with `layout-` are about the look of any Word file: `appendix-pipeline check --layout FILE`. The same
in the terminal: `appendix-pipeline rules`, `appendix-pipeline explain CODE`. The catalogues are
`src/appendix_pipeline/rules/findings.toml` and `rules/decree30.toml`; this page is written from them
by `python tests/findings_page.py`.

An error is surely wrong, a warning is to be looked at, an info is good to know. Number and day
that the registry (văn thư) fills in are never objected to; "PHỤ LỤC" in capitals only by `--layout`,
since the decree has it in small letters.

## Choosing

`--select` and `--ignore` take codes with commas. `appendix.toml` in the working folder, or the file
of `--config`, says the same for good; what the command line says goes before it:

```toml
[check]
ignore = ["agency-capitals", "spacing"]

[check.severity]
missing-deadline = "error"
```

## In a pipeline

`--format text|json|sarif|xlsx`, `--out FILE`. Exit code: 9 where there is an error, 8 where there is
a warning and `--fail-on warning` was asked for, else 0; `--fail-on never` leaves findings out of it.
A file that cannot be read has its own code (3, 4), which goes before those.

## All findings
"""


def page() -> str:
    """Return the page."""
    parts = [_TOP]
    for code, rule in findings().items():
        vi, en = example(code, "vi"), example(code, "en")
        parts.append(
            f"### {code}\n\n{rule['severity']}. {rule['en']['why']} ({rule['source']})\n\n"
            f"- {vi.message} {vi.suggestion}\n- {en.message} {en.suggestion}\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
