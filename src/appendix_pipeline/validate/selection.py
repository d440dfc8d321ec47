"""Findings that count: by code, with the severity one wants."""

from collections.abc import Iterable
from dataclasses import replace

from appendix_pipeline.model.finding import Finding
from appendix_pipeline.options import CheckOptions


def choose(findings: Iterable[Finding], options: CheckOptions) -> tuple[Finding, ...]:
    """Return the findings that `options` ask for, in their order."""
    return tuple(
        replace(each, severity=options.severity.get(each.code, each.severity))
        for each in findings
        if each.code not in options.ignore and (not options.select or each.code in options.select)
    )
