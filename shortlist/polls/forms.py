"""Shapes of what an organiser types about a poll."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    Form,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import (
    InputRequired,
    Length,
    NumberRange,
    StopValidation,
    ValidationError,
)

from shortlist.errors import Refusal
from shortlist.language import later
from shortlist.polls.models import Poll
from shortlist.polls.planning import (
    MOST_SEATS,
    RULE_TITLES,
    ContestPlan,
    CountingRule,
    PollPlan,
    moment_of,
)
from shortlist.polls.rules import TIMETABLE_FIELDS, Timetable
from shortlist.polls.showing import SHOWN_TITLES, PapersShown, why_not_shown
from shortlist.web.moments import local_parts, zone_in_words
from shortlist.web.typed import one_line, prose

ZONES = (
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Warsaw",
    "Europe/Athens",
    "Europe/Helsinki",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Toronto",
    "Asia/Kolkata",
    "Australia/Sydney",
    "Pacific/Auckland",
    "UTC",
)


class MomentForm(Form):
    """A local date and a local time."""

    on: DateField
    at: TimeField

    def show(self, moment: datetime, zone: str) -> None:
        """Fill in a moment as the clocks of a zone show it."""
        self.on.data, self.at.data = local_parts(moment, zone)

    def read(self, zone: str) -> datetime | None:
        """Return the UTC moment typed, None where a part is empty; raise as `moment_of` does."""
        day, at = self.on.data, self.at.data
        return None if day is None or at is None else moment_of(day, at, zone)


class NeededWithTheOther:
    """Let a date and a time be left empty together, and neither alone."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: MomentForm, field: Field) -> None:
        """Stop at an empty field, with a complaint where the other one is filled in."""
        if _is_typed(field):
            return
        field.errors = []
        is_alone = _is_typed(form.on) or _is_typed(form.at)
        raise StopValidation(self.message if is_alone else "")


def _is_typed(field: Field) -> bool:
    return bool(field.raw_data and field.raw_data[0])


def moment_field(
    label: str, description: str, *, may_be_empty: bool = False
) -> "FormField[MomentForm]":
    """Return a field for one moment, whose complaints say which moment they are about."""
    needed = NeededWithTheOther if may_be_empty else InputRequired

    class Moment(MomentForm):
        on = DateField(
            later("Date"),
            [needed(later("%(moment)s: enter the date.", moment=label))],
            format=["%Y-%m-%d", "%d/%m/%Y"],
        )
        at = TimeField(
            later("Time"),
            [needed(later("%(moment)s: enter the time.", moment=label))],
            format=["%H:%M", "%H:%M:%S"],
        )

    return FormField(Moment, label, description=description)


def complain_beside(form: Form, faults: Iterable[tuple[str, str]]) -> None:
    """Put each (field, sentence) beside its field; of a moment, beside its day."""
    for name, sentence in faults:
        found = form[name]
        field = found.form.on if isinstance(found, FormField) else found
        field.errors = [*field.errors, sentence]


class PollForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What is asked, and when."""

    title = StringField(
        later("Title"),
        [
            InputRequired(later("Enter a title.")),
            Length(max=120, message=later("Use 120 characters or fewer.")),
        ],
        filters=[one_line],
        description=later("What members call it, such as “National executive 2026”."),
    )
    description = TextAreaField(
        later("What the poll is for"),
        [
            InputRequired(later("Write what the poll is for.")),
            Length(max=20_000, message=later("Use 20,000 characters or fewer.")),
        ],
        filters=[prose],
        description=later(
            "In a few sentences, for the poll’s own page; the call for interest has a "
            "page of its own. You can use Markdown: **bold**, lists, links."
        ),
    )
    time_zone = SelectField(
        later("Time zone"),
        description=later("Every date of this poll is given, and kept, in this zone."),
    )
    interest_opens_at = moment_field(
        later("Interest opens"), later("From then on members can offer to stand.")
    )
    interest_closes_at = moment_field(
        later("Interest closes"), later("The deadline, kept to the second.")
    )
    information_opens_at = moment_field(
        later("Candidates are asked the same questions"),
        later("From then on the questions stay as they are. Leave both moments empty to ask none."),
        may_be_empty=True,
    )
    information_closes_at = moment_field(
        later("Deadline for their answers"),
        later("Answers are published with the shortlist."),
        may_be_empty=True,
    )
    shortlist_at = moment_field(
        later("The shortlist is published"), later("Candidates and their statements.")
    )
    opens_at = moment_field(later("Voting opens"), "")
    closes_at = moment_field(
        later("Voting closes"), later("Ballots that come late are still taken for ten minutes.")
    )
    results_at = moment_field(later("Results are published"), "")
    slate_at = moment_field(later("The slate is published"), "")

    def offer_zones(self, *zones: str) -> None:
        """Offer these zones and the common ones; the first is chosen unless another was sent."""
        offered = dict.fromkeys((*zones, *ZONES))
        self.time_zone.choices = {zone: _zone_label(zone) for zone in offered}
        if not self.is_submitted():
            self.time_zone.data = zones[0]

    def moment_fields(self) -> "list[FormField[MomentForm]]":
        """Return the fields of the moments that the form asks for, in a poll's order."""
        return [self[name] for name in TIMETABLE_FIELDS if name in self]

    def begin_with(self, title: str, description: str) -> None:
        """Fill in words to start from."""
        self.title.data, self.description.data = title, description

    def suggest(self, moments: dict[str, tuple[date, time]]) -> None:
        """Fill in local days and times to start from."""
        for name, (day, at) in moments.items():
            self[name].form.on.data, self[name].form.at.data = day, at

    def forget_moments(self) -> None:
        """Empty the moments, so that others can be suggested."""
        for moment in self.moment_fields():
            moment.form.on.data = moment.form.at.data = None

    def show(self, name: str, moment: datetime | None, zone: str) -> None:
        """Fill in one moment as it is in a zone; None leaves it empty."""
        if moment is None:
            return
        local = moment.astimezone(ZoneInfo(zone))
        self.suggest({name: (local.date(), _minute(local))})

    def moment(self, name: str, zone: str, before: datetime | None = None) -> datetime | None:
        """Return the UTC moment typed, or None beside a complaint or where both were left empty.

        What was not touched stays as it was, with its seconds and its side of a clock change.
        """
        on, at = self[name].form.on, self[name].form.at
        if before is not None:
            local = before.astimezone(ZoneInfo(zone))
            if (on.data, at.data) == (local.date(), _minute(local)):
                return before
        if on.data is None and at.data is None:
            return None
        try:
            return moment_of(on.data, at.data, zone)
        except Refusal as refusal:
            self.complain(name, refusal.text)
            return None

    def plan(self, poll: Poll | None = None) -> PollPlan | None:
        """Return the plan that was typed, or None beside complaints.

        What the form no longer asks for stays as it is in the poll.
        """
        if not self.validate_on_submit():
            return None
        zone = self.time_zone.data if "time_zone" in self else getattr(poll, "time_zone", "")
        moments = {name: self._moment_planned(name, zone, poll) for name in TIMETABLE_FIELDS}
        if self.errors:
            return None
        return PollPlan(
            title=self.title.data or "",
            description=self.description.data or "",
            time_zone=zone,
            timetable=Timetable(**moments),  # type: ignore[arg-type]  # the names are the fields'
        )

    def _moment_planned(self, name: str, zone: str, poll: Poll | None) -> datetime | None:
        before: datetime | None = getattr(poll, name, None)
        if name not in self:
            return before
        untouched = before if poll is not None and zone == poll.time_zone else None
        return self.moment(name, zone, untouched)

    def complain_of(self, faults: Sequence[tuple[str, str]]) -> None:
        """Put each (moment, sentence) beside its moment."""
        for name, sentence in faults:
            self.complain(name, sentence)

    def complain(self, name: str, sentence: str) -> None:
        """Put a sentence beside a moment, or above the form when it is not asked for any more."""
        if name not in self:
            self.form_errors.append(sentence)
            return
        field = self[name].form.on
        field.errors = [*field.errors, f"{self[name].label.text}: {sentence}"]


def _minute(local: datetime) -> time:
    return time(local.hour, local.minute)


def _zone_label(zone: str) -> str:
    continent, slash, _ = zone.partition("/")
    return f"{zone_in_words(zone)} ({continent})" if slash else zone


class ContestForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One set of seats."""

    title = StringField(
        later("Title"),
        [
            InputRequired(later("Enter a title.")),
            Length(max=120, message=later("Use 120 characters or fewer.")),
        ],
        filters=[one_line],
        description=later("What is elected, such as “Executive members” or “Wales”."),
    )
    seats = IntegerField(
        later("Seats"),
        [
            InputRequired(later("Enter how many seats there are.")),
            NumberRange(
                1, MOST_SEATS, later("Enter a number from 1 to %(most)s.", most=MOST_SEATS)
            ),
        ],
        description=later("How many places this contest fills."),
    )
    rule = RadioField(
        later("Counted by"),
        [InputRequired(later("Choose how the ballots are counted."))],
        choices=lambda: {rule.value: str(title) for rule, title in RULE_TITLES.items()},
        default=CountingRule.SCOTTISH.value,
    )
    region = StringField(
        later("Only for one region"),
        [Length(max=120, message=later("Use 120 characters or fewer."))],
        filters=[one_line],
        description=later(
            "Leave empty if everybody on the roll may stand and vote in it. Otherwise "
            "write the region as the roll has it."
        ),
        render_kw={"list": "regions"},
    )
    papers_shown = RadioField(
        later("What is published of the papers"),
        [InputRequired(later("Choose what is published of the papers."))],
        choices=lambda: {shown.value: str(title) for shown, title in SHOWN_TITLES.items()},
        default=PapersShown.BY_NUMBERS.value,
        description=later(
            "Papers have no names. It is said on the poll’s page, and is fixed when "
            "the poll is made ready."
        ),
    )

    def validate_papers_shown(self, field: RadioField) -> None:
        """Complain where the rule does not allow what is to be published."""
        if field.data not in SHOWN_TITLES:
            return  # which is complained of already
        refusal = why_not_shown(PapersShown(field.data), self.rule.data or "")
        if refusal is not None:
            raise ValidationError(refusal.text)

    def plan(self) -> ContestPlan:
        """Return what was typed."""
        return ContestPlan(
            title=self.title.data or "",
            seats=self.seats.data or 0,
            rule=CountingRule(self.rule.data),
            region=self.region.data or None,
            papers_shown=PapersShown(self.papers_shown.data),
        )
