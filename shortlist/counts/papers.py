"""All papers of a contest as one profile: those from the box and those from outside."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from shortlist.ballot_box.queries import batches, papers_matrix
from shortlist.candidates.queries import on_paper
from shortlist.candidates.rules import State
from shortlist.polls.models import Contest
from shortlist.stv import Profile, arrays, read_blt


def profile_of(
    session: Session, contest: Contest, *, boxed_preferences: int | None = None
) -> Profile:
    """Return all papers of a contest as one profile, its candidates in the paper's order.

    Of each paper from the box only so many `boxed_preferences` are taken, by default all.
    """
    candidates = on_paper(session, contest.id)
    names = [candidate.name for candidate in candidates]
    matrix = papers_matrix(session, contest.id)[:, :boxed_preferences]
    boxed = Profile.from_matrix(matrix, names, contest.seats)
    outside = [read_blt(batch.blt) for batch in batches(session, contest.id)]
    withdrawn = [one.number for one in candidates if one.state == State.WITHDRAWN and one.number]
    return joined(
        [boxed, *outside],
        names=names,
        seats=contest.seats,
        title=f"{contest.poll.title}: {contest.title}",
        withdrawn=withdrawn,
    )


def joined(
    profiles: Sequence[Profile],
    *,
    names: Sequence[str],
    seats: int,
    title: str,
    withdrawn: Sequence[int],
) -> Profile:
    """Return the papers of several profiles of the same candidates as one profile."""
    papers = arrays.joined(
        [
            arrays.PaperArrays(
                stream=profile.stream,
                starts=profile.starts,
                weights=profile.weights,
                reading=profile.reading,
            )
            for profile in profiles
        ]
    )
    gone = {*withdrawn, *(number for profile in profiles for number in profile.withdrawn)}
    return Profile.of(papers, names, seats, title=title, withdrawn=gone)
