"""The shape of what is typed about a register."""

from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from shortlist.web.typed import one_line, prose

REASON = [
    DataRequired("Write the reason."),
    Length(max=2000, message="Use 2,000 characters or fewer."),
]


class ChangeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Whom to put on a register, or to take out of it, and why."""

    number = StringField(
        "Membership number",
        [DataRequired("Write the membership number."), Length(max=40)],
        filters=[one_line],
    )
    puts_on = RadioField(
        "What is to be done",
        [InputRequired("Choose what is to be done.")],
        choices={"on": "Put on the register", "off": "Take out of the register"},
    )
    reason = TextAreaField("Reason", REASON, filters=[prose])


class WordsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """An objection, or the answer to one."""

    words = TextAreaField("What is wrong", REASON, filters=[prose])


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The answer to an objection."""

    answer = TextAreaField("Answer", REASON, filters=[prose])


class LookupForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Whom a candidate or scrutineer looks up."""

    number = StringField("Membership number", [Length(max=40)], filters=[one_line])
    name = StringField("Name", [Length(max=200)], filters=[one_line])
    local_party = StringField("Local party", [Length(max=200)], filters=[one_line])

    def is_complete(self) -> bool:
        """Say whether there is enough to look for; complain beside the first field if not."""
        if not self.validate_on_submit():
            return False
        if self.number.data or (self.name.data and self.local_party.data):
            return True
        self.number.errors = ["Write a membership number, or a name with its local party."]
        return False


class ExportForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What a copy of a register is for."""

    purpose = StringField(
        "What it is for",
        [DataRequired("Write what it is for."), Length(max=120, message="Use 120 characters.")],
        filters=[one_line],
    )
