"""Decide on many registrations at once, and note which seem to be somebody known already."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.errors import Refusal
from shortlist.members.models import Registration
from shortlist.members.queries import registrations_by_ids, waiting_in_party
from shortlist.roll.actions import approve_registration, decline_registration
from shortlist.roll.likeness import Likeness, likenesses
from shortlist.roll.rules import TELLING

MOST_AT_ONCE = 100


@dataclass(kw_only=True)
class Decided:
    """What became of the registrations: how many were decided, and which were not, with why."""

    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Pages:
    """The absolute addresses that the letters name: of one's own entry, and of registering."""

    entry: str
    register: str


def mark_alike(session: Session, registrations: Sequence[Registration]) -> None:
    """Note of each registration whether it seems to be somebody known already, and by what."""
    found = likenesses(session, registrations)
    for registration in registrations:
        registration.alike = _sign(found[registration.id])
    session.flush()


def _sign(found: Sequence[Likeness]) -> str:
    return next((one.alike.value for one in found if one.alike in TELLING), "")


def look_again_in(session: Session, local_party: str) -> None:
    """Note the same anew of everybody who waits in a local party: the roll has changed."""
    mark_alike(session, waiting_in_party(session, local_party))


def decide_many(
    session: Session,
    ids: Sequence[int],
    *,
    reason: str | None,
    pages: Pages,
    by_member_id: int,
    now: datetime,
) -> Decided:
    """Decline registrations for a reason or, without one, approve them; each is an event.

    One that cannot be decided so any more is left as it is, and named.
    """
    decided = Decided()
    for found in registrations_by_ids(session, ids[:MOST_AT_ONCE], lock=True):
        try:
            if reason is None:
                approve_registration(
                    session, found, by_member_id=by_member_id, page=pages.entry, now=now
                )
            else:
                decline_registration(
                    session,
                    found,
                    reason=reason,
                    by_member_id=by_member_id,
                    page=pages.register,
                    now=now,
                )
        except Refusal as refusal:  # each refuses before it has changed anything
            decided.refused.append((found.name, refusal.text))
        else:
            decided.done += 1
    return decided
