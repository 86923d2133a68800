"""The shape of what is typed or handed in about what local parties nominate."""

from collections.abc import Sequence
from datetime import date

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, Field, HiddenField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from shortlist.language import later
from shortlist.nominations.models import Election
from shortlist.nominations.rules import LONGEST_REASON, BadEvidence, Given, Held, host_of
from shortlist.web.typed import one_line


class EvidenceField(StringField):
    """A link that can be followed safely."""

    def pre_validate(self, form: object) -> None:
        """Say what is wrong with the link."""
        if not self.data:
            return
        try:
            host_of(self.data)
        except BadEvidence as no:
            raise ValidationError(no.text) from no


class NominationFileForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A file of nominations, with what holds for lines that leave it out."""

    file = FileField(later("File of nominations (CSV)"), [FileRequired(later("Choose the file."))])
    evidence = EvidenceField(
        later("Link for lines without one"),
        [Optional()],
        [one_line],
        description=later(
            "Such as the report that the file was made from. It begins with https://"
        ),
    )
    decided_on = DateField(
        later("Day for lines without one"),
        [Optional()],
        description=later("When they were decided."),
    )


class EntryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What one local party has nominated."""

    candidates = SelectMultipleField(
        later("Candidates"), coerce=int, widget=ListWidget(), option_widget=CheckboxInput()
    )
    decided_on = DateField(
        later("When it was decided"),
        [InputRequired(later("Enter the day on which it was decided."))],
    )
    evidence = EvidenceField(
        later("Where it can be read"),
        [DataRequired(later("Give the link where the nominations can be read."))],
        [one_line],
        description=later(
            "A public page: minutes, or a post. It begins with https:// and everybody sees it."
        ),
    )
    reason = StringField(
        later("What is put right"),
        [
            Length(
                max=LONGEST_REASON,
                message=later("Use %(most)s characters or fewer.", most=LONGEST_REASON),
            )
        ],
        [one_line],
        description=later("Everybody sees it beside the correction. Name no private person."),
    )
    after = HiddenField(default="0")

    def offer(self, election: Election) -> None:
        """List who can be chosen."""
        self.candidates.choices = [(one.number, one.name) for one in election.contenders]

    def start(self, held: Held | None, today: date) -> None:
        """Fill in what holds, to correct it, or the present day."""
        self.after.data = str(held.number if held else 0)
        self.decided_on.data = held.decided_on if held else today
        if held is not None:
            self.candidates.data = sorted(held.contenders)
            self.evidence.data = held.evidence

    def given(self) -> Given:
        """Return what was typed."""
        after = self.after.data or ""
        return Given(
            contenders=tuple(self.candidates.data or ()),
            evidence=self.evidence.data or "",
            decided_on=self.decided_on.data or date.min,
            reason=self.reason.data or "",
            after=int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else -1,
        )


def by_slate(form: EntryForm, election: Election) -> Sequence[tuple[str, list[Field]]]:
    """Return the boxes to tick by slate, ours first, those on none last."""
    slates = {one.number: one.slate for one in election.contenders}
    groups: dict[str, list[Field]] = {}
    for option in form.candidates:
        groups.setdefault(slates[option.data], []).append(option)
    return sorted(
        groups.items(), key=lambda group: (group[0] == "", group[0] != election.our_slate)
    )
