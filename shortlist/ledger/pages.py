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


def days_of(entries: Sequence[LedgerEntry], zone: str) -> list[tuple[date, list[tuple[Kind, int]]]]:
    """Return, for each local day with changes, how many there were of each kind."""
    found: dict[date, Counter[str]] = {}
    for entry in entries:
        if entry.approved_at is not None:
            day = entry.approved_at.astimezone(ZoneInfo(zone)).date()
            found.setdefault(day, Counter())[entry.kind] += 1
    return [
        (day, [(kind, counted[kind]) for kind in Kind if counted[kind]])
        for day, counted in sorted(found.items())
    ]


def _days(
    entries: Sequence[LedgerEntry], zone: str, now: datetime
) -> list[tuple[str, int, int, int, int]]:
    rows = []
    for day, counts in days_of(entries, zone):
        of = dict(counts)
        added, removed, barred, restored = (of.get(kind, 0) for kind in Kind)
        rows.append((day_in_words(day, today=now.date()), added, removed, barred, restored))
    return rows
