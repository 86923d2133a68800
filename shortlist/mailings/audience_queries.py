"""Reads of who a mailing goes to: numbers of roll entries, and the people behind a stretch of them.

A recipient is known by the number of the entry on the roll, never by the address: whoever changes
the address while a mailing goes on is still written to once.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, func, literal, select
from sqlalchemy.orm import Session

from shortlist.interest.models import Expression
from shortlist.interest.rules import State as ExpressionState
from shortlist.mailings.models import Declined, Parcel
from shortlist.mailings.rules import ABOUT, Audience, Occasion
from shortlist.mailings.wording import Recipient
from shortlist.members.models import Member
from shortlist.polls.models import Poll
from shortlist.roll.models import Elector, RollEntry
from shortlist.roll.rules import EntryState
from shortlist.voting.models import Envelope
from shortlist.voting.queries import turnout

# What the member with an entry's address chose; nobody who has no account chose any.
_LANGUAGE = select(Member.language).where(Member.email == RollEntry.email).scalar_subquery()


def audience_size(session: Session, poll: Poll, occasion: Occasion) -> int:
    """Return how many a mailing would go to now; the caller tells nobody of a blind one's exactly.

    Who has voted is told by the turnout, so that no list of those who have not is ever made.
    Whoever is barred stays in the number: it would tell otherwise whether they had voted before.
    """
    numbers = _numbers(poll, occasion).subquery()
    size = session.scalar(select(func.count()).select_from(numbers)) or 0
    return size - turnout(session, poll) if ABOUT[occasion].is_blind else size


def parcels_of(poll: Poll, occasion: Occasion, *, size: int) -> Select[int, int, int]:
    """Select (first, last, number) of stretches of so many recipients, in order.

    A blind mailing's are of everybody on the register who has a contest to vote in, whether or not
    they have voted or are barred.
    """
    numbers = _numbers(poll, occasion).subquery()
    place = func.row_number().over(order_by=numbers.c.entry_id) - 1
    numbered = select(numbers.c.entry_id, (place // literal(size)).label("parcel")).subquery()
    return (
        select(func.min(numbered.c.entry_id), func.max(numbered.c.entry_id), func.count())
        .group_by(numbered.c.parcel)
        .order_by(numbered.c.parcel)
    )


def recipients_in(
    session: Session, poll: Poll, occasion: Occasion, parcel: Parcel
) -> Sequence[Recipient]:
    """Return those of a parcel who are to be written to now and are not settled yet, in order."""
    query = _people(poll, occasion).where(
        RollEntry.id > parcel.after_id, RollEntry.id <= parcel.last_id
    )
    rows = session.execute(query.order_by(RollEntry.id))
    return [_recipient(*row) for row in rows]


def recipient_of(
    session: Session, poll: Poll, occasion: Occasion, entry_id: int
) -> Recipient | None:
    """Return one recipient, or None if nobody is to be written to under that number now."""
    row = session.execute(_people(poll, occasion).where(RollEntry.id == entry_id)).first()
    return row and _recipient(*row)


def _recipient(entry_id: int, name: str, address: str, language: str | None) -> Recipient:
    return Recipient(entry_id=entry_id, name=name, address=address, language=language)


def has_a_ballot_to_cast(session: Session, poll: Poll, entry_id: int) -> bool:
    """Say whether an elector, by the number of the roll entry, may vote and has not done so.

    That is somebody who is not barred and has no envelope in any box.
    """
    envelopes = exists().where(
        Envelope.contest_id.in_([contest.id for contest in poll.contests]),
        Envelope.elector_id == Elector.id,
    )
    query = select(Elector.id).where(
        Elector.poll_id == poll.id,
        Elector.roll_entry_id == entry_id,
        Elector.barred.is_(False),
        ~envelopes,
    )
    return session.scalar(query) is not None


def _numbers(poll: Poll, occasion: Occasion) -> Select[int]:
    """Select the numbers of the roll entries that a mailing goes to, voted or not."""
    return _people(poll, occasion).with_only_columns(RollEntry.id.label("entry_id"))


def _people(poll: Poll, occasion: Occasion) -> Select[int, str, str, str | None]:
    audience = ABOUT[occasion].audience
    if audience in {Audience.REGISTER, Audience.NOT_VOTED}:
        query = (
            select(RollEntry.id, Elector.name, RollEntry.email, _LANGUAGE)
            .join(Elector, Elector.roll_entry_id == RollEntry.id)
            .where(Elector.poll_id == poll.id, *_have_a_contest(poll))
        )
        return query if ABOUT[occasion].is_blind else query.where(Elector.barred.is_(False))
    query = select(RollEntry.id, RollEntry.name, RollEntry.email, _LANGUAGE).where(
        RollEntry.state == EntryState.CURRENT,
        ~exists().where(Declined.entry_id == RollEntry.id),
    )
    if audience is Audience.ROLL:
        return query
    offered = (
        exists()
        .where(Member.email == RollEntry.email, Member.id == Expression.member_id)
        .where(
            Expression.contest_id.in_([contest.id for contest in poll.contests]),
            Expression.state == ExpressionState.SENT,
        )
    )
    return query.where(~offered)


def _have_a_contest(poll: Poll) -> Sequence[ColumnElement[bool]]:
    """Return what holds of the electors who vote in any contest: nothing where one is for all."""
    regions = {contest.region for contest in poll.contests}
    if None in regions:
        return ()
    return (Elector.region.in_(sorted(str(region) for region in regions)),)
