"""Time comes from one place, as an aware UTC datetime, and only edges ask for it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Whatever can say what time it is."""

    def now(self) -> datetime:
        """Return the present moment as an aware UTC datetime."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present moment as an aware UTC datetime."""
        return datetime.now(UTC)


@dataclass
class SetClock:
    """A clock that stands still until it is moved, for rehearsals and tests."""

    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def now(self) -> datetime:
        """Return the moment the clock was set to."""
        return self.at

    def move(self, by: timedelta) -> None:
        """Move the clock by a duration."""
        self.at = self.at + by


def require_aware(moment: datetime) -> datetime:
    """Return the moment in UTC; raise `ValueError` for one without a time zone."""
    if moment.tzinfo is None:
        message = "a datetime without a time zone does not name a moment"
        raise ValueError(message)
    return moment.astimezone(UTC)
