"""Make, change, announce and delete polls: each once, and every refusal once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.audit.queries import latest_events
from shortlist.polls import actions, planning
from shortlist.polls.models import Poll
from shortlist.polls.queries import every_poll, poll_by_slug
from shortlist.polls.rules import TimetableOutOfOrder
from shortlist.polls.showing import PapersShown, PapersStayWhole
from tests.timetables import (
    BEFORE,
    CLOSES,
    INTEREST_OPENS,
    OPENS,
    SHORTLIST,
    TIMETABLE,
    add_draft,
    add_poll,
    contest_plan,
    plan_of,
)

HOW = {"now": BEFORE, "actor": PLATFORM}


def events(session: Session, poll: Poll) -> list[str]:
    found = latest_events(session, subject=f"poll:{poll.slug}")
    return [event.action for event in reversed(found)]


def positions(poll: Poll) -> list[tuple[int, str]]:
    return [(contest.position, contest.title) for contest in poll.contests]


def test_a_poll_is_made_as_a_draft(session: Session) -> None:
    poll = actions.make_poll(session, **HOW, plan=plan_of())
    session.commit()
    found = poll_by_slug(session, "national-executive")
    assert (found.title, found.announced_at, found.opens_at) == ("National executive", None, OPENS)
    assert events(session, poll) == ["poll made"]


def test_a_taken_address_gets_a_number(session: Session) -> None:
    slugs = [actions.make_poll(session, **HOW, plan=plan_of()).slug for _ in range(3)]
    assert slugs == ["national-executive", "national-executive-2", "national-executive-3"]


def test_no_poll_has_the_address_of_the_page_that_makes_one(session: Session) -> None:
    assert actions.make_poll(session, **HOW, plan=plan_of("New")).slug == "new-2"


def test_a_poll_out_of_order_is_not_made(session: Session) -> None:
    wrong = plan_of(timetable=replace(TIMETABLE, closes_at=OPENS))
    with pytest.raises(TimetableOutOfOrder) as refused:
        actions.make_poll(session, **HOW, plan=wrong)
    assert refused.value.faults == [("closes_at", "Voting must open before it closes.")]
    assert every_poll(session) == []


def test_a_poll_is_changed(session: Session) -> None:
    poll = add_poll(session)
    later = replace(TIMETABLE, closes_at=CLOSES + timedelta(hours=1))
    actions.change_poll(session, poll, **HOW, plan=plan_of("Executive", later))
    assert (poll.title, poll.slug, poll.closes_at) == (
        "Executive",
        "national-executive",
        CLOSES + timedelta(hours=1),
    )
    assert events(session, poll)[-1] == "poll changed"


def test_the_zone_of_an_announced_poll_stays(session: Session) -> None:
    poll = add_poll(session)
    actions.change_poll(session, poll, **HOW, plan=replace(plan_of(), time_zone="Asia/Kolkata"))
    assert poll.time_zone == "Europe/London"


def test_a_moment_that_has_come_is_not_moved(session: Session) -> None:
    poll = add_poll(session)
    moved = plan_of(timetable=replace(TIMETABLE, interest_opens_at=BEFORE + timedelta(days=1)))
    with pytest.raises(TimetableOutOfOrder):
        actions.change_poll(session, poll, now=INTEREST_OPENS, actor=PLATFORM, plan=moved)


def test_a_poll_that_is_ready_is_fixed(session: Session) -> None:
    poll = add_poll(session)
    poll.ready_at = SHORTLIST
    with pytest.raises(planning.PollIsFixed):
        actions.change_poll(session, poll, now=SHORTLIST, actor=PLATFORM, plan=plan_of("Other"))


def test_contests_are_added_changed_and_removed(session: Session) -> None:
    poll = add_draft(session, "Wales", "Scotland", "London")
    actions.change_contest(session, poll.contests[2], **HOW, plan=contest_plan("Capital", 2))
    actions.remove_contest(session, poll.contests[0], **HOW)
    session.commit()
    session.expire_all()
    assert positions(poll) == [(1, "Executive members"), (2, "Capital")]
    assert [contest.region for contest in poll.contests] == ["Scotland", None]
    assert events(session, poll)[-2:] == ["contest changed", "contest removed"]


@pytest.mark.parametrize("verb", ["add", "change", "remove"])
def test_contests_are_fixed_when_interest_opens(session: Session, verb: str) -> None:
    poll = add_poll(session, "Wales", "Scotland")
    how = {"now": INTEREST_OPENS, "actor": PLATFORM}
    first = poll.contests[0]
    verbs = {
        "add": lambda: actions.add_contest(session, poll, **how, plan=contest_plan()),
        "change": lambda: actions.change_contest(session, first, **how, plan=contest_plan()),
        "remove": lambda: actions.remove_contest(session, first, **how),
    }
    with pytest.raises(planning.ContestsAreFixed):
        verbs[verb]()


def test_an_announced_poll_keeps_its_last_contest(session: Session) -> None:
    poll = add_poll(session)
    with pytest.raises(planning.LastContest):
        actions.remove_contest(session, poll.contests[0], **HOW)


def test_a_poll_is_announced_once(session: Session) -> None:
    poll = add_draft(session)
    actions.announce_poll(session, poll, **HOW)
    assert poll.announced_at == BEFORE
    with pytest.raises(planning.AlreadyAnnounced):
        actions.announce_poll(session, poll, **HOW)


def test_a_poll_without_contests_is_not_announced(session: Session) -> None:
    poll = actions.make_poll(session, **HOW, plan=plan_of())
    with pytest.raises(planning.NoContests):
        actions.announce_poll(session, poll, **HOW)


def test_a_draft_is_deleted_with_its_contests(session: Session) -> None:
    poll = add_draft(session, "Wales", "London")
    actions.delete_draft(session, poll, **HOW)
    session.commit()
    assert every_poll(session) == []


def test_an_announced_poll_is_not_deleted(session: Session) -> None:
    poll = add_poll(session)
    with pytest.raises(planning.AlreadyAnnounced):
        actions.delete_draft(session, poll, **HOW)


def test_a_rule_that_looks_at_whole_papers_does_not_have_them_cut(session: Session) -> None:
    poll = add_draft(session)
    cut = replace(
        contest_plan(), rule=planning.CountingRule.MEEK_NZ, papers_shown=PapersShown.REACHED
    )
    with pytest.raises(PapersStayWhole):
        actions.add_contest(session, poll, plan=cut, **HOW)
    with pytest.raises(PapersStayWhole):
        actions.change_contest(session, poll.contests[0], plan=cut, **HOW)
    whole = replace(cut, papers_shown=PapersShown.FULL)
    actions.change_contest(session, poll.contests[0], plan=whole, **HOW)
    assert poll.contests[0].papers_shown == "full"
