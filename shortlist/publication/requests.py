"""What whoever stands is asked for beside their offer, as the poll’s plans have it now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from shortlist.bursaries.queries import offer_in
from shortlist.conduct.queries import code_of
from shortlist.declarations.queries import asks_in
from shortlist.declarations.rules import money
from shortlist.equalities.queries import plan_of
from shortlist.language import say, whole_pounds
from shortlist.polls.balance_queries import asked_of
from shortlist.polls.models import Poll
from shortlist.questions.policy import is_asked
from shortlist.questions.queries import questions_of
from shortlist.web.moments import deadline_in_words


@dataclass(frozen=True, kw_only=True)
class Request:
    """Something that is asked for, or offered: a title, a sentence, what it lists, and a way."""

    title: str
    sentence: str
    listed: Sequence[str] = ()
    label: str = ""
    url: str = ""


def requests_of(session: Session, poll: Poll, now: datetime) -> list[Request]:
    """Return what a poll asks of whoever stands, in the order in which it comes."""
    makers: Sequence[Callable[[Session, Poll, datetime], Request | None]] = (
        _code,
        _balance,
        _questions,
        _conflicts,
        _spending,
        _form,
        _bursary,
    )
    found = (make(session, poll, now) for make in makers)
    return [one for one in found if one is not None]


def _code(session: Session, poll: Poll, _now: datetime) -> Request | None:
    code = code_of(session, poll)
    if code is None:
        return None
    is_public = poll.announced_at is not None
    return Request(
        title=say("Code of conduct"),
        sentence=say("You accept it before you can send your expression of interest.")
        if code.is_needed_to_send
        else say("You are asked to accept it."),
        label=say("Read the code of conduct") if is_public else "",
        url=url_for("conduct.code", slug=poll.slug) if is_public else "",
    )


def _balance(session: Session, poll: Poll, _now: datetime) -> Request | None:
    asked = [one for contest in poll.contests for one in asked_of(session, contest.id)]
    if not asked:
        return None
    return Request(
        title=say("For the balance of the slate"),
        sentence=say(
            "You say of each of these whether you declare it; nobody has to prove it. "
            "Public is only what a balance rule speaks of."
        ),
        listed=list(dict.fromkeys(one.plan.words for one in asked)),
    )


def _questions(session: Session, poll: Poll, now: datetime) -> Request | None:
    if poll.information_opens_at is None or poll.information_closes_at is None:
        return None
    is_public = is_asked(poll, now) and bool(questions_of(session, poll))
    return Request(
        title=say("The same questions as everybody"),
        sentence=say(
            "You are asked from %(opens)s until %(closes)s. The answers are published with the "
            "shortlist, side by side.",
            opens=_moment(poll, poll.information_opens_at, now),
            closes=_moment(poll, poll.information_closes_at, now),
        ),
        label=say("Read the questions") if is_public else "",
        url=url_for("answers.answers", slug=poll.slug) if is_public else "",
    )


def _conflicts(session: Session, poll: Poll, _now: datetime) -> Request | None:
    if not asks_in(session, poll).conflicts:
        return None
    return Request(
        title=say("Conflicts of interest"),
        sentence=say(
            "You declare them in your own words, or that you have none. Everybody can read it "
            "with the shortlist."
        ),
    )


def _spending(session: Session, poll: Poll, now: datetime) -> Request | None:
    asks = asks_in(session, poll)
    if asks.spending_limit is None or asks.spending_due_at is None:
        return None
    return Request(
        title=say("Spending"),
        sentence=say(
            "The limit is %(limit)s. You declare what you have spent until %(due)s, and everybody "
            "can read it.",
            limit=money(asks.spending_limit * 100),
            due=_moment(poll, asks.spending_due_at, now),
        ),
    )


def _form(session: Session, poll: Poll, now: datetime) -> Request | None:
    plan = plan_of(session, poll)
    if plan is None:
        return None
    return Request(
        title=say("The equalities form"),
        sentence=say(
            "Whoever has sent an expression of interest may fill it in, without a name, until "
            "%(closes)s. Nobody has to, and nobody learns who answered what.",
            closes=_moment(poll, plan.closes_at, now),
        ),
    )


def _bursary(session: Session, poll: Poll, now: datetime) -> Request | None:
    offer = offer_in(session, poll)
    if offer is None or now >= offer.closes_at:
        return None
    return Request(
        title=say("Help with the costs of standing"),
        sentence=say(
            "Whoever stands can apply for a bursary of up to %(most)s, until %(closes)s.",
            most=whole_pounds(offer.most),
            closes=_moment(poll, offer.closes_at, now),
        ),
        label=say("What the bursary pays for"),
        url="#bursary",
    )


def _moment(poll: Poll, at: datetime, now: datetime) -> str:
    return deadline_in_words(at, poll.time_zone, now.date())
