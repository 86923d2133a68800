"""Shapes of what an organiser types about areas."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DecimalField,
    Form,
    FormField,
    IntegerField,
    SelectField,
    StringField,
    SubmitField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from shortlist.areas.models import AreaRank
from shortlist.areas.rules import FEWEST_CANDIDATES, MOST_CANDIDATES
from shortlist.areas.simulator import Assumptions, Rival
from shortlist.areas.simulator.assumptions import MOST_SEATS
from shortlist.language import later, say
from shortlist.polls.planning import RULE_TITLES
from shortlist.web.typed import one_line

RIVALS = 3
RIVALS_CANDIDATES = 6  # unless something else is typed
PERCENTS = ("support", "discipline", "loyalty", "onward")
NUMBERS = ("home", "fame", "swing", "unevenness")
COUNTS = ("seats", "independents")


class PlanForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """How many candidates run, in how many areas."""

    run = IntegerField(
        later("Candidates to run"),
        [InputRequired(later("Enter how many candidates run."))],
        description=later("The first so many of the slate."),
    )
    areas = IntegerField(
        later("Areas"),
        [InputRequired(later("Enter how many areas there are."))],
        description=later("With one area for each candidate, each of them leads one."),
    )

    def limit(self, candidates: int, areas: int) -> None:
        """Say how many there can be of each; start from one area for each candidate."""
        most = max(FEWEST_CANDIDATES, min(candidates, MOST_CANDIDATES))
        self.run.validators = [*self.run.validators, _between(FEWEST_CANDIDATES, most)]
        self.areas.validators = [*self.areas.validators, _between(1, areas)]
        if not self.is_submitted():
            self.run.data = most
            self.areas.data = min(most, areas)


def _percent(label: str, description: str) -> DecimalField:
    return DecimalField(
        later("%(label)s (%%)", label=label),
        [InputRequired(later("%(label)s: enter a number.", label=label)), _between(0, 100)],
        description=description,
        places=None,
    )


def _number(label: str, description: str, least: int, most: int) -> DecimalField:
    return DecimalField(
        label,
        [InputRequired(later("%(label)s: enter a number.", label=label)), _between(least, most)],
        description=description,
        places=None,
    )


def _between(least: int, most: int) -> NumberRange:
    return NumberRange(
        least, most, later("Enter a number from %(least)s to %(most)s.", least=least, most=most)
    )


class RivalForm(Form):
    """Another slate; left out where its share is empty."""

    name = StringField(
        later("Name"), [Length(max=60, message=later("Use 60 characters or fewer."))], [one_line]
    )
    share = DecimalField(
        later("First preferences (%)"), [Optional(), _between(0, 100)], places=None
    )
    candidates = IntegerField(later("Candidates"), [Optional(), _between(1, MOST_CANDIDATES)])
    discipline = DecimalField(later("Discipline (%)"), [Optional(), _between(0, 100)], places=None)
    has_orders = BooleanField(later("It has an order for each of its areas, too"))

    def rival(self, number: int) -> Rival | None:
        """Return what was typed, or None where there is no such rival."""
        if not self.share.data:
            return None
        return Rival(
            name=self.name.data or say("Rival slate %(number)s", number=number),
            share=float(self.share.data) / 100,
            candidates=self.candidates.data or RIVALS_CANDIDATES,
            discipline=float(self.discipline.data or 0) / 100,
            has_orders=bool(self.has_orders.data),
        )

    def show(self, rival: Rival) -> None:
        """Fill in a rival."""
        self.name.data, self.candidates.data = rival.name, rival.candidates
        self.share.data = _in_percent(rival.share)
        self.discipline.data = _in_percent(rival.discipline)
        self.has_orders.data = rival.has_orders


class AssumptionsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What the simulation takes for granted."""

    support = _percent(later("Support"), later("The slate's share of first preferences."))
    discipline = _percent(
        later("Discipline"),
        later("The slate's voters who rank all its candidates in the order of their area."),
    )
    loyalty = _percent(
        later("Loyalty"),
        later(
            "The chance that somebody with an order of their own gives the next preference, "
            "too, to "
            "the slate."
        ),
    )
    onward = _percent(
        later("Onward"),
        later("The chance that somebody who leaves the slate, or ends it, goes on to others."),
    )
    seats = IntegerField(
        later("Seats"),
        [InputRequired(later("Enter the seats of the real election.")), _between(1, MOST_SEATS)],
    )
    rule = SelectField(
        later("Counted by"),
        choices=lambda: {rule.value: str(title) for rule, title in RULE_TITLES.items()},
    )
    independents = IntegerField(
        later("Independents"),
        [InputRequired(later("Enter how many independents stand.")), _between(0, 40)],
        description=later("They have the first preferences that slate and rivals leave."),
    )
    home = _number(
        later("Liking at home"), later("How many times as much a candidate is liked there."), 1, 20
    )
    fame = _number(
        later("Fame"), later("How unlike candidates are in being known; 0 is alike."), 0, 2
    )
    swing = _number(
        later("Swing"), later("How far support differs from what is stated; 0.05 is 5 %."), 0, 2
    )
    unevenness = _number(
        later("Unevenness"), later("How far support differs from area to area."), 0, 2
    )
    rival_1 = FormField(RivalForm, later("First rival slate"))
    rival_2 = FormField(RivalForm, later("Second rival slate"))
    rival_3 = FormField(RivalForm, later("Third rival slate"))

    @property
    def rivals(self) -> Sequence[Any]:  # Any: WTForms types no enclosed form
        """The fields of the rivals."""
        return [self[f"rival_{number}"] for number in range(1, RIVALS + 1)]

    def show(self, given: Assumptions) -> None:
        """Fill in assumptions to start from."""
        for name in PERCENTS:
            self[name].data = _in_percent(getattr(given, name))
        for name in (*NUMBERS, *COUNTS, "rule"):
            self[name].data = getattr(given, name)
        for field, rival in zip(self.rivals, given.rivals, strict=False):
            field.form.show(rival)

    def assumptions(self) -> Assumptions:
        """Return what was typed; raise `CannotSimulate` where it contradicts itself."""
        typed = [field.form.rival(number) for number, field in enumerate(self.rivals, 1)]
        values: dict[str, Any] = {  # Any: assumptions by name, of several types
            **{name: float(self[name].data) / 100 for name in PERCENTS},
            **{name: float(self[name].data) for name in NUMBERS},
            **{name: self[name].data for name in (*COUNTS, "rule")},
        }
        return Assumptions(**values, rivals=tuple(rival for rival in typed if rival is not None))


class OrderForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """An area's order: a place for each candidate; made by `order_form`."""

    planned = SubmitField(later("Put the planner’s order back"))

    def order(self, ranks: Sequence[AreaRank]) -> list[int] | None:
        """Return the candidates' numbers in the order wanted, or None beside complaints."""
        if self.planned.data:
            planned = sorted(ranks, key=lambda rank: rank.planned_position)
            return [rank.runner.number for rank in planned]
        if not self.validate_on_submit():
            return None
        places: dict[int, int] = {}
        for rank in ranks:
            field = self[field_name(rank)]
            if field.data in places:
                field.errors = [
                    say("%(text)s has a place that another has, too.", text=field.label.text)
                ]
                return None
            places[field.data] = rank.runner.number
        return [places[place] for place in sorted(places)]


def order_form(ranks: Sequence[AreaRank], names: Sequence[str]) -> OrderForm:
    """Return a form with a place for each candidate, as they stand now; names by number from 1."""
    choices = {str(place): str(place) for place in range(1, len(ranks) + 1)}

    class Order(OrderForm):
        pass

    for rank in ranks:
        name = names[rank.runner.number - 1]
        setattr(Order, field_name(rank), SelectField(name, choices=choices, coerce=int))
    form = Order()
    if not form.is_submitted():
        for rank in ranks:
            form[field_name(rank)].data = rank.position
    return form


def field_name(rank: AreaRank) -> str:
    """The name of the field of a candidate's place."""
    return f"place_{rank.runner.number}"


def _in_percent(share: float) -> Decimal:
    return Decimal(f"{100 * share:.4f}").normalize() + 0
