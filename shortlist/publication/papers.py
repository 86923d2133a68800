"""The papers that are published: whole, or each cut where the count stopped looking.

The manifest says which. A long ranking can be a signature, by which a bought or forced vote is
found again; what no transfer ever reached is left out, and the papers still count to the same
record.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from shortlist.ballot_box.queries import opening_of, papers_in_order
from shortlist.counts.papers import profile_of
from shortlist.counts.queries import record_of
from shortlist.polls.models import Contest
from shortlist.stv import Profile
from shortlist.stv.cutting import cut_where_looked
from shortlist.voting.fixed import Publication, read_manifest
from shortlist.voting.models import Manifest


def published_profile(session: Session, contest: Contest) -> Profile:
    """Return the papers of a counted contest as they are published: those of the box first.

    Papers from outside are published as they were handed in.
    """
    profile, record = profile_of(session, contest), record_of(session, contest.id)
    if not record.stages or not _is_cut(session, contest):
        return profile
    opening = opening_of(session, contest.id)
    boxed = opening.papers if opening else 0
    return cut_where_looked(profile, record.rule, lot=record.lot, rows=boxed)


def published_box_papers(
    session: Session, contest: Contest
) -> Iterator[tuple[bytes, Sequence[int]]]:
    """Yield the papers from the box as they are published: tracker and preferences, by tracker."""
    papers = papers_in_order(session, contest.id)
    if not _is_cut(session, contest):
        yield from papers
        return
    profile = published_profile(session, contest)  # the papers from the box come first
    stream, starts = profile.stream.tolist(), profile.starts.tolist()
    for (tracker, _), start in zip(papers, starts, strict=False):
        yield tracker, stream[start : stream.index(0, start)]


def _is_cut(session: Session, contest: Contest) -> bool:
    manifest = session.get(Manifest, contest.id)
    if manifest is None:  # all papers came from outside
        return False
    return read_manifest(manifest.body).publication is Publication.REACHED
