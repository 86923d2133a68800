"""Deadlines beside the timetable: each moves along with the moment of the poll that it follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor
from shortlist.bursaries import actions as bursaries
from shortlist.bursaries import rules
from shortlist.bursaries.queries import offer_in
from shortlist.declarations.actions import move_spending_due
from shortlist.declarations.queries import asks_in
from shortlist.declarations.rules import due_along
from shortlist.equalities.actions import move_closing
from shortlist.equalities.queries import plan_of
from shortlist.equalities.rules import closing_along
from shortlist.language import later
from shortlist.polls.effects import Moved
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.polls.rules import Timetable

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "bursary_closes_at": later("Deadline to apply for a bursary"),
        "equalities_closes_at": later("The equalities form closes"),
        "spending_due_at": later("Deadline to declare spending"),
    }
)
_MOVES = {
    "bursary_closes_at": bursaries.move_closing,
    "equalities_closes_at": move_closing,
    "spending_due_at": move_spending_due,
}


@dataclass(frozen=True, kw_only=True)
class Following:
    """A deadline that moves along: its name in `TITLES`, and from when to when."""

    name: str
    before: datetime
    after: datetime

    @property
    def as_moved(self) -> Moved:
        """Return it as a moment that moves, with its title."""
        return Moved(title=TITLES[self.name], before=self.before, after=self.after)


def deadlines_beside(session: Session, poll: Poll) -> dict[str, datetime]:
    """Return the deadlines that a poll has beside its timetable, by their names in `TITLES`."""
    form, due_at = plan_of(session, poll), asks_in(session, poll).spending_due_at
    offer = offer_in(session, poll)
    found = {
        "bursary_closes_at": offer.closes_at if offer else None,
        "equalities_closes_at": form.closes_at if form else None,
        "spending_due_at": due_at,
    }
    return {name: moment for name, moment in found.items() if moment is not None}


def following(
    session: Session, poll: Poll, after: Timetable, zone: str, now: datetime
) -> list[Following]:
    """Return the deadlines that move along where a poll's timetable becomes another."""
    before, now_at = timetable_of(poll), deadlines_beside(session, poll)
    then_at = dict(now_at)
    if at := now_at.get("bursary_closes_at"):
        then_at["bursary_closes_at"] = rules.closing_along(at, before, after, zone, now)
    if at := now_at.get("equalities_closes_at"):
        then_at["equalities_closes_at"] = closing_along(
            at, before, after, zone, now=now, facts=facts_of(poll)
        )
    if at := now_at.get("spending_due_at"):
        then_at["spending_due_at"] = due_along(at, before, after, zone)
    return [
        Following(name=name, before=moment, after=then_at[name])
        for name, moment in now_at.items()
        if then_at[name] != moment
    ]


def move_along(
    session: Session, poll: Poll, found: Sequence[Following], *, now: datetime, actor: Actor
) -> None:
    """Move deadlines to where the poll's new timetable has them."""
    for one in found:
        _MOVES[one.name](session, poll, one.after, now=now, actor=actor)
