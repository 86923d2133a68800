"""A member's download: one zip with everything held about them, sent while it is made.

`index.html` is to be read, `data.json` holds the same for programs, each table is a CSV file too,
and pictures are files. A photo is in memory only while it is written.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from sqlalchemy import Engine

from shortlist.db import open_session
from shortlist.language import ENGLISH, speaking
from shortlist.rights import queries
from shortlist.rights.gathering import Cell, Part, Rows
from shortlist.rights.pages import sentence
from shortlist.rights.queries import Owner
from shortlist.stv.stage_table import plain


class Pipe(io.RawIOBase):
    """What a zip is written to: it keeps what was written until that is taken and sent."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        """Say that this can be written to."""
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # the zip writes bytes alone
        """Keep what was written."""
        self._written.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken = b"".join(self._written)
        self._written.clear()
        return taken


def zip_of(
    engine: Engine, parts: Sequence[Part], owner: Owner, *, now: datetime, page: str
) -> Iterator[bytes]:
    """Yield the zip of somebody's data piece by piece; photos are read one by one."""
    pipe = Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as packed:
        packed.writestr("index.html", page)
        packed.writestr("data.json", as_json(parts, owner, now))
        for part in parts:
            for number, rows in enumerate(part.rows, start=1):
                packed.writestr(f"csv/{part.kind.name}-{number}.csv", as_csv(rows))
        yield pipe.take()
        for file in (file for part in parts for file in part.files):
            with open_session(engine, read_only=True) as session:
                content = queries.file_of(session, file.kept, file.column, file.key)
            if content is not None:  # taken out a moment ago
                packed.writestr(file.name, content, ZIP_STORED)
                yield pipe.take()
    yield pipe.take()


def as_json(parts: Sequence[Part], owner: Owner, now: datetime) -> str:
    """Return everything as JSON: kinds with what they are and for how long, and their rows."""
    whole = {
        "made_at": now.isoformat(),
        "address": owner.email,
        "kinds": [_kind(part) for part in parts],
    }
    with speaking(ENGLISH):
        return json.dumps(whole, ensure_ascii=False, indent=1, default=str)


def _kind(part: Part) -> dict[str, object]:
    with speaking(ENGLISH):  # a file says the same to everybody
        return _kind_in_words(part)


def _kind_in_words(part: Part) -> dict[str, object]:
    kind = part.kind
    return {
        "kind": kind.name,
        "title": kind.title,
        "what": sentence(kind.what),
        "why": sentence(kind.why),
        "allowed_by": kind.basis,
        "kept": kind.term.in_words(),
        "tables": [
            {
                "table": rows.title,
                "rows": [
                    dict(zip(map(str, rows.labels), line, strict=True)) for line in rows.cells
                ],
            }
            for rows in part.rows
        ],
        "files": [file.name for file in part.files],
    }


def as_csv(rows: Rows) -> str:
    """Return a table as CSV that no spreadsheet takes for formulas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    with speaking(ENGLISH):
        writer.writerow(rows.labels)
    writer.writerows([_harmless(cell) for cell in line] for line in rows.cells)
    return text.getvalue()


def _harmless(cell: Cell) -> Cell:
    return plain(cell) if isinstance(cell, str) else cell
