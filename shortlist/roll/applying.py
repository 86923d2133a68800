"""Applies a plan to the roll, all of it in one transaction or nothing."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from shortlist.db import UTCDateTime
from shortlist.roll.cells import COLUMNS
from shortlist.roll.comparing import ADD, CHANGE, GONE, MOVED
from shortlist.roll.history import note_leaving, note_new_cells
from shortlist.roll.models import RollEntry
from shortlist.roll.queries import lock_roll, roll_mark
from shortlist.roll.rules import EntryState, RollChanged, RollMark

PAGES_KIB = 64 * 1024

Steps = Callable[[int], None]  # entries written so far


def apply_plan(
    session: Session, plan: Path, *, mark: RollMark, now: datetime, progress: Steps
) -> None:
    """Apply a plan made from the roll that `mark` tells of; raise `RollChanged` for any other.

    What leaves the roll leaves first, so that its address is free; the caller commits.
    """
    lock_roll(session)
    if roll_mark(session) != mark:
        raise RollChanged
    done = 0
    with _room_for_indexes(session):
        for verbs in ((MOVED, GONE), (CHANGE, ADD)):
            for verb, rows in _read(plan, verbs):
                _WRITERS[verb](session, rows, now)
                done += len(rows)
                progress(done)


@contextmanager
def _room_for_indexes(session: Session) -> Iterator[None]:
    """Let SQLite hold more pages: members come in no order, and its usual 2 MB are soon spilt."""
    if session.get_bind().dialect.name != "sqlite":
        yield
        return
    connection = session.connection()
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{PAGES_KIB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def _read(plan: Path, verbs: tuple[str, str]) -> Iterator[tuple[str, list[Any]]]:  # JSON
    starts = tuple(f'["{verb}"' for verb in verbs)
    with plan.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(starts):
                verb, rows = json.loads(line)
                yield verb, rows


def _leave(session: Session, ids: list[int], now: datetime) -> None:
    session.execute(
        update(RollEntry)
        .where(RollEntry.id.in_(ids))
        .values(state=EntryState.GONE, updated_at=now),
        execution_options={"synchronize_session": False},
    )


def _go(session: Session, ids: list[int], now: datetime) -> None:
    note_leaving(session, ids, now)
    _leave(session, ids, now)


def _change(session: Session, rows: list[list[Any]], now: datetime) -> None:  # JSON
    note_new_cells(session, rows, now)
    moment = _stored(session, now)
    assignments = ", ".join(f"{column} = ?" for column in COLUMNS)
    _execute_many(
        session,
        f"UPDATE roll_entries SET {assignments}, state = 'current', updated_at = ? WHERE id = ?",  # noqa: S608 - our own words only
        [(*row[1:], moment, row[0]) for row in rows],
    )


def _add(session: Session, rows: list[list[Any]], now: datetime) -> None:  # JSON
    moment = _stored(session, now)
    _execute_many(
        session,
        f"INSERT INTO roll_entries ({', '.join(COLUMNS)}, state, source, updated_at)"  # noqa: S608 - our own words only
        " VALUES (?, ?, ?, ?, ?, ?, 'current', 'import', ?)",
        [(*row, moment) for row in rows],
    )


def _stored(session: Session, now: datetime) -> object:
    """Return a moment as the column keeps it."""
    process = UTCDateTime().bind_processor(session.get_bind().dialect)
    return process(now) if process else now


def _execute_many(session: Session, statement: str, rows: list[tuple[Any, ...]]) -> None:  # JSON
    """Hand rows to the driver as they are: binding would take half the time of a large import."""
    if session.get_bind().dialect.name == "postgresql":
        statement = statement.replace("?", "%s")
    session.connection().exec_driver_sql(statement, rows)


_WRITERS: dict[str, Callable[[Session, list[Any], datetime], None]] = {  # JSON
    MOVED: _leave,
    GONE: _go,
    CHANGE: _change,
    ADD: _add,
}
