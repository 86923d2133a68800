"""The JSON Schema of a record, shipped beside the code."""

from __future__ import annotations

from importlib.resources import files

NAME = "record.schema.json"


def schema_bytes() -> bytes:
    """The schema file (JSON Schema 2020-12), as UTF-8."""
    return files(__package__).joinpath(NAME).read_bytes()
