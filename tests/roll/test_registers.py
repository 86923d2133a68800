"""Freezing a register, and finding the elector in it."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from shortlist.clock import SetClock
from shortlist.polls.models import Poll
from shortlist.roll.actions import freeze_register
from shortlist.roll.queries import elector_for, entry_for, roll_size, roll_sizes
from shortlist.roll.rules import AlreadyFrozen, EmptyRoll, EntryState
from tests.people import add_roll_entry


@pytest.fixture
def poll(session: Session, clock: SetClock) -> Poll:
    at = clock.now()
    days = [at + timedelta(days=number) for number in range(7)]
    poll = Poll(
        slug="executive",
        title="Executive",
        description="",
        time_zone="Europe/London",
        interest_opens_at=days[0],
        interest_closes_at=days[1],
        shortlist_at=days[2],
        opens_at=days[3],
        closes_at=days[4],
        results_at=days[5],
        slate_at=days[6],
        created_at=at,
    )
    session.add(poll)
    session.flush()
    return poll


def test_freezing_copies_the_current_entries_and_hashes_them(
    session: Session, clock: SetClock, poll: Poll
) -> None:
    add_roll_entry(session, clock, "b@example.org", number="M-10", local_party="Łódź Lane")
    add_roll_entry(session, clock, "a@example.org", number="M-9", region="Wales")
    add_roll_entry(session, clock, "d@example.org", number="a-1")
    add_roll_entry(session, clock, "c@example.org", number="M-1").state = "gone"
    register = freeze_register(session, poll_id=poll.id, now=clock.now())
    lines = "M-10\tŁódź Lane\tLondon\nM-9\tAnyborough\tWales\na-1\tAnyborough\tLondon\n"
    assert register.size == 3
    assert register.sha256 == hashlib.sha256(lines.encode()).digest()
    assert register.frozen_at == clock.now()


def test_an_empty_roll_has_no_register(session: Session, clock: SetClock, poll: Poll) -> None:
    with pytest.raises(EmptyRoll):
        freeze_register(session, poll_id=poll.id, now=clock.now())


def test_a_register_is_frozen_once(session: Session, clock: SetClock, poll: Poll) -> None:
    add_roll_entry(session, clock, "a@example.org")
    freeze_register(session, poll_id=poll.id, now=clock.now())
    with pytest.raises(AlreadyFrozen):
        freeze_register(session, poll_id=poll.id, now=clock.now())


def test_an_elector_is_found_by_the_address_on_the_roll(
    session: Session, clock: SetClock, poll: Poll
) -> None:
    entry = add_roll_entry(session, clock, "a@example.org", number="M-1")
    freeze_register(session, poll_id=poll.id, now=clock.now())
    late = add_roll_entry(session, clock, "late@example.org")
    found = elector_for(session, poll.id, "a@example.org")
    assert found is not None
    assert (found.membership_number, found.roll_entry_id) == ("M-1", entry.id)
    assert elector_for(session, poll.id, late.email) is None
    assert elector_for(session, poll.id + 1, "a@example.org") is None


def test_an_elector_follows_a_changed_address_and_outlasts_the_roll(
    session: Session, clock: SetClock, poll: Poll
) -> None:
    entry = add_roll_entry(session, clock, "a@example.org", number="M-1")
    freeze_register(session, poll_id=poll.id, now=clock.now())
    entry.email, entry.state = "new@example.org", "gone"
    session.flush()
    assert elector_for(session, poll.id, "a@example.org") is None
    assert elector_for(session, poll.id, "new@example.org") is not None
    assert entry_for(session, "new@example.org") is None


def test_an_address_stands_once_among_the_current_entries(
    session: Session, clock: SetClock
) -> None:
    add_roll_entry(session, clock, "a@example.org", number="M-1").state = "gone"
    session.flush()
    again = add_roll_entry(session, clock, "a@example.org", number="M-2")
    assert entry_for(session, "a@example.org") is again
    assert roll_size(session) == 1
    assert roll_sizes(session) == {EntryState.CURRENT: 1, EntryState.GONE: 1}
