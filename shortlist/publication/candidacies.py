"""What waits for a candidate on a poll's page: to countersign, to declare, to say who they are."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from shortlist.candidates.consent_queries import consent_to_entry, own_candidacies
from shortlist.candidates.models import Candidate
from shortlist.declarations.queries import standing_of
from shortlist.declarations.rules import PART_WORDS
from shortlist.equalities.queries import may_fill
from shortlist.language import listed, say
from shortlist.polls.models import Contest, Poll
from shortlist.slates.lineups import lineup_of
from shortlist.slates.rules import Answer
from shortlist.web.access import Identity


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that a visitor is asked to agree to: what, in a sentence, and where."""

    title: str
    sentence: str
    label: str
    url: str


def tasks_of(session: Session, poll: Poll, person: Identity | None, now: datetime) -> list[Task]:
    """Return what a person is asked to countersign, declare or fill in, if anything."""
    if person is None:
        return []
    found = [
        _task(session, contest, candidate)
        for contest, _, candidate in own_candidacies(session, person.id)
        if contest.poll_id == poll.id and candidate is not None and not candidate.has_withdrawn
    ]
    found.append(_declarations_task(session, poll, person, now))
    found.append(_equalities_task(session, poll, person, now))
    return [one for one in found if one is not None]


def _declarations_task(
    session: Session, poll: Poll, person: Identity, now: datetime
) -> Task | None:
    standing = standing_of(session, poll, person.id, now)
    if standing is None or not standing.missing:
        return None
    parts = listed([str(PART_WORDS[one]) for one in standing.missing])
    return Task(
        title=say("You still have something to declare"),
        sentence=say("Outstanding: %(what)s", what=parts),
        label=say("Your declarations"),
        url=url_for("own_declarations.declarations", slug=poll.slug),
    )


def _equalities_task(session: Session, poll: Poll, person: Identity, now: datetime) -> Task | None:
    if not may_fill(session, poll, person.id, now):
        return None
    return Task(
        title=say("You may say who you are, without your name"),
        sentence=say("A form in figures only. Nobody has to fill it in."),
        label=say("Go to the form"),
        url=url_for("equalities.form", slug=poll.slug),
    )


def _task(session: Session, contest: Contest, candidate: Candidate) -> Task | None:
    poll = contest.poll
    if candidate.number is None:
        return _entry_task(session, contest, candidate)
    if poll.results_published_at is None or poll.slate_published_at is not None:
        return None
    answer = lineup_of(session, contest).answers.get(candidate.id)
    if answer not in {Answer.NOT_YET, Answer.CHANGED_SINCE}:
        return None
    return Task(
        title=say("You have a place on the slate"),
        sentence=say(
            "%(title)s: nobody is on a published slate who has not countersigned it.",
            title=contest.title,
        ),
        label=say("Look at the slate and countersign it"),
        url=url_for("own_slate.slate", slug=poll.slug, position=contest.position),
    )


def _entry_task(session: Session, contest: Contest, candidate: Candidate) -> Task | None:
    if consent_to_entry(session, contest, candidate).consent.is_enough:
        return None
    return Task(
        title=say("You are a candidate: please countersign"),
        sentence=say(
            "%(title)s: nobody sees you on the shortlist until you have agreed to it.",
            title=contest.title,
        ),
        label=say("Look at my page and countersign it"),
        url=url_for("candidacy.candidacy", slug=contest.poll.slug, position=contest.position),
    )
