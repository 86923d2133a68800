"""Draw a sample of the register for scrutineers: whether these electors have voted."""

from collections.abc import Collection, Sequence
from datetime import datetime
from random import Random

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.errors import Refusal
from shortlist.polls.models import Contest, Poll
from shortlist.roll.models import Elector
from shortlist.roll.queries import register_of
from shortlist.voting.queries import contests_for, logged_contests
from shortlist.voting.rules import NotReady
from shortlist.voting.sample_queries import electors_at, in_boxes
from shortlist.voting.sample_rules import (
    SampledElector,
    VotedSample,
    drawn_ranks,
    why_not_sampled,
)


def sample_voted(
    session: Session, poll: Poll, number: int, *, chance: Random, now: datetime, actor: Actor
) -> VotedSample:
    """Draw so many electors of a closed poll, and tell whether their envelopes are in the box.

    That it was done, and for how many, is an event; who was drawn is kept nowhere. Raises
    `NotReady`, `SampledTooEarly` or `SampledTooLate`. The caller holds the poll's row.
    """
    if refusal := why_not_sample(session, poll):
        raise refusal
    contests = logged_contests(session, poll)
    electors = _drawn(session, poll, number, chance)
    marks = in_boxes(session, [one.id for one in contests], [one.id for one in electors])
    record_event(
        session,
        now=now,
        actor=actor,
        action="voted list sampled",
        subject=f"poll:{poll.slug}",
        electors=len(electors),
    )
    return VotedSample(
        contests=tuple(contest.title for contest in contests),
        electors=tuple(_sampled(poll, elector, contests, marks) for elector in electors),
    )


def why_not_sample(session: Session, poll: Poll) -> Refusal | None:
    """Return why no scrutineer may be shown who has voted in a poll, None if one may."""
    return why_not_sampled(
        has_box=bool(logged_contests(session, poll)),
        is_closed=poll.closed_at is not None,
        is_erased=poll.erased_at is not None,
    )


def _drawn(session: Session, poll: Poll, number: int, chance: Random) -> Sequence[Elector]:
    register = register_of(session, poll.id)
    if register is None:
        raise NotReady
    return electors_at(session, poll.id, drawn_ranks(register.size_now, number, chance))


def _sampled(
    poll: Poll,
    elector: Elector,
    contests: Sequence[Contest],
    marks: Collection[tuple[int, int]],
) -> SampledElector:
    own = {contest.id for contest in contests_for(poll, elector)}
    return SampledElector(
        name=elector.name,
        membership_number=elector.membership_number,
        local_party=elector.local_party,
        region=elector.region,
        in_boxes=tuple(
            (contest.id, elector.id) in marks if contest.id in own else None for contest in contests
        ),
    )
