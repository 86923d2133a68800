"""Meetings as entries of a calendar."""

from collections.abc import Iterable

from flask import url_for

from shortlist.calendars import Entry, uid
from shortlist.extensions import settings
from shortlist.hustings.models import Husting
from shortlist.language import say
from shortlist.polls.models import Poll


def entries_of(poll: Poll, hustings: Iterable[Husting]) -> list[Entry]:
    """Return meetings as entries; each keeps its UID, however often it is moved."""
    base_url = settings().base_url
    return [
        Entry(
            uid=uid(f"husting-{one.id}", poll.slug, base_url),
            title=f"{one.title}: {poll.title}",
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            sequence=one.sequence,
            text=say("Online: %(link)s", link=one.link) if one.link else "",
            place=one.place or one.link,
            url=base_url + url_for("hustings.husting", slug=poll.slug, husting_id=one.id),
            is_cancelled=one.cancelled_at is not None,
        )
        for one in hustings
    ]
