"""All papers of a contest as one profile: those from the box and those from outside."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from shortlist.ballot_box.queries import batches, papers_matrix
from shortlist.candidates.queries import on_paper
from shortlist.candidates.rules import State
from shortlist.polls.models import Contest
from shortlist.stv import Profile, read_blt
from shortlist.stv.arrays import Reading


def profile_of(session: Session, contest: Contest) -> Profile:
    """Return all papers of a contest as one profile, its candidates in the paper's order."""
    candidates = on_paper(session, contest.id)
    names = [candidate.name for candidate in candidates]
    boxed = Profile.from_matrix(papers_matrix(session, contest.id), names, contest.seats)
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
    import numpy as np

    offsets = np.cumsum([0, *(len(profile.stream) for profile in profiles)])[:-1]
    starts = [profile.starts + offset for profile, offset in zip(profiles, offsets, strict=True)]
    return Profile(
        names=tuple(names),
        seats=seats,
        stream=np.concatenate([profile.stream for profile in profiles]),
        starts=np.concatenate(starts),
        weights=np.concatenate([profile.weights for profile in profiles]),
        title=title,
        withdrawn=tuple(
            sorted({*withdrawn, *(n for profile in profiles for n in profile.withdrawn)})
        ),
        reading=Reading(
            cut_at_repeat=sum(profile.reading.cut_at_repeat for profile in profiles),
            cut_at_equal=sum(profile.reading.cut_at_equal for profile in profiles),
            gaps_closed=sum(profile.reading.gaps_closed for profile in profiles),
        ),
    )
