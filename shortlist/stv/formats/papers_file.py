"""Read a file of papers in any format: what it is shows in its content, else in its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from ..errors import InputError
from ..profile import Profile
from ..reading import Gaps
from .blt import read_blt
from .text import plain_text

FORMATS = ("blt", "csv", "preflib", "abif")
_SUFFIXES = {
    ".blt": "blt",
    ".csv": "csv",
    ".tsv": "csv",
    ".abif": "abif",
    **dict.fromkeys((".soc", ".soi", ".toc", ".toi"), "preflib"),
}
_SIGNS = {
    "preflib": re.compile(
        rb"\s*(?:#[ \t]*(?:FILE NAME|TITLE|NUMBER [A-Z]|ALTERNATIVE NAME)|"
        rb"[0-9]+[ \t]*\n[ \t]*[0-9]+[ \t]*,[^\n])"
    ),
    "blt": re.compile(rb"[0-9]+[ \t]+[0-9]+[ \t]*(?:\n|#|\Z)|/\*"),
    "csv": re.compile(rb"(?=[^\n]*[A-Za-z\x80-\xff])[^>\n]*[,;\t][^>\n]*(?:\n|\Z)"),
    "abif": re.compile(rb"[0-9]+[ \t]*[:*]|=[^\n]*:|\{|ABIF\b|\[[^\n]*\][ \t]*:"),
}
_COMMENTS = re.compile(rb"(?:\s*#[^\n]*\n|\s+)*")
_HEAD = 1 << 16  # bytes looked at


def read_papers(
    data: bytes,
    name: str = "",
    *,
    form: str | None = None,
    seats: int | None = None,
    gaps: Gaps = Gaps.CLOSE,
) -> Profile:
    """The profile of a file of papers, whatever its format, or in the one of FORMATS that is named.

    `name` is the file's; `seats` replaces what a BLT file says and must be given with all others;
    `gaps` says what a left out rank does. InputError with line, column and a sentence for a file
    that cannot be read.
    """
    form = form or format_of(data, name)
    if form == "blt":
        profile = read_blt(data, gaps)
        return profile if seats is None else replace(profile, seats=seats)
    if form not in FORMATS:
        raise InputError(f"There is no format {form!r}; there are: {', '.join(FORMATS)}.")
    if seats is None:
        raise InputError("The file does not say how many seats there are: say it (--seats).")
    return _reader(form)(data, seats, gaps)


def _reader(form: str) -> Callable[[bytes, int, Gaps], Profile]:
    """The reader of a format without seats, loaded when a file asks for it."""
    if form == "csv":
        from .csv_papers import read_csv

        return read_csv
    if form == "preflib":
        from .preflib import read_preflib

        return read_preflib
    from .abif import read_abif

    return read_abif


def format_of(data: bytes, name: str = "") -> str:
    """Which of FORMATS a file has."""
    head = plain_text(data[:_HEAD])
    if _SIGNS["preflib"].match(head):
        return "preflib"
    says = _COMMENTS.sub(b"", head, count=1)
    for form in ("blt", "abif", "csv"):
        if _SIGNS[form].match(says):
            return form
    by_name = _SUFFIXES.get(PurePath(name).suffix.casefold())
    if by_name is not None:
        return by_name
    first = says.partition(b"\n")[0]
    return "csv" if any(letter in first for letter in b",;\t") else "blt"
