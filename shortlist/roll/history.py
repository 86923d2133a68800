"""What became of an entry of the roll: kept when it changes, and shown to whom it is about."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, literal, select
from sqlalchemy.orm import Session

from shortlist.language import later
from shortlist.roll.cells import COLUMNS, WORDS
from shortlist.roll.models import RollChange, RollEntry
from shortlist.roll.rules import ChangeOfEntry, EntryState

CHANGE_WORDS = {
    ChangeOfEntry.JOINED: later("Put on the roll"),
    ChangeOfEntry.CHANGED: later("Changed"),
    ChangeOfEntry.LEFT: later("Taken off the roll"),
    ChangeOfEntry.RETURNED: later("On the roll again"),
}


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One change of an entry in words: what, when, and each column with what it was and became."""

    what: str
    at: datetime
    columns: Sequence[tuple[str, str, str]]


def note_change(session: Session, entry: RollEntry, what: ChangeOfEntry, now: datetime) -> None:
    """Keep that one entry came, left or returned."""
    session.add(RollChange(roll_entry_id=entry.id, what=what, changed_at=now, columns="{}"))
    session.flush()


def note_move(session: Session, entry: RollEntry, address: str, now: datetime) -> None:
    """Keep that one entry gets another address, before it does."""
    columns = json.dumps({"email": [entry.email, address]})
    session.add(
        RollChange(
            roll_entry_id=entry.id, what=ChangeOfEntry.CHANGED, changed_at=now, columns=columns
        )
    )
    session.flush()


def note_leaving(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Keep that entries are left out by a file of members."""
    moment = literal(now, RollChange.changed_at.type)
    left = select(RollEntry.id, literal(ChangeOfEntry.LEFT.value), moment, literal("{}"))
    session.execute(
        insert(RollChange).from_select(
            ["roll_entry_id", "what", "changed_at", "columns"], left.where(RollEntry.id.in_(ids))
        ),
        execution_options={"synchronize_session": False},
    )


def note_new_cells(
    session: Session,
    rows: Sequence[Sequence[Any]],  # JSON: an id, then the cells in the order of COLUMNS
    now: datetime,
) -> None:
    """Keep what a file of members changes in entries, before it does."""
    new = {row[0]: list(row[1:]) for row in rows}
    cells = [getattr(RollEntry, name) for name in COLUMNS]
    query = select(RollEntry.id, RollEntry.state, RollEntry.updated_at, *cells)
    old = session.execute(query.where(RollEntry.id.in_(new)))
    kept = [_change(entry, new[entry.id], now) for entry in old]
    if kept:
        session.execute(insert(RollChange), kept)


def _change(
    entry: Row[*tuple[Any, ...]], cells: Sequence[str], now: datetime
) -> Mapping[str, object]:
    old = [str(getattr(entry, name)) for name in COLUMNS]
    columns = {
        name: [before, after]
        for name, before, after in zip(COLUMNS, old, cells, strict=True)
        if before != after
    }
    # An entry that this very file has moved aside, to free its address, was on the roll.
    was_gone = entry.state == EntryState.GONE and entry.updated_at != now
    what = ChangeOfEntry.RETURNED if was_gone else ChangeOfEntry.CHANGED
    return {
        "roll_entry_id": entry.id,
        "what": what.value,
        "changed_at": now,
        "columns": json.dumps(columns, ensure_ascii=False),
    }


def history_of(session: Session, entry: RollEntry) -> list[Changed]:
    """Return what became of an entry, the newest first."""
    query = select(RollChange).where(RollChange.roll_entry_id == entry.id)
    rows = session.scalars(query.order_by(RollChange.id.desc()).limit(100))
    return [
        Changed(
            what=CHANGE_WORDS[ChangeOfEntry(row.what)],
            at=row.changed_at,
            columns=[
                (WORDS[name], before, after)
                for name, (before, after) in json.loads(row.columns).items()
            ],
        )
        for row in rows
    ]
