"""Shapes of what is typed about second factors."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from shortlist.errors import Refusal
from shortlist.factors.rules import NotARecoveryCode
from shortlist.language import later
from shortlist.web.typed import one_line

FIELDS = ("proof_code", "proof_recovery", "proof_passkey")
LONGEST_ANSWER = 20_000  # characters of JSON


class ProofForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A second factor, whichever of three; its fields can stand beside those of any form."""

    class Meta:
        """The app asks for the token before any view; here the form may be one of many fields."""

        csrf = False

    proof_code = StringField(later("Code from the app"))
    proof_recovery = StringField(later("Recovery code"))
    proof_passkey = HiddenField()

    def is_filled(self) -> bool:
        """Say whether any of the three was given."""
        return any(field.data for field in self)

    def complain(self, refusal: Refusal) -> None:
        """Say a refusal beside the field that it is about."""
        recovery = isinstance(refusal, NotARecoveryCode)
        field = self.proof_recovery if recovery else self.proof_code
        field.errors = [refusal.text]


class PasskeyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A new passkey, and what its owner calls it."""

    name = StringField(
        later("What you call it"),
        [
            InputRequired(later("Write what you call this passkey, such as “phone”.")),
            Length(max=60, message=later("Use 60 characters or fewer.")),
        ],
        filters=[one_line],
        description=later(
            "Such as “phone” or “blue security key”, so that you know it on the list."
        ),
    )
    credential = HiddenField(validators=[Length(max=LONGEST_ANSWER)])


class AppForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The first code of an app."""

    code = StringField(
        later("Code from the app"), [DataRequired(later("Write the six digits from the app."))]
    )


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A browser's answer for a passkey, and where its owner was going."""

    proof_passkey = HiddenField(validators=[Length(max=LONGEST_ANSWER)])
    next = HiddenField()
