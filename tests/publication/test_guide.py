"""The guide says what the actions say, from a blank draft to the slate, and leads the way."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.counts.actions import count_poll
from shortlist.db import open_session
from shortlist.guide.rules import State, next_of, refusal_of, steps_of
from shortlist.mailings.models import Mailing
from shortlist.mailings.rules import Occasion as Occasions
from shortlist.polls.actions import add_contest, announce_poll, make_poll
from shortlist.polls.glance import Glance
from shortlist.polls.models import Poll
from shortlist.proposals.actions import call_off
from shortlist.proposals.queries import live_proposals
from shortlist.proposals.rules import Change
from shortlist.publication.changes import Occasion, carry_out, terms_now
from shortlist.publication.guide import OFFICER_WORDS, PERMISSION_OF
from shortlist.publication.steps import STEPS
from shortlist.voting.actions import make_ready
from tests.officers import officer_ids, proposed, two_officers
from tests.people import add_roll_entry
from tests.timetables import BEFORE, TIMETABLE, contest_plan, plan_of
from tests.voting.booth import add_candidates, make_booth

Try = Callable[[Session, Poll, datetime, Path], object]
A_MINUTE = timedelta(minutes=1)
DOES: dict[str, Try] = {
    "contests": lambda session, poll, now, _keys: add_contest(
        session, poll, now=now, actor=PLATFORM, plan=contest_plan()
    ),
    "announce": lambda session, poll, now, _keys: announce_poll(
        session, poll, now=now, actor=PLATFORM
    ),
    "ready": lambda session, poll, now, keys: make_ready(
        session, poll, now=now, keys_path=keys, actor=PLATFORM
    ),
    "close": lambda session, poll, now, _keys: terms_now(session, poll, Change.CLOSE, now),
    "open": lambda session, poll, now, _keys: terms_now(session, poll, Change.OPEN, now),
    "count": lambda session, poll, now, _keys: count_poll(session, poll, now=now, actor=PLATFORM),
    "results": lambda session, poll, now, _keys: terms_now(
        session, poll, Change.PUBLISH_RESULTS, now
    ),
    "slate": lambda session, poll, now, _keys: terms_now(session, poll, Change.PUBLISH_SLATE, now),
}


def agreed(session: Session, poll: Poll, change: Change, now: datetime, keys: Path) -> None:
    proposal = two_officers(session, poll, change, now)
    occasion = Occasion(now=now, actor=PLATFORM, keys_path=keys, base_url="")
    carry_out(session, poll, proposal, occasion)


def life(
    session: Session, clock: SetClock, keys: Path
) -> Iterator[tuple[Poll, datetime, str | None, State | None]]:
    """Lead a poll from a blank draft to its slate; give each time what the guide should say."""
    at, now, start = TIMETABLE, BEFORE, State.NOW
    poll = make_poll(session, now=now, actor=PLATFORM, plan=plan_of())
    officer_ids(session, clock.now())
    yield poll, now, "contests", start
    for title in ("Members", "Nobody’s"):
        add_contest(session, poll, now=now, actor=PLATFORM, plan=contest_plan(title))
    yield poll, now, "announce", start
    yield poll, at.interest_closes_at, "announce", State.BLOCKED
    announce_poll(session, poll, now=now, actor=PLATFORM)
    yield poll, now, "roll", start
    for number in range(2):
        add_roll_entry(session, clock, f"elector{number}@example.org")
    yield poll, now, "interest", State.LATER
    yield poll, at.interest_opens_at, "interest", start
    add_candidates(session, clock, poll.contests[0], ["Amina Okafor", "Bryn Hughes"])
    yield poll, at.interest_closes_at, "candidates", State.BLOCKED
    yield poll, at.shortlist_at, "candidates", State.BLOCKED
    add_candidates(session, clock, poll.contests[1], ["Ciara Byrne"])
    yield poll, at.interest_closes_at, "shortlist", State.LATER
    yield poll, at.shortlist_at, "ready", start
    yield poll, at.opens_at, "ready", start
    yield poll, at.closes_at, "ready", State.BLOCKED
    make_ready(session, poll, now=at.shortlist_at, keys_path=keys, actor=PLATFORM)
    yield poll, at.shortlist_at, "voting", State.LATER
    yield poll, at.opens_at, "voting", start
    yield poll, at.closes_at, "close", State.LATER
    yield poll, at.box_closes_at, "close", start
    proposal = proposed(session, poll, Change.CLOSE, at.box_closes_at)
    yield poll, at.box_closes_at, "close", State.WAITING
    call_off(session, poll, proposal, now=at.box_closes_at, member_id=proposal.proposed_by_id)
    for change, key in ((Change.CLOSE, "open"), (Change.OPEN, "count")):
        agreed(session, poll, change, at.box_closes_at, keys)
        yield poll, at.box_closes_at, key, start
    count_poll(session, poll, now=at.box_closes_at, actor=PLATFORM)
    yield poll, at.results_at, "results", start
    agreed(session, poll, Change.PUBLISH_RESULTS, at.results_at, keys)
    yield poll, at.results_at, "slate", start
    agreed(session, poll, Change.PUBLISH_SLATE, at.slate_at, keys)
    yield poll, at.slate_at, "erase", State.LATER
    yield poll, at.results_at + timedelta(days=30), "erase", start


TOLD = {
    "notice-call": Occasions.CALL,
    "notice-invitation": Occasions.INVITATION,
    "notice-reminder": Occasions.VOTE_REMINDER,
    "notice-extended": Occasions.EXTENDED,
    "notice-results": Occasions.RESULTS,
}


def told(session: Session, poll: Poll, now: datetime) -> dict[str, State]:
    """Return the steps of writing to members, and how far each is."""
    steps = steps_of(STEPS, Glance(session=session, poll=poll, now=now), now)
    return {one.key.removeprefix("notice-"): one.state for one in steps if one.key in TOLD}


def write(session: Session, poll: Poll, now: datetime, **begun: datetime) -> None:
    """Have a notice about each occasion that is told of."""
    for occasion in TOLD.values():
        row = {"subject": "s", "body": "b", "rate": 60, "written_at": now, **begun}
        session.add(Mailing(poll_id=poll.id, occasion=occasion, state="waiting", **row))
    session.flush()


def test_members_are_written_to_at_four_moments_and_when_voting_is_extended(
    engine: Engine, clock: SetClock, tmp_path: Path
) -> None:
    booth = make_booth(engine, clock, tmp_path)
    with booth.session() as session:
        poll, now, voting = booth.poll(session), clock.now(), clock.now() + timedelta(hours=2)
        early = {"invitation": State.NOW, "reminder": State.LATER, "results": State.LATER}
        assert told(session, poll, poll.interest_opens_at)["call"] is State.NOW
        assert told(session, poll, now) == early
        assert told(session, poll, voting) == early | {"reminder": State.NOW}
        write(session, poll, now)
        (step,) = [
            one
            for one in steps_of(STEPS, Glance(session=session, poll=poll, now=now), now)
            if one.key == "notice-invitation"
        ]
        assert (step.state, "begins by itself" in step.sentence) == (State.NOW, True)
    booth.extend(timedelta(days=1))
    with booth.session() as session:
        poll = booth.poll(session)
        assert told(session, poll, voting)["extended"] is State.NOW
        assert told(session, poll, poll.results_at) == {"results": State.LATER}
        write(session, poll, now, began_at=now)
        assert set(told(session, poll, poll.results_at).values()) == {State.DONE}
        assert len(told(session, poll, poll.results_at)) == len(TOLD)


def test_the_guide_says_of_each_step_what_its_action_says(
    engine: Engine, clock: SetClock, tmp_path: Path
) -> None:
    """Wherever a poll is, a step can be taken if and only if its action does not refuse it."""
    with open_session(engine) as session:
        for number, (poll, now, key, state) in enumerate(life(session, clock, tmp_path / "keys")):
            session.commit()
            changes = {
                one.change: one.approved_at is not None for one in live_proposals(session, poll)
            }
            glance = Glance(session=session, poll=poll, now=now, proposed=changes)
            found = next_of(steps_of(STEPS, glance, now))
            assert (found.key, found.state) == (key, state), (number, found)
            for kind in STEPS:
                if kind.key not in DOES:
                    continue
                answer = kind.ask(glance)
                with session.begin_nested() as savepoint:
                    no = refusal_of(
                        DOES[kind.key], session, poll, now, tmp_path / f"{number}-{kind.key}"
                    )
                    savepoint.rollback()
                session.expire_all()
                agree = (no is not None) if answer.is_done else type(no) is type(answer.refusal)
                assert agree or kind.key == "contests", (number, kind.key, no, answer)


def test_every_step_is_declared_once_and_leads_to_a_page(app) -> None:
    assert len({kind.key for kind in STEPS}) == len(STEPS)
    links = [
        link
        for kind in STEPS
        for link in (*([kind.link] if kind.link else []), *sum(kind.mends.values(), ()))
    ]
    assert {link.endpoint for link in links} <= set(app.view_functions)
    assert {link.role for link in links} - {None} <= set(PERMISSION_OF) == set(OFFICER_WORDS)


@pytest.fixture
def draft(engine: Engine, clock: SetClock) -> str:
    with open_session(engine) as session:
        poll = make_poll(session, now=clock.now(), actor=PLATFORM, plan=plan_of())
        session.commit()
        return f"/organise/polls/{poll.slug}"


def test_the_console_leads_an_organiser_on_and_tells_others_whose_step_it_is(
    draft: str, sign_in
) -> None:
    organiser = sign_in("o@example.org", "organiser").get(draft).text
    assert "Next: Say what is elected" in organiser
    assert f'href="{draft}/contests/new"' in organiser
    assert "Also to do" in organiser
    assert 'href="/organise/roll/import"' in organiser
    officer = sign_in("r@example.org", "returning officer").get(draft).text
    assert "This is for an organiser to do." in officer
    assert f'href="{draft}/contests/new"' not in officer
