"""Casts at the same moment, and casts against the close, on both databases."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

from sqlalchemy import Engine, select

from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.polls.models import Poll
from shortlist.voting.actions import close_boxes, make_ready
from shortlist.voting.leaves import live_hashes
from shortlist.voting.models import Envelope, Leaf, LogHead, Manifest
from shortlist.voting.receipts import Receipt
from shortlist.voting.rules import ChangedMeanwhile, VotingClosed
from shortlist.voting.tree import Tree
from tests.voting.booth import Booth, add_electors, add_poll, make_booth

THREADS = 8
ELECTORS = 4


def at_once(*steps: Callable[[], Any]) -> list[Any]:
    """Run steps that begin together; return what each returned."""
    start = Barrier(len(steps))

    def run(step: Callable[[], Any]) -> Any:
        start.wait()
        return step()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def check_log(booth: Booth) -> list[str]:
    """Hold log, envelopes and head of the booth's contest against each other; return the lines."""
    with booth.reading() as session:
        contest_id = booth.poll(session).contests[0].id
        of_contest = (Leaf.contest_id == contest_id, Envelope.contest_id == contest_id)
        leaves = session.execute(
            select(Leaf.index, Leaf.line).where(of_contest[0]).order_by(Leaf.index)
        ).all()
        envelopes = session.scalars(select(Envelope).where(of_contest[1])).all()
        head = session.get_one(LogHead, contest_id)
        manifest = session.get_one(Manifest, contest_id)
    lines = [line for _, line in leaves]
    tree = Tree.of(lines)
    assert [index for index, _ in leaves] == list(range(len(leaves)))
    assert (head.size, head.frontier, head.live) == (tree.size, tree.frontier, len(envelopes))
    assert len({envelope.elector_id for envelope in envelopes}) == len(envelopes)
    close = [] if head.closed else [f"C {head.live} {head.by_server}"]
    assert live_hashes([*lines, *close], manifest.sha256).total() == len(envelopes)
    return lines


def cast_in_the_end(booth: Booth, number: int) -> Receipt:
    """Cast again whenever another cast of the same elector came between the page and the box."""
    while True:
        try:
            return booth.cast(number)
        except ChangedMeanwhile:
            continue


def test_simultaneous_casts_make_a_gapless_log_and_one_live_envelope_each(
    engine: Engine, clock: SetClock, settings: Settings
) -> None:
    booth = make_booth(engine, clock, settings.keys_path, electors=ELECTORS)
    booth.open_voting()

    def cast_all() -> list[Receipt]:
        return [cast_in_the_end(booth, number) for number in range(ELECTORS)]

    receipts = [one for some in at_once(*[cast_all] * THREADS) for one in some]
    lines = check_log(booth)
    assert sorted(receipt.index for receipt in receipts) == list(range(1, len(lines)))
    assert all(lines[receipt.index] == receipt.leaf for receipt in receipts)
    assert all(Tree.of(lines[: one.size]).root() == one.root for one in receipts)
    with booth.reading() as session:
        assert len(session.scalars(select(Envelope.elector_id)).all()) == ELECTORS


def test_the_same_cast_sent_many_times_at_once_is_one(
    engine: Engine, clock: SetClock, settings: Settings
) -> None:
    booth = make_booth(engine, clock, settings.keys_path)
    booth.open_voting()
    receipts = at_once(*[lambda: booth.cast(0, nonce="ab" * 16)] * THREADS)
    assert len(set(receipts)) == 1
    assert len(check_log(booth)) == 2


def test_no_cast_follows_the_close(engine: Engine, clock: SetClock, settings: Settings) -> None:
    with open_session(engine) as session:
        add_electors(session, clock, THREADS)
        polls = [_ready_poll(session, clock, settings, number) for number in range(10)]
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
            close_boxes(session, booth.poll(session), now=late, actor=PLATFORM)
            session.commit()

    casts = [lambda number=number: cast(number) for number in range(THREADS - 1)]
    found = at_once(*casts[:3], close, *casts[3:])
    return [receipt for receipt in found if receipt is not None]
