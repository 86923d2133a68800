"""The page of a call for interest: the organisers' words, with the poll's facts as they are now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import render_template

from shortlist.announcements.rules import SECTION_TITLES, Section
from shortlist.extensions import db_session, settings
from shortlist.language import say, say_many
from shortlist.pictures import Card
from shortlist.polls.balance import sentences_of
from shortlist.polls.balance_queries import rules_of
from shortlist.polls.models import Poll
from shortlist.polls.planning import rule_title
from shortlist.polls.policy import phase_of
from shortlist.polls.rules import Phase
from shortlist.publication.offers import bursary_of, offerings_of
from shortlist.publication.pages import timeline_of, what_is_next
from shortlist.publication.requests import requests_of
from shortlist.publication.rules import STATUS
from shortlist.web.access import identity
from shortlist.web.moments import in_words, zone_in_words

HAVE_FACTS = frozenset({Section.SEATS, Section.DATES, Section.ASKED, Section.SLATE})


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a call: its name in the address, its title, and the organisers' words."""

    key: str
    title: str
    text: str


def call_page(
    poll: Poll,
    words: Mapping[Section, str],
    now: datetime,
    *,
    published_at: datetime | None,
    saved_at: datetime | None = None,
) -> str:
    """Return the page; with `saved_at` as a preview of the draft that was saved then."""
    phase = phase_of(poll, now)
    status, kind = STATUS[phase]
    requests = requests_of(db_session(), poll, now)
    have_facts = HAVE_FACTS if requests else HAVE_FACTS - {Section.ASKED}
    return render_template(
        "publication/call.html",
        poll=poll,
        phase=phase.name.lower(),
        status=status,
        kind=kind,
        says=call_says(poll, now),
        next_sentence=what_is_next(poll, phase, now),
        parts=[
            Part(key=section.value, title=SECTION_TITLES[section], text=words.get(section, ""))
            for section in Section
            if words.get(section) or section in have_facts
        ],
        timeline=timeline_of(poll, now),
        requests=requests,
        rule_title=rule_title,
        balance={
            one.id: sentences_of(rules_of(db_session(), one.id), one.seats) for one in poll.contests
        },
        bursary=bursary_of(db_session(), poll, identity(), now),
        may_offer=bool(offerings_of(db_session(), poll, identity())),
        published_at=published_at,
        saved_at=saved_at,
    )


def call_says(poll: Poll, now: datetime) -> str:
    """Return a call in a line: how many seats, and until when to offer to stand."""
    said, when = _deadline(poll, now)
    return f"{_seats(poll)}. {said} {when}."


def call_card(poll: Poll, now: datetime) -> Card:
    """Return what a link to a call shows: the seats and the deadline."""
    return Card(
        title=say("Call for interest"),
        about=poll.title,
        site=settings().base_url.split("://", 1)[-1],
        person=_seats(poll),
        notes=(_contests(poll), *_deadline(poll, now)),
    )


def _seats(poll: Poll) -> str:
    seats = sum(one.seats for one in poll.contests)
    return say_many("%(n)s seat", "%(n)s seats", seats)


def _contests(poll: Poll) -> str:
    contests = poll.contests
    return (
        contests[0].title
        if len(contests) == 1
        else say_many("In %(n)s contest", "In %(n)s contests", len(contests))
    )


def _deadline(poll: Poll, now: datetime) -> tuple[str, str]:
    """Say what happens at the deadline, or happened, and when."""
    when = in_words(poll.interest_closes_at, poll.time_zone, today=now.date())
    is_over = phase_of(poll, now).is_at_least(Phase.INTEREST_CLOSED)
    said = say("Interest closed on") if is_over else say("Register your interest until")
    return said, f"{when} ({zone_in_words(poll.time_zone)})"
