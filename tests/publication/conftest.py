"""A poll counted from papers handed in, before and after it is published."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Engine

from shortlist.audit.actions import PLATFORM
from shortlist.ballot_box.actions import import_papers, make_contest_from_blt
from shortlist.ballot_box.outside import PaperFile
from shortlist.clock import SetClock
from shortlist.counts.actions import count_poll
from shortlist.db import open_session
from shortlist.demonstration.timetables import timetable_around
from shortlist.polls.actions import announce_poll, make_poll
from shortlist.polls.planning import CountingRule, PollPlan
from shortlist.polls.queries import poll_by_slug
from shortlist.proposals.rules import Change
from shortlist.publication.actions import publish_results
from shortlist.slates.actions import publish_slate
from tests.officers import open_without_a_box, two_officers
from tests.told_once import told_once

BLT = b"""5 2
40 1 2 0
33 2 3 0
20 3 2 0
12 4 3 0
8 5 0
0
"Ann Ash"
"=Ben Box"
"Cat Cole"
"Dan Dyer"
"Eve East"
"A small board"
"""
FILE = PaperFile(blt=BLT, file_name="board.blt", title="The board", source="Made for a test.")


@pytest.fixture
def counted(engine: Engine, clock: SetClock) -> str:
    """The address of a poll that has been counted but not published."""
    return told_once(partial(_count, engine, clock), "counted", engine=engine, clock=clock)


@pytest.fixture
def published(engine: Engine, clock: SetClock) -> str:
    """The address of a poll whose results and slate are published."""
    return told_once(partial(_publish, engine, clock), "published", engine=engine, clock=clock)


def _count(engine: Engine, clock: SetClock) -> str:
    with open_session(engine) as session:
        timetable = timetable_around(clock.now(), days_since_close=3, time_zone="Europe/London")
        plan = PollPlan(
            title="The small board",
            description="Two seats.",
            time_zone="Europe/London",
            timetable=timetable,
        )
        long_ago = timetable.interest_opens_at - timedelta(days=1)
        poll = make_poll(session, now=long_ago, actor=PLATFORM, plan=plan)
        contest = make_contest_from_blt(
            session, poll, FILE, rule=CountingRule.SCOTTISH, now=timetable.shortlist_at
        )
        announce_poll(session, poll, now=long_ago, actor=PLATFORM)
        poll.ready_at = timetable.opens_at
        import_papers(session, contest, FILE, now=timetable.closes_at, actor=PLATFORM)
        open_without_a_box(session, poll, timetable.box_closes_at)
        count_poll(session, poll, now=clock.now(), actor=PLATFORM)
        session.commit()
        return poll.slug


def _publish(engine: Engine, clock: SetClock) -> str:
    slug = _count(engine, clock)
    with open_session(engine) as session:
        poll = poll_by_slug(session, slug, lock=True)
        two_officers(session, poll, Change.PUBLISH_RESULTS, clock.now())
        publish_results(session, poll, now=clock.now(), actor=PLATFORM)
        two_officers(session, poll, Change.PUBLISH_SLATE, clock.now())
        publish_slate(session, poll, now=clock.now(), actor=PLATFORM)
        session.commit()
    return slug
