"""Shapes of what is offered, of an application, and of a decision."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import HiddenInput

from shortlist.bursaries.models import BursaryApplication
from shortlist.bursaries.rules import (
    MOST_POUNDS,
    MOST_WORDS,
    Fault,
    Offer,
    Outcome,
    Verdict,
    Wish,
    pounds_of,
)
from shortlist.errors import Refusal
from shortlist.interest.rules import word_count
from shortlist.language import later, say, thousands
from shortlist.polls.forms import complain_beside, moment_field
from shortlist.web.typed import one_line, prose

TOO_LONG = later("That is more than we can keep. Shorten it.")


def _check_pounds(field: StringField) -> None:
    if pounds_of(field.data or "") is None:
        raise ValidationError(say("Enter whole pounds, such as 150."))


class OfferForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Whether a bursary is offered, for what, how much at most, and until when."""

    is_offered = BooleanField(
        later("This poll offers a bursary to those who stand"),
        description=later("Everybody reads on the poll’s page what it pays, and until when."),
    )
    pays = TextAreaField(
        later("What it pays"),
        [Length(max=2000, message=later("Use 2,000 characters or fewer."))],
        filters=[prose],
        description=later(
            "Such as travel to hustings, childcare or printing, and how it is paid. You can use "
            "Markdown."
        ),
    )
    most = StringField(
        later("The most that one can ask for, in pounds"),
        filters=[one_line],
        description=later("Whole pounds, for each person in this poll."),
    )
    closes_at = moment_field(
        later("Last moment to apply"),
        later("After that nobody can apply, change an application or withdraw it."),
        may_be_empty=True,
    )

    def validate_pays(self, field: TextAreaField) -> None:
        """Ask for words where something is offered."""
        if self.is_offered.data and not field.data:
            raise ValidationError(say("Write what the bursary pays."))

    def validate_most(self, field: StringField) -> None:
        """Ask for a limit where something is offered."""
        if self.is_offered.data and pounds_of(field.data or "") is None:
            raise ValidationError(
                say("Enter whole pounds, from 1 to %(most)s.", most=thousands(MOST_POUNDS))
            )

    def show(self, offer: Offer | None, zone: str) -> None:
        """Fill in what is offered already."""
        if offer is None:
            return
        self.is_offered.data = True
        self.pays.data, self.most.data = offer.pays, f"{offer.most:,}"
        self.closes_at.form.show(offer.closes_at, zone)

    def offer(self, zone: str) -> Offer | None:
        """Return what a valid form offers, or None beside complaints."""
        try:
            closes_at = self.closes_at.form.read(zone)
        except Refusal as refusal:
            self.complain([("closes_at", refusal.text)])
            return None
        if closes_at is None:
            self.complain([("closes_at", say("Enter until when one can apply."))])
            return None
        most = pounds_of(self.most.data or "") or 0
        return Offer(pays=self.pays.data or "", most=most, closes_at=closes_at)

    def complain(self, faults: list[Fault]) -> None:
        """Put each (field, sentence) beside its field."""
        complain_beside(self, faults)


class WishForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What somebody asks for."""

    purpose = TextAreaField(
        later("What you need it for"),
        [InputRequired(later("Write what you need it for.")), Length(max=20_000, message=TOO_LONG)],
        filters=[prose],
        description=later(
            "In your own words, up to %(n)s of them. Leave out what the officers need not know, "
            "such as an illness.",
            n=MOST_WORDS,
        ),
    )
    pounds = StringField(
        later("How much you ask for, in pounds"),
        [InputRequired(later("Enter how much you ask for."))],
        filters=[one_line],
    )

    def validate_purpose(self, field: TextAreaField) -> None:
        """Keep it short."""
        if word_count(field.data or "") > MOST_WORDS:
            raise ValidationError(say("Use %(n)s words or fewer.", n=MOST_WORDS))

    def validate_pounds(self, field: StringField) -> None:
        """Refuse what is no amount."""
        _check_pounds(field)

    def show(self, own: BursaryApplication) -> None:
        """Fill in an application to change it."""
        self.purpose.data, self.pounds.data = own.purpose, f"{own.pounds:,}"

    def wish(self) -> Wish | None:
        """Return what was typed, or None beside complaints."""
        if not self.validate_on_submit():
            return None
        pounds = pounds_of(self.pounds.data or "") or 0
        return Wish(purpose=self.purpose.data or "", pounds=pounds)


class VerdictForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Grant or refuse, how much, and why; of the version that was read."""

    version = IntegerField(widget=HiddenInput())
    outcome = RadioField(
        later("Your decision"),
        [InputRequired(later("Choose whether to grant or refuse."))],
        choices=lambda: {
            Outcome.GRANTED.value: say("Grant it"),
            Outcome.REFUSED.value: say("Refuse it"),
        },
    )
    pounds = StringField(
        later("How much is granted, in pounds"),
        filters=[one_line],
        description=later("Leave it empty if you refuse."),
    )
    reason = TextAreaField(
        later("Reason"),
        [
            InputRequired(later("Write why: the applicant reads it.")),
            Length(max=2000, message=later("Use 2,000 characters or fewer.")),
        ],
        filters=[prose],
        description=later("The applicant reads it beside the decision."),
    )

    def validate_pounds(self, field: StringField) -> None:
        """Ask for an amount where something is granted."""
        if self.outcome.data == Outcome.GRANTED:
            _check_pounds(field)

    def verdict(self) -> Verdict | None:
        """Return what was typed, or None beside complaints."""
        if not self.validate_on_submit():
            return None
        outcome, pounds = Outcome(self.outcome.data), pounds_of(self.pounds.data or "")
        is_granted = outcome is Outcome.GRANTED
        return Verdict(
            outcome=outcome, pounds=pounds if is_granted else None, reason=self.reason.data or ""
        )
