"""Two officers at the same moment: what is approved is carried out once, or called off."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select

from shortlist.audit.actions import member_actor
from shortlist.audit.models import Event
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.errors import Refusal
from shortlist.polls.queries import poll_by_slug
from shortlist.proposals.actions import approve, call_off
from shortlist.proposals.queries import proposal_of
from shortlist.proposals.rules import CalledOff, CarriedOutAlready, Change
from shortlist.publication.changes import Occasion, carry_out, terms_of
from tests.faults.agreement import check_log
from tests.faults.test_races import at_once
from tests.officers import OFFICE, officer_ids, proposed
from tests.people import add_member
from tests.voting.booth import Booth, make_booth


@pytest.fixture
def booth(engine: Engine, clock: SetClock, settings: Settings) -> Booth:
    """A poll that has been made ready."""
    return make_booth(engine, clock, settings.keys_path)


def one_proposes(booth: Booth) -> tuple[int, tuple[int, int, int]]:
    """Propose the close; return the proposal's id and those of three officers."""
    booth.end_voting()
    with booth.session() as session:
        now = booth.clock.now()
        third = add_member(session, booth.clock, "third@example.org", [OFFICE]).id
        proposal = proposed(session, booth.poll(session), Change.CLOSE, now)
        session.commit()
        return proposal.id, (*officer_ids(session, now), third)


def approving(booth: Booth, proposal_id: int, officer: int) -> Callable[[], Refusal | None]:
    """Return what approves and carries out as the page does; the refusal, if there is one."""

    def step() -> Refusal | None:
        now = booth.clock.now()
        with booth.session() as session:
            poll = poll_by_slug(session, "executive", lock=True)
            one = proposal_of(session, poll, proposal_id)
            try:
                terms = terms_of(session, poll, one, now)
                approve(session, poll, one, terms=terms, now=now, member_id=officer)
                actor = member_actor(officer)
                at = Occasion(now=now, actor=actor, keys_path=booth.keys_path, base_url="")
                carry_out(session, poll, one, at)
            except Refusal as refusal:
                return refusal
            session.commit()
        return None

    return step


def calling_off(booth: Booth, proposal_id: int, officer: int) -> Callable[[], Refusal | None]:
    """Return what calls the proposal off as the page does; the refusal, if there is one."""

    def step() -> Refusal | None:
        with booth.session() as session:
            poll = poll_by_slug(session, "executive", lock=True)
            one = proposal_of(session, poll, proposal_id)
            try:
                call_off(session, poll, one, now=booth.clock.now(), member_id=officer)
            except Refusal as refusal:
                return refusal
            session.commit()
        return None

    return step


def events(booth: Booth) -> list[str]:
    with booth.reading() as session:
        return list(session.scalars(select(Event.action).order_by(Event.number)))


def test_of_approvals_at_once_one_carries_it_out(booth: Booth) -> None:
    proposal_id, (_, second, third) = one_proposes(booth)
    steps = [approving(booth, proposal_id, officer) for officer in (second, third) * 3]
    refusals = at_once(*steps)
    assert refusals.count(None) == 1
    assert {type(one) for one in refusals if one} == {CarriedOutAlready}
    assert check_log(booth)[1:] == ["C 0 0"]
    assert events(booth).count("ballot box closed") == 1


def test_an_approval_against_a_calling_off_leaves_one_of_them(booth: Booth) -> None:
    proposal_id, (first, second, _) = one_proposes(booth)
    approved, called = at_once(
        approving(booth, proposal_id, second), calling_off(booth, proposal_id, first)
    )
    if approved is None:
        assert isinstance(called, CarriedOutAlready)
        assert check_log(booth)[1:] == ["C 0 0"]
    else:
        assert (type(approved), called) == (CalledOff, None)
        assert check_log(booth)[1:] == []
    assert events(booth)[-1] in {"ballot box closed", "close called off"}
