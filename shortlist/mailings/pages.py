"""What the pages of a poll's mailings show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from shortlist.errors import Refusal
from shortlist.language import later, say, say_many, thousands
from shortlist.mailings import policy, queries
from shortlist.mailings.audience_queries import audience_size
from shortlist.mailings.models import Mailing
from shortlist.mailings.queries import Counts
from shortlist.mailings.rules import (
    ABOUT,
    FEWEST_SHOWN,
    About,
    Occasion,
    State,
    TooLate,
    Trouble,
    coarse,
    duration,
    why_not_at,
)
from shortlist.mailings.texts import filled
from shortlist.mailings.wording import MADE_UP_NAME, words_of
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.web.moments import in_words

STATUS: Mapping[State, tuple[str, str]] = {
    State.DRAFT: (later("Draft"), "plain"),
    State.WAITING: (later("Waiting to begin"), "wait"),
    State.SENDING: (later("Being sent"), "good"),
    State.PAUSED: (later("Paused"), "wait"),
    State.DONE: (later("Sent"), "good"),
    State.CANCELLED: (later("Cancelled"), "stop"),
    State.LATE: (later("Ended by its deadline"), "stop"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A mailing in the list: its state, and one sentence."""

    mailing: Mailing
    subject: str
    status: tuple[str, str]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """An occasion with the mailings about it; `why_not` says why there is nothing to write yet."""

    occasion: Occasion
    about: About
    lines: Sequence[Line]
    why_not: str | None
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One mailing: what it is, how far it is, and its figures in words."""

    about: About
    status: tuple[str, str]
    counts: Counts
    figures: Sequence[tuple[str, str]]
    done_words: str
    reach: str
    trouble: str


def sections_of(session: Session, poll: Poll, now: datetime) -> Sequence[Section]:
    """Return a poll's mailings by what they are about."""
    mailings = queries.mailings_of(session, poll)
    return [
        Section(
            occasion=occasion,
            about=about,
            lines=[_line(session, one, poll, now) for one in mailings if one.occasion == occasion],
            why_not=refusal.text if refusal else None,
            is_over=isinstance(refusal, TooLate),
        )
        for occasion, about in ABOUT.items()
        for refusal in [_why_not(session, poll, occasion, now)]
    ]


def _why_not(session: Session, poll: Poll, occasion: Occasion, now: datetime) -> Refusal | None:
    refusal = why_not_at(occasion, now, timetable_of(poll), facts_of(poll))
    return refusal or queries.why_not_extended(session, poll, occasion)


def _line(session: Session, mailing: Mailing, poll: Poll, now: datetime) -> Line:
    state = State(mailing.state)
    when = mailing.ended_at or mailing.began_at or mailing.starts_at or mailing.written_at
    moment = moment_words(when, poll, now)
    if state in {State.SENDING, State.PAUSED}:
        done = done_words(mailing, queries.counts_of(session, mailing))
        said = say("began on %(moment)s, %(done)s", moment=moment, done=done)
    elif state is State.DRAFT:
        said = say("written on %(moment)s", moment=moment)
    elif state is State.WAITING:
        said = say("begins on %(moment)s", moment=moment)
    else:
        said = say("ended on %(moment)s", moment=moment)
    words = words_of(session, poll, Occasion(mailing.occasion), base_url="", today=now.date())
    return Line(
        mailing=mailing,
        subject=filled(mailing.subject, {**words, "name": MADE_UP_NAME}),
        status=STATUS[state],
        sentence=said,
    )


def shown(session: Session, mailing: Mailing, poll: Poll) -> Shown:
    """Return a mailing as its page shows it."""
    counts = queries.counts_of(session, mailing)
    return Shown(
        about=ABOUT[Occasion(mailing.occasion)],
        status=STATUS[State(mailing.state)],
        counts=counts,
        figures=_figures(mailing, counts),
        done_words=done_words(mailing, counts),
        reach=reach_words(session, mailing, poll),
        trouble=trouble_words(mailing),
    )


def trouble_words(mailing: Mailing) -> str:
    """Say why a mailing does not move, if it does not; an earlier sentence stands as it is."""
    found = mailing.trouble
    return Trouble(found).in_words if found in set(Trouble) else found or ""


def done_words(mailing: Mailing, counts: Counts) -> str:
    """Say how far a mailing is: of a blind one only how much of the register was gone through."""
    percent = percent_done(counts)
    if policy.is_blind(mailing):
        return say("%(percent)s %% of the register gone through", percent=percent)
    return say(
        "%(settled)s of %(audience)s",
        settled=thousands(counts.settled),
        audience=thousands(counts.audience),
    )


def percent_done(counts: Counts) -> int:
    """Return how much is done, in whole per cent."""
    return 100 * counts.settled // counts.audience if counts.audience else 100


def _figures(mailing: Mailing, counts: Counts) -> Sequence[tuple[str, str]]:
    """Return the figures that may be shown, each with its caption; while it moves, none."""
    if mailing.state == State.SENDING:
        return ()
    if policy.is_blind(mailing):
        if mailing.ended_at is None:
            return ()
        unsure = (
            [(say("up to %(uncertain)s", uncertain=thousands(counts.uncertain)), NOT_REACHED)]
            if counts.uncertain
            else []
        )
        return ((coarse(counts.sent), say("reminders sent")), *unsure)
    figures = (
        (counts.failed, say("turned away by their mail server")),
        (counts.bounced, say("came back: nobody reads there")),
        (counts.passed_over, say("left out: gone, declined or unreachable")),
        (counts.put_off, say("put off by their server, tried again")),
        (counts.uncertain, say("of unknown fate")),
    )
    more = [(thousands(number), caption) for number, caption in figures if number]
    return ((thousands(counts.sent), say("sent")), *more)


NOT_REACHED = later("electors not gone through, because a sender was killed at work")


def reach_words(session: Session, mailing: Mailing, poll: Poll) -> str:
    """Say how many a mailing goes to: of a blind one about how many, as things stand."""
    occasion = Occasion(mailing.occasion)
    blind = ABOUT[occasion].is_blind
    size = mailing.audience or None
    if size is None or blind:
        size = audience_size(session, poll, occasion)
    if blind:
        return say("%(coarse)s as things stand", coarse=coarse(size))
    return say_many("%(n)s member", "%(n)s members", size, n=thousands(size))


def reach_number(session: Session, mailing: Mailing, poll: Poll) -> int:
    """Return for how many messages the time is worked out; of a blind one that is the register."""
    if mailing.audience:
        return mailing.audience
    return max(audience_size(session, poll, Occasion(mailing.occasion)), FEWEST_SHOWN)


def moment_words(moment: datetime, poll: Poll, now: datetime) -> str:
    """Say a moment to the minute in a poll's zone."""
    whole = moment.replace(second=0, microsecond=0)
    return in_words(whole, poll.time_zone, today=now.date())


def time_words(messages: int, rate: int) -> str:
    """Say how long so many messages take: "about 20 minutes"."""
    return duration_words(duration(messages, rate))


def duration_words(length: timedelta) -> str:
    """Say a length of time in one unit, or in hours and minutes."""
    minutes = round(length.total_seconds() / 60)
    if minutes < 1:
        return say("less than a minute")
    if minutes < 60:
        return say_many("about a minute", "about %(n)s minutes", minutes)
    hours, left = divmod(minutes, 60)
    said = say_many("about an hour", "about %(n)s hours", hours)
    if not left or hours >= 12:
        return said
    return say_many("%(said)s and %(n)s minute", "%(said)s and %(n)s minutes", left, said=said)
