"""From rows to the rules: what a poll offers, who may apply, and who may decide."""

from datetime import datetime

from shortlist.bursaries import rules
from shortlist.bursaries.models import BursaryApplication, BursaryOffer
from shortlist.bursaries.rules import Fault, Offer, Verdict
from shortlist.errors import Refusal
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.polls.rules import takes_interest_at


def offer_of(row: BursaryOffer | None) -> Offer | None:
    """Return what a row offers, or None."""
    if row is None:
        return None
    return Offer(pays=row.pays, most=row.most_pounds, closes_at=row.closes_at)


def can_still_offer(poll: Poll, now: datetime) -> bool:
    """Say whether a draft can still be sent: until then whoever has begun one may apply."""
    return takes_interest_at(now, timetable_of(poll), facts_of(poll))


def is_kept(poll: Poll, now: datetime) -> bool:
    """Say whether members rely on what a poll offers."""
    return rules.is_kept_at(now, timetable_of(poll), facts_of(poll))


def why_not_offer(poll: Poll, now: datetime) -> Refusal | None:
    """Return why a poll cannot offer anything or change it now, or None."""
    return rules.why_not_offer(now, timetable_of(poll), facts_of(poll))


def faults_of_offer(poll: Poll, offer: Offer, before: Offer | None, now: datetime) -> list[Fault]:
    """Return what is wrong with what a poll would offer in place of what it offers, if anything."""
    relied_on = before if is_kept(poll, now) else None
    return rules.faults_of_offer(offer, relied_on, now, timetable_of(poll))


def why_not_ask(
    offer: Offer | None, own: BursaryApplication | None, *, is_standing: bool, now: datetime
) -> Refusal | None:
    """Return why somebody cannot apply, or change their application; or None."""
    is_decided = own is not None and own.outcome is not None
    return rules.why_not_ask(now, offer, is_standing=is_standing, is_decided=is_decided)


def why_not_take_back(
    offer: Offer | None, own: BursaryApplication, now: datetime
) -> Refusal | None:
    """Return why somebody cannot withdraw their application, or None."""
    return rules.why_not_take_back(now, offer, is_decided=own.outcome is not None)


def why_not_decide(application: BursaryApplication, officer_id: int) -> Refusal | None:
    """Return why an officer cannot decide on an application, or None."""
    return rules.why_not_decide(
        is_own=application.member_id == officer_id, is_decided=application.outcome is not None
    )


def why_not_grant(
    application: BursaryApplication, verdict: Verdict, offer: Offer | None
) -> Refusal | None:
    """Return why a verdict on an application cannot stand, or None."""
    return rules.why_not_grant(verdict, application.pounds, offer)
