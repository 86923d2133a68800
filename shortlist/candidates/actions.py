"""Decide expressions of interest, and number the candidates of a paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.candidates import policy, queries, rules
from shortlist.candidates.models import Candidate, Countersignature, Decision
from shortlist.candidates.rules import Outcome, State
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.interest.coming import questions_to_come
from shortlist.interest.models import Expression, SentVersion
from shortlist.interest.queries import latest_version
from shortlist.language import whenever
from shortlist.members.models import Member
from shortlist.notices.actions import send_notice
from shortlist.polls.models import Contest
from shortlist.web.moments import deadline_in_words


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What an organiser has made up their mind to, and why."""

    outcome: Outcome
    reason: str


def decide_expression(
    session: Session,
    contest: Contest,
    expression: Expression,
    verdict: Verdict,
    *,
    now: datetime,
    actor: Actor,
    base_url: str,
) -> Decision:
    """Accept or decline an expression, or decide otherwise than before, and tell its author.

    The same decision twice changes nothing. Raises `InterestStillOpen`, `ShortlistIsFixed`,
    `NotSent`, `OwnExpression`, `ReasonMissing` or `StandsHere`.
    """
    _refuse(policy.why_not_decide(contest.poll, now))
    _refuse(policy.why_not_judge(expression, verdict.outcome, verdict.reason, actor.member_id))
    refuse_whoever_stands(session, contest.poll_id, actor.member_id)
    reason = verdict.reason or rules.REASON_WHEN_ACCEPTED
    decision = queries.decision_on(session, expression.id)
    candidate = queries.candidate_from(session, expression.id)
    if decision is not None and _says_the_same(decision, candidate, verdict.outcome, reason):
        return decision
    if decision is None:
        decision = Decision(expression_id=expression.id)
        session.add(decision)
    decision.outcome, decision.reason = verdict.outcome, reason
    decision.decided_at, decision.decided_by_id = now, actor.member_id
    session.flush()
    _put_on_shortlist(session, expression, candidate, verdict.outcome, now)
    _record(session, contest, now, actor, f"expression {verdict.outcome}", expression.id)
    _tell_author(session, contest, expression, decision, now, base_url)
    return decision


def number_candidates(session: Session, contest: Contest) -> Sequence[Candidate]:
    """Number a contest's standing candidates from 1 in the paper's order; return them so.

    Raises `NoCandidates`, `TooManyCandidates`, or `AlreadyNumbered`: numbers are given once.
    """
    candidates = rules.paper_order(queries.standing(session, contest.id))
    refusal = rules.why_not_number([candidate.number for candidate in candidates])
    if refusal is not None:
        raise refusal
    for number, candidate in enumerate(candidates, start=1):
        candidate.number = number
    session.flush()
    return candidates


def _says_the_same(
    decision: Decision, candidate: Candidate | None, outcome: Outcome, reason: str
) -> bool:
    """Say whether a decision stands already; one on a withdrawn candidate can be taken anew."""
    withdrawn = candidate is not None and candidate.state == State.WITHDRAWN
    return (decision.outcome, decision.reason) == (outcome, reason) and not withdrawn


def _put_on_shortlist(
    session: Session,
    expression: Expression,
    candidate: Candidate | None,
    outcome: Outcome,
    now: datetime,
) -> None:
    """Make the expression's last version a candidate, or take its candidate away."""
    if outcome is Outcome.DECLINED:
        if candidate is not None:
            session.delete(candidate)
    elif candidate is not None:
        _put_back(session, candidate)
    else:
        version = latest_version(session, expression.id)
        if version is None:
            raise rules.NotSent
        session.add(_candidate_of(expression, version, now))
    session.flush()


def _put_back(session: Session, candidate: Candidate) -> None:
    """Let a candidate stand who had withdrawn; they are asked anew to countersign."""
    candidate.state, candidate.withdrawal, candidate.reminded_at = State.STANDING, None, None
    session.execute(delete(Countersignature).where(Countersignature.candidate_id == candidate.id))


def _candidate_of(expression: Expression, version: SentVersion, now: datetime) -> Candidate:
    return Candidate(
        contest_id=expression.contest_id,
        expression_id=expression.id,
        number=None,
        name=version.name,
        local_party=version.local_party,
        region=version.region,
        statement=version.statement,
        photo_id=version.photo_id,
        state=State.STANDING,
        created_at=now,
    )


def _record(
    session: Session, contest: Contest, now: datetime, actor: Actor, action: str, number: int
) -> None:
    record_event(
        session,
        now=now,
        actor=actor,
        action=action,
        subject=f"poll:{contest.poll.slug}",
        contest=contest.position,
        expression=number,
    )


def _tell_author(
    session: Session,
    contest: Contest,
    expression: Expression,
    decision: Decision,
    now: datetime,
    base_url: str,
) -> None:
    poll = contest.poll
    author = session.get_one(Member, expression.member_id)
    send_notice(
        session,
        now=now,
        kind=f"expression_{decision.outcome}",
        to_address=author.email,
        poll=poll.title,
        contest=contest.title,
        reason=whenever(rules.reason_words, decision.reason),
        shortlist=whenever(deadline_in_words, poll.shortlist_at, poll.time_zone, now.date()),
        opens=whenever(deadline_in_words, poll.opens_at, poll.time_zone, now.date()),
        link=f"{base_url}/polls/{poll.slug}",
        own_page=f"{base_url}/polls/{poll.slug}/candidacy/{contest.position}",
        **questions_to_come(poll, now, base_url),
    )


def _refuse(refusal: Exception | None) -> None:
    if refusal is not None:
        raise refusal
