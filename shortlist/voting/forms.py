"""Shape of what is handed in or typed: a receipt, a closing time, papers, a sample's size."""

from datetime import datetime

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from shortlist.ballot_box.outside import PaperFile
from shortlist.language import later
from shortlist.polls.models import Poll
from shortlist.polls.planning import moment_of
from shortlist.voting.receipts import LARGEST
from shortlist.voting.sample_rules import MOST_SAMPLED, USUALLY_SAMPLED
from shortlist.web.typed import one_line, prose


class ReceiptForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A receipt to check: the file as it was saved, or its text."""

    file = FileField(
        later("The file of your receipt"), description=later("It is called receipt.json.")
    )
    text = TextAreaField(
        later("Or its text"),
        description=later("Everything in the file, from the first { to the last }."),
    )

    def receipt_data(self) -> bytes:
        """Return what was handed in, or as much of it as no receipt is longer than."""
        if not self.file.data:
            return str(self.text.data or "").encode()[:LARGEST]
        with self.file.data.stream as stream:
            return bytes(stream.read(LARGEST))

    def complain(self, sentence: str) -> None:
        """Put a sentence beside the field that was used."""
        field = self.file if self.file.data else self.text
        field.errors = [*field.errors, sentence]


class ExtensionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A later closing time, in the poll's zone."""

    on = DateField(
        later("Date"), [InputRequired(later("Enter the date."))], format=["%Y-%m-%d", "%d/%m/%Y"]
    )
    at = TimeField(
        later("Time"), [InputRequired(later("Enter the time."))], format=["%H:%M", "%H:%M:%S"]
    )

    def moment(self, zone: str) -> datetime:
        """Return the UTC moment typed; raise a refusal of `polls.planning`."""
        on, at = self.on.data, self.at.data
        assert on  # noqa: S101 - it is required, which the checker cannot see
        assert at  # noqa: S101 - as above
        return moment_of(on, at, zone)

    def complain(self, sentence: str) -> None:
        """Put a sentence beside the date."""
        self.on.errors = [*self.on.errors, sentence]


class SampleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """How many electors a sample of the register has."""

    electors = IntegerField(
        later("How many members"),
        [
            InputRequired(later("Enter how many members.")),
            NumberRange(
                1, MOST_SAMPLED, later("Enter a number from 1 to %(most)s.", most=MOST_SAMPLED)
            ),
        ],
        default=USUALLY_SAMPLED,
        description=later(
            "From 1 to %(most)s, drawn at random from the register.", most=MOST_SAMPLED
        ),
    )

    def number(self) -> int:
        """Return the number typed."""
        typed = self.electors.data
        assert typed  # noqa: S101 - it is required and above 0, which the checker cannot see
        return typed


class PapersForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Papers from outside as one BLT file."""

    contest = SelectField(later("Contest"), coerce=int)
    file = FileField(
        later("File"),
        [FileRequired(later("Choose a BLT file."))],
        description=later(
            "A BLT file whose candidates have the names and the order of this contest, "
            "200 MB at most."
        ),
    )
    title = StringField(
        later("What these papers are"),
        [DataRequired(later("Say what these papers are.")), Length(max=120)],
        filters=[one_line],
        description=later("Shown with the result, such as “Paper votes from the hall”."),
    )
    source = TextAreaField(
        later("Where they come from"),
        [DataRequired(later("Say where the papers come from.")), Length(max=2000)],
        filters=[prose],
        description=later("Who collected and keyed them in, and when. Shown with the result."),
    )

    def offer_contests(self, poll: Poll) -> None:
        """Offer the contests of a poll."""
        self.contest.choices = [(contest.position, contest.title) for contest in poll.contests]

    def paper_file(self) -> PaperFile:
        """Return what was handed in."""
        with self.file.data.stream as stream:
            blt = stream.read()
        return PaperFile(
            blt=blt,
            file_name=one_line(self.file.data.filename)[:200],
            title=self.title.data or "",
            source=self.source.data or "",
        )

    def complain(self, sentence: str) -> None:
        """Put a sentence beside the file."""
        self.file.errors = [*self.file.errors, sentence]
