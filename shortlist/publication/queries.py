"""Reads for public pages: nothing of a result before it is published."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.counts.queries import NoRecord
from shortlist.errors import NotFound
from shortlist.language import later
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug, public_poll
from shortlist.publication.models import CodeBucket


class ResultsNotPublished(NotFound):
    """The results have their day, and nothing of them is shown before."""

    sentence = later("The results of this poll are not published yet.")


class SlateNotPublished(NotFound):
    """The slate has its day, and nothing of it is shown before."""

    sentence = later("The slate of this poll is not published yet.")


class LogNeverSigned(NotFound):
    """A contest's log is from before logs were signed."""

    sentence = later(
        "The log of this poll was not signed, so there is no bundle of it that could be checked. "
        "The other files are on the page of its results."
    )


def counted_poll(session: Session, slug: str) -> Poll:
    """Return a poll that has been counted, for officers; raise `NoSuchPoll` or `NoRecord`."""
    poll = poll_by_slug(session, slug)
    if poll.counted_at is None:
        raise NoRecord
    return poll


def poll_with_results(session: Session, slug: str) -> Poll:
    """Return a poll whose results are published; raise `NoSuchPoll` or `ResultsNotPublished`."""
    poll = public_poll(session, slug)
    if poll.results_published_at is None:
        raise ResultsNotPublished
    return poll


def code_start_length(session: Session, contest_id: int) -> int | None:
    """Return by how many first characters a contest's check codes are parted; None without any."""
    query = select(func.length(CodeBucket.start)).where(CodeBucket.contest_id == contest_id)
    return session.scalar(query.limit(1))


def code_lines(session: Session, contest_id: int, start: str) -> str:
    """Return the published papers whose check codes begin so, a line each; "" where none does."""
    bucket = session.get(CodeBucket, (contest_id, start))
    return bucket.lines if bucket else ""
