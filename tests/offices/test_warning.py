"""Of an office that ends it is told a week before, once, in each reader's language."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.members.actions import grant_office
from shortlist.members.models import Member
from shortlist.notices.models import Notice
from shortlist.offices.warning import Warner, warn_of_ends
from shortlist.permissions import Role
from shortlist.polls.models import Poll
from tests.officers import FIRST, SECOND, officer_ids
from tests.people import add_member
from tests.timetables import add_poll

WHO = "sian@example.org"
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def grant(
    session: Session, clock: SetClock, role: Role, lasts: timedelta, poll: Poll | None = None
) -> datetime:
    """Grant Sian an office; return when it ends."""
    ends_at = clock.now() + lasts
    grant_office(
        session,
        email=WHO,
        role=role,
        actor=PLATFORM,
        now=clock.now(),
        poll=poll.slug if poll else None,
        expires_at=ends_at,
    )
    session.flush()
    return ends_at


def warn(session: Session, now: datetime) -> int:
    return warn_of_ends(session, now=now, base_url="http://localhost", zone="Europe/London")


def test_a_week_before_holder_and_returning_officers_are_told_once(
    session: Session, clock: SetClock
) -> None:
    _, second = officer_ids(session, clock.now())
    session.get_one(Member, second).language = "cy"
    poll = add_poll(session)
    add_member(session, clock, WHO)
    ends_at = grant(session, clock, Role.SCRUTINEER, 30 * DAY, poll)
    told = [warn(session, ends_at - WEEK - timedelta(seconds=1)), warn(session, ends_at - WEEK)]
    assert (*told, warn(session, ends_at - DAY)) == (0, 1, 0)
    found = {one.to_address: one for one in session.scalars(select(Notice))}
    assert found.keys() == {WHO, FIRST, SECOND}
    day = "Wednesday 4 March"
    assert found[WHO].subject == f"Your office as scrutineer ends on {day}"
    assert found[FIRST].subject == f"An office as scrutineer ends on {day}"
    assert "craffwr" in found[SECOND].subject
    assert poll.title in found[WHO].body
    assert f"/organise/polls/{poll.slug}/offices" in found[FIRST].body
    assert WHO not in found[FIRST].body


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (7 * DAY, ()),
        (30 * DAY, (60 * DAY,)),
    ],
)
def test_nobody_is_told_who_knows_it_or_holds_it_longer(
    session: Session, clock: SetClock, first: timedelta, then: tuple[timedelta, ...]
) -> None:
    ends_at = grant(session, clock, Role.ORGANISER, first, add_poll(session))
    for longer in then:
        grant(session, clock, Role.ORGANISER, longer)
    assert warn(session, ends_at - DAY) == 0


@pytest.mark.own_database
def test_the_worker_looks_once_an_hour(engine: Engine, settings: Settings, clock: SetClock) -> None:
    warner = Warner(engine=engine, clock=clock, settings=settings)
    warner.job().look()
    with open_session(engine) as session:
        grant(session, clock, Role.SAFEGUARDING_OFFICER, 8 * DAY)
        session.commit()
    clock.move(DAY - timedelta(seconds=1))
    told = []
    for _ in range(2):
        warner.job().look()
        with open_session(engine, read_only=True) as session:
            told.append([one.body for one in session.scalars(select(Notice))])
        clock.move(timedelta(hours=1))
    assert told[0] == []
    [body] = told[1]
    assert "hand it to another safeguarding officer" in body
