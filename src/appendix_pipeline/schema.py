"""The published schema of a dataset, and the way back from JSON: pydantic at the boundary.

`python -m appendix_pipeline.schema schemas/` writes the published files again. pydantic is
imported where it is used, since a conversion never needs it.
"""

import json
import sys
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appendix_pipeline.errors import InputError
from appendix_pipeline.model.dataset import Dataset

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

NAME = "dataset.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def _adapter() -> "TypeAdapter[tuple[Dataset]]":
    from pydantic import ConfigDict, TypeAdapter  # noqa: PLC0415 (costs 80 ms, only needed here)

    # The one-tuple is there because pydantic takes no configuration for a bare dataclass.
    return TypeAdapter(tuple[Dataset], config=ConfigDict(extra="forbid", strict=True))


def from_plain(data: Any, name: str = "") -> Dataset:
    """Return the dataset whose plain form (`model.codec.to_plain`) is `data`; `name` is its file.

    Types, names and enumerations are checked, nothing is converted; a field that has a default
    may be missing. What a type cannot say (that a date is one) is left to `validate.schema`.

    Raises:
        InputError: `data` is not the plain form of a dataset; the sentence names the first place.
    """
    from pydantic import ValidationError  # noqa: PLC0415

    try:
        # By way of JSON, since only there a strict pydantic takes a list for a tuple.
        return _adapter().validate_json(json.dumps([data]))[0]
    except ValidationError as error:
        raise _refused(error, name) from None


def load_dataset(path: Path) -> Dataset:
    """Return the dataset in the JSON file at `path`.

    Raises:
        InputError: the file is missing, no JSON, or not the plain form of a dataset.
    """
    hint = {
        "vi": "Hãy dùng tệp tasks.json do chương trình ghi ra.",
        "en": "Use a tasks.json that this program wrote.",
    }
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        what = {"vi": "Không đọc được tệp.", "en": "The file cannot be read."}
        raise InputError(str(path), what, hint) from error
    except ValueError as error:
        what = {"vi": "Tệp không phải JSON.", "en": "The file is no JSON."}
        raise InputError(str(path), what, hint) from error
    return from_plain(data, path.name)


# What pydantic calls a mistake -> what a clerk is told; the place says where it is.
_MISTAKES = {
    "missing": {"vi": "thiếu trường này", "en": "this field is missing"},
    "unexpected_keyword_argument": {
        "vi": "không có trường tên này",
        "en": "no field is called that",
    },
    "literal_error": {
        "vi": "giá trị không thuộc danh sách cho phép",
        "en": "the value is none of the list",
    },
}
_WRONG_TYPE = {"vi": "giá trị sai kiểu", "en": "the value is of the wrong type"}


def _refused(error: "ValidationError", name: str) -> InputError:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = "/".join(str(step) for step in first["loc"][1:]) or "/"
    mistake = _MISTAKES.get(first["type"], _WRONG_TYPE)
    others = error.error_count() - 1
    rest = {
        "vi": f"; còn {others} lỗi khác" if others else "",
        "en": f"; {others} more" if others else "",
    }
    return InputError(
        f"{name}, {place}" if name else place,
        {
            "vi": f"dữ liệu không đúng cấu trúc đã công bố: {mistake['vi']}{rest['vi']}.",
            "en": f"the data break the published schema: {mistake['en']}{rest['en']}.",
        },
        {
            "vi": f"Sửa lại theo schemas/{NAME}.",
            "en": f"Correct them after schemas/{NAME}.",
        },
    )


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema 2020-12 of a dataset's plain form: every field required, no other.

    Its types come from the model, its sentences and finer rules from `schema.toml`.
    """
    drawn = _adapter().json_schema(ref_template="#/$defs/{model}")
    return {
        "$schema": DIALECT,
        "$id": NAME,
        "title": "Dataset",
        "description": drawn["$defs"]["Dataset"]["description"],
        "$ref": "#/$defs/Dataset",
        "$defs": {name: _published(name, kind) for name, kind in sorted(drawn["$defs"].items())},
    }


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("schema.toml").read_text("utf-8"))


def _published(name: str, kind: dict[str, Any]) -> dict[str, Any]:
    """Return one object type with its fields' sentences, closed, and nothing optional."""
    fields = {field: _field(name, field, drawn) for field, drawn in kind["properties"].items()}
    return {
        "title": name,
        "description": " ".join(kind["description"].split("\n\nSource:")[0].split()),
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _field(kind: str, name: str, drawn: dict[str, Any]) -> dict[str, Any]:
    words = _words().get(kind, {}).get(name)
    if words is None:
        raise LookupError(f"schema.toml has no sentence for {kind}.{name}")
    finer = {"description": words} if isinstance(words, str) else words
    rule = {key: value for key, value in drawn.items() if key not in {"title", "default"}}
    return {"title": name.replace("_", " ").capitalize(), **finer, **rule}


def main(folder: str) -> None:
    """Write the published schemas into `folder`."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    Path(folder, NAME).write_text(text, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
