"""Withdrawing: what it does in every phase, as one table, and who is told what of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.audit.queries import latest_events
from shortlist.candidates import consent_queries, queries, withdrawal_rules
from shortlist.candidates.actions import Verdict, decide_expression, number_candidates
from shortlist.candidates.consent_rules import HasCountersigned
from shortlist.candidates.models import Candidate, Countersignature
from shortlist.candidates.rules import Outcome, State
from shortlist.candidates.withdrawal_rules import WORDS, Effect, WithdrawalReason
from shortlist.candidates.withdrawing import withdraw_candidate, withdraw_own
from shortlist.clock import SetClock
from shortlist.interest.rules import State as ExpressionState
from shortlist.notices.queries import latest_notices
from shortlist.polls.models import Contest
from shortlist.polls.rules import Facts
from tests.candidates.offers import countersign_all, offer_to_stand
from tests.officers import officer_ids
from tests.people import add_member
from tests.timetables import (
    BEFORE,
    CLOSES,
    INTEREST_CLOSES,
    INTEREST_OPENS,
    OPENS,
    RESULTS,
    SHORTLIST,
    SLATE,
    TIMETABLE,
    add_poll,
)

SignIn = Callable[..., FlaskClient]
SECOND = timedelta(seconds=1)
GRACE = timedelta(minutes=10)
ANNOUNCED = Facts(announced=True)
READY = replace(ANNOUNCED, ready=True)
CLOSED = replace(READY, closed=True)
OPENED = replace(CLOSED, opened=True)
COUNTED = replace(OPENED, counted=True)
SHOWN = replace(COUNTED, results_published=True)
DONE = replace(SHOWN, slate_published=True)
TOO_EARLY, NOTHING = withdrawal_rules.NotYetACandidate, withdrawal_rules.NothingToWithdraw
ACCEPT = Verdict(outcome=Outcome.ACCEPTED, reason="")

# When, what is on record by then, what it does to a candidate, and to an offer that is not decided.
TABLE = [
    (BEFORE, ANNOUNCED, TOO_EARLY, TOO_EARLY),
    (INTEREST_OPENS, ANNOUNCED, TOO_EARLY, TOO_EARLY),
    (INTEREST_CLOSES - SECOND, ANNOUNCED, TOO_EARLY, TOO_EARLY),
    (INTEREST_CLOSES, ANNOUNCED, Effect.OFF_PAPER, Effect.TAKEN_BACK),
    (SHORTLIST, ANNOUNCED, Effect.OFF_PAPER, Effect.TAKEN_BACK),
    (OPENS, ANNOUNCED, Effect.OFF_PAPER, Effect.TAKEN_BACK),
    (SHORTLIST, READY, Effect.MARKED, NOTHING),
    (SHORTLIST, replace(READY, trustees=2, waits_for_trustees=True), Effect.MARKED, NOTHING),
    (OPENS, READY, Effect.MARKED, NOTHING),
    (CLOSES, READY, Effect.MARKED, NOTHING),
    (CLOSES + GRACE - SECOND, READY, Effect.MARKED, NOTHING),
    (CLOSES + GRACE, READY, Effect.NOT_COUNTED, NOTHING),
    (CLOSES, CLOSED, Effect.NOT_COUNTED, NOTHING),
    (CLOSES + GRACE, OPENED, Effect.NOT_COUNTED, NOTHING),
    (CLOSES + GRACE, COUNTED, Effect.NO_PLACE, NOTHING),
    (RESULTS, SHOWN, Effect.NO_PLACE, NOTHING),
    (SLATE, SHOWN, Effect.NO_PLACE, NOTHING),
    (SLATE, DONE, Effect.NOTED, NOTHING),
    (SLATE, replace(DONE, archived=True), Effect.NOTED, NOTHING),
    (SLATE, replace(SHOWN, archived=True), Effect.NO_PLACE, NOTHING),
]


def effect(now: datetime, facts: Facts, *, is_candidate: bool) -> object:
    try:
        return withdrawal_rules.effect_at(now, TIMETABLE, facts, is_candidate=is_candidate)
    except withdrawal_rules.Refusal as refusal:
        return type(refusal)


@pytest.mark.parametrize(("now", "facts", "on_candidate", "on_offer"), TABLE)
def test_what_a_withdrawal_does(
    now: datetime, facts: Facts, on_candidate: object, on_offer: object
) -> None:
    assert effect(now, facts, is_candidate=True) is on_candidate
    assert effect(now, facts, is_candidate=False) is on_offer


def test_only_what_comes_before_the_count_reaches_it() -> None:
    before = {Effect.OFF_PAPER, Effect.MARKED, Effect.NOT_COUNTED}
    assert {one for one in Effect if one.reaches_count} == before
    assert {one for one in WORDS if not WORDS[one].to_all} == {Effect.TAKEN_BACK, Effect.OFF_PAPER}


@pytest.fixture
def contest(session: Session, clock: SetClock) -> Contest:
    """A contest of two accepted candidates, Ann and Bob, who have countersigned."""
    officer_ids(session, clock.now())
    contest = add_poll(session).contests[0]
    for name in ("Ann Example", "Bob Example"):
        accept(session, clock, contest, name)
    countersign_all(session, contest, INTEREST_CLOSES)
    return contest


def accept(session: Session, clock: SetClock, contest: Contest, name: str) -> None:
    expression = offer_to_stand(session, clock, contest, name)
    decide(session, contest, expression)


def decide(session: Session, contest: Contest, expression) -> None:
    decide_expression(
        session, contest, expression, ACCEPT, now=INTEREST_CLOSES, actor=PLATFORM, base_url=""
    )


def member_id(session: Session, name: str) -> int:
    return add_member(session, SetClock(BEFORE), f"{name.lower()}@example.org").id


def ann_withdraws(
    session: Session, contest: Contest, told: Effect | None, now: datetime = SHORTLIST
) -> None:
    withdraw_own(
        session, contest, member_id(session, "ann"), told, now=now, base_url="https://x.example"
    )


def ann(session: Session, contest: Contest) -> Candidate:
    query = select(Candidate).where(Candidate.contest_id == contest.id)
    return session.scalars(query.where(Candidate.name == "Ann Example")).one()


def make_ready(session: Session, contest: Contest) -> None:
    number_candidates(session, contest)
    contest.poll.ready_at = SHORTLIST
    session.flush()


@pytest.mark.parametrize(
    ("columns", "now", "told", "state"),
    [
        ((), SHORTLIST, Effect.OFF_PAPER, State.WITHDRAWN),
        (("ready_at",), OPENS, Effect.MARKED, State.WITHDRAWN),
        (("ready_at",), CLOSES + GRACE, Effect.NOT_COUNTED, State.WITHDRAWN),
    ],
)
def test_before_the_count_nobody_can_be_elected_by_votes_for_them(
    session: Session,
    contest: Contest,
    columns: tuple[str, ...],
    now: datetime,
    told: Effect,
    state: State,
) -> None:
    if columns:
        make_ready(session, contest)
    ann_withdraws(session, contest, told, now)
    found = ann(session, contest)
    assert (found.state, found.withdrawal.effect, found.withdrawal.reason) == (
        state,
        told,
        "own wish",
    )
    stays = ["Ann Example", "Bob Example"] if columns else ["Bob Example"]
    assert [one.name for one in consent_queries.shown(session, contest)] == stays
    assert [one.name for one in queries.standing(session, contest.id)] == ["Bob Example"]


def test_candidate_and_officers_are_told_and_the_log_says_so(
    session: Session, contest: Contest
) -> None:
    ann_withdraws(session, contest, Effect.OFF_PAPER)
    told = {one.to_address: one for one in latest_notices(session)[:3]}
    own = told.pop("ann@example.org")
    assert (own.kind, own.subject) == (
        "candidacy_withdrawn",
        "National executive: you have withdrawn",
    )
    assert "you will not be on the ballot paper" in own.body.replace("\n", " ")
    assert {one.kind for one in told.values()} == {"candidate_withdrew"}
    assert sorted(told) == ["first.officer@example.org", "second.officer@example.org"]
    event = latest_events(session, subject="poll:national-executive")[0]
    assert event.action == "candidate withdrawn"
    assert '"effect":"off the paper"' in event.details
    assert "Ann" not in event.details


def test_one_withdraws_once(session: Session, contest: Contest) -> None:
    ann_withdraws(session, contest, Effect.OFF_PAPER)
    with pytest.raises(withdrawal_rules.WithdrawnAlready):
        ann_withdraws(session, contest, Effect.OFF_PAPER)


def test_nothing_is_done_where_it_would_do_something_else_by_now(
    session: Session, contest: Contest
) -> None:
    make_ready(session, contest)
    for told in (Effect.OFF_PAPER, None):
        with pytest.raises(withdrawal_rules.EffectChanged):
            ann_withdraws(session, contest, told)
    assert ann(session, contest).withdrawal is None


def test_an_offer_that_is_not_decided_is_taken_back(
    session: Session, clock: SetClock, contest: Contest
) -> None:
    expression = offer_to_stand(session, clock, contest, "Cy Example")
    withdraw_own(
        session,
        contest,
        expression.member_id,
        Effect.TAKEN_BACK,
        now=INTEREST_CLOSES,
        base_url="",
    )
    assert expression.state == ExpressionState.WITHDRAWN
    with pytest.raises(consent_queries.NothingToCountersign):
        withdraw_own(
            session, contest, expression.member_id, Effect.TAKEN_BACK, now=SHORTLIST, base_url=""
        )


def test_what_was_declined_cannot_be_withdrawn(
    session: Session, clock: SetClock, contest: Contest
) -> None:
    expression = offer_to_stand(session, clock, contest, "Cy Example")
    decline = Verdict(outcome=Outcome.DECLINED, reason="Too late.")
    decide_expression(
        session, contest, expression, decline, now=SHORTLIST, actor=PLATFORM, base_url=""
    )
    with pytest.raises(withdrawal_rules.NothingToWithdraw):
        withdraw_own(
            session, contest, expression.member_id, Effect.TAKEN_BACK, now=SHORTLIST, base_url=""
        )


def test_whoever_is_put_back_is_asked_anew(session: Session, contest: Contest) -> None:
    ann_withdraws(session, contest, Effect.OFF_PAPER)
    found = ann(session, contest)
    decide(session, contest, found_expression(session, found))
    assert (found.state, found.withdrawal) == (State.STANDING, None)
    query = select(Countersignature).where(Countersignature.candidate_id == found.id)
    assert session.scalars(query).all() == []
    assert [one.name for one in consent_queries.shown(session, contest)] == ["Bob Example"]


def found_expression(session: Session, candidate: Candidate):
    from shortlist.interest.models import Expression

    return session.get_one(Expression, candidate.expression_id)


def test_who_has_countersigned_is_not_set_aside_for_not_having_done_so(
    session: Session, clock: SetClock, contest: Contest
) -> None:
    accept(session, clock, contest, "Cy Example")
    people = {one.name: one for one in queries.standing(session, contest.id)}
    about = {"now": SHORTLIST, "actor": PLATFORM, "base_url": ""}
    no_answer = WithdrawalReason.NO_ANSWER
    with pytest.raises(HasCountersigned):
        withdraw_candidate(session, contest, people["Ann Example"], no_answer, **about)
    withdraw_candidate(session, contest, people["Cy Example"], no_answer, **about)
    assert "not countersigned your page" in latest_notices(session)[0].body
    assert people["Cy Example"].withdrawal.reason == "not countersigned"


def test_the_database_keeps_what_was_counted_and_who_withdrew_from_a_fixed_paper(
    session: Session, contest: Contest
) -> None:
    make_ready(session, contest)
    ann_withdraws(session, contest, Effect.MARKED, OPENS)
    contest.poll.counted_at = RESULTS
    session.flush()
    for statement in (
        "UPDATE candidates SET state = 'standing'",
        "UPDATE withdrawals SET effect = 'not counted'",
        "DELETE FROM withdrawals",
        "UPDATE countersignatures SET version = 'another'",
    ):
        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(text(statement))


def test_a_candidate_withdraws_on_pages(
    session: Session, contest: Contest, clock: SetClock, sign_in: SignIn, client: FlaskClient
) -> None:
    clock.at = SHORTLIST
    session.commit()
    own = sign_in("ann@example.org")
    page = own.get("/polls/national-executive/candidacy/1/withdraw").text
    assert "You will not be on the ballot paper. The paper is not fixed yet." in page
    path = "/polls/national-executive/candidacy/1/withdraw"
    assert own.post(path, data={"effect": "off the paper"}).status_code == 422
    late = own.post(path, data={"effect": "marked on the paper", "sure": "y"})
    assert late.status_code == 409
    assert "Read what it does now." in late.text
    done = own.post(path, data={"effect": "off the paper", "sure": "y"}, follow_redirects=True)
    assert "You have withdrawn. A mail confirms it" in done.text
    assert "Withdrawn" in done.text
    public = client.get("/polls/national-executive/candidates").text
    assert "One candidate has left the shortlist since it was published." in public
    assert "Ann Example" not in public
    again = own.get("/polls/national-executive/candidacy/1")
    assert "You will not be on the ballot paper. You did so on" in again.text
    assert own.get(path).status_code == 409
    assert sign_in("stranger@example.org").get(path).status_code == 404
