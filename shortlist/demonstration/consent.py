"""Made-up candidates who countersign what names them, one who has not yet, and two who withdraw."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.consent_queries import consents
from shortlist.candidates.consenting import countersign_entry
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import member_behind
from shortlist.candidates.withdrawal_rules import Effect
from shortlist.candidates.withdrawing import withdraw_own
from shortlist.polls.models import Contest, Poll
from shortlist.slates.asking import ask_elected, countersign_slate, go_on_without
from shortlist.slates.lineups import lineup_of

AN_HOUR = timedelta(hours=1)


def countersign_shortlist(
    session: Session, contest: Contest, *, but: Collection[str], now: datetime
) -> None:
    """Let everybody who stands countersign their page, but those of these names."""
    for one in consents(session, contest):
        member = member_behind(session, one.candidate)
        if member is not None and one.candidate.name not in but:
            countersign_entry(session, contest, member.id, one.version, now=now)


def withdraw(
    session: Session, contest: Contest, candidate: Candidate, effect: Effect, now: datetime
) -> None:
    """Let a candidate withdraw, with the effect that this has at a moment."""
    member = member_behind(session, candidate)
    if member is not None:
        withdraw_own(session, contest, member.id, effect, now=now, base_url="")


def agree_on_slate(session: Session, poll: Poll, now: datetime) -> None:
    """Let those elected be asked; the last of them does not want to, and a reserve takes over."""
    ask_elected(session, poll, now=now, actor=PLATFORM, base_url="")
    for contest in poll.contests:
        last = lineup_of(session, contest).people[-1]
        withdraw(session, contest, last, Effect.NO_PLACE, now + AN_HOUR)
        go_on_without(session, poll, {last.id}, now=now + 2 * AN_HOUR, actor=PLATFORM, base_url="")
        lineup = lineup_of(session, contest)
        _countersign(session, contest, lineup.people, lineup.version, now + 3 * AN_HOUR)


def countersign_slate_of(session: Session, poll: Poll, now: datetime) -> None:
    """Let those elected be asked, who all agree."""
    ask_elected(session, poll, now=now, actor=PLATFORM, base_url="")
    for contest in poll.contests:
        lineup = lineup_of(session, contest)
        _countersign(session, contest, lineup.people, lineup.version, now + AN_HOUR)


def _countersign(
    session: Session, contest: Contest, people: Sequence[Candidate], version: str, now: datetime
) -> None:
    for one in people:
        member = member_behind(session, one)
        if member is not None:
            countersign_slate(session, contest, member.id, version, now=now)
