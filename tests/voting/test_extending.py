"""Voting is extended by two officers, before the time is up, and for everybody to see."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import standing
from shortlist.clock import SetClock
from shortlist.interest.models import Expression
from shortlist.members.models import Member
from shortlist.notices.models import Notice
from shortlist.polls.models import Poll
from shortlist.proposals.actions import approve
from shortlist.proposals.rules import Change, ChangedSince, NotAgreed
from shortlist.publication.changes import Occasion, carry_out, terms_of
from shortlist.voting.actions import extend_voting
from shortlist.voting.leaves import extension_line, live_hashes
from shortlist.voting.queries import fixed_for, log_lines
from shortlist.voting.rules import (
    ClosedAlready,
    NotLater,
    NotReady,
    TooLateToExtend,
    VotingClosed,
)
from tests.officers import approve_waiting, officer_ids, proposed, two_officers
from tests.people import add_member
from tests.voting.booth import Booth, add_poll, make_booth

DAY = timedelta(days=1)
CONSOLE = "/organise/polls/executive"


@pytest.fixture
def officer(sign_in) -> FlaskClient:
    return sign_in("officer@example.org", "returning officer")


def lines(booth: Booth, position: int = 1) -> list[str]:
    with booth.reading() as session:
        return list(log_lines(session, booth.poll(session).contests[position - 1].id))


def test_every_log_says_so_and_ballots_are_taken_until_the_new_time(
    engine, clock, settings
) -> None:
    booth = make_booth(engine, clock, settings.keys_path, regions=(None, "London"))
    with booth.reading() as session:
        poll = booth.poll(session)
        closes_at, results_at, slate_at = poll.closes_at, poll.results_at, poll.slate_at
    booth.open_voting()
    booth.cast(0)
    booth.extend(DAY)
    booth.extend(DAY)
    for position in (1, 2):
        assert lines(booth, position)[-2:] == [
            extension_line(closes_at, closes_at + DAY),
            extension_line(closes_at + DAY, closes_at + 2 * DAY),
        ]
    with booth.reading() as session:
        poll = booth.poll(session)
        assert (poll.closes_at, poll.results_at, poll.slate_at) == (
            closes_at + 2 * DAY,
            results_at + 2 * DAY,
            slate_at + 2 * DAY,
        )
    clock.move(2 * DAY)
    booth.cast(1, position=2)
    clock.move(DAY)
    with pytest.raises(VotingClosed):
        booth.cast(2)
    booth.close()
    booth.open()
    with booth.reading() as session:
        fixed = fixed_for(session, booth.poll(session).contests[1].id)
    live = live_hashes(lines(booth, 2), fixed.terms.manifest_sha256, fixed.closes_at)
    assert live.total() == 1


def test_each_extension_is_announced_on_the_page_and_in_the_feed(
    booth: Booth, client: FlaskClient
) -> None:
    booth.open_voting()
    assert "Voting is extended" not in client.get("/polls/executive/announcements").text
    booth.extend(DAY)
    booth.extend(DAY)
    for page in ("announcements", "feed.xml"):
        told = client.get(f"/polls/executive/{page}").text
        assert told.index("voting-extended-2") < told.index("voting-extended-1")
        for day in ("Wednesday 4", "Thursday 5"):
            assert f"Voting now closes on {day}" in told


def stand(session: Session, candidate: Candidate, member: Member) -> None:
    """Let a member be the one behind a candidate."""
    offer = Expression(
        contest_id=candidate.contest_id,
        member_id=member.id,
        state="sent",
        name=member.name,
        statement="",
        consents=True,
        saved_at=member.created_at,
    )
    session.add(offer)
    session.flush()
    candidate.expression_id = offer.id


def test_who_stands_is_told_by_mail(booth: Booth, clock: SetClock) -> None:
    with booth.session() as session:
        poll, now = booth.poll(session), clock.now()
        closes_at, candidates = poll.closes_at + DAY, standing(session, poll.contests[0].id)
        for name, candidate in zip(("ann", "bob", "gone"), candidates, strict=False):
            stand(session, candidate, add_member(session, clock, f"{name}@example.org"))
        candidates[2].state = "withdrawn"
        add_member(session, clock, "bob@example.org").language = "cy"
        proposal = two_officers(session, poll, Change.EXTEND, now, closes_at)
        how = Occasion(now=now, actor=PLATFORM, keys_path=booth.keys_path, base_url="")
        assert "told by mail" in carry_out(session, poll, proposal, how)
        session.commit()
        found = session.scalars(select(Notice).where(Notice.kind == "voting_extended"))
        letters = {one.to_address: one.body for one in found}
    assert letters.keys() == {"ann@example.org", "bob@example.org"}
    assert "It now closes on Wednesday 4 February, 1 pm (London)." in letters["ann@example.org"]
    assert "Dydd Mercher 4 Chwefror" in letters["bob@example.org"]


def test_it_is_refused_by_name(booth: Booth, session, clock) -> None:
    poll = add_poll(session, clock, slug="planned")
    later, now = poll.closes_at + DAY, clock.now()
    with pytest.raises(NotReady):
        extend_voting(session, poll, later, now=now, actor=PLATFORM)
    session.rollback()
    with booth.session() as at:
        poll = booth.poll(at)
        closes_at = poll.closes_at
        for wrong, when, refusal in (
            (closes_at, now, NotLater),
            (closes_at - DAY, now, NotLater),
            (closes_at + DAY, closes_at, TooLateToExtend),
            (closes_at + DAY, closes_at - timedelta(seconds=1), NotAgreed),
        ):
            with pytest.raises(refusal):
                extend_voting(at, poll, wrong, now=when, actor=PLATFORM)
    booth.end_voting()
    booth.close()
    with booth.session() as at, pytest.raises(ClosedAlready):
        extend_voting(at, booth.poll(at), closes_at + 9 * DAY, now=now, actor=PLATFORM)


def test_it_is_approved_before_the_old_time_or_never(booth: Booth) -> None:
    with booth.session() as session:
        poll = booth.poll(session)
        old = poll.closes_at
        proposal = proposed(session, poll, Change.EXTEND, old - timedelta(hours=1), old + DAY)
        second = officer_ids(session, old)[1]
        for seconds in (0, 60):
            with pytest.raises(TooLateToExtend):
                terms_of(session, poll, proposal, old + timedelta(seconds=seconds))
        in_time = old - timedelta(seconds=1)
        terms = terms_of(session, poll, proposal, in_time)
        approve(session, poll, proposal, terms=terms, now=in_time, member_id=second)
        with pytest.raises(ChangedSince):
            extend_voting(session, poll, old + 2 * DAY, now=in_time, actor=PLATFORM)
        extend_voting(session, poll, old + DAY, now=in_time, actor=PLATFORM)
        assert poll.closes_at == old + DAY


def test_the_database_moves_no_closing_time_of_itself(booth: Booth) -> None:
    with booth.session() as session:
        poll = booth.poll(session)
        old, now = poll.closes_at, booth.clock.now()
        row = update(Poll).where(Poll.id == poll.id)
        for moment in (old + DAY, old - DAY):
            with pytest.raises(DatabaseError), session.begin_nested():
                session.execute(row.values(closes_at=moment))
        proposal = proposed(session, poll, Change.EXTEND, now, old + DAY)
        second = officer_ids(session, now)[1]
        approve(session, poll, proposal, terms=proposal.terms, now=now, member_id=second)
        with pytest.raises(DatabaseError), session.begin_nested():
            session.execute(row.values(closes_at=old + 2 * DAY))
        session.execute(row.values(closes_at=old + DAY))


def test_officers_propose_it_on_a_page_and_members_see_both_times(
    booth: Booth, officer: FlaskClient, client: FlaskClient, sign_in
) -> None:
    assert f'href="{CONSOLE}/extend"' in officer.get(CONSOLE).text
    assert "Voting closes on Tuesday" in officer.get(f"{CONSOLE}/extend").text
    for wrong, said in (
        ({}, "Enter the date."),
        ({"on": "2026-02-03", "at": "13:00"}, "later than the present closing time"),
        ({"on": "2026-03-29", "at": "01:30"}, "clocks"),
    ):
        answer = officer.post(f"{CONSOLE}/extend", data=wrong)
        assert (answer.status_code, said in answer.text) == (422, True), said
    typed = {"on": "2026-02-05", "at": "19:30"}
    second = sign_in("deputy@example.org", "returning officer")
    assert officer.post(f"{CONSOLE}/extend", data=typed).location == CONSOLE
    asked = second.get(f"{CONSOLE}/proposals/1/approve").text
    assert "Thursday 5\u00a0February, 7.30\u00a0pm (London)" in asked
    assert "It would close" in asked
    page = f"{CONSOLE}/proposals/1/approve"
    in_welsh = second.get(page, headers={"Accept-Language": "cy"}).text
    assert ("Byddai’n cau" in in_welsh, "It would close" in in_welsh) == (True, False)
    assert approve_waiting(second, CONSOLE).location == CONSOLE
    assert "Voting is extended." in second.get(CONSOLE).text
    said = "it was to close on Tuesday 3\u00a0February, 1\u00a0pm (London)"
    for page in ("/polls/executive", "/polls/executive/log/1"):
        text = client.get(page).text
        assert said in text
        assert "Thursday 5\u00a0February, 7.30\u00a0pm (London)" in text
    booth.clock.move(4 * DAY)
    assert f'href="{CONSOLE}/extend"' not in officer.get(CONSOLE).text
    for answer in (officer.get(f"{CONSOLE}/extend"), officer.post(f"{CONSOLE}/extend")):
        assert (answer.status_code, "never after it" in answer.text) == (409, True)
