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
from shortlist.proposals.actions import agreed_on, note_done
from shortlist.proposals.rules import Change, terms_text
from shortlist.slates import rules
from shortlist.slates.models import Place


def publish_slate(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Fix the slate of every contest in order of election, with its reserves, and publish it.

    Raises `ResultsFirst`, `SlatePublishedAlready`, `NotAgreed` or `ChangedSince`. The caller holds
    the poll's row.
    """
    check_may_publish(poll)
    proposal = agreed_on(session, poll, Change.PUBLISH_SLATE, slate_terms(session, poll))
    for contest in poll.contests:
        _fix_places(session, contest)
    poll.slate_published_at = now
    note_done(session, proposal, now)
    record_event(
        session, now=now, actor=actor, action="slate published", subject=f"poll:{poll.slug}"
    )


def check_may_publish(poll: Poll) -> None:
    """Raise `ResultsFirst` or `SlatePublishedAlready` where no slate can be published now."""
    if poll.slate_published_at is not None:
        raise rules.SlatePublishedAlready
    if poll.results_published_at is None:
        raise rules.ResultsFirst


def slate_terms(session: Session, poll: Poll) -> str:
    """Return what exactly would be published: each slate and its reserves, and their record."""
    terms: dict[str, str] = {}
    for contest in poll.contests:
        row, elected = record_row(session, contest.id), record_of(session, contest.id).elected
        which = f"of contest {contest.position}"
        terms[f"Slate {which}, by number"] = ", ".join(map(str, elected)) or "nobody"
        terms[f"Reserves {which}"] = ", ".join(map(str, json.loads(row.reserves))) or "nobody"
        terms[f"Record {which}"] = row.digest
    return terms_text(terms)


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
