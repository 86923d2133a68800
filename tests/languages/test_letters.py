"""A letter is in the language of whoever gets it, whoever's click causes it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.hustings.actions import cancel_husting, plan_husting
from shortlist.hustings.models import Attendance
from shortlist.hustings.rules import Plan as HustingPlan
from shortlist.language import speaking
from shortlist.mailings.lost import Desk, ask_for_invitation
from shortlist.mailings.rules import Occasion
from shortlist.members.models import Member
from shortlist.notices.models import Notice
from shortlist.polls.models import Poll
from shortlist.polls.policy import timetable_of
from shortlist.proposals.actions import propose
from shortlist.proposals.rules import Change
from shortlist.publication.telling import tell_of_moved_dates
from shortlist.questions.actions import add_question
from shortlist.questions.actions.chasing import remind_missing
from shortlist.questions.rules import Kind, Plan
from tests.candidates.offers import offer_to_stand
from tests.mailings.conftest import mail, mailbox, post
from tests.mailings.post import Post
from tests.officers import FIRST, OFFICE, SECOND, officer_ids
from tests.people import add_member
from tests.timetables import ASKED, BEFORE, INTEREST_CLOSES, SHORTLIST, add_poll
from tests.voting.booth import email_of

__all__ = ("mail", "mailbox", "post")

WELSH, ENGLISH = "bob@example.org", "ann@example.org"
BASE = {"actor": PLATFORM, "base_url": "http://localhost"}
AN_HOUR = timedelta(hours=1)


@pytest.fixture(params=["en", "cy"])
def clicker(request: pytest.FixtureRequest) -> str:
    """The language of whoever causes the letters."""
    return str(request.param)


@pytest.fixture
def poll(session: Session, clock: SetClock) -> Poll:
    """A poll in which Ann, who reads English, and Bob, who reads Welsh, have offered to stand."""
    poll = add_poll(session)
    for name in ("Ann Ash", "Bob Box"):
        offer_to_stand(session, clock, poll.contests[0], name)
    add_member(session, clock, WELSH).language = "cy"
    session.flush()
    return poll


def letters(session: Session, kind: str) -> Mapping[str, str]:
    """Return the letters of a kind, subject and body, by whom they go to."""
    found = session.scalars(select(Notice).where(Notice.kind == kind))
    return {one.to_address: f"{one.subject}\n{one.body}" for one in found}


def check(found: Mapping[str, str], in_english: str, in_welsh: str) -> None:
    """Find a moment in the reader's words in each letter, and not in the other's."""
    assert found.keys() == {ENGLISH, WELSH}
    assert (in_english in found[ENGLISH], in_welsh in found[ENGLISH]) == (True, False)
    assert (in_english in found[WELSH], in_welsh in found[WELSH]) == (False, True)


def test_who_has_not_answered_is_told_until_when(
    session: Session, poll: Poll, clicker: str
) -> None:
    plan = Plan(kind=Kind.TEXT, prompt="Why you?", most_words=5)
    add_question(session, poll, plan, now=BEFORE, **BASE)
    with speaking(clicker):
        assert remind_missing(session, poll, now=ASKED, **BASE) == 2
    found = letters(session, "answers_wanted")
    check(found, "Friday 20 February, 7 pm (London)", "Dydd Gwener 20 Chwefror, 7 yh (Llundain)")


def test_a_changed_question_is_told_of(session: Session, poll: Poll, clicker: str) -> None:
    plan = Plan(kind=Kind.TEXT, prompt="Why you?", most_words=5)
    with speaking(clicker):
        add_question(session, poll, plan, now=ASKED, **BASE)
    check(letters(session, "questions_changed"), "There is one more question.", "Mae un cwestiwn")


def test_a_meeting_that_is_cancelled_is_told_of(
    session: Session, clock: SetClock, poll: Poll, clicker: str
) -> None:
    starts = SHORTLIST + timedelta(days=2, hours=7)
    plan = HustingPlan(
        title="An evening",
        starts_at=starts,
        ends_at=starts + AN_HOUR,
        place="Anyborough Hall",
        link="",
        capacity=None,
    )
    husting = plan_husting(session, poll, plan, now=SHORTLIST, actor=PLATFORM, base_url="")
    for address in (ENGLISH, WELSH):
        member = add_member(session, clock, address)
        session.add(Attendance(husting_id=husting.id, member_id=member.id, said_at=SHORTLIST))
    session.flush()
    with speaking(clicker):
        cancel_husting(session, poll, husting, "Snow.", now=SHORTLIST, **BASE)
    found = letters(session, "husting_cancelled")
    check(found, "Wednesday 25 February, 7 pm (London)", "Dydd Mercher 25 Chwefror, 7 yh")


def test_moved_dates_are_told_of(session: Session, poll: Poll, clicker: str) -> None:
    before = replace(timetable_of(poll), closes_at=poll.closes_at - AN_HOUR)
    with speaking(clicker):
        how = {"now": INTEREST_CLOSES, "base_url": ""}
        assert tell_of_moved_dates(session, poll, before, **how) == 2
    check(
        letters(session, "dates_moved"),
        "Voting closes: Friday 6 March, 7 pm (London)",
        "Dydd Gwener 6 Mawrth, 7 yh (Llundain)",
    )


def test_a_second_officer_is_told_until_when(
    session: Session, clock: SetClock, poll: Poll, clicker: str
) -> None:
    first, second = officer_ids(session, clock.now())
    add_member(session, clock, "third@example.org", [OFFICE])
    session.get_one(Member, second).language = "cy"
    with speaking(clicker):
        propose(
            session,
            poll,
            Change.EXTEND,
            terms="{}",
            closes_at=poll.closes_at + AN_HOUR,
            now=clock.now(),
            member_id=first,
            base_url="",
        )
    found = letters(session, "approval_wanted")
    assert FIRST not in found
    assert "extend voting" in found["third@example.org"]
    assert "Tuesday 3 February, noon (London)" in found["third@example.org"]
    assert "estyn y pleidleisio" in found[SECOND]
    assert "Dydd Mawrth 3 Chwefror, hanner dydd (Llundain)" in found[SECOND]


def choose_welsh(post: Post, number: int) -> None:
    """Let an elector choose Welsh for pages and letters."""
    with post.booth.session() as session:
        add_member(session, post.clock, email_of(number)).language = "cy"
        session.commit()


def arrived(post: Post) -> Mapping[str, EmailMessage]:
    return {str(one["To"]): one for one in post.mailbox.received}


def test_a_notice_to_many_has_moments_and_footer_in_each_reader_s_language(post: Post) -> None:
    choose_welsh(post, 0)
    post.start(Occasion.INVITATION)
    post.room().work()
    found = arrived(post)
    in_welsh, in_english = found[email_of(0)], found[email_of(1)]
    assert "Tuesday 3 February, 1 pm (London)" in in_english["Subject"]
    assert "Dydd Mawrth 3 Chwefror, 1 yh (Llundain)" in in_welsh["Subject"]
    assert "You get this because you are on the register" in in_english.get_content()
    assert "You get this because" not in in_welsh.get_content()
    assert "Rydych yn cael hwn" in in_welsh.get_content()


def test_a_reminder_to_those_who_have_not_voted_is_in_their_language(post: Post) -> None:
    choose_welsh(post, 0)
    post.booth.open_voting()
    post.start(Occasion.VOTE_REMINDER)
    post.room().work()
    found = arrived(post)
    assert "Llundain" in found[email_of(0)]["Subject"]
    assert "Llundain" not in found[email_of(1)]["Subject"]


def test_a_lost_invitation_comes_in_the_language_of_its_reader(post: Post) -> None:
    choose_welsh(post, 0)
    post.booth.open_voting()
    with post.booth.session() as session:
        for number in (0, 1):
            ask_for_invitation(session, email_of(number), now=post.clock.now())
        session.commit()
    Desk(engine=post.booth.engine, clock=post.clock, settings=post.settings).answer_all()
    with post.booth.reading() as session:
        found = letters(session, "invitation_again")
    assert "until Tuesday 3 February, 1 pm (London)" in found[email_of(1)]
    assert "Dydd Mawrth 3 Chwefror, 1 yh (Llundain)" in found[email_of(0)]
    assert "February" not in found[email_of(0)]
