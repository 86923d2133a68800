"""Shapes of a form that is planned, and of one that is filled in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import Optional

from shortlist.equalities.rules import NOT_SAID, QUESTIONS, USUAL, Plan
from shortlist.errors import Refusal
from shortlist.language import later
from shortlist.polls.balance_forms import ManyField
from shortlist.polls.forms import complain_beside, moment_field

if TYPE_CHECKING:
    from datetime import datetime


class PlanForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What is asked, and until when."""

    questions = ManyField(
        later("What is asked"),
        choices=lambda: {key: str(one.short) for key, one in QUESTIONS.items()},
        description=later("Ask no more than you will use. Nobody has to answer any of it."),
    )
    closes_at = moment_field(
        later("The form closes"),
        later("Then its figures are public, and not before. Not earlier than interest closes."),
    )

    def show(self, plan: Plan | None, suggested: "datetime", zone: str) -> None:
        """Fill in what is asked already, or what usually is until the moment that is suggested."""
        self.questions.data = list(plan.questions if plan else USUAL)
        self.closes_at.form.show(plan.closes_at if plan else suggested, zone)

    def plan(self, zone: str) -> Plan | None:
        """Return what was typed, or None beside complaints."""
        if not self.validate_on_submit():
            return None
        try:
            closes_at = self.closes_at.form.read(zone)
        except Refusal as refusal:
            self.complain("closes_at", refusal.text)
            return None
        if closes_at is None:
            return None
        return Plan(questions=tuple(self.questions.data or ()), closes_at=closes_at)

    def complain(self, name: str, sentence: str) -> None:
        """Put a sentence beside a field."""
        complain_beside(self, [(name, sentence)])


class AnswersForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The base of a form that is filled in."""

    def typed(self, asked: Sequence[str]) -> dict[str, str] | None:
        """Return the answers by their questions' keys, or None beside complaints."""
        if not self.validate_on_submit():
            return None
        return {key: self[key].data or NOT_SAID for key in asked}


def answers_form(asked: Sequence[str]) -> type[AnswersForm]:
    """Return the form that asks these questions; saying nothing is chosen already."""
    return type("AskedForm", (AnswersForm,), {key: _field(key) for key in asked})


def _field(key: str) -> RadioField:
    question = QUESTIONS[key]
    return RadioField(
        question.title,
        [Optional()],
        choices=lambda: {answer: str(words) for answer, words in question.answers.items()},
        default=NOT_SAID,
    )
