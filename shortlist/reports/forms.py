"""The shape of a report, a case code, a passphrase and an answer."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import (
    HiddenField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, EqualTo, Length
from wtforms.widgets import CheckboxInput, ListWidget

from shortlist.language import later, say
from shortlist.reports.attachments import Attachment, clean
from shortlist.reports.rules import (
    MOST_CHARACTERS,
    MOST_FILE_BYTES,
    MOST_FILES,
    SHORTEST_PASSPHRASE,
    FileRefused,
)
from shortlist.web.typed import one_line, prose

WORDS = [
    DataRequired(later("Write what you want to tell them.")),
    Length(
        max=MOST_CHARACTERS, message=later("That is more than we can take. Send it in two parts.")
    ),
]


class WordsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Words, and pictures or texts to go with them."""

    text = TextAreaField(later("What you want to tell them"), WORDS, filters=[prose])
    files = MultipleFileField(
        later("Pictures or texts"),
        description=later(
            "Up to %(MOST_FILES)s: JPEG, PNG, WebP or plain text, 8 megabytes each. We draw "
            "pictures anew, so that they do not tell where and with what they were taken.",
            MOST_FILES=MOST_FILES,
        ),
        render_kw={"accept": "image/jpeg,image/png,image/webp,text/plain"},
    )

    effort = HiddenField()

    def attachments(self) -> Sequence[Attachment]:
        """Return the files made safe; raise `FileRefused`."""
        chosen = [
            one for one in self.files.data or [] if isinstance(one, FileStorage) and one.filename
        ]
        if len(chosen) > MOST_FILES:
            raise FileRefused(
                say(
                    "Choose %(MOST_FILES)s files at most; you can add more afterwards.",
                    MOST_FILES=MOST_FILES,
                )
            )
        return [clean(one.stream.read(MOST_FILE_BYTES + 1)) for one in chosen]


class ReportForm(WordsForm):
    """A report: what it is about, and which officers must not get it."""

    about = StringField(
        later("What is it about?"),
        [Length(max=200, message=later("Use 200 characters or fewer."))],
        filters=[one_line],
        description=later(
            "A poll, a meeting, a person. Leave it empty if you would rather not say."
        ),
    )
    left_out = SelectMultipleField(
        later("Who must not read it?"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description=later("Tick whoever is involved. They cannot tell that this report exists."),
    )


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A case code as it was typed."""

    code = StringField(
        later("Your case code"),
        [
            DataRequired(later("Write the code that you were given.")),
            Length(max=80, message=later("The code has 24 letters and digits.")),
        ],
    )


class MoreForm(WordsForm):
    """What a reporter adds; the code comes along from the page."""

    code = HiddenField(validators=[DataRequired(), Length(max=80)])


class PassphraseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The passphrase of an officer's key."""

    passphrase = PasswordField(
        later("Your passphrase"),
        [
            DataRequired(later("Write your passphrase.")),
            Length(max=200, message=later("Use 200 characters or fewer.")),
        ],
    )


class KeyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A new passphrase, typed twice."""

    passphrase = PasswordField(
        later("A passphrase"),
        [
            Length(
                min=SHORTEST_PASSPHRASE,
                max=200,
                message=later(
                    "Use %(SHORTEST_PASSPHRASE)s characters or more: four or five words.",
                    SHORTEST_PASSPHRASE=SHORTEST_PASSPHRASE,
                ),
            )
        ],
    )
    again = PasswordField(
        later("The same once more"), [EqualTo("passphrase", later("The two are not the same."))]
    )


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """An officer's answer."""

    text = TextAreaField(later("Your answer"), WORDS, filters=[prose])


class HandOverForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """To whom a case is handed, and the passphrase of whoever hands it over."""

    to = SelectField(later("To whom?"), coerce=int)
    own_passphrase = PasswordField(
        later("Your passphrase, to seal it to them"),
        [
            DataRequired(later("Write your passphrase.")),
            Length(max=200, message=later("Use 200 characters or fewer.")),
        ],
    )
