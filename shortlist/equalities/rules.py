"""What can be asked, when, and how figures are shown so that they tell of nobody.

Ethnic groups are the five of the census of 2021 in England and Wales (Office for National
Statistics); disability is asked for in the terms of the Equality Act 2010, section 6; what a parent
did is asked for as the Social Mobility Commission recommends, with its kinds taken together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shortlist.errors import NotAllowed, NotFound, Refusal
from shortlist.language import later, say, thousands
from shortlist.polls.effects import moved_along
from shortlist.polls.rules import Facts, Timetable

NOT_SAID = "not said"
BAND = 5  # figures are shown in fives: "fewer than 5", "5 to 9", …


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with its answers by their key; "I would rather not say" is one more of each."""

    short: str
    title: str
    options: Mapping[str, str]

    @property
    def answers(self) -> Mapping[str, str]:
        """Return every answer, that nothing is said included."""
        return {**self.options, NOT_SAID: later("I would rather not say")}


QUESTIONS: Mapping[str, Question] = {
    "gender": Question(
        short=later("Gender"),
        title=later("Which describes you best?"),
        options={
            "woman": later("Woman"),
            "man": later("Man"),
            "another": later("I describe myself otherwise"),
        },
    ),
    "trans": Question(
        short=later("Gender and birth"),
        title=later("Is your gender the one that was registered when you were born?"),
        options={"same": later("Yes, it is"), "different": later("No, it is not")},
    ),
    "age": Question(
        short=later("Age"),
        title=later("How old are you?"),
        options={
            "under 25": later("Under 25"),
            "25-34": later("25 to 34"),
            "35-44": later("35 to 44"),
            "45-54": later("45 to 54"),
            "55-64": later("55 to 64"),
            "65 up": later("65 or older"),
        },
    ),
    "ethnicity": Question(
        short=later("Ethnic group"),
        title=later("Which ethnic group do you belong to?"),
        options={
            "asian": later("Asian or Asian British"),
            "black": later("Black, Black British, Caribbean or African"),
            "mixed": later("Mixed or several ethnic groups"),
            "white": later("White"),
            "another": later("Another ethnic group"),
        },
    ),
    "disability": Question(
        short=later("Disability"),
        title=later(
            "Is there a physical or mental impairment that has lasted or will last a year or more, "
            "and makes your everyday life substantially harder?"
        ),
        options={"yes": later("Yes, there is"), "no": later("No, there is not")},
    ),
    "orientation": Question(
        short=later("Sexual orientation"),
        title=later("Which describes your sexual orientation best?"),
        options={
            "straight": later("Straight or heterosexual"),
            "gay": later("Gay or lesbian"),
            "bisexual": later("Bisexual"),
            "another": later("Another orientation"),
        },
    ),
    "religion": Question(
        short=later("Religion or belief"),
        title=later("What is your religion or belief?"),
        options={
            "none": later("No religion"),
            "buddhist": later("Buddhist"),
            "christian": later("Christian"),
            "hindu": later("Hindu"),
            "jewish": later("Jewish"),
            "muslim": later("Muslim"),
            "sikh": later("Sikh"),
            "another": later("Another religion or belief"),
        },
    ),
    "caring": Question(
        short=later("Caring for others"),
        title=later(
            "Do you look after children, or after somebody who is ill, disabled or frail, unpaid?"
        ),
        options={"yes": later("Yes, I do"), "no": later("No, I do not")},
    ),
    "background": Question(
        short=later("Background"),
        title=later(
            "When you were about 14, what work did whoever earned most in your household do?"
        ),
        options={
            "professional": later("Professional, or managing others"),
            "middle": later("Office work, a trade, or a small business of their own"),
            "routine": later("Routine, manual or service work"),
            "none": later("No paid work"),
        },
    ),
}


USUAL = ("gender", "age", "ethnicity", "disability")  # a form begins with these


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a poll's form asks, by the questions' keys, and until when."""

    questions: tuple[str, ...]
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many chose each answer of a question, in the order of its answers."""

    key: str
    numbers: tuple[int, ...]


class NoForm(NotFound):
    """The poll has no such form."""

    sentence = later("This poll has no equalities form.")


class FormIsFixed(Refusal):
    """Members may have filled it in already."""

    sentence = later("Interest has opened, so the equalities form stays as it is.")


class TooLateForForm(Refusal):
    """The shortlist is out, so nobody would be asked in time."""

    sentence = later("The shortlist is out. An equalities form has to come before it.")


class NothingAsked(Refusal):
    """A form without a question is none."""

    sentence = later("Choose at least one question.")
    status = 422


class ClosesTooEarly(Refusal):
    """Whoever offers to stand on the last day is asked as well."""

    sentence = later("The form cannot close before interest does.")
    status = 422


class NotOpenYet(Refusal):
    """Nobody can have offered to stand."""

    sentence = later("The equalities form opens with interest.")


class FormClosed(Refusal):
    """Its figures are public."""

    sentence = later("The equalities form is closed, and its figures are public.")


class NotOutYet(NotFound):
    """Two looks at figures that grow would tell what one form has added."""

    sentence = later("The figures are public once the equalities form has closed.")


class NotAskedToFill(NotAllowed):
    """Only those who have offered to stand are asked."""

    sentence = later("Only whoever has sent an expression of interest is asked to fill this in.")


class FilledInAlready(Refusal):
    """Everybody is counted once."""

    sentence = later(
        "You have sent this form already. As nobody knows which answers are yours, they cannot be "
        "shown or changed."
    )


def why_not_plan(
    now: datetime, timetable: Timetable, facts: Facts, *, has_form: bool
) -> Refusal | None:
    """Return why the form cannot be set or changed now, or None."""
    if has_form and facts.announced and now >= timetable.interest_opens_at:
        return FormIsFixed()
    return TooLateForForm() if now >= timetable.shortlist_at else None


def why_not_this_plan(plan: Plan, timetable: Timetable) -> Refusal | None:
    """Return why a form cannot be as planned, or None."""
    if not plan.questions:
        return NothingAsked()
    return ClosesTooEarly() if plan.closes_at < timetable.interest_closes_at else None


def closing_along(
    closes_at: datetime,
    before: Timetable,
    after: Timetable,
    zone: str,
    *,
    now: datetime,
    facts: Facts,
) -> datetime:
    """Return until when a form is open where interest closes at another moment.

    A form that has closed stays closed: its figures are public.
    """
    has_closed = facts.announced and now >= closes_at
    if has_closed or before.interest_closes_at == after.interest_closes_at:
        return closes_at
    return moved_along(closes_at, before.interest_closes_at, after.interest_closes_at, zone)


def why_not_fill(now: datetime, opens_at: datetime, closes_at: datetime) -> Refusal | None:
    """Return why nobody can fill the form in now, or None."""
    if now < opens_at:
        return NotOpenYet()
    return FormClosed() if now >= closes_at else None


def in_fives(number: int) -> str:
    """Return a figure as it is shown: "fewer than 5", "5 to 9", "10 to 14"."""
    if number < BAND:
        return say("fewer than %(n)s", n=BAND)
    low = number - number % BAND
    return say("%(low)s to %(high)s", low=thousands(low), high=thousands(low + BAND - 1))


def shown(tallies: Sequence[Tally]) -> list[Tally]:
    """Return the questions whose figures can be shown in fives without telling of anybody.

    Each form answers each question once, so the sums of all questions agree. From what is shown of
    them it could follow how many are in a cell under 5, where all others would have to be at an end
    of their five. Each cell under 5 must be able to hold any number from 0 to 4; a question where
    that is not so is left out, those with most cells first, until it holds for all that are left.
    """
    kept = list(tallies)
    while telling := [one for one in kept if _tells(one, kept)]:
        kept.remove(max(telling, key=lambda one: len(one.numbers)))
    return kept


def _tells(one: Tally, kept: Sequence[Tally]) -> bool:
    """Say whether a cell under 5 of a question cannot hold every number from 0 to 4."""
    if all(number >= BAND for number in one.numbers):
        return False
    least = max(_floor(other.numbers) for other in kept)
    most = min(_floor(other.numbers) + len(other.numbers) * (BAND - 1) for other in kept)
    low, others = _floor(one.numbers), (len(one.numbers) - 1) * (BAND - 1)
    return least - low - others > 0 or most - low < BAND - 1


def _floor(numbers: Sequence[int]) -> int:
    """Return the least that cells can add up to, by what is shown of them."""
    return sum(number - number % BAND for number in numbers)
