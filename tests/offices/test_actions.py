"""Two officers give a third person an office, for one poll or for all, and end it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.audit.models import Event
from shortlist.clock import SetClock
from shortlist.members.actions import grant_office
from shortlist.members.models import RoleGrant
from shortlist.members.queries import live_grants, members_in_office, offices_of
from shortlist.members.rules import ForAllPollsOnly
from shortlist.notices.models import Notice
from shortlist.offices import rules
from shortlist.offices.actions import (
    Occasion,
    approve,
    call_off,
    lay_down,
    propose_end,
    propose_grant,
)
from shortlist.offices.models import OfficeProposal
from shortlist.offices.queries import grant_in, proposal_in
from shortlist.permissions import Role
from shortlist.polls.models import Poll
from shortlist.reports.actions import make_key, report
from shortlist.reports.sealing import Said
from tests.officers import OFFICE, SECOND, officer_ids
from tests.people import add_member
from tests.timetables import add_poll

WHO = "sian@example.org"
MONTH = timedelta(days=30)


@dataclass(kw_only=True)
class Desk:
    """A poll, its two officers, somebody else, and shorthands for what they do."""

    session: Session
    clock: SetClock
    poll: Poll
    first: int
    second: int
    who: int

    def at(self, member_id: int) -> Occasion:
        return Occasion(
            now=self.clock.now(),
            member_id=member_id,
            base_url="http://localhost",
            zone="Europe/London",
        )

    def propose(
        self,
        role: Role = Role.SCRUTINEER,
        by: int = 0,
        email: str = WHO,
        lasts: timedelta = MONTH,
        poll: Poll | None = None,
    ) -> OfficeProposal:
        return propose_grant(
            self.session,
            poll or self.poll,
            email=email,
            role=role,
            expires_at=self.clock.now() + lasts,
            occasion=self.at(by or self.first),
        )

    def approve(self, proposal: OfficeProposal, by: int = 0) -> None:
        approve(self.session, self.poll, proposal, occasion=self.at(by or self.second))

    def offices(self) -> list[tuple[Role, str | None]]:
        found = offices_of(self.session, self.who, self.clock.now())
        return [(one.role, one.poll) for one in found]


@pytest.fixture
def desk(session: Session, clock: SetClock) -> Desk:
    first, second = officer_ids(session, clock.now())
    who = add_member(session, clock, WHO).id
    poll = add_poll(session)
    return Desk(session=session, clock=clock, poll=poll, first=first, second=second, who=who)


def test_one_proposes_another_approves_and_the_office_ends_by_itself(desk: Desk) -> None:
    proposal = desk.propose()
    assert desk.offices() == []
    desk.approve(proposal)
    assert desk.offices() == [(Role.SCRUTINEER, desk.poll.slug)]
    ends_at = desk.clock.now() + MONTH
    for now, poll_id, held in (
        (ends_at - timedelta(seconds=1), desk.poll.id, True),
        (ends_at - timedelta(seconds=1), None, False),
        (ends_at - timedelta(seconds=1), desk.poll.id + 1, False),
        (ends_at, desk.poll.id, False),
    ):
        found = members_in_office(desk.session, Role.SCRUTINEER, now, poll_id=poll_id)
        assert [one.id for one in found] == ([desk.who] if held else [])
    said = desk.session.execute(select(Event.action, Event.subject).order_by(Event.number)).all()
    actions = ["office proposed", "office approved", "office granted"]
    assert said[-3:] == [(action, f"poll:{desk.poll.slug}") for action in actions]
    told = desk.session.scalars(select(Notice).order_by(Notice.id)).all()
    assert [one.to_address for one in told] == [SECOND, WHO]
    assert f"/organise/polls/{desk.poll.slug}/offices" in told[0].body
    assert WHO not in told[0].subject + told[0].body
    assert told[1].subject == "You are scrutineer now"


def test_nobody_grants_an_office_alone_or_to_themselves(desk: Desk) -> None:
    proposal = desk.propose()
    with pytest.raises(rules.OwnProposal):
        desk.approve(proposal, by=desk.first)
    with pytest.raises(rules.OneOfThree):
        desk.propose(email=SECOND, by=desk.second)
    about_second = desk.propose(email=SECOND)
    with pytest.raises(rules.OneOfThree):
        desk.approve(about_second)


def test_only_who_has_proved_an_address_is_given_an_office(desk: Desk) -> None:
    with pytest.raises(rules.NoSuchMember):
        desk.propose(email="typo@example.org")


def test_a_proposal_falls_with_its_proposer_and_with_time(desk: Desk) -> None:
    proposal = desk.propose(lasts=timedelta(hours=100))
    desk.clock.move(rules.LIFETIME)
    with pytest.raises(rules.Lapsed):
        desk.approve(proposal)
    again = desk.propose()
    assert proposal.called_off_at == desk.clock.now()
    desk.session.query(RoleGrant).filter_by(member_id=desk.first).update(
        {"revoked_at": desk.clock.now()}
    )
    with pytest.raises(rules.ProposerLeft):
        desk.approve(again)


def test_an_office_that_would_have_ended_is_not_granted(desk: Desk) -> None:
    proposal = desk.propose(lasts=timedelta(hours=1))
    desk.clock.move(timedelta(hours=1))
    with pytest.raises(rules.EndsTooSoon):
        desk.approve(proposal)


def test_the_same_is_proposed_once_and_granted_once_unless_it_lasts_longer(desk: Desk) -> None:
    proposal = desk.propose()
    with pytest.raises(rules.ProposedAlready):
        desk.propose()
    desk.approve(proposal)
    with pytest.raises(rules.ApprovedAlready):
        desk.approve(proposal)
    with pytest.raises(rules.HeldAlready):
        desk.propose()
    desk.approve(desk.propose(lasts=2 * MONTH))
    assert desk.offices() == 2 * [(Role.SCRUTINEER, desk.poll.slug)]


def test_only_the_proposer_calls_a_proposal_off(desk: Desk) -> None:
    proposal = desk.propose()
    with pytest.raises(rules.NotYours):
        call_off(desk.session, desk.poll, proposal, occasion=desk.at(desk.second))
    call_off(desk.session, desk.poll, proposal, occasion=desk.at(desk.first))
    with pytest.raises(rules.CalledOff):
        desk.approve(proposal)


def test_two_officers_end_an_office_and_its_holder_does_so_alone(desk: Desk) -> None:
    for ends in ("by two", "alone"):
        desk.approve(desk.propose())
        [grant] = desk.session.scalars(
            select(RoleGrant).where(RoleGrant.member_id == desk.who, RoleGrant.revoked_at.is_(None))
        )
        if ends == "alone":
            lay_down(desk.session, grant, desk.poll, occasion=desk.at(desk.who))
        else:
            occasion = desk.at(desk.first)
            desk.approve(propose_end(desk.session, desk.poll, grant, occasion=occasion))
        assert desk.offices() == []
    with pytest.raises(rules.NoSuchOffice):
        grant_in(desk.session, desk.poll, grant.id, desk.clock.now())


def test_the_last_to_whom_people_can_report_stays_until_somebody_else_has_a_key(
    desk: Desk,
) -> None:
    grant, other = safeguarding(desk, WHO), safeguarding(desk, "other@example.org")
    make_key(desk.session, desk.who, "wet gravel sings softly", now=desk.clock.now())
    desk.session.add(
        RoleGrant(
            member_id=desk.first,
            role=Role.SAFEGUARDING_OFFICER,
            poll_id=desk.poll.id,
            granted_at=desk.clock.now(),
        )
    )
    make_key(desk.session, desk.first, "wet gravel sings softly", now=desk.clock.now())
    with pytest.raises(rules.NobodyToReportTo):
        lay_down(desk.session, grant, None, occasion=desk.at(desk.who))
    with pytest.raises(rules.NobodyToReportTo):
        propose_end(desk.session, None, grant, occasion=desk.at(desk.first))
    key = make_key(desk.session, other.member_id, "wet gravel sings softly", now=desk.clock.now())
    proposal = propose_end(desk.session, None, grant, occasion=desk.at(desk.first))
    desk.session.delete(key)
    desk.session.flush()
    with pytest.raises(rules.NobodyToReportTo):
        approve(desk.session, None, proposal, occasion=desk.at(desk.second))


def test_nobody_lays_down_what_alone_opens_a_report(desk: Desk) -> None:
    grant, other = safeguarding(desk, WHO), safeguarding(desk, "other@example.org")
    now = desk.clock.now()
    for member_id in (desk.who, other.member_id):
        make_key(desk.session, member_id, "wet gravel sings softly", now=now)
    said = Said(text="It happened at the meeting.", left_out=(other.member_id,))
    report(desk.session, said, (), now=now, link="")
    lay_down(desk.session, other, None, occasion=desk.at(other.member_id))
    safeguarding(desk, "other@example.org")
    with pytest.raises(rules.LastReader):
        lay_down(desk.session, grant, None, occasion=desk.at(desk.who))
    # Two others can end it all the same: a refusal would tell them that there is a report.
    proposal = propose_end(desk.session, None, grant, occasion=desk.at(desk.first))
    approve(desk.session, None, proposal, occasion=desk.at(desk.second))
    assert desk.offices() == []


def test_who_reads_reports_does_so_for_all_polls_alone(desk: Desk) -> None:
    with pytest.raises(ForAllPollsOnly):
        desk.propose(Role.SAFEGUARDING_OFFICER)
    with pytest.raises(ForAllPollsOnly):
        grant_office(
            desk.session,
            email=WHO,
            role=Role.SAFEGUARDING_OFFICER,
            actor=PLATFORM,
            now=desk.clock.now(),
            poll=desk.poll.slug,
        )


def safeguarding(desk: Desk, email: str) -> RoleGrant:
    member = add_member(desk.session, desk.clock, email, [Role.SAFEGUARDING_OFFICER])
    [grant] = live_grants(desk.session, member.id, desk.clock.now())
    return grant


def test_what_is_proposed_for_one_poll_is_not_found_in_another(desk: Desk) -> None:
    proposal = desk.propose()
    assert proposal_in(desk.session, desk.poll, proposal.id) is proposal
    with pytest.raises(rules.NoSuchProposal):
        proposal_in(desk.session, None, proposal.id)


def test_an_officer_of_one_poll_approves_in_that_poll_alone(desk: Desk) -> None:
    deputy = add_member(
        desk.session, desk.clock, "deputy@example.org", [OFFICE], poll_id=desk.poll.id
    )
    for_all = propose_grant(
        desk.session,
        None,
        email=WHO,
        role=Role.ORGANISER,
        expires_at=desk.clock.now() + MONTH,
        occasion=desk.at(deputy.id),
    )
    with pytest.raises(rules.ProposerLeft):
        approve(desk.session, None, for_all, occasion=desk.at(desk.second))
    desk.approve(desk.propose(by=deputy.id))
    assert desk.offices() == [(Role.SCRUTINEER, desk.poll.slug)]
