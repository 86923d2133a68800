"""The made-up members who wait to be put on the roll; some seem to be on it already."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from shortlist.demonstration.cast import LOCAL_PARTIES, elector
from shortlist.demonstration.roll import member_for
from shortlist.roll.actions import register
from shortlist.roll.models import RollEntry
from shortlist.roll.queries import entry_for
from shortlist.roll.vetting import mark_alike

NEWCOMERS = ("Alma Winterbourne", "Idris Quennell", "Pia Thistlewood", "Rory Vance")


def register_newcomers(session: Session, now: datetime) -> None:
    """Let some people ask to be put on the roll: new ones, and three who are known already."""
    same, similar, numbered = (_entry(session, index) for index in (4, 9, 14))
    asked: list[tuple[str, str, str | None]] = [
        *((name, LOCAL_PARTIES[index], None) for index, name in enumerate(NEWCOMERS)),
        (same.name, same.local_party, None),
        (similar.name + similar.name[-1], similar.local_party, None),
        ("Vik Maybury", numbered.local_party, numbered.membership_number),
    ]
    for index, (name, local_party, number) in enumerate(asked):
        at = now - timedelta(hours=3 * (len(asked) - index))
        email = f"{name.lower().replace(' ', '.')}@new.example"
        registration = register(
            session,
            member_id=member_for(session, name, email, at).id,
            email=email,
            name=name,
            local_party=local_party,
            region="Wales",
            membership_number=number,
            now=at,
        )
        mark_alike(session, [registration])


def _entry(session: Session, index: int) -> RollEntry:
    """Return the entry of a made-up member."""
    entry = entry_for(session, elector(index)[1])
    assert entry is not None  # noqa: S101 - the story has put them on the roll
    return entry
