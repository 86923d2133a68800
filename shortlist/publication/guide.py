"""A poll's steps as its officers see them: what comes next, what blocks it, who may do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from shortlist.guide.rules import CURRENT, Link, State, Step, next_of, steps_of
from shortlist.language import later, say
from shortlist.permissions import Permission, Role
from shortlist.polls.glance import Glance
from shortlist.polls.models import Poll
from shortlist.proposals.models import Proposal
from shortlist.publication.steps import STEPS
from shortlist.publication.waiting import why_not_standing
from shortlist.web.access import may_in
from shortlist.web.moments import deadline_in_words

PERMISSION_OF = {
    Role.ORGANISER: Permission.ORGANISE_POLLS,
    Role.RETURNING_OFFICER: Permission.ANSWER_FOR_POLLS,
    Role.SCRUTINEER: Permission.SCRUTINISE,
}
OFFICER_WORDS = {
    Role.ORGANISER: later("an organiser"),
    Role.RETURNING_OFFICER: later("a returning officer"),
    Role.SCRUTINEER: later("a scrutineer"),
}
STATE_WORDS = {
    State.DONE: (later("Done"), "good"),
    State.NOW: (later("To do now"), "wait"),
    State.WAITING: (later("Waits for somebody else"), "wait"),
    State.BLOCKED: (later("Something is missing"), "stop"),
    State.LATER: (later("Later"), "plain"),
}


@dataclass(frozen=True, kw_only=True)
class ShownLink:
    """A way to a page; `who` says whose it is where the visitor may not open it."""

    label: str
    url: str
    who: str


@dataclass(frozen=True, kw_only=True)
class ShownStep:
    """A step in words: `when` says from when or by when, `who` whose work it is."""

    key: str
    title: str
    state: State
    status: tuple[str, str]
    sentence: str
    links: Sequence[ShownLink]
    when: str
    is_late: bool
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Guide:
    """What comes next, None when all is done; what can be done besides; and every step."""

    next: ShownStep | None
    besides: Sequence[ShownStep]
    steps: Sequence[ShownStep]
    done: int


def guide_of(session: Session, poll: Poll, live: Sequence[Proposal], now: datetime) -> Guide:
    """Return a poll's guide for the visitor; `live` is what is proposed of it."""
    steps = _steps(session, poll, live, now)
    first = next_of(steps)
    shown = {step.key: _shown(step, poll, now) for step in steps}
    besides = [
        shown[step.key]
        for step in steps
        if step.state in CURRENT and step is not first and not step.happens_by_itself
    ]
    return Guide(
        next=shown[first.key] if first else None,
        besides=besides,
        steps=list(shown.values()),
        done=sum(step.state is State.DONE for step in steps),
    )


def next_step(
    session: Session, poll: Poll, live: Sequence[Proposal], now: datetime
) -> ShownStep | None:
    """Return what comes next in a poll, None when all is done."""
    step = next_of(_steps(session, poll, live, now))
    return _shown(step, poll, now) if step else None


def _steps(session: Session, poll: Poll, live: Sequence[Proposal], now: datetime) -> list[Step]:
    if poll.archived_at is not None:
        return []
    proposed = {
        one.change: one.approved_at is not None
        for one in live
        if why_not_standing(session, poll, one, now) is None
    }
    glance = Glance(session=session, poll=poll, now=now, proposed=proposed)
    return steps_of(STEPS, glance, now)


def _shown(step: Step, poll: Poll, now: datetime) -> ShownStep:
    status = STATE_WORDS[step.state]
    if step.happens_by_itself and step.state is State.NOW:
        status = (say("Now, by itself"), "good")
    elif step.is_optional and step.state is State.NOW:
        status = (say("If you like"), "plain")
    return ShownStep(
        key=step.key,
        title=step.title,
        state=step.state,
        status=status,
        sentence=step.sentence,
        links=[_link(link, poll) for link in step.links],
        when=_when(step, poll, now),
        is_late=step.is_late,
        is_current=step.state in CURRENT,
    )


def _link(link: Link, poll: Poll) -> ShownLink:
    poll_asked = None if link.is_for_all_polls else poll.slug
    is_allowed = link.role is None or may_in(PERMISSION_OF[link.role], poll_asked)
    arguments: dict[str, Any] = {**link.arguments}  # whatever the rule of an address takes
    if not link.is_for_all_polls:
        arguments["slug"] = poll.slug
    return ShownLink(
        label=link.label,
        url=url_for(link.endpoint, **arguments) if is_allowed else "",
        who=OFFICER_WORDS[link.role] if link.role else "",
    )


def _when(step: Step, poll: Poll, now: datetime) -> str:
    if step.from_at is not None:
        return say("From %(moment)s.", moment=_moment(step.from_at, poll, now))
    if step.until_at is None:
        return ""
    said = _moment(step.until_at, poll, now)
    if step.happens_by_itself:
        return say("Until %(said)s.", said=said)
    return (
        say("This was to be done by %(said)s.", said=said)
        if step.is_late
        else say("By %(said)s.", said=said)
    )


def _moment(at: datetime, poll: Poll, now: datetime) -> str:
    return deadline_in_words(at, poll.time_zone, now.date())
