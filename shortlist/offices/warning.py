"""An office ends by itself: a week before, its holder and the returning officers are told, once."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.clock import Clock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.language import whenever
from shortlist.members.models import Member, RoleGrant
from shortlist.notices.actions import send_notice
from shortlist.offices.queries import ending_grants, lasts_longer, returning_officers
from shortlist.offices.rules import WARNING, is_told_that_it_ends, last_day_of
from shortlist.permissions import Role, role_name
from shortlist.polls.models import Poll
from shortlist.web.moments import day_in_words
from shortlist.work.jobs import Job

EVERY = timedelta(hours=1)


def warn_of_ends(session: Session, *, now: datetime, base_url: str, zone: str) -> int:
    """Tell of the offices that end within a week; return of how many.

    An office that somebody holds longer by another grant does not end, and one that was given for
    a week or less was given with its end in sight. `zone` is that of offices for all polls.
    """
    told = 0
    for grant in ending_grants(session, now, now + WARNING):
        ends_at = grant.expires_at
        if ends_at is None or not is_told_that_it_ends(grant.granted_at, ends_at, now):
            continue
        if lasts_longer(session, grant, now):
            continue
        poll = session.get(Poll, grant.poll_id) if grant.poll_id else None
        day = last_day_of(ends_at, poll.time_zone if poll else zone)
        _tell(session, grant, poll, day, now=now, base_url=base_url)
        grant.warned_at, told = now, told + 1
    session.flush()
    return told


def _tell(
    session: Session,
    grant: RoleGrant,
    poll: Poll | None,
    day: date,
    *,
    now: datetime,
    base_url: str,
) -> None:
    holder = session.get_one(Member, grant.member_id)
    officers = returning_officers(session, grant.poll_id, now)
    path = f"/organise/polls/{poll.slug}/offices" if poll else "/organise/offices"
    letters = [
        (holder.email, "office_ends", "/account"),
        *((one.email, "office_of_another_ends", path) for one in officers if one.id != holder.id),
    ]
    for address, kind, page in letters:
        send_notice(
            session,
            now=now,
            kind=kind,
            to_address=address,
            expires_at=grant.expires_at,
            role=whenever(role_name, grant.role),
            reads_reports=grant.role == Role.SAFEGUARDING_OFFICER,
            poll=poll.title if poll else None,
            day=whenever(day_in_words, day, today=now.date()),
            link=f"{base_url}{page}",
        )


@dataclass(kw_only=True)
class Warner:
    """The warning as a worker's job: once an hour, beginning when the worker does."""

    engine: Engine
    clock: Clock
    settings: Settings
    at: datetime | None = field(default=None, init=False)

    def job(self) -> Job:
        """Return what the worker does whenever it is told to look."""
        return Job(name="ending offices", work=self.look, stop=lambda: None)

    def look(self) -> None:
        """Tell of offices that end, unless that was looked at less than an hour ago."""
        now = self.clock.now()
        if self.at is not None and now - self.at < EVERY:
            return
        self.at = now
        own = self.settings
        with open_session(self.engine) as session:
            warn_of_ends(session, now=now, base_url=own.base_url, zone=own.time_zone)
            session.commit()
