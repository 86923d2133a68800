"""What those who are asked are told by mail."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.language import whenever
from shortlist.notices.actions import send_notice
from shortlist.polls.models import Poll
from shortlist.questions.queries import Asked
from shortlist.web.moments import deadline_in_words


def tell(
    session: Session,
    poll: Poll,
    people: Iterable[Asked],
    kind: str,
    *,
    now: datetime,
    base_url: str,
    until: datetime | None = None,
    **words: str | int,
) -> None:
    """Write to each of them, with the deadline and the way to their answers."""
    deadline = until or poll.information_closes_at or poll.shortlist_at
    for one in people:
        send_notice(
            session,
            now=now,
            kind=kind,
            to_address=one.email,
            poll=poll.title,
            until=whenever(deadline_in_words, deadline, poll.time_zone, now.date()),
            link=f"{base_url}/polls/{poll.slug}/answers/mine",
            **words,  # type: ignore[arg-type]  # the template's own, none of the names above
        )
