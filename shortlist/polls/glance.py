"""One look at a poll: what the steps of the guide are asked with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from shortlist.guide.rules import Answer, Kind
from shortlist.language import later
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.polls.rules import Facts, Timetable


@dataclass(frozen=True, kw_only=True)
class Glance:
    """A poll at a moment.

    `proposed` holds the changes that one officer has proposed, by name, and whether another has
    approved them already.
    """

    session: Session
    poll: Poll
    now: datetime
    proposed: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def timetable(self) -> Timetable:
        """Return the poll's moments."""
        return timetable_of(self.poll)

    @property
    def facts(self) -> Facts:
        """Return which steps of the poll are on record."""
        return facts_of(self.poll)

    def waits_for_second(self, change: str) -> str:
        """Say whom a change waits for after one officer has proposed it; "" where it does not."""
        return WAITS_FOR_SECOND if self.proposed.get(change) is False else ""


WAITS_FOR_SECOND = later(
    "What is proposed below is done as soon as another returning officer approves it."
)
PollStep = Kind[Glance]

__all__ = ["WAITS_FOR_SECOND", "Answer", "Glance", "PollStep"]
