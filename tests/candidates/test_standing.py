"""Whoever stands in a poll decides nothing of those who stand against them."""

from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM, member_actor
from shortlist.candidates.actions import Verdict, decide_expression
from shortlist.candidates.consenting import Correction, correct_entry
from shortlist.candidates.models import Withdrawal
from shortlist.candidates.queries import candidate_from, stands_in
from shortlist.candidates.rules import Outcome, StandsHere
from shortlist.candidates.withdrawal_rules import Effect, WithdrawalReason
from shortlist.candidates.withdrawing import withdraw_candidate, withdraw_own
from shortlist.clock import SetClock
from shortlist.interest.models import Expression
from shortlist.polls.models import Contest
from shortlist.proposals.actions import propose
from shortlist.proposals.rules import Change
from tests.candidates.offers import offer_to_stand
from tests.people import add_member
from tests.timetables import INTEREST_CLOSES, RESULTS, add_poll

SignIn = Callable[..., FlaskClient]
THERE = "/organise/polls/national-executive"
ACCEPT = Verdict(outcome=Outcome.ACCEPTED, reason="")
DECLINE = Verdict(outcome=Outcome.DECLINED, reason="Not eligible.")
SAID = "You stand in this poll, so other officers decide on its candidates and its changes."


@pytest.fixture
def contest(session: Session) -> Contest:
    return add_poll(session).contests[0]


@pytest.fixture
def olu(session: Session, clock: SetClock, contest: Contest) -> Expression:
    """What an organiser has sent who offers to stand."""
    expression = offer_to_stand(session, clock, contest, "Olu Organiser")
    add_member(session, clock, "olu@example.org", ["organiser", "returning officer"])
    return expression


@pytest.fixture
def ann(session: Session, clock: SetClock, contest: Contest) -> Expression:
    return offer_to_stand(session, clock, contest, "Ann Example", photo=True)


def judge(session: Session, contest: Contest, expression: Expression, verdict: Verdict, by) -> None:
    how = {"now": INTEREST_CLOSES, "actor": by, "base_url": ""}
    decide_expression(session, contest, expression, verdict, **how)


def page(response) -> str:
    return unescape(response.get_data(as_text=True)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("becomes", "stands"),
    [("sent", True), ("accepted", True), ("declined", False), ("withdrawn", False)],
)
def test_who_sent_an_offer_stands_until_declined_or_withdrawn(
    session: Session, contest: Contest, olu: Expression, becomes: str, stands: bool
) -> None:
    if becomes != "sent":
        judge(session, contest, olu, DECLINE if becomes == "declined" else ACCEPT, PLATFORM)
    if becomes == "withdrawn":
        told = Effect.OFF_PAPER
        withdraw_own(session, contest, olu.member_id, told, now=INTEREST_CLOSES, base_url="")
    assert stands_in(session, contest.poll_id, olu.member_id) is stands


def test_who_only_drafts_or_leaves_the_slate_does_not_stand(
    session: Session, clock: SetClock, contest: Contest, olu: Expression
) -> None:
    drafted = offer_to_stand(session, clock, contest, "Dee Draft", send=False)
    assert not stands_in(session, contest.poll_id, drafted.member_id)
    judge(session, contest, olu, ACCEPT, PLATFORM)
    candidate = candidate_from(session, olu.id)
    assert candidate is not None
    candidate.withdrawal = Withdrawal(
        withdrawn_at=RESULTS, effect=Effect.NO_PLACE, reason=WithdrawalReason.OWN
    )
    session.flush()
    assert not stands_in(session, contest.poll_id, olu.member_id)


def test_who_stands_judges_takes_off_and_corrects_nobody(
    session: Session, contest: Contest, olu: Expression, ann: Expression
) -> None:
    actor = member_actor(olu.member_id)
    for verdict in (ACCEPT, DECLINE):
        with pytest.raises(StandsHere):
            judge(session, contest, ann, verdict, actor)
    judge(session, contest, ann, ACCEPT, PLATFORM)
    candidate = candidate_from(session, ann.id)
    assert candidate is not None
    how = {"now": INTEREST_CLOSES, "actor": actor, "base_url": ""}
    with pytest.raises(StandsHere):
        withdraw_candidate(session, contest, candidate, WithdrawalReason.INELIGIBLE, **how)
    worse = Correction(name="Nobody", local_party="", region="London", has_photo=False)
    with pytest.raises(StandsHere):
        correct_entry(session, contest, candidate, worse, **how)


def test_the_console_says_so_and_shows_nothing_of_rivals(
    sign_in: SignIn,
    session: Session,
    clock: SetClock,
    contest: Contest,
    olu: Expression,
    ann: Expression,
) -> None:
    judge(session, contest, ann, ACCEPT, PLATFORM)
    candidate = candidate_from(session, ann.id)
    assert candidate is not None
    own, rival = f"{THERE}/expressions/{olu.id}", f"{THERE}/expressions/{ann.id}"
    there = f"{THERE}/candidates/{candidate.id}"
    session.commit()
    clock.at = INTEREST_CLOSES
    client = sign_in("olu@example.org")
    for path in ("", "/expressions", "/countersigning"):
        assert page(client.get(f"{THERE}{path}")).count(SAID) == 1
    assert rival not in page(client.get(f"{THERE}/expressions"))
    assert client.get(own).status_code == 200
    for path in (rival, f"{rival}/photo", f"{there}/withdraw", f"{there}/correct"):
        refused = client.get(path)
        assert (refused.status_code, SAID in page(refused)) == (403, True)
    assert client.post(rival, data={"outcome": "declined", "reason": "No."}).status_code == 403
    for change in ("extend", "close", "open", "publish-results", "publish-slate"):
        assert SAID in page(client.get(f"{THERE}/{change}"))


def test_who_is_put_back_can_still_call_off_what_they_proposed(
    sign_in: SignIn, session: Session, clock: SetClock, contest: Contest, olu: Expression
) -> None:
    clock.at = INTEREST_CLOSES
    add_member(session, clock, "rae@example.org", ["returning officer"])
    judge(session, contest, olu, DECLINE, PLATFORM)
    how = {"terms": '{"Contests":"1"}', "now": INTEREST_CLOSES, "base_url": ""}
    propose(session, contest.poll, Change.CLOSE, member_id=olu.member_id, **how)
    judge(session, contest, olu, ACCEPT, PLATFORM)
    session.commit()
    console = page(sign_in("olu@example.org").get(THERE))
    assert ("Call it off" in console, "Propose it again" in console) == (True, False)
    other = page(sign_in("rae@example.org").get(THERE))
    assert "Call it off" not in other
