"""From rows to the rules: what can still be done about a meeting."""

from datetime import datetime

from shortlist.errors import Refusal
from shortlist.hustings import rules
from shortlist.hustings.models import Husting
from shortlist.hustings.rules import Plan


def plan_of(husting: Husting) -> Plan:
    """Return a meeting as it is planned."""
    return Plan(
        title=husting.title,
        starts_at=husting.starts_at,
        ends_at=husting.ends_at,
        place=husting.place,
        link=husting.link,
        capacity=husting.capacity,
    )


def why_not_change(husting: Husting, now: datetime) -> Refusal | None:
    """Return why a meeting cannot be changed, joined or cancelled any more, or None."""
    is_cancelled = husting.cancelled_at is not None
    return rules.why_not_change(now, husting.starts_at, is_cancelled=is_cancelled)


def why_not_record(husting: Husting, now: datetime) -> Refusal | None:
    """Return why no recording can be linked, or None."""
    is_cancelled = husting.cancelled_at is not None
    return rules.why_not_record(now, husting.ends_at, is_cancelled=is_cancelled)
