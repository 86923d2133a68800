"""The steps of writing to members, as the guide shows them: optional, and easily forgotten."""

from collections.abc import Callable
from dataclasses import dataclass

from shortlist.guide.rules import Link, Part
from shortlist.language import later
from shortlist.mailings.queries import begun_or_waiting, why_not_extended
from shortlist.mailings.rules import ABOUT, Occasion, why_not_at
from shortlist.permissions import Role
from shortlist.polls.glance import Answer, Glance, PollStep

BEGINS_BY_ITSELF = later("It is started and begins by itself at its moment.")


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A step of writing about an occasion; `until` is the field of the moment to do it by."""

    key: str
    occasion: Occasion
    part: Part
    title: str
    sentence: str
    until: str | None = None


TELLINGS = (
    Telling(
        key="notice-call",
        occasion=Occasion.CALL,
        part=Part.INTEREST,
        title=later("Tell members that they can offer to stand"),
        sentence=later("A notice to the roll, with the deadline and the way to the call."),
        until="interest_closes_at",
    ),
    Telling(
        key="notice-invitation",
        occasion=Occasion.INVITATION,
        part=Part.VOTING,
        title=later("Invite the register to vote"),
        sentence=later("Start it for the moment when voting opens, or before."),
        until="opens_at",
    ),
    Telling(
        key="notice-reminder",
        occasion=Occasion.VOTE_REMINDER,
        part=Part.VOTING,
        title=later("Remind those who have not voted"),
        sentence=later("Some days before voting closes. Nobody is told whom it goes to."),
        until="closes_at",
    ),
    Telling(
        key="notice-extended",
        occasion=Occasion.EXTENDED,
        part=Part.VOTING,
        title=later("Tell the register that voting is extended"),
        sentence=later("Announcements say it already; this brings it to each elector."),
        until="closes_at",
    ),
    Telling(
        key="notice-results",
        occasion=Occasion.RESULTS,
        part=Part.RESULTS,
        title=later("Tell members the results"),
        sentence=later("A notice to the roll that leads to every stage of the count."),
    ),
)


def _ask(telling: Telling) -> Callable[[Glance], Answer]:
    def ask(glance: Glance) -> Answer:
        begun, waiting = begun_or_waiting(glance.session, glance.poll, telling.occasion)
        return Answer(
            is_done=begun,
            applies=begun or _helps(glance, telling.occasion),
            refusal=why_not_at(telling.occasion, glance.now, glance.timetable, glance.facts),
            sentence=BEGINS_BY_ITSELF if waiting else "",
            until_at=getattr(glance.timetable, telling.until) if telling.until else None,
        )

    return ask


def _helps(glance: Glance, occasion: Occasion) -> bool:
    """Say whether there is or will be something to tell."""
    deadline = ABOUT[occasion].deadline
    is_over = deadline is not None and (
        glance.facts.closed or glance.now >= getattr(glance.timetable, deadline)
    )
    return not is_over and why_not_extended(glance.session, glance.poll, occasion) is None


STEPS = tuple(
    PollStep(
        key=one.key,
        part=one.part,
        title=one.title,
        sentence=one.sentence,
        link=Link(
            endpoint="mailings_admin.mailings",
            label=later("Write to members"),
            role=Role.ORGANISER,
        ),
        ask=_ask(one),
        is_optional=True,
    )
    for one in TELLINGS
)
