"""Shape of a code of conduct, and of agreeing to it."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from shortlist.conduct.rules import LONGEST
from shortlist.language import later
from shortlist.web.typed import prose


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The words of a code, and whether nobody offers to stand without it."""

    text = TextAreaField(
        later("The code of conduct"),
        [
            InputRequired(later("Write the code of conduct.")),
            Length(max=LONGEST, message=later("That is more than we can keep. Shorten it.")),
        ],
        filters=[prose],
        description=later("You can use Markdown: ## headings, **bold**, lists, links."),
    )
    is_needed_to_send = BooleanField(
        later("Nobody can send an expression of interest without accepting it"),
        description=later(
            "Otherwise whoever has not accepted it is named on this page, and can be reminded."
        ),
    )


class AcceptForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """That a member agrees, and to which version."""

    version = IntegerField(widget=HiddenInput())
    accepts = BooleanField(
        later("I have read this code of conduct and will keep to it"),
        [InputRequired(later("Tick this to accept the code of conduct."))],
        description=later(
            "If you stand, your page says which version you have accepted, and on which day."
        ),
    )
