"""A process that casts until it is killed, and keeps a note of every receipt that was given."""

import os
import random
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from shortlist.db import load_tables, make_engine, open_session
from shortlist.polls.models import Contest
from shortlist.voting.actions import cast_ballot
from shortlist.voting.ballots import new_nonce, seal_order
from shortlist.voting.queries import fixed_for, live_leaf
from shortlist.voting.receipts import Receipt
from shortlist.voting.rules import ChangedMeanwhile


def cast_until_killed(
    url: str, contest_id: int, elector_ids: list[int], now: datetime, notes: Path
) -> None:
    """Cast again and again, as a web server's process does; a receipt is noted once committed."""
    load_tables()
    engine = make_engine(url)
    descriptor = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with suppress(DBAPIError):  # the database is gone: so is this process
        while True:
            receipt = _cast_once(engine, contest_id, random.choice(elector_ids), now)
            note = f"{receipt.index} {receipt.root.hex()} {receipt.leaf}\n"
            os.write(descriptor, note.encode())


def _cast_once(engine: Engine, contest_id: int, elector_id: int, now: datetime) -> Receipt:
    while True:
        with suppress(ChangedMeanwhile), open_session(engine) as session:
            contest = session.get_one(Contest, contest_id)
            ballot = seal_order(fixed_for(session, contest_id), elector_id, [1, 2], new_nonce())
            live = live_leaf(session, contest_id, elector_id)
            receipt = cast_ballot(session, contest, ballot, replaces=live, now=now)
            session.commit()
            return receipt


def noted(notes: Path) -> list[tuple[int, bytes, str]]:
    """Return the index, root and leaf of every receipt that was given."""
    if not notes.exists():
        return []
    rows = [line.split(" ", 2) for line in notes.read_text().splitlines()]
    return [(int(index), bytes.fromhex(root), leaf) for index, root, leaf in rows]
