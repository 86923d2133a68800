"""Shapes of a meeting, and of what is said about it."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from shortlist.errors import Refusal
from shortlist.hustings.models import Husting
from shortlist.hustings.rules import SAYS_WORDS, SMALLEST_CAPACITY, Plan
from shortlist.language import later
from shortlist.polls.forms import complain_beside, moment_field
from shortlist.web.links import LONGEST
from shortlist.web.typed import one_line, prose


class HustingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A meeting: what, when, and where."""

    title = StringField(
        later("Title"),
        [
            InputRequired(later("Enter a title.")),
            Length(max=120, message=later("Use 120 characters or fewer.")),
        ],
        filters=[one_line],
    )
    starts_at = moment_field(later("It begins"), later("In the time of the poll."))
    ends_at = moment_field(later("It ends"), "")
    place = StringField(
        later("Place"),
        [Length(max=200, message=later("Use 200 characters or fewer."))],
        filters=[one_line],
        description=later("The whole address, and how to get in by wheelchair."),
    )
    link = StringField(
        later("Link"),
        [Length(max=LONGEST, message=later("Use %(most)s characters or fewer.", most=LONGEST))],
        filters=[one_line],
        description=later("For a meeting online; begins with https://. Everybody can read it."),
    )
    capacity = IntegerField(
        later("Seats"),
        [Optional()],
        description=later(
            "At least %(SMALLEST_CAPACITY)s. Leave it empty for no limit.",
            SMALLEST_CAPACITY=SMALLEST_CAPACITY,
        ),
    )

    def show(self, husting: Husting, zone: str) -> None:
        """Fill in when a meeting is, in a zone."""
        for name in ("starts_at", "ends_at"):
            self[name].form.show(getattr(husting, name), zone)

    def plan(self, zone: str) -> Plan | None:
        """Return what was typed, or None beside complaints."""
        if not self.validate_on_submit():
            return None
        moments = {}
        for name in ("starts_at", "ends_at"):
            try:
                moments[name] = self[name].form.read(zone)
            except Refusal as refusal:
                self.complain([(name, refusal.text)])
        if self.errors:
            return None
        return Plan(
            title=self.title.data or "",
            place=self.place.data or "",
            link=self.link.data or "",
            capacity=self.capacity.data,
            **moments,
        )

    def complain(self, faults: list[tuple[str, str]]) -> None:
        """Put each (field, sentence) beside its field."""
        complain_beside(self, faults)


class CancelForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Why a meeting is cancelled."""

    reason = TextAreaField(
        later("Reason"),
        [
            InputRequired(later("Write the reason: everybody who wanted to come is told.")),
            Length(max=500, message=later("Use 500 characters or fewer.")),
        ],
        filters=[prose],
        description=later("It is told to everybody who wanted to come, and stands on the page."),
    )


class RecordingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Where a meeting can be watched."""

    recording = StringField(
        later("Link to the recording"),
        [Length(max=LONGEST, message=later("Use %(most)s characters or fewer.", most=LONGEST))],
        filters=[one_line],
        description=later("Begins with https://. The page names the site that it leads to."),
    )


class SpeakerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Whether a candidate comes."""

    says = RadioField(
        later("Do you come?"),
        [InputRequired(later("Choose whether you come."))],
        choices=lambda: {says.value: str(words) for says, words in SAYS_WORDS.items()},
    )
