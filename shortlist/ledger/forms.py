"""The shape of what is typed about a register."""

from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from shortlist.language import later, say
from shortlist.web.typed import one_line, prose

REASON = [
    DataRequired(later("Write the reason.")),
    Length(max=2000, message=later("Use 2,000 characters or fewer.")),
]


class ChangeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Whom to put on a register, or to take out of it, and why."""

    number = StringField(
        later("Membership number"),
        [DataRequired(later("Write the membership number.")), Length(max=40)],
        filters=[one_line],
    )
    puts_on = RadioField(
        later("What is to be done"),
        [InputRequired(later("Choose what is to be done."))],
        choices=lambda: {"on": say("Put on the register"), "off": say("Take out of the register")},
    )
    reason = TextAreaField(later("Reason"), REASON, filters=[prose])


class WordsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """An objection, or the answer to one."""

    words = TextAreaField(later("What is wrong"), REASON, filters=[prose])


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The answer to an objection."""

    answer = TextAreaField(later("Answer"), REASON, filters=[prose])


class LookupForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Whom a candidate or scrutineer looks up."""

    number = StringField(later("Membership number"), [Length(max=40)], filters=[one_line])
    name = StringField(later("Name"), [Length(max=200)], filters=[one_line])
    local_party = StringField(later("Local party"), [Length(max=200)], filters=[one_line])

    def is_complete(self) -> bool:
        """Say whether there is enough to look for; complain beside the first field if not."""
        if not self.validate_on_submit():
            return False
        if self.number.data or (self.name.data and self.local_party.data):
            return True
        self.number.errors = [say("Write a membership number, or a name with its local party.")]
        return False


class ExportForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What a copy of a register is for."""

    purpose = StringField(
        later("What it is for"),
        [
            DataRequired(later("Write what it is for.")),
            Length(max=120, message=later("Use 120 characters.")),
        ],
        filters=[one_line],
    )
