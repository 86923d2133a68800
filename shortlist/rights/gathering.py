"""Gather what is kept of one person, kind by kind, as the table of what is kept says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from shortlist.keeping import Kept, Kind
from shortlist.rights import queries
from shortlist.rights.queries import Key, Owner
from shortlist.rights.table import KINDS, tables_of

Cell = str | int | float | bool | None  # what JSON can hold


@dataclass(frozen=True, kw_only=True)
class FileKept:
    """A file in a column of a row: its name in the download, and where it is."""

    name: str
    kept: Kept
    column: str
    key: Key


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Somebody's rows of one table: labels, and a line of cells for each row."""

    title: str
    labels: Sequence[str]
    cells: Sequence[Sequence[Cell]]


@dataclass(frozen=True, kw_only=True)
class Part:
    """All that is kept of somebody of one kind; `rows` is empty where there is nothing."""

    kind: Kind
    rows: Sequence[Rows]
    files: Sequence[FileKept]


def gather(session: Session, owner: Owner) -> Sequence[Part]:
    """Return what is kept of somebody, in the order of the privacy page."""
    return [_part(session, kind, owner) for kind in KINDS.values()]


def _part(session: Session, kind: Kind, owner: Owner) -> Part:
    found = [(kept, queries.rows_of(session, kept, owner)) for kept in tables_of(kind)]
    return Part(
        kind=kind,
        rows=[_rows(session, kept, rows) for kept, rows in found if rows],
        files=[file for kept, rows in found for file in _files(kept, rows)],
    )


def _rows(session: Session, kept: Kept, rows: Sequence[Mapping[str, object]]) -> Rows:
    return Rows(
        title=kept.table.replace("_", " ").capitalize(),
        labels=list(kept.columns.values()),
        cells=[[_cell(session, kept, name, row[name]) for name in kept.columns] for row in rows],
    )


def _cell(session: Session, kept: Kept, name: str, value: object) -> Cell:
    """Return a value as people and programs can read it; a poll or contest by its title."""
    for key in queries.table_of(kept).c[name].foreign_keys:
        if isinstance(value, int) and (
            title := queries.title_of(session, key.column.table.name, value)
        ):
            return title
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value if isinstance(value, (str, int, float, bool)) else None


def _files(kept: Kept, rows: Sequence[Mapping[str, object]]) -> Iterator[FileKept]:
    for row in rows:
        key = tuple(row[column.name] for column in queries.key_of(kept))
        for column, ending in kept.files.items():
            name = f"{kept.table}/{'-'.join(map(str, key))}.{ending}"
            yield FileKept(name=name, kept=kept, column=column, key=key)
