"""Shapes of what an organiser types about a mailing."""

from datetime import datetime

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.validators import ValidationError as Fault

from shortlist.errors import Refusal
from shortlist.language import later, say, thousands, whenever
from shortlist.mailings.rules import FASTEST, SLOWEST, USUAL_RATE
from shortlist.mailings.texts import (
    LONGEST_BODY,
    LONGEST_SUBJECT,
    fault_of_body,
    fault_of_subject,
)
from shortlist.members.forms import AnyAddressForm
from shortlist.polls.planning import moment_of
from shortlist.web.typed import one_line, prose

NOW, LATER = "now", "later"


class WordsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Subject and text, with placeholders."""

    subject = StringField(
        later("Subject"),
        [
            InputRequired(later("Write the subject.")),
            Length(
                max=LONGEST_SUBJECT,
                message=later("Use %(most)s characters or fewer.", most=LONGEST_SUBJECT),
            ),
        ],
        filters=[one_line],
    )
    body = TextAreaField(
        later("Text"),
        [
            InputRequired(later("Write the text.")),
            Length(
                max=LONGEST_BODY,
                message=later(
                    "Use %(most)s characters or fewer.", most=whenever(thousands, LONGEST_BODY)
                ),
            ),
        ],
        filters=[prose],
    )
    has_deadline = True

    def validate_subject(self, field: StringField) -> None:
        """Complain of placeholders that are not there, or missing."""
        if fault := fault_of_subject(field.data or "", has_deadline=self.has_deadline):
            raise Fault(fault)

    def validate_body(self, field: TextAreaField) -> None:
        """Complain of placeholders that are not there, or missing."""
        if fault := fault_of_body(field.data or "", has_deadline=self.has_deadline):
            raise Fault(fault)


def _rate() -> IntegerField:
    return IntegerField(
        later("Messages a minute"),
        [
            InputRequired(later("Enter how many messages go each minute.")),
            NumberRange(
                SLOWEST,
                FASTEST,
                later(
                    "Enter a number from %(SLOWEST)s to %(FASTEST)s.",
                    SLOWEST=SLOWEST,
                    FASTEST=whenever(thousands, FASTEST),
                ),
            ),
        ],
        default=USUAL_RATE,
        description=later(
            "What your mail server takes; ask whoever runs it. "
            "At 1,200 a minute 550,000 messages take under eight hours."
        ),
    )


class LostForm(AnyAddressForm):
    """The address whose invitation is lost, and what the browser has worked for it."""

    effort = HiddenField()


class StartForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """When a mailing begins, and how fast it goes."""

    when = RadioField(
        later("When"),
        [InputRequired(later("Choose when it begins."))],
        choices=lambda: {NOW: say("Now"), LATER: say("At a moment")},
        default=NOW,
    )
    on = DateField(later("Date"), [Optional()], format=["%Y-%m-%d", "%d/%m/%Y"])
    at = TimeField(later("Time"), [Optional()], format=["%H:%M", "%H:%M:%S"])
    rate = _rate()

    def moment(self, zone: str) -> datetime | None:
        """Return the moment chosen, or None for now; complain of one that is missing or is none."""
        if self.when.data == NOW:
            return None
        if not (self.on.data and self.at.data):
            self.on.errors = [*self.on.errors, say("Enter the date and the time.")]
            return None
        try:
            return moment_of(self.on.data, self.at.data, zone)
        except Refusal as refusal:
            self.complain(refusal)
            return None

    def complain(self, refusal: Refusal) -> None:
        """Put a refusal beside what was chosen."""
        field = self.when if self.when.data == NOW else self.on
        field.errors = [*field.errors, refusal.text]


class RateForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """How fast a mailing goes on."""

    rate = _rate()
