"""What follows from a stage's answer: how far a step is, and which comes next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shortlist.errors import Refusal
from shortlist.guide.rules import Answer, Kind, Link, Part, State, next_of, step_of, steps_of
from shortlist.permissions import Role
from tests.conftest import NOON


class Empty(Refusal):
    sentence = "Nothing is in it."


class TooEarly(Refusal):
    sentence = "Its time has not come."


DO = Link(endpoint="stage.do", label="Do it", role=Role.ORGANISER)
FILL = Link(endpoint="stage.fill", label="Fill it", role=Role.ORGANISER)
KIND = Kind[Answer](
    key="do",
    part=Part.READY,
    title="Do it",
    sentence="It is to be done.",
    link=DO,
    mends={Empty: (FILL,)},
    ask=lambda answer: answer,
)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("answer", "state", "links", "sentence"),
    [
        (Answer(is_done=True, refusal=TooEarly()), State.DONE, [], KIND.sentence),
        (Answer(), State.NOW, [DO], KIND.sentence),
        (Answer(sentence="Three are left."), State.NOW, [DO], "Three are left."),
        (Answer(link=FILL), State.NOW, [FILL], KIND.sentence),
        (Answer(waits_for="Another."), State.WAITING, [], "Another."),
        (Answer(refusal=Empty()), State.BLOCKED, [FILL], Empty.sentence),
        (Answer(refusal=TooEarly(), mends=(FILL,)), State.BLOCKED, [FILL], TooEarly.sentence),
        (Answer(refusal=TooEarly()), State.LATER, [], KIND.sentence),
    ],
)
def test_a_step_is_as_far_as_its_stage_answers(answer, state, links, sentence) -> None:
    step = step_of(KIND, answer, NOON)
    assert (step.state, list(step.links), step.sentence) == (state, links, sentence)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(from_at=NOON + HOUR, refusal=TooEarly()), (NOON + HOUR, None, False)),
        (Answer(from_at=NOON, until_at=NOON + HOUR), (None, NOON + HOUR, False)),
        (Answer(until_at=NOON), (None, NOON, True)),
        (Answer(until_at=NOON, refusal=Empty()), (None, NOON, True)),
        (Answer(until_at=NOON, refusal=TooEarly()), (None, NOON, False)),
        (Answer(until_at=NOON, is_done=True), (None, None, False)),
    ],
)
def test_a_step_says_from_when_and_by_when(answer, said) -> None:
    step = step_of(KIND, answer, NOON)
    assert (step.from_at, step.until_at, step.is_late) == said


def next_key(*kinds: Kind[Answer]) -> str | None:
    found = next_of(steps_of(kinds, Answer(), NOON))
    return found.key if found else None


def kind(key: str, answer: Answer | None = None, **other) -> Kind[Answer]:
    said = answer or Answer()
    return replace(KIND, key=key, ask=lambda _seen: said, **other)


def test_what_somebody_has_to_do_comes_first_then_what_happens_then_what_comes() -> None:
    done = kind("done", Answer(is_done=True))
    early = kind("early", Answer(refusal=TooEarly()))
    alone = kind("alone", happens_by_itself=True)
    gone = kind("gone", Answer(applies=False))
    wish = kind("wish", is_optional=True)
    assert next_key(done, gone) is None
    assert next_key(done, wish, early) == "early"
    assert next_key(done, early, alone) == "alone"
    assert next_key(alone, kind("blocked", Answer(refusal=Empty()))) == "blocked"
    assert next_key(kind("slate", part=Part.SLATE), kind("plan", part=Part.PLAN)) == "plan"
