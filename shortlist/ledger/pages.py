"""A register's figures, as everybody may see them: size, hash, changes by the day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from shortlist.ledger.models import LedgerEntry
from shortlist.ledger.queries import entries_of
from shortlist.ledger.rules import Kind
from shortlist.polls.models import Poll
from shortlist.roll.models import Register
from shortlist.roll.queries import register_of
from shortlist.web.moments import day_in_words


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A register in figures; `days` are rows of day, added, taken off, barred, restored."""

    register: Register
    size: int
    barred: int
    days: Sequence[tuple[str, int, int, int, int]]
    head: str


def figures_of(session: Session, poll: Poll, now: datetime) -> Figures | None:
    """Return a register's figures, None before it is frozen."""
    register = register_of(session, poll.id)
    if register is None:
        return None
    entries = entries_of(session, poll)
    by_kind = Counter(entry.kind for entry in entries)
    head = entries[-1].hash if entries else None
    return Figures(
        register=register,
        size=register.size_now,
        barred=by_kind[Kind.BARRED] - by_kind[Kind.RESTORED],
        days=_days(entries, poll.time_zone, now),
        head=head.hex() if head else "",
    )


def _days(
    entries: Sequence[LedgerEntry], zone: str, now: datetime
) -> list[tuple[str, int, int, int, int]]:
    found: dict[date, Counter[str]] = {}
    for entry in entries:
        if entry.approved_at is not None:
            day = entry.approved_at.astimezone(ZoneInfo(zone)).date()
            found.setdefault(day, Counter())[entry.kind] += 1
    return [
        (day_in_words(day, today=now.date()), *(counted[kind] for kind in Kind))  # type: ignore[misc]  # there are four kinds
        for day, counted in sorted(found.items())
    ]
