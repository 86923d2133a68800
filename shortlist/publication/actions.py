"""Publish the results of a poll, and with them the check codes of its papers."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.ballot_box.queries import opening_of
from shortlist.counts.queries import digest_of, plain_row
from shortlist.polls.models import Contest, Poll
from shortlist.proposals.actions import agreed_on, note_done
from shortlist.proposals.rules import Change, terms_text
from shortlist.publication import rules
from shortlist.publication.codes import buckets_of, start_length
from shortlist.publication.models import CodeBucket
from shortlist.publication.papers import published_box_papers, shows_papers


def publish_results(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Let everybody see the results, as two officers have agreed.

    Raises `NotCountedYet`, `ResultsPublishedAlready`, `NotAgreed` or `ChangedSince`. The caller
    holds the poll's row.
    """
    check_may_publish(poll)
    proposal = agreed_on(session, poll, Change.PUBLISH_RESULTS, results_terms(session, poll))
    poll.results_published_at = now
    note_done(session, proposal, now)
    for contest in poll.contests:
        publish_codes(session, contest)
    record_event(
        session, now=now, actor=actor, action="results published", subject=f"poll:{poll.slug}"
    )


def check_may_publish(poll: Poll) -> None:
    """Raise `NotCountedYet` or `ResultsPublishedAlready` where results cannot be published now."""
    if poll.counted_at is None:
        raise rules.NotCountedYet
    if poll.results_published_at is not None:
        raise rules.ResultsPublishedAlready


def results_terms(session: Session, poll: Poll) -> str:
    """Return what exactly would be published: the record of each contest, by its digest."""
    digests = {
        f"Record of contest {one.position}": digest_of(session, one.id) for one in poll.contests
    }
    for one in poll.contests:
        if (plain := plain_row(session, one.id)) is not None:
            digests[f"Record of contest {one.position} without its balance rules"] = plain.digest
    return terms_text(digests)


def publish_codes(session: Session, contest: Contest, length: int | None = None) -> None:
    """Write the published papers from a contest's box as lists by how their check codes begin.

    `length` is how many characters that is, by default what suits the number of papers. Nothing is
    written where no single paper is published.
    """
    opening = opening_of(session, contest.id)
    if opening is None or not opening.papers or not shows_papers(session, contest):
        return
    length = start_length(opening.papers) if length is None else length
    rows = [
        {"contest_id": contest.id, "start": start, "lines": lines}
        for start, lines in buckets_of(published_box_papers(session, contest), length)
    ]
    session.execute(insert(CodeBucket), rows)
