"""Casts at the same moment, and casts against the close, on both databases."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from threading import Barrier
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError

from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import make_engine, open_session
from shortlist.polls.models import Poll
from shortlist.proposals.rules import Change
from shortlist.voting.actions import close_boxes, make_ready
from shortlist.voting.models import Envelope
from shortlist.voting.receipts import Receipt
from shortlist.voting.rules import ChangedMeanwhile, VotingClosed
from tests.faults.agreement import check_log, check_receipts
from tests.officers import two_officers
from tests.voting.booth import Booth, add_electors, add_poll, make_booth

IS_SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
ELECTORS, THREADS = (40, 32) if IS_SOAK else (4, 8)
SERVERS = 4  # each with connections of its own
ROUNDS = 200 if IS_SOAK else 10  # of casts against the close
CASTERS = 7


def at_once(*steps: Callable[[], Any]) -> list[Any]:
    """Run steps that begin together; return what each returned."""
    start = Barrier(len(steps))

    def run(step: Callable[[], Any]) -> Any:
        start.wait()
        return step()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def cast_in_the_end(booth: Booth, number: int) -> Receipt:
    """Cast again whenever another cast of the same elector came between the page and the box.

    SQLite lets in whoever happens to ask when it is free: among many, one may wait too long.
    """
    while True:
        try:
            return booth.cast(number)
        except ChangedMeanwhile:
            continue
        except OperationalError as failure:
            if "database is locked" not in str(failure):
                raise


def test_simultaneous_casts_make_a_gapless_log_and_one_live_envelope_each(
    engine: Engine, clock: SetClock, settings: Settings
) -> None:
    booth = make_booth(engine, clock, settings.keys_path, electors=ELECTORS)
    booth.open_voting()
    engines = [make_engine(settings.database_url) for _ in range(SERVERS)]
    servers = [replace(booth, engine=one) for one in engines]

    def cast_all(server: Booth) -> list[Receipt]:
        return [cast_in_the_end(server, number) for number in range(ELECTORS)]

    jobs = [partial(cast_all, servers[number % SERVERS]) for number in range(THREADS)]
    receipts = [one for some in at_once(*jobs) for one in some]
    for one in engines:
        one.dispose()
    lines = check_log(booth)
    assert sorted(receipt.index for receipt in receipts) == list(range(1, len(lines)))
    assert len(receipts) == ELECTORS * THREADS
    check_receipts(lines, [(one.index, one.root, one.leaf) for one in receipts])
    with booth.reading() as session:
        assert len(session.scalars(select(Envelope.elector_id)).all()) == ELECTORS


def test_the_same_cast_sent_many_times_at_once_is_one(
    engine: Engine, clock: SetClock, settings: Settings
) -> None:
    booth = make_booth(engine, clock, settings.keys_path)
    booth.open_voting()
    receipts = at_once(*[lambda: booth.cast(0, nonce="ab" * 16)] * 8)
    assert len(set(receipts)) == 1
    assert len(check_log(booth)) == 2


def test_no_cast_follows_the_close(engine: Engine, clock: SetClock, settings: Settings) -> None:
    with open_session(engine) as session:
        add_electors(session, clock, CASTERS)
        polls = [_ready_poll(session, clock, settings, number) for number in range(ROUNDS)]
        session.commit()
        booths = [
            Booth(engine=engine, clock=clock, keys_path=settings.keys_path, poll_id=poll.id)
            for poll in polls
        ]
    clock.move(timedelta(hours=2))
    late = clock.now() + timedelta(days=2)
    outcomes = [_race(booth, late) for booth in booths]
    for booth, receipts in zip(booths, outcomes, strict=True):
        lines = check_log(booth)
        assert lines[-1] == f"C {len(receipts)} {len(receipts)}"
        assert sorted(receipt.leaf for receipt in receipts) == sorted(lines[1:-1])


def _ready_poll(session, clock: SetClock, settings: Settings, number: int) -> Poll:
    poll = add_poll(session, clock, slug=f"poll-{number}")
    make_ready(session, poll, now=clock.now(), keys_path=settings.keys_path, actor=PLATFORM)
    return poll


def _race(booth: Booth, late: datetime) -> Sequence[Receipt]:
    """Cast on several threads while one closes; return the receipts that were given."""

    def cast(number: int) -> Receipt | None:
        try:
            return booth.cast(number)
        except VotingClosed:
            return None

    def close() -> None:
        with booth.session() as session:
            two_officers(session, booth.poll(session), Change.CLOSE, late)
            close_boxes(session, booth.poll(session), now=late, actor=PLATFORM)
            session.commit()

    casts = [lambda number=number: cast(number) for number in range(CASTERS)]
    found = at_once(*casts[:3], close, *casts[3:])
    return [receipt for receipt in found if receipt is not None]
