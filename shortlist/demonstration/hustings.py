"""The demonstration's meetings with candidates: one to come, and one that is over."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.queries import standing
from shortlist.demonstration.cast import elector
from shortlist.demonstration.roll import account_of
from shortlist.hustings.actions import (
    link_recording,
    plan_husting,
    say_as_candidate,
    say_coming,
)
from shortlist.hustings.rules import Plan, Says
from shortlist.polls.models import Poll
from shortlist.roll.queries import entry_for

COMING = 7
SPEAKERS = (Says.YES, Says.YES, Says.MAYBE, Says.NO)


def hold_hustings(session: Session, poll: Poll, now: datetime) -> None:
    """Plan both meetings when the shortlist is out, and let people say that they come."""
    at = poll.shortlist_at + timedelta(hours=2)
    evening = now.replace(hour=19, minute=0, second=0, microsecond=0)
    over, coming = (
        plan_husting(session, poll, plan, now=at, actor=PLATFORM, base_url="")
        for plan in (
            _plan("First evening with the candidates", at + timedelta(days=1), place="Millbrook"),
            _plan(
                "Second evening with the candidates",
                evening + timedelta(days=2),
                link="https://meeting.example.org/committee",
                capacity=300,
            ),
        )
    )
    link = "https://video.example.org/evening"
    link_recording(session, poll, over, link, now=at + timedelta(days=2), actor=PLATFORM)
    for candidate, says in zip(standing(session, poll.contests[0].id), SPEAKERS, strict=False):
        say_as_candidate(session, coming, candidate, says, now=at)
    for index in range(COMING):
        member = account_of(session, elector(index)[0], at)
        say_coming(session, coming, member.id, entry_for(session, member.email), now=at)


def _plan(
    title: str, starts_at: datetime, *, place: str = "", link: str = "", capacity: int | None = None
) -> Plan:
    return Plan(
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place=f"{place} Hall, step-free entrance at the side" if place else "",
        link=link,
        capacity=capacity,
    )
