"""The shape of what is typed to sign in."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from shortlist.language import later
from shortlist.members.rules import BadAddress, clean_address


class AnyAddressForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """An e-mail address as it was typed."""

    email = StringField(
        later("Your e-mail address"), validators=[DataRequired(later("Write your e-mail address."))]
    )

    def validate_email(self, field: StringField) -> None:
        """Keep the address in lower case, or say what is wrong with it."""
        try:
            field.data = clean_address(field.data or "")
        except BadAddress as no:
            raise ValidationError(no.text) from no


class AddressForm(AnyAddressForm):
    """An address to prove, where to go afterwards, and what the browser has worked for it."""

    next = HiddenField()
    effort = HiddenField()


class NewAddressForm(AnyAddressForm):
    """Another address for an account."""

    email = StringField(
        later("Your new e-mail address"), validators=[DataRequired(later("Write the address."))]
    )


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A code as it was typed."""

    code = StringField(
        later("Code"),
        validators=[
            DataRequired(later("Write the code from the mail.")),
            Length(max=40, message=later("The code has 8 letters and digits.")),
        ],
    )


class LinkForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The secret of a link, copied from the address by the page's script."""

    secret = HiddenField(validators=[DataRequired(), Length(max=100)])
