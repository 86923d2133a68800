"""Shapes of a question, of answers, and of the leave to answer late."""

from collections.abc import Iterable, Mapping

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from shortlist.language import later, say, thousands, whenever
from shortlist.questions.actions.chasing import Leave
from shortlist.questions.models import Question
from shortlist.questions.policy import plan_of
from shortlist.questions.rules import (
    KIND_TITLES,
    MOST_HOURS_REOPENED,
    MOST_OF_A_DRAFT,
    MOST_OPTIONS,
    MOST_WORDS,
    USUAL_WORDS,
    Kind,
    Plan,
    faults_of_plan,
)
from shortlist.web.begun import BegunForm
from shortlist.web.links import LONGEST
from shortlist.web.typed import one_line, prose

NO_ANSWER = ""


class QuestionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What is asked, how it is answered, and within which limits."""

    prompt = TextAreaField(
        later("The question"),
        [
            InputRequired(later("Write the question.")),
            Length(max=500, message=later("Use 500 characters or fewer.")),
        ],
        filters=[prose],
    )
    hint = TextAreaField(
        later("A hint below it"),
        [Length(max=500, message=later("Use 500 characters or fewer."))],
        filters=[prose],
        description=later("What a good answer tells."),
    )
    kind = RadioField(
        later("How it is answered"),
        [InputRequired(later("Choose how the question is answered."))],
        choices=lambda: {kind.value: str(title) for kind, title in KIND_TITLES.items()},
        default=Kind.TEXT.value,
    )
    most_words = IntegerField(
        later("Most words"),
        [Optional()],
        default=USUAL_WORDS,
        description=later(
            "For an answer in their own words: from 1 to %(MOST_WORDS)s, the same for everybody.",
            MOST_WORDS=whenever(thousands, MOST_WORDS),
        ),
    )
    options = TextAreaField(
        later("Answers to choose from"),
        [Length(max=3_000, message=later("Use 3,000 characters or fewer."))],
        filters=[prose],
        description=later(
            "For a choice: one on each line, %(MOST_OPTIONS)s at the most.",
            MOST_OPTIONS=MOST_OPTIONS,
        ),
    )
    is_optional = BooleanField(
        later("Nobody has to answer it"),
        description=later("Whoever leaves it empty does not count as missing."),
    )
    reason = TextAreaField(
        later("Why it changes"),
        [Length(max=500, message=later("Use 500 characters or fewer."))],
        filters=[prose],
        description=later(
            "Everybody who is asked is told this by mail, and it can be read beside the answers."
        ),
    )

    def plan(self) -> Plan | None:
        """Return what was typed, or None beside complaints."""
        if not self.validate_on_submit():
            return None
        plan = self._plan_typed()
        for name, sentence in faults_of_plan(plan):
            self[name].errors = [*self[name].errors, sentence]
        return None if self.errors else plan

    def _plan_typed(self) -> Plan:
        kind = Kind(self.kind.data)
        lines = (one_line(line) for line in (self.options.data or "").splitlines())
        return Plan(
            kind=kind,
            prompt=self.prompt.data or "",
            hint=self.hint.data or "",
            most_words=(self.most_words.data or 0) if kind is Kind.TEXT else USUAL_WORDS,
            options=tuple(line for line in lines if line) if kind is Kind.CHOICE else (),
            is_optional=bool(self.is_optional.data),
        )


class RemovalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Why a question is taken out after it was asked."""

    reason = TextAreaField(
        later("Why it is taken out"),
        [Length(max=500, message=later("Use 500 characters or fewer."))],
        filters=[prose],
        description=later("Everybody who is asked is told this by mail."),
    )


class AnswersForm(BegunForm):
    """One field for each question; made by `answers_form`."""

    def answers(self) -> dict[int, str]:
        """Return what was typed, by the questions' ids; a field that was not sent is left out."""
        fields = (one for one in self if one.name.startswith("answer_") and one.raw_data)
        return {int(field.name.partition("_")[2]): field.data or "" for field in fields}

    def show(self, answers: Mapping[int, str]) -> None:
        """Fill in answers to go on with."""
        for question_id, text in answers.items():
            self[field_name(question_id)].data = text


def answers_form(questions: Iterable[Question]) -> AnswersForm:
    """Return the form that asks these questions."""
    fields = {field_name(one.id): _field(one) for one in questions}
    form: AnswersForm = type("AnswersForm", (AnswersForm,), fields)()
    return form


def field_name(question_id: int) -> str:
    """Return what the field of a question is called."""
    return f"answer_{question_id}"


def _field(question: Question) -> "TextAreaField | RadioField | StringField":
    plan = plan_of(question)
    hint = [plan.hint] if plan.hint else []
    if plan.kind is Kind.CHOICE:
        choices = {NO_ANSWER: say("No answer yet")} | {option: option for option in plan.options}
        return RadioField(
            plan.prompt,
            choices=choices,
            default=NO_ANSWER,
            description=" ".join(hint),
            validate_choice=False,  # a bad one is complained of when it is to be sent
        )
    if plan.kind is Kind.VIDEO:
        hint.append(say("A link that begins with https://. Your video stays where it is."))
        return StringField(
            plan.prompt,
            [
                Length(
                    max=LONGEST,
                    message=say("Use %(most)s characters or fewer.", most=LONGEST),
                )
            ],
            filters=[one_line],
            description=" ".join(hint),
        )
    hint.append(
        say(
            "Up to %(most_words)s words. You can use Markdown: **bold**, lists, links.",
            most_words=thousands(plan.most_words),
        )
    )
    return TextAreaField(
        plan.prompt,
        [Length(max=MOST_OF_A_DRAFT, message=say("That is more than we can keep. Shorten it."))],
        filters=[prose],
        description=" ".join(hint),
        render_kw={"data-words": str(plan.most_words)},
    )


class ReopeningForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """For how long one candidate may answer late, and why."""

    hours = IntegerField(
        later("For how many hours"),
        [
            InputRequired(later("Enter for how many hours.")),
            NumberRange(
                1,
                MOST_HOURS_REOPENED,
                later(
                    "Enter a number from 1 to %(MOST_HOURS_REOPENED)s.",
                    MOST_HOURS_REOPENED=MOST_HOURS_REOPENED,
                ),
            ),
        ],
        default=24,
        description=later("At the longest until voting opens."),
    )
    reason = TextAreaField(
        later("Reason"),
        [
            InputRequired(later("Write the reason.")),
            Length(max=1_000, message=later("Use 1,000 characters or fewer.")),
        ],
        filters=[prose],
        description=later(
            "The candidate and organisers read it. Everybody sees that the answer came "
            "late, and not why."
        ),
    )

    def leave(self) -> Leave:
        """Return what was typed."""
        return Leave(hours=self.hours.data or 0, reason=self.reason.data or "")
