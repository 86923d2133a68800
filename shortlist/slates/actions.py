"""Make the slate of a poll of those who countersigned it, and publish it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.candidates.models import Candidate
from shortlist.counts.models import CountRecord
from shortlist.counts.queries import record_row
from shortlist.polls.models import Poll
from shortlist.proposals.actions import agreed_on, note_done
from shortlist.proposals.rules import Change, terms_text
from shortlist.slates.asking import check_all_countersigned, check_may_ask
from shortlist.slates.lineups import Lineup, lineups_of
from shortlist.slates.models import Place


def publish_slate(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Fix the slate of every contest in its order, with its reserves, and publish it.

    Raises `ResultsFirst`, `SlatePublishedAlready`, `NotCountersigned`, `NotAgreed` or
    `ChangedSince`. The caller holds the poll's row.
    """
    check_may_publish(session, poll)
    proposal = agreed_on(session, poll, Change.PUBLISH_SLATE, slate_terms(session, poll))
    for lineup in lineups_of(session, poll):
        _fix_places(session, lineup)
    poll.slate_published_at = now
    note_done(session, proposal, now)
    record_event(
        session, now=now, actor=actor, action="slate published", subject=f"poll:{poll.slug}"
    )


def check_may_publish(session: Session, poll: Poll) -> None:
    """Raise what keeps a slate from being published now.

    That is `ResultsFirst`, `SlatePublishedAlready`, or `NotCountersigned` while somebody on it has
    not agreed to it as it is.
    """
    check_may_ask(poll)
    check_all_countersigned(session, poll)


def slate_terms(session: Session, poll: Poll) -> str:
    """Return what exactly would be published: each slate and its reserves, and who agreed to it."""
    terms: dict[str, str] = {}
    for lineup in lineups_of(session, poll):
        which = f"of contest {lineup.contest.position}"
        terms[f"Slate {which}, by number"] = _numbers(lineup.people)
        terms[f"Reserves {which}"] = _numbers(lineup.reserves)
        terms[f"Record {which}"] = record_row(session, lineup.contest.id).digest
        terms[f"Countersigned by all on it, {which}"] = _agreed(lineup)
        if lineup.left_out:
            terms[f"Not on it by their own choice, {which}"] = _numbers(lineup.left_out)
    return terms_text(terms)


def _numbers(people: Sequence[Candidate]) -> str:
    return ", ".join(str(one.number) for one in people) or "nobody"


def _agreed(lineup: Lineup) -> str:
    if lineup.is_of_outsiders:
        return "Nobody was asked: all came with papers from outside"
    return f"version {lineup.version}"


def _fix_places(session: Session, lineup: Lineup) -> None:
    row = record_row(session, lineup.contest.id)
    _add(session, row, lineup.people, is_reserve=False)
    _add(session, row, lineup.reserves, is_reserve=True)
    session.flush()


def _add(
    session: Session, row: CountRecord, people: Sequence[Candidate], *, is_reserve: bool
) -> None:
    session.add_all(
        Place(
            contest_id=row.contest_id,
            is_reserve=is_reserve,
            position=position,
            candidate_id=one.id,
            record_digest=row.digest,
        )
        for position, one in enumerate(people, start=1)
    )
