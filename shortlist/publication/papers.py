"""The papers that are published: whole, each cut where the count stopped looking, or none.

The manifest says which, and below which number of papers only tables are published. A long ranking
can be a signature, by which a bought or forced vote is found again; what no transfer ever reached
is left out, and the papers still count to the same record.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from shortlist.ballot_box.queries import opening_of, papers_in_order
from shortlist.counts.papers import profile_of
from shortlist.counts.queries import record_of
from shortlist.errors import NotFound
from shortlist.language import later
from shortlist.polls.models import Contest
from shortlist.stv import Profile
from shortlist.stv.cutting import cut_where_looked
from shortlist.voting.fixed import Publication, read_manifest
from shortlist.voting.models import Manifest


class OnlyTables(NotFound):
    """Of this contest's papers only tables are published."""

    sentence = later(
        "Only the tables of this contest are published, and no single paper: among few papers one "
        "could point to its voter. This was fixed before voting began."
    )


def publication_of(session: Session, contest: Contest) -> Publication:
    """Return how the papers of an opened contest are published.

    Where all of them came from outside they are published in full.
    """
    manifest, opening = session.get(Manifest, contest.id), opening_of(session, contest.id)
    if manifest is None or opening is None:
        return Publication.FULL
    return read_manifest(manifest.body).published_as(opening.papers)


def shows_papers(session: Session, contest: Contest) -> bool:
    """Say whether single papers of a contest are published, and not its tables alone."""
    return publication_of(session, contest) is not Publication.TABLES


def published_profile(session: Session, contest: Contest) -> Profile:
    """Return the papers of a counted contest as they are published: those of the box first.

    Papers from outside are published as they were handed in. Where a contest has balance rules, a
    paper is cut where both counts, within them and without, stopped looking. Where papers are cut
    and nothing was counted, since nobody on a paper still stood, its first preference stays. Raises
    `OnlyTables`.
    """
    if _published(session, contest) is Publication.FULL:
        return profile_of(session, contest)
    record = record_of(session, contest.id)
    if not record.stages:
        return profile_of(session, contest, boxed_preferences=1)
    profile = profile_of(session, contest)
    opening = opening_of(session, contest.id)
    boxed = opening.papers if opening else 0
    balances = (record.balance, None) if record.balance else (None,)
    return cut_where_looked(profile, record.rule, lot=record.lot, rows=boxed, balances=balances)


def published_box_papers(
    session: Session, contest: Contest
) -> Iterator[tuple[bytes, Sequence[int]]]:
    """Yield the papers from the box as they are published: tracker and preferences, by tracker.

    Raises `OnlyTables`.
    """
    papers = papers_in_order(session, contest.id)
    if _published(session, contest) is Publication.FULL:
        yield from papers
        return
    profile = published_profile(session, contest)  # the papers from the box come first
    stream, starts = profile.stream.tolist(), profile.starts.tolist()
    for (tracker, _), start in zip(papers, starts, strict=False):
        yield tracker, stream[start : stream.index(0, start)]


def _published(session: Session, contest: Contest) -> Publication:
    published = publication_of(session, contest)
    if published is Publication.TABLES:
        raise OnlyTables
    return published
