"""Mail to candidates about their candidacy, and to the officers of a poll about candidates."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shortlist.language import whenever
from shortlist.members.models import Member
from shortlist.members.queries import members_in_office
from shortlist.notices.actions import send_notice
from shortlist.permissions import Role
from shortlist.polls.models import Contest, Poll
from shortlist.web.moments import deadline_in_words


def tell(
    session: Session,
    contest: Contest,
    member: Member,
    kind: str,
    *,
    now: datetime,
    base_url: str,
    page: str = "",
    **words: Any,  # noqa: ANN401 - whatever the template takes
) -> None:
    """Write to a member about their candidacy in a contest, with a link to their page of it.

    `page` is what the address of a page below that one ends with.
    """
    poll = contest.poll
    send_notice(
        session,
        now=now,
        kind=kind,
        to_address=member.email,
        poll=poll.title,
        contest=contest.title,
        shortlist=whenever(moment_of, poll, poll.shortlist_at, now),
        opens=whenever(moment_of, poll, poll.opens_at, now),
        link=f"{base_url}/polls/{poll.slug}/candidacy/{contest.position}{page}",
        **words,
    )


def tell_officers(
    session: Session,
    contest: Contest,
    kind: str,
    *,
    now: datetime,
    base_url: str,
    **words: Any,  # noqa: ANN401 - whatever the template takes
) -> None:
    """Write to organisers and returning officers, once to each, with a link to the poll."""
    people = {
        member.id: member.email
        for role in (Role.ORGANISER, Role.RETURNING_OFFICER)
        for member in members_in_office(session, role, now, poll_id=contest.poll_id)
    }
    for address in people.values():
        send_notice(
            session,
            now=now,
            kind=kind,
            to_address=address,
            poll=contest.poll.title,
            contest=contest.title,
            link=f"{base_url}/organise/polls/{contest.poll.slug}",
            **words,
        )


def moment_of(poll: Poll, moment: datetime, now: datetime) -> str:
    """Say a moment of a poll: "Friday 6 March, 7 pm (London)"."""
    return deadline_in_words(moment, poll.time_zone, now.date())
