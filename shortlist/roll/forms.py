"""The shape of what is typed about the roll."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length

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
