"""Agency cells: split into bodies, each resolved by the rules of `rules/agencies.toml`."""

from appendix_pipeline.normalise.agencies.resolve import split
from appendix_pipeline.normalise.agencies.review import diagnose

__all__ = ["diagnose", "split"]
