"""What a poll's page shows a visitor: what is happening, what is next, and what they can do now."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate
from shortlist.language import later, say, thousands
from shortlist.polls.models import Contest, Poll
from shortlist.polls.policy import facts_of, phase_of, timetable_of
from shortlist.polls.rules import Phase
from shortlist.publication.addresses import addresses_of
from shortlist.publication.rules import STATUS, Milestone, milestones, turnout_percent
from shortlist.roll.queries import elector_for, register_of
from shortlist.voting.queries import has_voted, turnout
from shortlist.web.access import Identity
from shortlist.web.moments import in_words, zone_in_words

VERBS = {
    "": "",
    "opens": later("opens"),
    "closes": later("closes"),
    "closed": later("closed"),
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """A poll in a list: its status and one sentence on what is next."""

    poll: Poll
    url: str
    status: str
    kind: str
    sentence: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class Vote:
    """What a signed-in visitor can do in one contest while voting is open."""

    contest: Contest
    url: str
    has_voted: bool


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """How many have voted, for everybody to see."""

    cast: str
    electors: str
    percent: str


def card_of(poll: Poll, now: datetime) -> Card:
    """Return a poll as it stands in a list."""
    phase = phase_of(poll, now)
    status, kind = STATUS[phase]
    return Card(
        poll=poll,
        url=url_for("publication.poll", slug=poll.slug),
        status=status,
        kind=kind,
        sentence=what_is_next(poll, phase, now),
        is_open=phase in {Phase.INTEREST_OPEN, Phase.POLL_OPEN},
    )


def what_is_next(poll: Poll, phase: Phase, now: datetime) -> str:
    """Say in one sentence what comes next and when, in the poll's zone."""
    at = timetable_of(poll)
    said = {
        Phase.ANNOUNCED: (later("Interest opens on %(when)s."), at.interest_opens_at),
        Phase.INTEREST_OPEN: (
            later("Register your interest until %(when)s."),
            at.interest_closes_at,
        ),
        Phase.INTEREST_CLOSED: (later("The shortlist is published on %(when)s."), at.shortlist_at),
        Phase.POLL_OPEN: (later("Voting closes on %(when)s."), at.closes_at),
        Phase.CLOSED: (later("Results are due on %(when)s."), at.results_at),
        Phase.COUNTED: (later("Results are due on %(when)s."), at.results_at),
        Phase.RESULTS_PUBLISHED: (later("The slate is due on %(when)s."), at.slate_at),
    }
    if phase is Phase.SHORTLIST_PUBLISHED:
        opening = at.opens_at > now
        said[phase] = (
            (later("Voting opens on %(when)s."), at.opens_at)
            if opening
            else (later("Voting was to open on %(when)s and is being made ready."), at.opens_at)
        )
    if phase not in said:
        return say("This poll is complete.") if phase.is_at_least(Phase.SLATE_PUBLISHED) else ""
    sentence, moment = said[phase]
    when = in_words(moment, poll.time_zone, today=now.date())
    return sentence % {"when": f"{when} ({zone_in_words(poll.time_zone)})"}


def is_from_outside(session: Session, poll: Poll) -> bool:
    """Say whether a poll was counted here from papers alone: nobody registered or voted here."""
    return poll.closed_at is not None and register_of(session, poll.id) is None


def timeline_of(poll: Poll, now: datetime) -> list[dict[str, str]]:
    """Return the poll's timetable as the timeline component takes it."""
    phase = phase_of(poll, now)
    planned = timetable_of(poll)
    actual = replace(
        planned,
        results_at=poll.results_published_at or planned.results_at,
        slate_at=poll.slate_published_at or planned.slate_at,
    )
    return [
        {
            "title": line.title,
            "when": _when(line, poll, now),
            "state": line.state,
            "datetime": line.at.isoformat(),
        }
        for line in milestones(now, actual, facts_of(poll), phase)
    ]


def _when(line: Milestone, poll: Poll, now: datetime) -> str:
    words = in_words(line.at, poll.time_zone, today=now.date())
    return " ".join([str(VERBS[line.verb]), f"{words} ({zone_in_words(poll.time_zone)})"]).strip()


def votes_of(session: Session, poll: Poll, person: Identity | None) -> list[Vote] | None:
    """Return the contests a person may vote in; None for one who is not on the register."""
    if person is None:
        return None
    elector = elector_for(session, poll.id, person.email)
    if elector is None:
        return None
    return [
        Vote(
            contest=contest,
            url=url_for("voting.ballot", slug=poll.slug, position=contest.position),
            has_voted=has_voted(session, contest.id, elector.id),
        )
        for contest in poll.contests
        if contest.region in {None, elector.region}
    ]


def turnout_of(session: Session, poll: Poll) -> Turnout | None:
    """Return the turnout; None before voting, without a register, or under ten ballots."""
    register = register_of(session, poll.id)
    if register is None:
        return None
    cast = turnout(session, poll)
    percent = turnout_percent(cast, register.size_now)
    if percent is None:
        return None
    return Turnout(cast=thousands(cast), electors=thousands(register.size_now), percent=percent)


def person_of(slug: str, candidate: Candidate) -> dict[str, str | None]:
    """Return a candidate as the person component takes them."""
    return {
        "name": candidate.name,
        "meta": candidate.home_line,
        "photo_url": _page_of("candidates.face", slug, candidate) if candidate.photo_id else None,
        "url": _page_of("candidates.candidate", slug, candidate),
    }


def placed(contest: Contest, candidate: Candidate, *, is_elected: bool) -> dict[str, str | None]:
    """Return a candidate on a slate: as anywhere else, and where the count of them is explained."""
    slug, number = contest.poll.slug, candidate.number or 0
    why_url = addresses_of(contest.poll).candidate(contest.position, number)
    question = say("Why did %(name)s win?", name=candidate.name)
    if not is_elected:
        question = say("A reserve: what became of %(name)s’s votes?", name=candidate.name)
    return {**person_of(slug, candidate), "why_url": why_url, "question": question}


def _page_of(endpoint: str, slug: str, candidate: Candidate) -> str:
    return url_for(endpoint, slug=slug, candidate_id=candidate.id)
