"""What may stand in an address: numbers that a row can have, words without control characters."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter

LARGEST_NUMBER = 2**63 - 1  # of a row, in either database
_PRINTED = r"[^/\x00-\x1f\x7f]"


class RowNumber(IntegerConverter):
    """A whole number that the database can hold; any other leads to no page."""

    regex = r"[0-9]{1,19}"
    part_isolating = True

    def __init__(self, map: Map) -> None:  # noqa: A002 - Werkzeug's own name
        super().__init__(map, max=LARGEST_NUMBER)


class Word(UnicodeConverter):
    """Text without control characters, which PostgreSQL refuses and no address of ours has."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - Werkzeug's own name
        super().__init__(map)
        self.regex = self.regex.replace("[^/]", _PRINTED)


def install(app: Flask) -> None:
    """Let every route that is added from now on read its address so."""
    app.url_map.converters |= {"int": RowNumber, "default": Word, "string": Word}


def clamped(number: int | None) -> int | None:
    """Return a number given in a query, at most the largest that a row can have."""
    return None if number is None else max(0, min(number, LARGEST_NUMBER))
