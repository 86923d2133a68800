"""Exit statuses: what a script that calls the command can tell by them."""

from __future__ import annotations

import sys

from ..errors import CountError, TieError

DONE, PARTED, BAD_INPUT, NEEDS_LOT, INTERRUPTED = 0, 1, 2, 3, 130


def refuse(refusal: CountError, file: str = "") -> int:
    """Say on stderr why something cannot be done, and return the status that says it as well."""
    sys.stderr.write(f"{file}: {refusal}\n" if file else f"{refusal}\n")
    return NEEDS_LOT if isinstance(refusal, TieError) else BAD_INPUT
