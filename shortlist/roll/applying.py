"""Applies a plan to the roll, all of it in one transaction or nothing."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm import Session

from shortlist.roll.cells import COLUMNS
from shortlist.roll.comparing import ADD, CHANGE, GONE, MOVED
from shortlist.roll.models import RollEntry
from shortlist.roll.queries import lock_roll, roll_mark
from shortlist.roll.rules import EntrySource, EntryState, RollChanged, RollMark

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
    for verbs in ((MOVED, GONE), (CHANGE, ADD)):
        for verb, rows in _read(plan, verbs):
            _WRITERS[verb](session, rows, now)
            done += len(rows)
            progress(done)


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


def _change(session: Session, rows: list[list[Any]], now: datetime) -> None:  # JSON
    table = _table()
    statement = (
        table.update()
        .where(table.c.id == bindparam("entry_id"))
        .values(state=EntryState.CURRENT, updated_at=now)
    )
    session.connection().execute(
        statement, [{"entry_id": row[0], **_values(row[1:])} for row in rows]
    )


def _add(session: Session, rows: list[list[Any]], now: datetime) -> None:  # JSON
    same = {"state": EntryState.CURRENT, "source": EntrySource.IMPORT, "updated_at": now}
    session.connection().execute(_table().insert(), [_values(row) | same for row in rows])


def _values(row: list[str]) -> dict[str, str | date]:
    return {**dict(zip(COLUMNS, row, strict=True)), "joined_on": date.fromisoformat(row[-1])}


def _table() -> Table:
    table = RollEntry.__table__
    assert isinstance(table, Table)  # noqa: S101 - narrows the type for the checker
    return table


_WRITERS: dict[str, Callable[[Session, list[Any], datetime], None]] = {  # JSON
    MOVED: _leave,
    GONE: _leave,
    CHANGE: _change,
    ADD: _add,
}
