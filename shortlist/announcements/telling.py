"""Everything that was told about a poll, newest first: by the clock's steps and by organisers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shortlist.announcements.models import Announcement
from shortlist.language import say
from shortlist.polls.models import Poll
from shortlist.polls.policy import phase_of
from shortlist.polls.rules import Phase
from shortlist.proposals.models import Proposal
from shortlist.web.moments import in_words, zone_in_words


@dataclass(frozen=True, kw_only=True)
class Told:
    """One thing that was told: its name in addresses, its title, its text in Markdown, and when.

    `corrects` and `corrected_by` name another of them.
    """

    key: str
    title: str
    text: str
    at: datetime
    corrects: str = ""
    corrected_by: str = ""


def told_of(
    poll: Poll,
    announcements: Sequence[Announcement],
    call_published_at: datetime | None,
    now: datetime,
    *,
    extensions: Sequence[Proposal] = (),
    is_from_outside: bool = False,
) -> list[Told]:
    """Return everything that was told of a poll up to now, the newest first.

    `extensions` are the proposals by which voting was extended, the oldest first.
    Nobody offered to stand or voted in a poll from outside, so none of that is told of it.
    """
    steps = _steps_on_record(poll, call_published_at) + _extensions_told(poll, extensions, now)
    if not is_from_outside:
        steps += _steps_by_the_clock(poll, now)
    told = [one for one in steps if one.at <= now]
    told += _by_organisers(announcements)
    return sorted(told, key=lambda one: one.at, reverse=True)


def key_of(announcement_id: int) -> str:
    """Return what an announcement of an organiser is called in addresses."""
    return f"announcement-{announcement_id}"


def _by_organisers(announcements: Iterable[Announcement]) -> list[Told]:
    corrections = {one.corrects_id: key_of(one.id) for one in announcements if one.corrects_id}
    return [
        Told(
            key=key_of(one.id),
            title=say("Correction: %(title)s", title=one.title) if one.corrects_id else one.title,
            text=one.text,
            at=one.published_at,
            corrects=key_of(one.corrects_id) if one.corrects_id else "",
            corrected_by=corrections.get(one.id, ""),
        )
        for one in announcements
    ]


def _steps_on_record(poll: Poll, call_published_at: datetime | None) -> list[Told]:
    announced_at = poll.announced_at
    called_at = call_published_at and announced_at and max(call_published_at, announced_at)
    steps = (  # the later ones first, for some are taken at one moment
        (
            "slate",
            say("The slate is published"),
            say("In order of election, with its reserves."),
            poll.slate_published_at,
        ),
        (
            "results",
            say("The results are published"),
            say("With every stage of the count, and the files to check it."),
            poll.results_published_at,
        ),
        (
            "call",
            say("The call for interest is published"),
            say("It says what is asked."),
            called_at,
        ),
        ("announced", say("The poll is announced"), say("Its page has the dates."), announced_at),
    )
    return [Told(key=key, title=title, text=text, at=at) for key, title, text, at in steps if at]


def _extensions_told(poll: Poll, extensions: Sequence[Proposal], now: datetime) -> list[Told]:
    return [
        Told(
            key=f"voting-extended-{place}",
            title=say("Voting is extended"),
            text=say(
                "Voting now closes on %(moment)s. Ballots that were cast count as before.",
                moment=_moment(poll, one.closes_at, now),
            ),
            at=one.done_at,
        )
        for place, one in reversed(list(enumerate(extensions, start=1)))
        if one.closes_at is not None and one.done_at is not None
    ]


def _moment(poll: Poll, moment: datetime, now: datetime) -> str:
    words = in_words(moment, poll.time_zone, today=now.date())
    return f"{words} ({zone_in_words(poll.time_zone)})"


def _steps_by_the_clock(poll: Poll, now: datetime) -> list[Told]:
    phase = phase_of(poll, now)

    interest = say(
        "Members on the roll can offer to stand until %(moment)s.",
        moment=_moment(poll, poll.interest_closes_at, now),
    )
    voting = say(
        "Members can vote, and change their ballots, until %(moment)s.",
        moment=_moment(poll, poll.closes_at, now),
    )
    steps = [
        ("interest-opened", say("Interest is open"), interest, poll.interest_opens_at),
        (
            "interest-closed",
            say("Interest has closed"),
            say("The organisers decide on each offer to stand."),
            poll.interest_closes_at,
        ),
        (
            "shortlist",
            say("The shortlist is published"),
            say("Read who stands, and what they say."),
            poll.shortlist_at,
        ),
    ]
    if poll.information_opens_at and poll.information_closes_at:
        asked = say(
            "Everybody who offered to stand can answer until %(moment)s.",
            moment=_moment(poll, poll.information_closes_at, now),
        )
        opened = ("questions", say("Candidates are asked"), asked, poll.information_opens_at)
        steps.append(opened)
    if poll.ready_at is not None and phase.is_at_least(Phase.POLL_OPEN):
        steps.append(("voting-opened", say("Voting is open"), voting, poll.opens_at))
        closed = say("The papers are counted once two officers have opened the box.")
        steps.append(("voting-closed", say("Voting has closed"), closed, poll.closes_at))
    return [Told(key=key, title=title, text=text, at=at) for key, title, text, at in steps]
