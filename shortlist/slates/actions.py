"""Make the slate of a poll from its records, and publish it."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.candidates.queries import on_paper
from shortlist.counts.models import CountRecord
from shortlist.counts.queries import record_of, record_row
from shortlist.polls.models import Contest, Poll
from shortlist.slates import rules
from shortlist.slates.models import Place


def publish_slate(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Fix the slate of every contest in order of election, with its reserves, and publish it.

    Raises `ResultsFirst` or `SlatePublishedAlready`.
    """
    check_may_publish(poll)
    for contest in poll.contests:
        _fix_places(session, contest)
    poll.slate_published_at = now
    record_event(
        session, now=now, actor=actor, action="slate published", subject=f"poll:{poll.slug}"
    )


def check_may_publish(poll: Poll) -> None:
    """Raise `ResultsFirst` or `SlatePublishedAlready` where no slate can be published now."""
    if poll.slate_published_at is not None:
        raise rules.SlatePublishedAlready
    if poll.results_published_at is None:
        raise rules.ResultsFirst


def _fix_places(session: Session, contest: Contest) -> None:
    ids = {candidate.number: candidate.id for candidate in on_paper(session, contest.id)}
    row = record_row(session, contest.id)
    elected = record_of(session, contest.id).elected
    _add(session, row, [ids[number] for number in elected], is_reserve=False)
    _add(session, row, [ids[number] for number in json.loads(row.reserves)], is_reserve=True)
    session.flush()


def _add(
    session: Session, row: CountRecord, candidate_ids: Sequence[int], *, is_reserve: bool
) -> None:
    session.add_all(
        Place(
            contest_id=row.contest_id,
            is_reserve=is_reserve,
            position=position,
            candidate_id=candidate_id,
            record_digest=row.digest,
        )
        for position, candidate_id in enumerate(candidate_ids, start=1)
    )
