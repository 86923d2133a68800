"""Accept, decline, decide otherwise, withdraw, number: each once, and every refusal once."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, member_actor
from shortlist.audit.queries import latest_events
from shortlist.candidates import actions, queries, rules
from shortlist.candidates.actions import Verdict
from shortlist.candidates.models import Candidate, Decision
from shortlist.candidates.rules import Outcome
from shortlist.candidates.withdrawal_rules import WithdrawalReason
from shortlist.candidates.withdrawing import withdraw_candidate
from shortlist.clock import SetClock
from shortlist.interest.models import Expression
from shortlist.notices.queries import latest_notices
from shortlist.polls.models import Contest
from tests.candidates.offers import offer_to_stand
from tests.people import add_member
from tests.timetables import INTEREST_CLOSES, SHORTLIST, add_poll

ACCEPT = Verdict(outcome=Outcome.ACCEPTED, reason="")
DECLINE = Verdict(outcome=Outcome.DECLINED, reason="Not a member for a year.")
SECOND = timedelta(seconds=1)


@pytest.fixture
def contest(session: Session) -> Contest:
    return add_poll(session).contests[0]


@pytest.fixture
def ann(session: Session, clock: SetClock, contest: Contest) -> Expression:
    return offer_to_stand(session, clock, contest, "Ann Example", photo=True)


@pytest.fixture
def olu(session: Session, clock: SetClock) -> Actor:
    return member_actor(add_member(session, clock, "olu@example.org", ["organiser"]).id)


def decide(
    session: Session,
    contest: Contest,
    expression: Expression,
    verdict: Verdict,
    actor: Actor,
    now=SHORTLIST,
) -> Decision:
    return actions.decide_expression(
        session, contest, expression, verdict, now=now, actor=actor, base_url="https://x.example"
    )


def names(session: Session, contest: Contest) -> list[str]:
    return [one.name for one in queries.standing(session, contest.id)]


def kinds(session: Session) -> list[str]:
    return [notice.kind for notice in reversed(latest_notices(session))]


def test_accepting_makes_a_candidate_of_what_was_sent(
    session: Session, contest: Contest, ann: Expression, olu: Actor
) -> None:
    ann.statement = "Only drafted after it was sent."
    decide(session, contest, ann, ACCEPT, olu)
    (candidate,) = queries.standing(session, contest.id)
    assert (candidate.name, candidate.statement, candidate.region, candidate.number) == (
        "Ann Example",
        "I am **Ann Example**.",
        "London",
        None,
    )
    assert candidate.photo_id == ann.photo_id
    notice = latest_notices(session)[0]
    assert (notice.kind, notice.to_address) == ("expression_accepted", "ann@example.org")
    assert "It meets the conditions of the call." in notice.body
    assert "Countersign your page; voting opens on Monday 2 March" in notice.subject


def test_letters_say_when_the_questions_are_asked(
    session: Session, clock: SetClock, contest: Contest, ann: Expression, olu: Actor
) -> None:
    decide(session, contest, ann, ACCEPT, olu, INTEREST_CLOSES)
    said = (
        "from Saturday 14 February, noon (London) until Friday 20 February, 7 pm (London). "
        "You find them here from then on:\n\n"
        "https://x.example/polls/national-executive/answers/mine"
    )
    letters = latest_notices(session)
    assert [said in one.body for one in letters] == [True, True]
    contest.poll.information_opens_at = contest.poll.information_closes_at = None
    bob = offer_to_stand(session, clock, contest, "Bob Example")
    decide(session, contest, bob, ACCEPT, olu)
    assert sum("the same questions" in one.body for one in latest_notices(session)) == 2


def test_who_stands_twice_in_a_poll_is_written_to_once(
    session: Session, clock: SetClock, olu: Actor
) -> None:
    poll = add_poll(session, None, None)
    for contest in poll.contests:
        decide(session, contest, offer_to_stand(session, clock, contest, "Ann"), ACCEPT, olu)
    assert queries.addresses_of_candidates(session, poll) == ["ann@example.org"]


def test_declining_tells_the_member_why(
    session: Session, contest: Contest, ann: Expression, olu: Actor
) -> None:
    decision = decide(session, contest, ann, DECLINE, olu)
    assert (decision.outcome, decision.decided_by_id) == ("declined", olu.member_id)
    assert names(session, contest) == []
    assert "Not a member for a year." in latest_notices(session)[0].body


def test_a_decision_can_be_changed_until_the_poll_is_ready(
    session: Session, contest: Contest, ann: Expression, olu: Actor
) -> None:
    for verdict in (ACCEPT, DECLINE, ACCEPT):
        decide(session, contest, ann, verdict, olu)
    assert names(session, contest) == ["Ann Example"]
    assert kinds(session)[1:] == [
        "expression_accepted",
        "expression_declined",
        "expression_accepted",
    ]
    told = [event.action for event in latest_events(session, subject="poll:national-executive")]
    assert told[:3] == [
        "expression accepted",
        "expression declined",
        "expression accepted",
    ]


def test_the_same_decision_twice_is_one(
    session: Session, contest: Contest, ann: Expression, olu: Actor
) -> None:
    for _ in range(2):
        decide(session, contest, ann, ACCEPT, olu)
    assert kinds(session)[1:] == ["expression_accepted"]


def test_nothing_is_decided_while_interest_is_open(
    session: Session, contest: Contest, ann: Expression, olu: Actor
) -> None:
    with pytest.raises(rules.InterestStillOpen):
        decide(session, contest, ann, ACCEPT, olu, INTEREST_CLOSES - SECOND)


def test_nothing_is_decided_once_the_poll_is_ready(
    session: Session, contest: Contest, ann: Expression, olu: Actor
) -> None:
    decide(session, contest, ann, ACCEPT, olu)
    contest.poll.ready_at = SHORTLIST
    (candidate,) = queries.standing(session, contest.id)
    with pytest.raises(rules.ShortlistIsFixed):
        decide(session, contest, ann, DECLINE, olu)
    with pytest.raises(rules.ShortlistIsFixed):
        withdraw(session, contest, candidate, olu)


def test_declining_needs_a_reason(
    session: Session, contest: Contest, ann: Expression, olu: Actor
) -> None:
    with pytest.raises(rules.ReasonMissing):
        decide(session, contest, ann, Verdict(outcome=Outcome.DECLINED, reason=""), olu)


def test_a_draft_is_not_decided(
    session: Session, contest: Contest, clock: SetClock, olu: Actor
) -> None:
    draft = offer_to_stand(session, clock, contest, "Bob Example", send=False)
    with pytest.raises(rules.NotSent):
        decide(session, contest, draft, ACCEPT, olu)


def test_nobody_decides_on_their_own(session: Session, contest: Contest, ann: Expression) -> None:
    with pytest.raises(rules.OwnExpression):
        decide(session, contest, ann, ACCEPT, member_actor(ann.member_id))


def withdraw(session: Session, contest: Contest, candidate: Candidate, actor: Actor) -> None:
    withdraw_candidate(
        session,
        contest,
        candidate,
        WithdrawalReason.ASKED,
        now=SHORTLIST,
        actor=actor,
        base_url="https://x.example",
    )


def test_a_candidate_is_taken_off_the_paper_and_told(
    session: Session, contest: Contest, ann: Expression, olu: Actor
) -> None:
    decide(session, contest, ann, ACCEPT, olu)
    (candidate,) = queries.standing(session, contest.id)
    withdraw(session, contest, candidate, olu)
    assert names(session, contest) == []
    assert kinds(session)[-1] == "candidate_withdrawn"
    event = latest_events(session, subject="poll:national-executive")[0]
    assert (
        event.details
        == f'{{"candidate":{candidate.id},"contest":1,"effect":"off the paper","why":"asked"}}'
    )
    with pytest.raises(rules.NotStanding):
        withdraw(session, contest, candidate, olu)


def test_accepting_again_puts_a_withdrawn_candidate_back(
    session: Session, contest: Contest, ann: Expression, olu: Actor
) -> None:
    decide(session, contest, ann, ACCEPT, olu)
    withdraw(session, contest, queries.standing(session, contest.id)[0], olu)
    decide(session, contest, ann, ACCEPT, olu)
    assert names(session, contest) == ["Ann Example"]


def test_candidates_are_numbered_once_in_the_order_of_the_paper(
    session: Session, contest: Contest, clock: SetClock, olu: Actor
) -> None:
    for name in ("cy Example", "Ann Example", "Bob Example"):
        decide(session, contest, offer_to_stand(session, clock, contest, name), ACCEPT, olu)
    withdraw(session, contest, queries.standing(session, contest.id)[1], olu)
    numbered = actions.number_candidates(session, contest)
    assert [(one.number, one.name) for one in numbered] == [(1, "Ann Example"), (2, "cy Example")]
    assert queries.standing(session, contest.id) == numbered
    assert queries.candidate_count(session, contest.id) == 2
    with pytest.raises(rules.AlreadyNumbered):
        actions.number_candidates(session, contest)


def test_a_contest_without_candidates_is_not_numbered(session: Session, contest: Contest) -> None:
    with pytest.raises(rules.NoCandidates):
        actions.number_candidates(session, contest)
