"""What a step is, how far it is, and which comes next; pure.

A stage declares its steps in `steps.py`, as `Kind`s with a question (`ask`) each. The question
looks at the poll and answers with what the stage's own rules say: done, or why not now. All that
is decided here is what follows from the answers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Generic, ParamSpec, TypeVar

from shortlist.errors import Refusal
from shortlist.permissions import Role

Seen = TypeVar("Seen")  # what the questions look at
Asked = ParamSpec("Asked")
Argument = str | int


class Part(IntEnum):
    """The parts of a poll's life, in their order; a step stands in one of them."""

    PLAN = 1
    INTEREST = 2
    SHORTLIST = 3
    READY = 4
    VOTING = 5
    CLOSE = 6
    COUNT = 7
    RESULTS = 8
    SLATE = 9
    AFTERWARDS = 10


class State(StrEnum):
    """How far a step is."""

    DONE = "done"
    NOW = "now"  # somebody can take it
    WAITING = "waiting"  # taken by one, and another has to agree
    BLOCKED = "blocked"  # it would be refused, and there is a page where that is mended
    LATER = "later"  # its time has not come


CURRENT = frozenset({State.NOW, State.WAITING, State.BLOCKED})


@dataclass(frozen=True, kw_only=True)
class Link:
    """A page where something is done, and who may do it; without a role, anybody who sees it.

    The page is the poll's own unless it `is_for_all_polls`, as the roll is.
    """

    endpoint: str
    label: str
    role: Role | None = None
    is_for_all_polls: bool = False
    arguments: Mapping[str, Argument] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a stage says of a step at a moment.

    `refusal` is what its action would be refused with now. `waits_for` says whom it waits for after
    a first person has done their part. `sentence` and `link` take the place of the kind's own,
    `mends` of what the kind knows about the refusal. `from_at` is when it can be taken, `until_at`
    by when it should be.
    """

    is_done: bool = False
    applies: bool = True
    refusal: Refusal | None = None
    waits_for: str = ""
    sentence: str = ""
    link: Link | None = None
    mends: Sequence[Link] = ()
    from_at: datetime | None = None
    until_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[Seen]):
    """A step as its stage declares it.

    A step that `happens_by_itself` needs nobody. An `is_optional` one never holds up the next.
    `mends` leads from a refusal to the pages where it is mended; any other refusal is a matter of
    time.
    """

    key: str
    part: Part
    title: str
    sentence: str
    ask: Callable[[Seen], Answer]
    link: Link | None = None
    mends: Mapping[type[Refusal], Sequence[Link]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    happens_by_itself: bool = False
    is_optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of one poll at one moment: how far it is, what to say of it, where it is done."""

    key: str
    title: str
    state: State
    sentence: str
    links: Sequence[Link]
    happens_by_itself: bool
    is_optional: bool
    from_at: datetime | None
    until_at: datetime | None
    is_late: bool


def steps_of(kinds: Iterable[Kind[Seen]], seen: Seen, now: datetime) -> list[Step]:
    """Ask each kind that applies, and return the steps in the order of a poll's life."""
    in_order = sorted(kinds, key=lambda kind: kind.part)
    answers = ((kind, kind.ask(seen)) for kind in in_order)
    return [step_of(kind, answer, now) for kind, answer in answers if answer.applies]


def step_of(kind: Kind[Seen], answer: Answer, now: datetime) -> Step:
    """Return the step that follows from what a stage answers."""
    mends = answer.mends or _mends(kind, answer.refusal)
    state = _state(answer, is_mended=bool(mends))
    own = answer.link or kind.link
    links = {State.NOW: [own] if own else [], State.BLOCKED: list(mends)}
    is_open = state in CURRENT
    return Step(
        key=kind.key,
        title=kind.title,
        state=state,
        sentence=_sentence(kind, answer, state),
        links=links.get(state, []),
        happens_by_itself=kind.happens_by_itself,
        is_optional=kind.is_optional,
        from_at=answer.from_at if state is State.LATER else None,
        until_at=None if state is State.DONE else answer.until_at,
        is_late=is_open and answer.until_at is not None and now >= answer.until_at,
    )


def _mends(kind: Kind[Seen], refusal: Refusal | None) -> Sequence[Link]:
    found = (links for known, links in kind.mends.items() if isinstance(refusal, known))
    return next(found, ())


def _state(answer: Answer, *, is_mended: bool) -> State:
    if answer.is_done:
        return State.DONE
    if answer.waits_for:
        return State.WAITING
    if answer.refusal is None:
        return State.NOW
    return State.BLOCKED if is_mended else State.LATER


def _sentence(kind: Kind[Seen], answer: Answer, state: State) -> str:
    if state is State.WAITING:
        return answer.waits_for
    if state is State.BLOCKED and answer.refusal is not None:
        return answer.refusal.text
    return answer.sentence or kind.sentence


def next_of(steps: Sequence[Step]) -> Step | None:
    """Return the step that comes next, None when all are done.

    First what somebody has to do, in order; then what is happening by itself; then what comes.
    """
    needed = [step for step in steps if not step.is_optional]
    current = [step for step in needed if step.state in CURRENT]
    ranked = (
        [step for step in current if not step.happens_by_itself],
        current,
        [step for step in needed if step.state is State.LATER],
    )
    return next((found[0] for found in ranked if found), None)


def refusal_of(
    check: Callable[Asked, object], *args: Asked.args, **named: Asked.kwargs
) -> Refusal | None:
    """Return what a check refuses with, None if it does not."""
    try:
        check(*args, **named)
    except Refusal as refusal:
        return refusal
    return None
