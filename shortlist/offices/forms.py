"""The shape of a proposed office."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from shortlist.errors import Refusal
from shortlist.language import later
from shortlist.members.rules import FOR_ALL_POLLS_ALONE, BadAddress, clean_address
from shortlist.offices.rules import EndsTooLate, EndsTooSoon, NoSuchMember
from shortlist.permissions import Role, role_title

ROLE_WORDS = {
    Role.ORGANISER: later("makes the poll, decides on expressions; never opens the box"),
    Role.RETURNING_OFFICER: later("with a second one: closes, opens, publishes, grants offices"),
    Role.SCRUTINEER: later("reads everything that was done; draws samples of who has voted"),
    Role.SAFEGUARDING_OFFICER: later("reads confidential reports, which nobody else can"),
    Role.BURSARY_OFFICER: later("decides on bursaries; nobody else sees who has applied"),
}


class GrantForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Who becomes what, and until which day."""

    email = StringField(
        later("E-mail address"),
        [DataRequired(later("Write the address that they sign in with."))],
        description=later("The one they sign in with. They must have signed in once."),
    )
    role = RadioField(
        later("Office"),
        [InputRequired(later("Choose an office."))],
        choices=lambda: {role.value: role_title(role) for role in Role},
    )
    last_day = DateField(
        later("Last day"),
        [InputRequired(later("Choose the last day of the office."))],
        format=["%Y-%m-%d", "%d/%m/%Y"],
        description=later("They hold the office to the end of that day, and not a second longer."),
    )

    def offer_for_one_poll(self) -> None:
        """Offer only what can be held for one poll; anything else is refused by name."""
        self.role.choices = {
            role.value: role_title(role) for role in Role if role not in FOR_ALL_POLLS_ALONE
        }

    def validate_email(self, field: StringField) -> None:
        """Keep the address in lower case, or say what is wrong with it."""
        try:
            field.data = clean_address(field.data or "")
        except BadAddress as no:
            raise ValidationError(no.text) from no

    def wanted(self) -> tuple[str, Role, date]:
        """Return what a valid form says."""
        last_day = self.last_day.data
        assert last_day is not None  # noqa: S101 - narrows the type for the checker
        return self.email.data or "", Role(self.role.data), last_day

    def complain(self, refusal: Refusal) -> None:
        """Say a refusal beside the field that it is about."""
        late = isinstance(refusal, EndsTooSoon | EndsTooLate)
        unknown = isinstance(refusal, NoSuchMember)
        field = self.last_day if late else self.email if unknown else self.role
        field.errors = [refusal.text]
