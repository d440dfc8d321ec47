"""Agency cells: split into bodies, each resolved by the rules of `rules/agencies.toml`."""

from appendix_pipeline.normalise.agencies.own import know, unknown
from appendix_pipeline.normalise.agencies.resolve import split
from appendix_pipeline.normalise.agencies.review import diagnose

__all__ = ["diagnose", "know", "split", "unknown"]
