"""Legal documents cited in running text, read by the rules of `rules/references.toml`."""

from appendix_pipeline.normalise.references.citations import find

__all__ = ["find"]
