"""From rows to the rules: what a poll asks, and what is spent by a list of entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shortlist.declarations import rules
from shortlist.declarations.models import DeclarationPlan, SpendingEntry, SpendingStatement
from shortlist.declarations.rules import Asks, Item
from shortlist.errors import Refusal
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of


@dataclass(frozen=True, kw_only=True)
class Account:
    """What somebody declares to have spent: the items that stand, and how the list came to be."""

    items: Sequence[SpendingEntry]
    log: Sequence[SpendingEntry]
    stated: SpendingStatement | None
    limit: int | None
    due_at: datetime | None

    @property
    def pence(self) -> int:
        """Return the total of the items that stand."""
        return sum(one.pence for one in self.items)

    @property
    def over(self) -> int:
        """Return by how many pence it is over the limit; 0 where it is not."""
        return rules.over_limit(self.pence, self.limit)

    @property
    def is_late(self) -> bool:
        """Say whether it was stated as complete after the deadline."""
        return bool(self.stated and self.due_at and self.stated.stated_at > self.due_at)

    @property
    def has_changed_since(self) -> bool:
        """Say whether an entry came after it was stated as complete."""
        return bool(self.stated and any(one.entered_at > self.stated.stated_at for one in self.log))

    def is_overdue_at(self, now: datetime) -> bool:
        """Say whether the deadline passed without a statement."""
        return self.stated is None and self.due_at is not None and now >= self.due_at

    def log_of(self, number: int) -> list[SpendingEntry]:
        """Return every version of an item, the first first."""
        return [one for one in self.log if one.item == number]

    @property
    def corrected(self) -> list[int]:
        """Return the numbers of the items that were corrected or taken out."""
        return sorted({one.item for one in self.log if one.version > 1})


def asks_of(plan: DeclarationPlan | None) -> Asks:
    """Return what a plan asks; nothing without one."""
    if plan is None:
        return Asks()
    return Asks(
        conflicts=plan.asks_conflicts,
        spending_limit=plan.spending_limit,
        spending_due_at=plan.spending_due_at,
    )


def why_not_change_asks(poll: Poll, now: datetime) -> Refusal | None:
    """Return why what a poll asks stays as it is, or None."""
    return rules.why_not_change_asks(now, timetable_of(poll), facts_of(poll))


def why_not_declare_conflicts(poll: Poll, asks: Asks) -> Refusal | None:
    """Return why conflicts cannot be declared in a poll now, or None."""
    return rules.why_not_declare_conflicts(asks, facts_of(poll))


def standing_items(log: Iterable[SpendingEntry]) -> list[SpendingEntry]:
    """Return the last version of each item that was not taken out, by the day of spending."""
    last = {one.item: one for one in sorted(log, key=lambda one: one.version)}
    kept = [one for one in last.values() if not one.is_taken_out]
    return sorted(kept, key=lambda one: (one.spent_on, one.item))


def item_of(entry: SpendingEntry) -> Item:
    """Return what an entry says was spent."""
    return Item(spent_on=entry.spent_on, what=entry.what, pence=entry.pence, paid_by=entry.paid_by)
