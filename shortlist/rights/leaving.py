"""What happens to everything that is held about somebody when they delete their account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import not_
from sqlalchemy.orm import Session

from shortlist.keeping import Kind
from shortlist.rights import queries
from shortlist.rights.queries import Owner
from shortlist.rights.table import KINDS, tables_of

ACCOUNT = "account"


@dataclass(frozen=True, kw_only=True)
class Staying:
    """A kind of which something stays: how many rows, why, and until when if that is known."""

    kind: Kind
    rows: int
    until: datetime | None


@dataclass(frozen=True, kw_only=True)
class Farewell:
    """What goes at once, and what stays."""

    goes: Sequence[tuple[Kind, int]]
    stays: Sequence[Staying]


def farewell(session: Session, owner: Owner) -> Farewell:
    """Return what would go and what would stay if the account were deleted now."""
    goes: list[tuple[Kind, int]] = []
    stays: list[Staying] = []
    for kind in KINDS.values():
        going, staying = _rows(session, kind, owner)
        if going:
            goes.append((kind, going))
        if staying is not None:
            stays.append(staying)
    return Farewell(goes=goes, stays=stays)


def _rows(session: Session, kind: Kind, owner: Owner) -> tuple[int, Staying | None]:
    """Return how many rows of a kind go, and what stays of it."""
    if kind.name == ACCOUNT:
        return 1, None
    going = staying = 0
    until: list[datetime | None] = []
    for kept in tables_of(kind):
        theirs = queries.is_of(kept, owner) & queries.is_of_kind(kept)
        leaves = queries.leaves_with(kept)
        going += queries.count_where(session, kept, theirs & leaves)
        remaining = theirs & not_(leaves)
        if rows := queries.count_where(session, kept, remaining):
            staying += rows
            if kept.since is not None:
                until.append(queries.last_over(session, kept, remaining))
    if not staying:
        return going, None
    return going, Staying(kind=kind, rows=staying, until=_latest(until))


def _latest(moments: Sequence[datetime | None]) -> datetime | None:
    known = [moment for moment in moments if moment is not None]
    return max(known) if known and len(known) == len(moments) else None
