"""Proposals: two officers, exact terms, a day's time, and a database that insists."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.audit.models import Event
from shortlist.candidates.rules import StandsHere
from shortlist.clock import SetClock
from shortlist.members.actions import grant_office, revoke_office
from shortlist.notices.models import Notice
from shortlist.permissions import Role
from shortlist.polls.models import Poll
from shortlist.proposals import rules
from shortlist.proposals.actions import agreed_on, approve, call_off, note_done, propose
from shortlist.proposals.models import Proposal
from shortlist.proposals.queries import live_proposals, proposal_of
from shortlist.proposals.rules import Change
from tests.candidates.offers import offer_to_stand
from tests.officers import FIRST, OFFICE, SECOND, officer_ids
from tests.people import add_member
from tests.timetables import add_poll

TERMS, OTHER_TERMS = '{"Contests":"1"}', '{"Contests":"1, 2"}'
DAY = timedelta(hours=24)


@dataclass(kw_only=True)
class Desk:
    """A poll, its two officers, and shorthands for what they do."""

    session: Session
    clock: SetClock
    poll: Poll
    first: int
    second: int

    def propose(self, change: Change = Change.CLOSE, terms: str = TERMS, by: int = 0) -> Proposal:
        return propose(
            self.session,
            self.poll,
            change,
            terms=terms,
            now=self.clock.now(),
            member_id=by or self.first,
            base_url="http://localhost",
        )

    def approve(self, proposal: Proposal, terms: str = TERMS, by: int = 0) -> None:
        member_id = by or self.second
        approve(
            self.session,
            self.poll,
            proposal,
            terms=terms,
            now=self.clock.now(),
            member_id=member_id,
        )

    def call_off(self, proposal: Proposal, by: int = 0) -> None:
        member_id = by or self.first
        call_off(self.session, self.poll, proposal, now=self.clock.now(), member_id=member_id)

    def done(self, proposal: Proposal) -> None:
        note_done(self.session, proposal, self.clock.now())

    def leave_office(self, email: str) -> None:
        role = Role.RETURNING_OFFICER
        revoke_office(self.session, email=email, role=role, actor=PLATFORM, now=self.clock.now())

    def somebody(self, *roles: str) -> int:
        return add_member(self.session, self.clock, "somebody@example.org", roles).id


@pytest.fixture
def desk(session: Session, clock: SetClock) -> Desk:
    first, second = officer_ids(session, clock.now())
    poll = add_poll(session)
    return Desk(session=session, clock=clock, poll=poll, first=first, second=second)


def test_nobody_proposes_what_nobody_could_approve(desk: Desk) -> None:
    desk.leave_office(SECOND)
    with pytest.raises(rules.NobodyToApprove):
        desk.propose()


def test_one_proposes_another_approves_and_it_is_carried_out_once(desk: Desk) -> None:
    proposal = desk.propose()
    with pytest.raises(rules.NotAgreed):
        agreed_on(desk.session, desk.poll, Change.CLOSE, TERMS)
    desk.approve(proposal)
    assert agreed_on(desk.session, desk.poll, Change.CLOSE, TERMS) is proposal
    with pytest.raises(rules.NotAgreed):
        agreed_on(desk.session, desk.poll, Change.OPEN, TERMS)
    desk.done(proposal)
    with pytest.raises(rules.NotAgreed):
        agreed_on(desk.session, desk.poll, Change.CLOSE, TERMS)
    said = desk.session.scalars(select(Event.action).order_by(Event.number)).all()
    assert said[-2:] == ["close proposed", "close approved"]
    assert live_proposals(desk.session, desk.poll) == []


def test_the_other_officers_are_told_by_mail_and_nobody_else(desk: Desk) -> None:
    desk.somebody("organiser", "scrutineer")
    desk.propose()
    notice = desk.session.scalars(select(Notice)).one()
    assert notice.to_address == SECOND
    assert notice.expires_at == desk.clock.now() + DAY
    assert "close the ballot box" in notice.body
    assert f"http://localhost/organise/polls/{desk.poll.slug}\n" in notice.body
    assert TERMS not in notice.body


def test_an_officer_who_stands_neither_proposes_nor_approves_nor_is_asked(desk: Desk) -> None:
    offer_to_stand(desk.session, desk.clock, desk.poll.contests[0], "First.officer Stands")
    with pytest.raises(StandsHere):
        desk.propose()
    with pytest.raises(rules.NobodyToApprove):
        desk.propose(by=desk.second)
    desk.somebody(OFFICE)
    proposal = desk.propose(by=desk.second)
    asked = select(Notice.to_address).where(Notice.kind == "approval_wanted")
    assert desk.session.scalars(asked).all() == ["somebody@example.org"]
    with pytest.raises(StandsHere):
        desk.approve(proposal, by=desk.first)


@pytest.mark.parametrize("roles", [(), ("organiser",), ("scrutineer",)])
def test_only_returning_officers_propose_and_approve(desk: Desk, roles: tuple[str, ...]) -> None:
    other = desk.somebody(*roles)
    with pytest.raises(rules.NotInOffice):
        desk.propose(by=other)
    proposal = desk.propose()
    with pytest.raises(rules.NotInOffice):
        desk.approve(proposal, by=other)


def test_nobody_approves_what_they_have_proposed(desk: Desk) -> None:
    with pytest.raises(rules.OwnProposal):
        desk.approve(desk.propose(), by=desk.first)


def test_whoever_has_left_office_does_not_approve(desk: Desk) -> None:
    proposal = desk.propose()
    desk.leave_office(SECOND)
    with pytest.raises(rules.NotInOffice):
        desk.approve(proposal)


def test_what_somebody_proposed_falls_when_they_leave_office(desk: Desk) -> None:
    proposal = desk.propose()
    desk.leave_office(FIRST)
    with pytest.raises(rules.ProposerLeft):
        desk.approve(proposal)
    third = desk.somebody(OFFICE)
    again = desk.propose(by=desk.second)
    assert proposal.called_off_at == desk.clock.now()
    desk.approve(again, by=third)


def test_an_office_given_to_another_helps_when_the_second_officer_is_ill(desk: Desk) -> None:
    proposal = desk.propose()
    deputy, now = desk.somebody(), desk.clock.now()
    address = "somebody@example.org"
    role = Role.RETURNING_OFFICER
    grant_office(desk.session, email=address, role=role, actor=PLATFORM, now=now)
    desk.approve(proposal, by=deputy)
    assert proposal.approved_by_id == deputy


def test_a_proposal_can_be_approved_for_a_day(desk: Desk) -> None:
    proposal = desk.propose()
    desk.clock.move(DAY)
    with pytest.raises(rules.Lapsed):
        desk.approve(proposal)
    again = desk.propose()
    desk.clock.move(DAY - timedelta(seconds=1))
    desk.approve(again)
    desk.clock.move(10 * DAY)
    assert agreed_on(desk.session, desk.poll, Change.CLOSE, TERMS) is again


def test_what_has_changed_since_is_not_approved_and_not_carried_out(desk: Desk) -> None:
    proposal = desk.propose()
    with pytest.raises(rules.ChangedSince):
        desk.approve(proposal, terms=OTHER_TERMS)
    desk.approve(proposal)
    with pytest.raises(rules.ChangedSince):
        agreed_on(desk.session, desk.poll, Change.CLOSE, OTHER_TERMS)
    again = desk.propose(terms=OTHER_TERMS)
    desk.approve(again, terms=OTHER_TERMS)
    assert agreed_on(desk.session, desk.poll, Change.CLOSE, OTHER_TERMS) is again


def test_the_same_is_not_proposed_twice_while_it_waits(desk: Desk) -> None:
    desk.approve(desk.propose())
    for by in (desk.first, desk.second):
        with pytest.raises(rules.ProposedAlready):
            desk.propose(by=by)
    desk.propose(Change.OPEN)


def test_a_proposal_is_approved_once(desk: Desk) -> None:
    proposal, third = desk.propose(), desk.somebody(OFFICE)
    desk.approve(proposal)
    with pytest.raises(rules.ApprovedAlready):
        desk.approve(proposal, by=third)
    desk.done(proposal)
    with pytest.raises(rules.CarriedOutAlready):
        desk.approve(proposal, by=third)
    with pytest.raises(rules.CarriedOutAlready):
        desk.call_off(proposal)


def test_the_two_who_stand_behind_a_proposal_can_call_it_off(desk: Desk) -> None:
    proposal = desk.propose()
    with pytest.raises(rules.NotYours):
        desk.call_off(proposal, by=desk.second)
    desk.approve(proposal)
    desk.call_off(proposal, by=desk.second)
    for attempt in (desk.approve, desk.call_off):
        with pytest.raises(rules.CalledOff):
            attempt(proposal)
    with pytest.raises(rules.NotAgreed):
        agreed_on(desk.session, desk.poll, Change.CLOSE, TERMS)
    last = desk.session.scalars(select(Event).order_by(Event.number.desc())).first()
    assert (last.action, last.actor_id) == ("close called off", desk.second)


def test_a_proposal_of_another_poll_is_not_there(desk: Desk) -> None:
    other = add_poll(desk.session, title="Another")
    with pytest.raises(rules.NoSuchProposal):
        proposal_of(desk.session, other, desk.propose().id)
    with pytest.raises(rules.NoSuchProposal):
        proposal_of(desk.session, desk.poll, 999)


class TestTheDatabase:
    """What it refuses even to somebody who writes into it past the program."""

    COLUMNS = (
        ("closed_at", Change.CLOSE),
        ("opened_at", Change.OPEN),
        ("results_published_at", Change.PUBLISH_RESULTS),
        ("slate_published_at", Change.PUBLISH_SLATE),
    )

    def refuses(self, desk: Desk, statement: object, *values: object) -> None:
        with pytest.raises(DatabaseError), desk.session.begin_nested():
            desk.session.execute(statement, *values)

    @pytest.mark.parametrize(("column", "change"), COLUMNS)
    def test_a_poll_changes_only_as_agreed(self, desk: Desk, column: str, change: Change) -> None:
        now, others = desk.clock.now(), [one for _, one in self.COLUMNS if one is not change]
        set_it = update(Poll).where(Poll.id == desk.poll.id).values({column: now})
        self.refuses(desk, set_it)
        for other in others:
            desk.approve(desk.propose(other))
        self.refuses(desk, set_it)
        proposal = desk.propose(change)
        self.refuses(desk, set_it)
        desk.approve(proposal)
        desk.session.execute(set_it)
        desk.done(proposal)
        again = desk.propose(change)
        desk.approve(again)
        self.refuses(desk, set_it.values({column: now + DAY}))
        self.refuses(desk, set_it.values({column: None}))

    def test_no_poll_begins_closed(self, desk: Desk) -> None:
        copied = [column.name for column in Poll.__table__.columns if column.name != "id"]
        taken = {"slug": "'other'", "closed_at": "created_at"}
        values = ", ".join(taken.get(name, name) for name in copied)
        self.refuses(
            desk, text(f"INSERT INTO polls ({', '.join(copied)}) SELECT {values} FROM polls")
        )

    def test_proposer_and_approver_are_two(self, desk: Desk) -> None:
        proposal, now = desk.propose(), desk.clock.now()
        row = update(Proposal).where(Proposal.id == proposal.id)
        self.refuses(desk, row.values(approved_by_id=desk.first, approved_at=now))
        self.refuses(desk, row.values(approved_by_id=desk.second))
        self.refuses(desk, row.values(done_at=now))

    def test_what_was_proposed_and_approved_is_kept(self, desk: Desk) -> None:
        proposal, now = desk.propose(), desk.clock.now()
        row = update(Proposal).where(Proposal.id == proposal.id)
        self.refuses(desk, row.values(terms=OTHER_TERMS))
        self.refuses(desk, row.values(proposed_by_id=desk.second))
        self.refuses(desk, text("DELETE FROM proposals"))
        desk.approve(proposal)
        self.refuses(desk, row.values(approved_by_id=desk.somebody(OFFICE)))
        self.refuses(desk, row.values(approved_by_id=None, approved_at=None))
        desk.call_off(proposal)
        self.refuses(desk, row.values(called_off_at=None))
        self.refuses(desk, row.values(done_at=now, called_off_at=None))

    def test_one_proposal_of_a_change_is_live(self, desk: Desk) -> None:
        desk.propose()
        twin = Proposal(
            poll_id=desk.poll.id,
            change=Change.CLOSE,
            terms=OTHER_TERMS,
            proposed_by_id=desk.second,
            proposed_at=desk.clock.now(),
        )
        with pytest.raises(DatabaseError), desk.session.begin_nested():
            desk.session.add(twin)
