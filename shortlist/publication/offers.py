"""What a poll's page offers whoever may want to stand: where, and how far they have come."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from shortlist.bursaries.queries import offer_in, own_application, standings_of
from shortlist.interest.policy import why_not_stand
from shortlist.interest.queries import own_expression
from shortlist.language import whole_pounds
from shortlist.polls.models import Contest, Poll
from shortlist.questions.policy import is_asked, is_over, missing, why_not_answer
from shortlist.questions.queries import answers_on, asked_in, questions_of, sheet_of
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


@dataclass(frozen=True, kw_only=True)
class Answering:
    """That a visitor is asked questions, until when they can answer, and how many are missing."""

    url: str
    until_at: datetime
    missing: int


def answering_of(
    session: Session, poll: Poll, person: Identity | None, now: datetime
) -> Answering | None:
    """Return what a person can answer now; None for whoever is asked nothing."""
    if person is None or not is_asked(poll, now):
        return None
    sheet = sheet_of(session, poll, person.id)
    if why_not_answer(poll, sheet, now) is not None:
        return None
    questions = questions_of(session, poll)
    if not questions or all(one.member_id != person.id for one in asked_in(session, poll)):
        return None
    until_at = sheet.reopened_until if sheet and is_over(poll, now) else poll.information_closes_at
    return Answering(
        url=url_for("own_answers.answers", slug=poll.slug),
        until_at=until_at or poll.shortlist_at,
        missing=len(missing(questions, answers_on(session, sheet))),
    )


@dataclass(frozen=True, kw_only=True)
class Bursary:
    """What a poll pays those who stand, and (for whoever can apply or has) where that is done."""

    pays: str
    most: str
    closes_at: datetime
    is_open: bool
    url: str | None


def bursary_of(
    session: Session, poll: Poll, person: Identity | None, now: datetime
) -> Bursary | None:
    """Return a poll's bursary as a visitor sees it; after its deadline only whoever has applied."""
    offer = offer_in(session, poll)
    if offer is None:
        return None
    is_open = now < offer.closes_at
    has_page = person is not None and (
        own_application(session, poll, person.id) is not None
        or (is_open and bool(standings_of(session, poll, person.id, now)))
    )
    if not is_open and not has_page:
        return None
    return Bursary(
        pays=offer.pays,
        most=whole_pounds(offer.most),
        closes_at=offer.closes_at,
        is_open=is_open,
        url=url_for("own_bursary.bursary", slug=poll.slug) if has_page else None,
    )


def _offering(contest: Contest, state: str) -> Offering:
    url = url_for("interest.expression", slug=contest.poll.slug, position=contest.position)
    return Offering(contest=contest, url=url, state=state)


def _state(session: Session, contest: Contest, person: Identity) -> str:
    own = own_expression(session, contest.id, person.id)
    return own.state if own else ""
