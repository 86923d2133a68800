"""What commands write: bytes to the standard output, so that any terminal's encoding will do."""

from __future__ import annotations

import json
import sys


def write(data: bytes) -> None:
    """Write now: whoever reads need not wait for the next file."""
    sys.stdout.buffer.write(data)
    sys.stdout.flush()


def write_lines(*lines: str) -> None:
    """Write lines of text."""
    write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))


def write_json(values: object) -> None:
    """Write one JSON value as a line."""
    write_lines(json.dumps(values, ensure_ascii=False, separators=(",", ":")))
