"""Offer a bursary, apply for it, withdraw, decide. Of who applies nothing is in the audit log."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.bursaries import policy, queries, rules
from shortlist.bursaries.models import BursaryApplication, BursaryOffer
from shortlist.bursaries.rules import Offer, Outcome, Verdict, Wish
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.errors import Refusal
from shortlist.members.models import Member
from shortlist.notices.actions import send_notice
from shortlist.polls.effects import moved_along
from shortlist.polls.models import Poll


def offer_bursary(
    session: Session, poll: Poll, offer: Offer, *, now: datetime, actor: Actor
) -> None:
    """Say what a poll pays those who stand. The caller holds the poll's row.

    Raises `OfferTooLate` or `OfferFaulty`.
    """
    _refuse(policy.why_not_offer(poll, now))
    row = queries.offer_row(session, poll)
    if faults := policy.faults_of_offer(poll, offer, policy.offer_of(row), now):
        raise rules.OfferFaulty(faults)
    if row is None:
        row = BursaryOffer(poll_id=poll.id)
        session.add(row)
    row.pays, row.most_pounds, row.closes_at = offer.pays, offer.most, offer.closes_at
    session.flush()
    _record(session, poll, "bursary offered", now, actor)


def copy_offer(session: Session, source: Poll, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Offer in a new poll what another one did, for as long after interest has opened.

    Nothing is offered where that would be faulty by the new poll's dates.
    """
    offer = queries.offer_in(session, source)
    if offer is None:
        return
    closes_at = moved_along(
        offer.closes_at, source.interest_opens_at, poll.interest_opens_at, poll.time_zone
    )
    offer = replace(offer, closes_at=closes_at)
    if not policy.faults_of_offer(poll, offer, None, now):
        offer_bursary(session, poll, offer, now=now, actor=actor)


def move_closing(
    session: Session, poll: Poll, closes_at: datetime, *, now: datetime, actor: Actor
) -> None:
    """Move the last moment to apply, as a poll's dates have moved. Raises `NoBursary`."""
    row = queries.offer_row(session, poll)
    if row is None:
        raise rules.NoBursary
    row.closes_at = closes_at
    session.flush()
    _record(session, poll, "bursary deadline moved", now, actor)


def take_back_offer(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Offer no bursary in a poll. The caller holds the poll's row.

    Raises `NoBursary` or `OfferIsKept`.
    """
    row = queries.offer_row(session, poll)
    if row is None:
        raise rules.NoBursary
    if policy.is_kept(poll, now):
        raise rules.OfferIsKept
    session.delete(row)
    session.flush()
    _record(session, poll, "bursary taken back", now, actor)


def apply_for(
    session: Session, poll: Poll, member_id: int, wish: Wish, *, now: datetime, base_url: str
) -> BursaryApplication:
    """Apply, which tells the officers that there is something to decide; or change what is asked.

    Raises `NoBursary`, `NotStanding`, `ApplicationsClosed`, `DecidedAlready`, `TooMuch` or
    `NothingChanged`.
    """
    session.get(Member, member_id, with_for_update=True)  # one application, not two
    own = queries.own_application(session, poll, member_id, lock=True)
    offer = queries.offer_in(session, poll)
    if offer is None:
        raise rules.NoBursary
    is_standing = bool(queries.standings_of(session, poll, member_id, now))
    _refuse(policy.why_not_ask(offer, own, is_standing=is_standing, now=now))
    _refuse(rules.why_not_wish(wish, offer))
    if own is None:
        own = BursaryApplication(poll_id=poll.id, member_id=member_id, version=0)
        _tell_officers(session, poll, member_id, now, base_url)
    elif (own.purpose, own.pounds) == (wish.purpose, wish.pounds):
        raise rules.NothingChanged
    own.version += 1
    own.purpose, own.pounds, own.sent_at = wish.purpose, wish.pounds, now
    session.add(own)
    session.flush()
    return own


def withdraw(session: Session, poll: Poll, member_id: int, *, now: datetime) -> None:
    """Withdraw an application: nothing of it is kept.

    Raises `NoSuchApplication`, `DecidedAlready` or `ApplicationsClosed`.
    """
    own = queries.own_application(session, poll, member_id, lock=True)
    if own is None:
        raise rules.NoSuchApplication
    _refuse(policy.why_not_take_back(queries.offer_in(session, poll), own, now))
    session.execute(delete(BursaryApplication).where(BursaryApplication.id == own.id))


def decide(
    session: Session,
    poll: Poll,
    application: BursaryApplication,
    verdict: Verdict,
    *,
    version: int,
    officer_id: int,
    now: datetime,
    base_url: str,
) -> None:
    """Decide on the version of an application that was read; the caller holds its row.

    Raises `OwnApplication`, `StandsHere`, `DecidedAlready`, `ChangedMeanwhile` or `GrantTooHigh`.
    """
    _refuse(policy.why_not_decide(application, officer_id))
    refuse_whoever_stands(session, poll.id, officer_id)
    if application.version != version:
        raise rules.ChangedMeanwhile
    _refuse(policy.why_not_grant(application, verdict, queries.offer_in(session, poll)))
    is_granted = verdict.outcome is Outcome.GRANTED
    application.outcome, application.reason = verdict.outcome, verdict.reason
    application.granted_pounds = verdict.pounds if is_granted else None
    application.decided_at, application.decided_by_id = now, officer_id
    session.flush()
    send_notice(
        session,
        now=now,
        kind="bursary_decided",
        to_address=session.get_one(Member, application.member_id).email,
        poll=poll.title,
        link=f"{base_url}/polls/{poll.slug}/bursary",
    )


def _tell_officers(
    session: Session, poll: Poll, applicant_id: int, now: datetime, base_url: str
) -> None:
    for officer in queries.officers_of(session, poll, now):
        if officer.id == applicant_id:
            continue
        send_notice(
            session,
            now=now,
            kind="bursary_to_decide",
            to_address=officer.email,
            poll=poll.title,
            link=f"{base_url}/organise/polls/{poll.slug}/bursaries",
        )


def _record(session: Session, poll: Poll, action: str, now: datetime, actor: Actor) -> None:
    record_event(session, now=now, actor=actor, action=action, subject=f"poll:{poll.slug}")


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
