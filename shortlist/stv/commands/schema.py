"""`schema`: print the JSON Schema of a record."""

from __future__ import annotations

import argparse

from ..schema import schema_bytes
from .exits import DONE
from .outputs import write

SUMMARY = "print the JSON Schema that every record keeps to"
EXAMPLE = "shortlist schema > record.schema.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: `schema` takes no arguments."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 - as every command
    """Print the schema."""
    write(schema_bytes())
    return DONE
