"""Changes to the roll while a file of members is being applied: one waits, and neither is lost."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.audit.queries import first_broken_link, latest_events
from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.members.actions import send_registration
from shortlist.members.queries import registration_by_id
from shortlist.roll.actions import approve_registration, record_import, take_off_roll
from shortlist.roll.applying import apply_plan
from shortlist.roll.comparing import compare
from shortlist.roll.queries import entry_by_id, entry_for
from shortlist.roll.rules import AlreadyOnRoll
from tests.people import add_member, add_roll_entry
from tests.roll.files import row, write

WHO = "sian@example.org"
Change = Callable[[Session], object]


def while_applying(engine: Engine, clock: SetClock, path: Path, change: Change) -> None:
    """Apply a file; when it is all written, begin the change, then record and commit the file."""
    plan = path.with_suffix(".plan")
    with open_session(engine, read_only=True) as reading:
        outcome = compare(reading, path, plan, lambda *_: None)

    def make_change() -> None:
        with open_session(engine) as session:
            change(session)
            session.commit()

    with ThreadPoolExecutor(1) as pool, open_session(engine) as session:
        apply_plan(session, plan, mark=outcome.mark, now=clock.now(), progress=lambda _: None)
        waiting = pool.submit(make_change)
        time.sleep(0.5)  # long enough to come as far as it can
        assert not waiting.done()
        figures = {"added": outcome.added, "changed": outcome.changed, "gone": outcome.gone}
        record_import(session, actor=PLATFORM, import_id=1, now=clock.now(), **figures)
        session.commit()
        waiting.result(timeout=30)


def actions(engine: Engine) -> list[str]:
    with open_session(engine, read_only=True) as session:
        assert first_broken_link(session) is None
        return [event.action for event in latest_events(session)]


def waiting_registration(engine: Engine, clock: SetClock) -> tuple[int, int]:
    """Return the numbers of an organiser and of a registration that waits."""
    with open_session(engine) as session:
        organiser = add_member(session, clock, "o@example.org", ["organiser"])
        found = send_registration(
            session,
            member_id=add_member(session, clock, WHO).id,
            name="Siân Pritchard",
            local_party="Anyborough",
            region="Wales",
            now=clock.now(),
        )
        session.commit()
        return organiser.id, found.id


def approval(organiser_id: int, registration_id: int, clock: SetClock) -> Change:
    def approve(session: Session) -> None:
        found = registration_by_id(session, registration_id, lock=True)
        page = "http://localhost/roll/me"
        approve_registration(session, found, by_member_id=organiser_id, page=page, now=clock.now())

    return approve


def test_a_registration_is_approved_after_the_import(
    engine: Engine, clock: SetClock, tmp_path: Path
) -> None:
    approve = approval(*waiting_registration(engine, clock), clock)
    while_applying(engine, clock, write(tmp_path / "f.csv", row(1)), approve)
    assert len(actions(engine)) == 2
    with open_session(engine, read_only=True) as session:
        assert entry_for(session, WHO) is not None
        assert entry_for(session, "m1@example.org") is not None


def test_who_came_by_the_import_is_not_put_on_the_roll_twice(
    engine: Engine, clock: SetClock, tmp_path: Path
) -> None:
    approve = approval(*waiting_registration(engine, clock), clock)
    with pytest.raises(AlreadyOnRoll):
        while_applying(engine, clock, write(tmp_path / "f.csv", row(1, email=WHO)), approve)
    assert len(actions(engine)) == 1


def test_an_entry_is_taken_off_after_the_import(
    engine: Engine, clock: SetClock, tmp_path: Path
) -> None:
    organiser_id, _ = waiting_registration(engine, clock)
    with open_session(engine) as session:
        entry_id = add_roll_entry(session, clock, "m1@example.org", number="M-1").id
        session.commit()

    def take_off(session: Session) -> None:
        entry = entry_by_id(session, entry_id, lock=True)
        take_off_roll(session, entry, by_member_id=organiser_id, now=clock.now())

    while_applying(engine, clock, write(tmp_path / "f.csv", row(1, name="New Name")), take_off)
    assert len(actions(engine)) == 2
    with open_session(engine, read_only=True) as session:
        entry = entry_by_id(session, entry_id)
        assert (entry.name, entry.state) == ("New Name", "gone")
