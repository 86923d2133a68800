"""The shape of what is typed about the roll."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, Form, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length

from shortlist.members.rules import RegistrationFilter, RegistrationState
from shortlist.roll.rules import DECLARATION, REGIONS
from shortlist.web.typed import one_line, prose


class DetailsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Who asks to be put on the roll, and where they belong."""

    name = StringField(
        "Your name",
        filters=[one_line],
        validators=[
            DataRequired("Write your name."),
            Length(max=200, message="A name may have up to 200 characters."),
        ],
    )
    local_party = StringField(
        "Your local party",
        filters=[one_line],
        validators=[
            DataRequired("Write the name of your local party."),
            Length(max=200, message="A local party's name may have up to 200 characters."),
        ],
    )
    region = SelectField(
        "Your nation or region",
        choices={"": "Choose one", **{region: region for region in REGIONS}},
        validators=[AnyOf(REGIONS, message="Choose your nation or region.")],
    )
    membership_number = StringField(
        "Your membership number, if you know it",
        filters=[one_line],
        validators=[Length(max=40, message="A membership number has up to 40 characters.")],
    )
    declared = BooleanField(
        DECLARATION, validators=[DataRequired("Tick the declaration if it is true.")]
    )


class DeclineForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Why a registration is declined."""

    reason = TextAreaField(
        "Reason for declining",
        filters=[prose],
        validators=[
            DataRequired("Write the reason; the member reads it."),
            Length(max=2000, message="The reason may have up to 2,000 characters."),
        ],
    )


class FilterForm(Form):
    """Which registrations are listed; it stands in the address, so no name is asked for."""

    show = SelectField(
        "Show",
        choices={"sent": "Waiting", "declined": "Declined", "approved": "Approved"},
    )
    known = SelectField(
        "On the roll already?",
        choices={"": "All", "yes": "Seem to be", "no": "Seem not to be"},
    )
    region = SelectField(
        "Nation or region", choices={"": "All", **{region: region for region in REGIONS}}
    )
    party = StringField("Local party", filters=[one_line], validators=[Length(max=200)])

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
        "File of members (CSV)", validators=[FileRequired("Choose the file of members.")]
    )


class SearchForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Whom to look for on the roll."""

    words = StringField(
        "Number, name or address",
        filters=[one_line],
        validators=[
            DataRequired("Write a number, a name or an address."),
            Length(min=2, max=200, message="Write two characters or more."),
        ],
    )


class SendForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A registration that was checked: nothing is typed, but a browser has worked for it."""

    effort = HiddenField()
