"""Fictional members who offer to stand, for tests."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from shortlist.candidates.consent_queries import consents
from shortlist.candidates.consenting import countersign_entry
from shortlist.candidates.queries import member_behind
from shortlist.clock import SetClock
from shortlist.interest.actions import Author, put_photo, save_draft, send_expression
from shortlist.interest.models import Expression
from shortlist.interest.portraits import make_portrait
from shortlist.interest.rules import Offer
from shortlist.polls.balance_queries import groups_of
from shortlist.polls.models import Contest
from shortlist.roll.queries import entry_for
from tests.interest.pictures import picture
from tests.people import add_member, add_roll_entry
from tests.timetables import INTEREST_OPENS

THEN = INTEREST_OPENS + timedelta(days=1)


def offer_to_stand(
    session: Session,
    clock: SetClock,
    contest: Contest,
    name: str,
    *,
    photo: bool = False,
    region: str = "London",
    declares: Collection[str] = (),
    send: bool = True,
) -> Expression:
    """Let a member on the roll write an expression and, unless told not to, send it."""
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    entry = entry_for(session, email) or add_roll_entry(session, clock, email, region=region)
    author = Author(member_id=add_member(session, clock, email).id, email=email, entry=entry)
    answers = {one.id: one.name in declares for one in groups_of(session, contest.id)}
    offer = Offer(name=name, statement=f"I am **{name}**.", consents=True, answers=answers)
    expression = save_draft(session, contest, author, offer, now=THEN)
    if photo:
        put_photo(session, expression, make_portrait(picture()), now=THEN)
    if send:
        send_expression(session, contest, author, now=THEN, base_url="https://x.example")
    return expression


def countersign_all(
    session: Session, contest: Contest, now: datetime, *, but: Collection[str] = ()
) -> None:
    """Let everybody who stands countersign their page, but those of these names."""
    for one in consents(session, contest):
        member = member_behind(session, one.candidate)
        assert member is not None
        if one.candidate.name not in but:
            countersign_entry(session, contest, member.id, one.version, now=now)
