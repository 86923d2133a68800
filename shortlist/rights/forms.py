"""The shape of what is typed to delete an account."""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length

from shortlist.language import later


class DeletionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The address of the account, typed so that nobody deletes it by a slip."""

    address = StringField(
        later("Type the address of your account"),
        [Length(max=254, message=later("That is too long."))],
    )
