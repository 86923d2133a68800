"""What a poll's page offers whoever may want to stand: where, and how far they have come."""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from shortlist.interest.policy import why_not_stand
from shortlist.interest.queries import own_expression
from shortlist.polls.models import Contest, Poll
from shortlist.roll.queries import entry_for
from shortlist.web.access import Identity


@dataclass(frozen=True, kw_only=True)
class Offering:
    """A contest that a visitor may stand in; state is draft, sent, withdrawn, or empty."""

    contest: Contest
    url: str
    state: str


def offerings_of(session: Session, poll: Poll, person: Identity | None) -> list[Offering]:
    """Return the contests a person may stand in; all of them for one who is not signed in."""
    if person is None:
        return [_offering(contest, "") for contest in poll.contests]
    entry = entry_for(session, person.email)
    return [
        _offering(contest, _state(session, contest, person))
        for contest in poll.contests
        if why_not_stand(contest, entry) is None
    ]


def _offering(contest: Contest, state: str) -> Offering:
    url = url_for("interest.expression", slug=contest.poll.slug, position=contest.position)
    return Offering(contest=contest, url=url, state=state)


def _state(session: Session, contest: Contest, person: Identity) -> str:
    own = own_expression(session, contest.id, person.id)
    return own.state if own else ""
