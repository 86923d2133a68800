"""The page of a slate, which people send to each other: who is on it, how, and who is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import render_template, url_for
from sqlalchemy.orm import Session

from shortlist.areas.models import Area
from shortlist.areas.queries import published_plan_of
from shortlist.areas.reading import title_of
from shortlist.areas.writing import regions_in_words
from shortlist.ballot_box.queries import batch_list
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import on_paper
from shortlist.counts.queries import plain_row, record_of, study_of
from shortlist.extensions import now
from shortlist.language import say, say_many
from shortlist.nominations.queries import elections_of
from shortlist.polls.models import Contest, Poll
from shortlist.polls.planning import rule_title
from shortlist.polls.queries import poll_by_slug, public_poll
from shortlist.publication.addresses import addresses_of
from shortlist.publication.balance_met import met_sentences
from shortlist.publication.choosing import Chosen, sentences
from shortlist.publication.pages import is_from_outside, person_of, placed, turnout_of
from shortlist.publication.queries import SlateNotPublished
from shortlist.publication.slate_cards import slate_says, slate_title
from shortlist.roll.queries import register_of
from shortlist.slates.asking import why_waits
from shortlist.slates.queries import Standing, Vacant, standing_of
from shortlist.slates.rules import ResultsFirst
from shortlist.stv import Record
from shortlist.stv.balance_told import told_giving_way
from shortlist.voting.queries import turnout
from shortlist.web.moments import day_in_words, in_words, zone_in_words

Person = dict[str, str | None]  # as the person component takes one


@dataclass(frozen=True, kw_only=True)
class Part:
    """One contest: its slate, its reserves, and who else stood; `empty` seats nobody won.

    `balance` has a sentence for each rule that the contest was counted within; `has_plain` says
    whether it was counted without them, too. `absent` has one on who was elected and is not on it,
    and `withdrawn` one for each who has withdrawn since.
    """

    contest: Contest
    places: list[Person]
    reserves: list[Person]
    others: list[dict[str, str]]
    empty: int
    balance: tuple[str, ...]
    has_plain: bool
    absent: str
    withdrawn: tuple[str, ...]


def poll_with_slate(session: Session, slug: str) -> Poll:
    """Return a poll whose slate is public; raise `NoSuchPoll`, or say when it will be."""
    poll = public_poll(session, slug)
    if poll.slate_published_at is None:
        raise SlateNotPublished(f"{SlateNotPublished.sentence} {_due(poll)}")
    return poll


def poll_to_preview(session: Session, slug: str) -> Poll:
    """Return a poll whose slate officers may look at; raise `NoSuchPoll` or `ResultsFirst`."""
    poll = poll_by_slug(session, slug)
    if poll.results_published_at is None:
        raise ResultsFirst
    return poll


def slate_page(session: Session, poll: Poll) -> str:
    """Return the page; before the slate is published, as its officers look at it."""
    standings = [standing_of(session, contest) for contest in poll.contests]
    records = [record_of(session, contest.id) for contest in poll.contests]
    outside = is_from_outside(session, poll)
    return render_template(
        "publication/slate.html",
        poll=poll,
        is_preview=poll.slate_published_at is None,
        title=slate_title(is_from_outside=outside),
        is_from_outside=outside,
        is_historical=_is_historical(standings),
        waits=_waits(session, poll),
        parts=[
            _part(session, contest, found, record)
            for contest, found, record in zip(poll.contests, standings, records, strict=True)
        ],
        places=sum(len(found.slate) for found in standings),
        chosen=sentences(_facts(session, poll, standings, records)),
        says=slate_says(poll, standings),
        areas=_areas(session, poll),
        is_studied=any(study_of(session, one.id) is not None for one in poll.contests),
        addresses=addresses_of(poll),
        elections=elections_of(session, poll),
    )


def _is_historical(standings: Sequence[Standing]) -> bool:
    """Say whether nobody on a slate could be asked: all came with papers from outside."""
    people = [one for found in standings for one in found.slate]
    return bool(people) and not any(one.can_be_asked for one in people)


def _waits(session: Session, poll: Poll) -> str:
    """Say who has yet to countersign a slate that is not published."""
    refusal = why_waits(session, poll) if poll.slate_published_at is None else None
    return refusal.text if refusal else ""


def _due(poll: Poll) -> str:
    if poll.slate_at <= now():
        return say("It follows when two returning officers have agreed on it.")
    when = in_words(poll.slate_at, poll.time_zone, today=now().date())
    return say("It is due on %(when)s (%(zone)s).", when=when, zone=zone_in_words(poll.time_zone))


def _part(session: Session, contest: Contest, found: Standing, record: Record) -> Part:
    slug = contest.poll.slug
    named = {one.id for one in [*found.slate, *found.reserves]}
    rest = [one for one in on_paper(session, contest.id) if one.id not in named]
    return Part(
        contest=contest,
        places=[
            placed(contest, one, is_elected=one.number in record.elected) for one in found.slate
        ],
        reserves=[person_of(slug, one) for one in found.reserves],
        others=[_other(contest, one) for one in rest],
        empty=max(0, contest.seats - len(found.slate)),
        balance=(
            *met_sentences(record, [one.number or 0 for one in found.slate]),
            *told_giving_way(record),
        ),
        has_plain=plain_row(session, contest.id) is not None,
        absent=absent_sentence(found.absent(record)),
        withdrawn=tuple(_withdrawn(contest.poll, one) for one in found.vacant),
    )


def absent_sentence(absent: int) -> str:
    """Say how many were elected and are not on a slate, without naming them or a reason."""
    if not absent:
        return ""
    return say_many(
        "Somebody who was elected is not on it by their own choice: only who countersigns a slate "
        "is on it. The next reserves were asked instead, in their order.",
        "%(n)s who were elected are not on it by their own choice: only who countersigns a slate "
        "is on it. The next reserves were asked instead, in their order.",
        absent,
    )


def _withdrawn(poll: Poll, one: Vacant) -> str:
    day = day_in_words(
        one.withdrawn_at.astimezone(ZoneInfo(poll.time_zone)).date(), today=now().date()
    )
    following = one.next_in_line
    name = one.holder.name
    if following is None:
        return say(
            "%(name)s has withdrawn since, on %(day)s; no reserve is left.", name=name, day=day
        )
    return say(
        "%(name)s has withdrawn since, on %(day)s; next in line: %(following)s.",
        name=name,
        day=day,
        following=following.name,
    )


def _other(contest: Contest, one: Candidate) -> dict[str, str]:
    at = addresses_of(contest.poll)
    return {"name": one.name, "url": at.candidate(contest.position, one.number or 0)}


def _facts(
    session: Session, poll: Poll, standings: Sequence[Standing], records: Sequence[Record]
) -> Chosen:
    register = register_of(session, poll.id)
    is_told = turnout_of(session, poll) is not None
    return Chosen(
        voted=turnout(session, poll) if is_told else None,
        electors=register.size_now if register else None,
        voting=(_when(poll, "opens_at"), _when(poll, "closes_at")),
        papers=sum(record.papers.total for record in records),
        outside=sum(
            batch.papers
            for batch in batch_list(session, [one.id for one in poll.contests])
            if batch.imported_at is not None
        ),
        rules=tuple(dict.fromkeys(rule_title(record.rule) for record in records)),
        contests=len(poll.contests),
        seats=sum(contest.seats for contest in poll.contests),
        elected=sum(len(record.elected) for record in records),
        candidates=sum(len(record.candidates) for record in records),
        reserves=sum(len(found.reserves) for found in standings),
        results_on=_day(poll, "results_published_at"),
        slate_on=_day(poll, "slate_published_at") if poll.slate_published_at else "",
        absent=sum(found.absent(one) for found, one in zip(standings, records, strict=True)),
        stepped_up=sum(
            found.stepped_up(one) for found, one in zip(standings, records, strict=True)
        ),
    )


def _when(poll: Poll, moment: str) -> str:
    words = in_words(getattr(poll, moment), poll.time_zone, today=now().date())
    return f"{words} ({zone_in_words(poll.time_zone)})" if moment == "closes_at" else words


def _day(poll: Poll, moment: str) -> str:
    local = getattr(poll, moment).astimezone(ZoneInfo(poll.time_zone))
    return day_in_words(local.date(), today=now().date())


def _areas(session: Session, poll: Poll) -> list[dict[str, str]]:
    """Return the areas of the plan that holds as links, each by its regions."""
    plan = published_plan_of(session, poll)
    return [] if plan is None else [_area(poll.slug, area) for area in plan.areas]


def _area(slug: str, area: Area) -> dict[str, str]:
    regions = regions_in_words([one.code for one in area.regions], title_of)
    return {"label": regions, "url": url_for("areas.area", slug=slug, number=area.position)}
