"""What the demonstration's polls pay those who stand, and two who ask; all of it is made up."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.bursaries.actions import apply_for, decide, offer_bursary
from shortlist.bursaries.rules import Offer, Outcome, Verdict, Wish
from shortlist.demonstration.cast import PEOPLE
from shortlist.demonstration.roll import account_of, member_for
from shortlist.notices.models import Notice
from shortlist.permissions import Role
from shortlist.polls.models import Poll

AN_HOUR = timedelta(hours=1)
PAYS = """Travel to hustings, childcare on those evenings, and printing.

Send receipts to the bursary officers; they pay within a week."""
MOST = 200
WISHES = (
    ("Two returns by train to the hustings, and a sitter on both evenings.", 140),
    ("Printing, and travel from the far end of the valley, where no bus goes in the evening.", 90),
)
REASON = "Travel is what the bursary is for. Printing costs less at the address that we mail you."


def help_with_costs(
    session: Session, poll: Poll, names: Sequence[str] | None, *, now: datetime
) -> None:
    """Offer a bursary until voting opens, for which these ask; without a list offer none."""
    if names is None:
        return
    offer = Offer(pays=PAYS, most=MOST, closes_at=poll.opens_at)
    offer_bursary(session, poll, offer, now=now, actor=PLATFORM)
    if names:
        _ask(session, poll, names, poll.interest_opens_at + 2 * AN_HOUR)
    session.execute(delete(Notice).where(Notice.kind.startswith("bursary_")))  # told long ago


def _ask(session: Session, poll: Poll, names: Sequence[str], now: datetime) -> None:
    """Let these ask in turn; the last is answered, the others wait."""
    officer = next(one for one in PEOPLE if Role.BURSARY_OFFICER in one.roles)
    for name, (purpose, pounds) in zip(names, WISHES[-len(names) :], strict=True):
        member = account_of(session, name, now)
        wish = Wish(purpose=purpose, pounds=pounds)
        found = apply_for(session, poll, member.id, wish, now=now, base_url="")
    granted = Verdict(outcome=Outcome.GRANTED, pounds=60, reason=REASON)
    decide(
        session,
        poll,
        found,
        granted,
        version=1,
        officer_id=member_for(session, officer.name, officer.email, now).id,
        now=now + AN_HOUR,
        base_url="",
    )
