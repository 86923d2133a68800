"""Withdraw: a candidate at any time, or an organiser's hand before the paper is fixed."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, member_actor, record_event
from shortlist.candidates import consent_queries, policy, rules
from shortlist.candidates.consent_rules import HasCountersigned
from shortlist.candidates.models import Candidate, Withdrawal
from shortlist.candidates.queries import decision_on, member_behind
from shortlist.candidates.rules import State
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.candidates.telling import tell, tell_officers
from shortlist.candidates.withdrawal_rules import (
    REASON_WORDS,
    WORDS,
    Effect,
    EffectChanged,
    NothingToWithdraw,
    WithdrawalReason,
    WithdrawnAlready,
)
from shortlist.errors import Refusal
from shortlist.interest.actions import take_back
from shortlist.interest.models import Expression
from shortlist.members.models import Member
from shortlist.polls.models import Contest


def effect_on(
    session: Session,
    contest: Contest,
    expression: Expression,
    candidate: Candidate | None,
    now: datetime,
) -> Effect:
    """Return what it does now if whoever offered to stand so withdraws.

    Raises `WithdrawnAlready`, `NothingToWithdraw` or `NotYetACandidate`.
    """
    if candidate is not None and candidate.has_withdrawn:
        raise WithdrawnAlready
    if candidate is None and decision_on(session, expression.id) is not None:
        raise NothingToWithdraw
    return policy.effect_of_withdrawal(contest.poll, candidate, now)


def withdraw_own(
    session: Session,
    contest: Contest,
    member_id: int,
    told: Effect | None,
    *,
    now: datetime,
    base_url: str,
) -> None:
    """Withdraw a member's own candidacy, and tell them and the officers.

    `told` is what they were told it would do. Before a decision, what they sent is taken back.
    Raises `NothingToCountersign`, the refusals of `effect_on`, or `EffectChanged`. The caller
    holds the poll's row.
    """
    expression, candidate = consent_queries.own_candidacy(session, contest, member_id, lock=True)
    effect = effect_on(session, contest, expression, candidate, now)
    if effect is not told:
        raise EffectChanged
    name = expression.name
    if candidate is None:
        take_back(session, expression)
    else:
        name = candidate.name
        _note(session, candidate, effect, WithdrawalReason.OWN, now)
    actor = member_actor(member_id)
    _record(session, contest, candidate, effect, WithdrawalReason.OWN, now, actor)
    member, words = session.get_one(Member, member_id), WORDS[effect]
    tell(
        session,
        contest,
        member,
        "candidacy_withdrawn",
        now=now,
        base_url=base_url,
        title=words.title,
        effect=words.to_candidate,
    )
    tell_officers(
        session,
        contest,
        "candidate_withdrew",
        now=now,
        base_url=base_url,
        name=name,
        effect=words.to_officers,
    )


def withdraw_candidate(
    session: Session,
    contest: Contest,
    candidate: Candidate,
    reason: WithdrawalReason,
    *,
    now: datetime,
    actor: Actor,
    base_url: str,
) -> None:
    """Take a candidate off the paper before it is ready, and tell them.

    Raises `StandsHere`, `InterestStillOpen`, `ShortlistIsFixed`, `NotStanding`, or
    `HasCountersigned` where they are set aside for not having done so. The caller holds the poll's
    row.
    """
    refuse_whoever_stands(session, contest.poll_id, actor.member_id)
    _refuse(policy.why_not_decide(contest.poll, now))
    if candidate.state != State.STANDING:
        raise rules.NotStanding
    consent = consent_queries.consent_to_entry(session, contest, candidate).consent
    if reason is WithdrawalReason.NO_ANSWER and consent.is_enough:
        raise HasCountersigned
    _note(session, candidate, Effect.OFF_PAPER, reason, now)
    _record(session, contest, candidate, Effect.OFF_PAPER, reason, now, actor)
    member = member_behind(session, candidate)
    if member is not None:
        said = REASON_WORDS[reason]
        tell(
            session,
            contest,
            member,
            "candidate_withdrawn",
            now=now,
            base_url=base_url,
            reason=said,
        )


def _note(
    session: Session,
    candidate: Candidate,
    effect: Effect,
    reason: WithdrawalReason,
    now: datetime,
) -> None:
    """Keep a withdrawal; what was counted stays counted as it was."""
    if effect.reaches_count:
        candidate.state = State.WITHDRAWN
    candidate.withdrawal = Withdrawal(withdrawn_at=now, effect=effect, reason=reason)
    session.flush()


def _record(
    session: Session,
    contest: Contest,
    candidate: Candidate | None,
    effect: Effect,
    reason: WithdrawalReason,
    now: datetime,
    actor: Actor,
) -> None:
    record_event(
        session,
        now=now,
        actor=actor,
        action="candidate withdrawn",
        subject=f"poll:{contest.poll.slug}",
        contest=contest.position,
        candidate=candidate.id if candidate else None,
        why=reason,
        effect=effect,
    )


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
