"""The shape of what is typed about the roll."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, Form, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length

from shortlist.language import later, say
from shortlist.members.rules import RegistrationFilter, RegistrationState
from shortlist.roll.rules import DECLARATION, REGIONS
from shortlist.web.typed import one_line, prose


class DetailsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Who asks to be put on the roll, and where they belong."""

    name = StringField(
        later("Your name"),
        filters=[one_line],
        validators=[
            DataRequired(later("Write your name.")),
            Length(max=200, message=later("A name may have up to 200 characters.")),
        ],
    )
    local_party = StringField(
        later("Your local party"),
        filters=[one_line],
        validators=[
            DataRequired(later("Write the name of your local party.")),
            Length(max=200, message=later("A local party's name may have up to 200 characters.")),
        ],
    )
    region = SelectField(
        later("Your nation or region"),
        choices=lambda: {"": say("Choose one"), **{region: region for region in REGIONS}},
        validators=[AnyOf(REGIONS, message=later("Choose your nation or region."))],
    )
    membership_number = StringField(
        later("Your membership number, if you know it"),
        filters=[one_line],
        validators=[Length(max=40, message=later("A membership number has up to 40 characters."))],
    )
    declared = BooleanField(
        DECLARATION, validators=[DataRequired(later("Tick the declaration if it is true."))]
    )


class DeclineForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Why a registration is declined."""

    reason = TextAreaField(
        later("Reason for declining"),
        filters=[prose],
        validators=[
            DataRequired(later("Write the reason; the member reads it.")),
            Length(max=2000, message=later("The reason may have up to 2,000 characters.")),
        ],
    )


class FilterForm(Form):
    """Which registrations are listed; it stands in the address, so no name is asked for."""

    show = SelectField(
        later("Show"),
        choices=lambda: {
            "sent": say("Waiting"),
            "declined": say("Declined"),
            "approved": say("Approved"),
        },
    )
    known = SelectField(
        later("On the roll already?"),
        choices=lambda: {"": say("All"), "yes": say("Seem to be"), "no": say("Seem not to be")},
    )
    region = SelectField(
        later("Nation or region"),
        choices=lambda: {"": say("All"), **{region: region for region in REGIONS}},
    )
    party = StringField(later("Local party"), filters=[one_line], validators=[Length(max=200)])

    def wanted(self) -> RegistrationFilter:
        """Return the filter; what is not offered is left out."""
        self.validate()
        wrong = self.errors
        return RegistrationFilter(
            state=RegistrationState("sent" if "show" in wrong else self.show.data or "sent"),
            region="" if "region" in wrong else self.region.data or "",
            local_party="" if "party" in wrong else self.party.data or "",
            is_alike={"yes": True, "no": False}.get(self.known.data or ""),
        )

    def is_narrow(self) -> bool:
        """Say whether anything but the waiting ones, all of them, is asked for."""
        return self.wanted() != RegistrationFilter()


class UploadForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A file of members."""

    file = FileField(
        later("File of members (CSV)"),
        validators=[FileRequired(later("Choose the file of members."))],
    )


class SearchForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Whom to look for on the roll."""

    words = StringField(
        later("Number, name or address"),
        filters=[one_line],
        validators=[
            DataRequired(later("Write a number, a name or an address.")),
            Length(min=2, max=200, message=later("Write two characters or more.")),
        ],
    )


class SendForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A registration that was checked: nothing is typed, but a browser has worked for it."""

    effort = HiddenField()
