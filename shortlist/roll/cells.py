"""One row of a file of members: its columns, and what may stand in each."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from shortlist.errors import Refusal
from shortlist.language import later, say
from shortlist.members.rules import BadAddress, clean_address
from shortlist.web.csv_file import Columns
from shortlist.web.typed import one_line

MEMBERS = Columns(
    {
        "name": ("name", "full name", "member name", "member"),
        "email": ("email", "e mail", "email address", "e mail address", "mail", "address"),
        "membership_number": (
            "membership number",
            "member number",
            "membership no",
            "member no",
            "membership id",
            "member id",
            "number",
        ),
        "local_party": ("local party", "party", "branch", "local group", "constituency"),
        "region": ("region", "nation", "nation or region", "nation region"),
        "joined_on": (
            "joined on",
            "joined",
            "date joined",
            "join date",
            "joining date",
            "member since",
        ),
    }
)
COLUMNS = MEMBERS.names
WORDS = {
    "name": later("name"),
    "email": later("email"),
    "membership_number": later("membership number"),
    "local_party": later("local party"),
    "region": later("region"),
    "joined_on": later("joined on"),
}
LONGEST = {"name": 200, "membership_number": 40, "local_party": 200, "region": 200}

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


class Cells(NamedTuple):
    """One member as the file gives it, cleaned, in the order of `COLUMNS`."""

    name: str
    email: str
    membership_number: str
    local_party: str
    region: str
    joined_on: date


class BadCell(Refusal):
    """A cell does not hold what its column asks for."""

    sentence = later("This does not fit its column.")


def clean_cell(column: str, text: str) -> str:
    """Return a cell with its spaces tidied; raise `BadCell` naming what is wrong."""
    if column == "email":
        return _clean_email(clean_text(WORDS[column], text))
    return clean_text(WORDS[column], text, LONGEST.get(column, 40))


def clean_text(words: str, text: str, longest: int | None = None) -> str:
    """Return a cell with its spaces tidied; raise `BadCell`, in which it is called by `words`."""
    tidy = " ".join(text.split())
    if not tidy:
        raise BadCell(say("The %(words)s is empty.", words=words))
    if not tidy.isprintable() and tidy != one_line(tidy):
        raise BadCell(say("The %(words)s holds a character that cannot be seen.", words=words))
    if longest is not None and len(tidy) > longest:
        raise BadCell(
            say(
                "The %(words)s is longer than %(longest)s characters.", words=words, longest=longest
            )
        )
    return tidy


def _clean_email(text: str) -> str:
    try:
        return clean_address(text)
    except BadAddress as no:
        raise BadCell(say("This is not an e-mail address.")) from no


@lru_cache(maxsize=50_000)
def clean_date(text: str) -> date:
    """Return a day written as 2024-05-01 or 01/05/2024; raise `BadCell`."""
    iso, british = _ISO.fullmatch(text), _BRITISH.fullmatch(text)
    if iso is not None:
        year, month, day = iso.groups()
    elif british is not None:
        day, month, year = british.groups()
    else:
        raise BadCell(say("The date is not written as 2024-05-01 or 01/05/2024."))
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise BadCell(say("There is no such day.")) from error


def clean_row(texts: list[str], complain: Callable[[str, str], None]) -> Cells | None:
    """Return the six cells of a row; tell `complain` (column, sentence) of each fault, and None."""
    values: list[str] = []
    joined_on = None
    for column, text in zip(COLUMNS, texts, strict=True):
        try:
            values.append(clean_cell(column, text))
            if column == "joined_on":
                joined_on = clean_date(values[-1])
        except BadCell as no:
            complain(column, no.text)
    if joined_on is None or len(values) < len(COLUMNS):
        return None
    name, email, number, local_party, region, _ = values
    return Cells(name, email, number, local_party, region, joined_on)
