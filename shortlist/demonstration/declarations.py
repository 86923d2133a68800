"""What the demonstration's candidates declare; every word and every pound is made up."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.conduct.actions import accept_code, publish_code
from shortlist.declarations.actions import (
    correct_spending,
    declare_conflicts,
    enter_spending,
    set_asks,
    state_spending,
)
from shortlist.declarations.rules import Asks, Item
from shortlist.polls.models import Poll
from shortlist.questions.queries import asked_in

AN_HOUR = timedelta(hours=1)
LIMIT = 150
CODE = """## How we stand against each other

- We speak of what **we** would do, and do not speak ill of each other.
- We write to nobody who has not asked to hear from us.
- We say what we spend, and who paid for it."""
CONFLICTS = (
    "",
    "I sit on the board of a made-up housing co-operative that has asked the movement for support.",
    "",
)


def ask_to_declare(session: Session, poll: Poll, *, now: datetime) -> None:
    """Say what candidates declare, before interest opens."""
    asks = Asks(
        conflicts=True,
        spending_limit=LIMIT,
        spending_due_at=poll.closes_at - timedelta(days=1),
    )
    set_asks(session, poll, asks, now=now, actor=PLATFORM)
    publish_code(session, poll, CODE, is_needed_to_send=False, now=now, actor=PLATFORM)


def declare_all(session: Session, poll: Poll) -> None:
    """Let everybody declare but the last; the second spends more than is allowed."""
    at = poll.interest_closes_at - AN_HOUR
    for index, one in enumerate(asked_in(session, poll)[:-1]):
        accept_code(session, poll, 1, one.member_id, now=at)
        declare_conflicts(session, poll, one, CONFLICTS[index % 3], now=at)
        pence = 17_250 if index == 1 else 2_000 + 350 * (index % 7)
        item = Item(
            spent_on=poll.interest_opens_at.date(),
            what="Leaflets, printed",
            pence=pence,
            paid_by="the candidate",
        )
        enter_spending(session, poll, one, item, now=at)
        if index == 0:
            right = Item(
                spent_on=item.spent_on, what=item.what, pence=pence + 480, paid_by=item.paid_by
            )
            reason = "I had left out the postage"
            correct_spending(session, poll, one, 1, right, reason, now=at + AN_HOUR)
            pence = right.pence
        if index % 3 != 2:
            state_spending(session, poll, one, pence, now=at + AN_HOUR)
