"""The whole dataset as JSON, in the published schema `schemas/dataset.schema.json`."""

import json

from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions

PATH = "tasks.json"


def write(dataset: Dataset, options: WriteOptions) -> bytes:
    """Return UTF-8 text, keys in the order of the model; it is the same in every language."""
    del options
    text = json.dumps(to_plain(dataset), ensure_ascii=False, indent=1) + "\n"
    # A lone surrogate, which UTF-8 cannot hold, becomes the escape that JSON has for it.
    return text.encode(errors="backslashreplace")
