"""Shapes of what is asked, and of what is declared."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from shortlist.declarations.models import DeclarationPlan, SpendingEntry
from shortlist.declarations.rules import MOST_POUNDS, MOST_WORDS, Asks, Item, money, pence_of
from shortlist.errors import Refusal
from shortlist.interest.rules import word_count
from shortlist.language import later, say
from shortlist.polls.forms import complain_beside, moment_field
from shortlist.web.typed import one_line, prose

NONE, SOME = "none", "some"


class AsksForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What candidates declare."""

    conflicts = BooleanField(
        later("Conflicts of interest"),
        description=later("In their own words, or that they have none; public with the shortlist."),
    )
    spending_limit = IntegerField(
        later("Limit on spending, in pounds"),
        [
            Optional(),
            NumberRange(0, MOST_POUNDS, later("Enter whole pounds, up to a million.")),
        ],
        description=later(
            "For each candidate. Leave it empty to ask for no spending; 0 allows none at all."
        ),
    )
    spending_due_at = moment_field(
        later("Deadline for declaring it"),
        later("Candidates can add and correct afterwards, and everybody sees that."),
        may_be_empty=True,
    )

    def show(self, plan: DeclarationPlan | None, zone: str) -> None:
        """Fill in what is asked already."""
        if plan is None:
            return
        self.conflicts.data, self.spending_limit.data = plan.asks_conflicts, plan.spending_limit
        if plan.spending_due_at:
            self.spending_due_at.form.show(plan.spending_due_at, zone)

    def asks(self, zone: str) -> Asks | None:
        """Return what was typed, or None beside complaints."""
        if not self.validate_on_submit():
            return None
        limit, due_at = self.spending_limit.data, None
        if limit is not None:
            try:
                due_at = self.spending_due_at.form.read(zone)
            except Refusal as refusal:
                self.complain([("spending_due_at", refusal.text)])
                return None
        return Asks(
            conflicts=bool(self.conflicts.data), spending_limit=limit, spending_due_at=due_at
        )

    def complain(self, faults: list[tuple[str, str]]) -> None:
        """Put each (field, sentence) beside its field."""
        complain_beside(self, faults)


class ConflictsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Conflicts of interest, or that there are none."""

    has = RadioField(
        later("Do you have conflicts of interest?"),
        [InputRequired(later("Choose one of the two."))],
        choices=lambda: {NONE: say("I have none"), SOME: say("I declare these")},
    )
    text = TextAreaField(
        later("In your own words"),
        [Length(max=20_000, message=later("That is more than we can keep. Shorten it."))],
        filters=[prose],
        description=later(
            "Work, offices, holdings or ties that members should know of. Up to %(n)s words; "
            "public with the shortlist.",
            n=MOST_WORDS,
        ),
    )

    def validate_text(self, field: TextAreaField) -> None:
        """Ask for words where there is something to declare, and not too many."""
        if self.has.data == SOME and not field.data:
            raise ValidationError(say("Write what you declare."))
        if word_count(field.data or "") > MOST_WORDS:
            raise ValidationError(say("Use %(n)s words or fewer.", n=MOST_WORDS))

    def typed(self) -> str:
        """Return what is declared; "" for nothing."""
        return self.text.data or "" if self.has.data == SOME else ""


class ItemForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Something that was spent, and in a correction why it changes."""

    spent_on = DateField(
        later("Day"),
        [InputRequired(later("Enter the day."))],
        format=["%Y-%m-%d", "%d/%m/%Y"],
    )
    what = StringField(
        later("What for"),
        [
            InputRequired(later("Write what it was spent on.")),
            Length(max=200, message=later("Use 200 characters or fewer.")),
        ],
        filters=[one_line],
    )
    amount = StringField(
        later("Amount"),
        [InputRequired(later("Enter the amount."))],
        filters=[one_line],
        description=later("In pounds and pence, such as 12.50. For a gift, what it was worth."),
    )
    paid_by = StringField(
        later("Paid by"),
        [
            InputRequired(later("Write who paid.")),
            Length(max=120, message=later("Use 120 characters or fewer.")),
        ],
        filters=[one_line],
        description=later("Yourself, or whoever paid or gave it. Everybody can read this."),
    )
    reason = StringField(
        later("Why it changes"),
        [Length(max=300, message=later("Use 300 characters or fewer."))],
        filters=[one_line],
        description=later("Everybody can read it beside what the item said before."),
    )
    latest: date = date.max  # no day after it can have been spent on

    def validate_spent_on(self, field: DateField) -> None:
        """Refuse what is yet to be spent."""
        if field.data and field.data > self.latest:
            raise ValidationError(say("Enter a day that is not in the future."))

    def validate_amount(self, field: StringField) -> None:
        """Refuse what is no amount."""
        if pence_of(field.data or "") is None:
            raise ValidationError(say("Enter an amount in pounds and pence, such as 12.50."))

    def show(self, entry: SpendingEntry) -> None:
        """Fill in an item to correct it."""
        self.spent_on.data, self.what.data = entry.spent_on, entry.what
        self.amount.data = money(entry.pence).removeprefix("£")
        self.paid_by.data = entry.paid_by

    def item(self, latest: date) -> Item | None:
        """Return what was typed, or None beside complaints."""
        self.latest = latest
        if not self.validate_on_submit() or self.spent_on.data is None:
            return None
        return Item(
            spent_on=self.spent_on.data,
            what=self.what.data or "",
            pence=pence_of(self.amount.data or "") or 0,
            paid_by=self.paid_by.data or "",
        )


class StatementForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """That the items are all that was spent."""

    pence = IntegerField(widget=HiddenInput())
    is_all = BooleanField(
        later("This is all that was spent on my candidacy, by me or for me"),
        [InputRequired(later("Tick this to declare your spending."))],
    )
