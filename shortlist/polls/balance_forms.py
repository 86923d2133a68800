"""Shapes of what an organiser types about balance: a rule as a sentence, and a group to declare."""

from collections.abc import Iterable, Sequence

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from shortlist.language import later, say
from shortlist.polls import balance
from shortlist.polls.balance import LONGEST_NAME, LONGEST_WORDS, GroupPlan, Part, RulePlan
from shortlist.polls.balance_queries import plan_of_group
from shortlist.polls.models import BalanceGroup
from shortlist.stv import Sense
from shortlist.web.typed import one_line

TOGETHER, EACH = "together", "each"
BOTH, EITHER = "both", "either"


class ManyField(SelectMultipleField):
    """A list of checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RuleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A rule, in the order in which its sentence is read."""

    sense = SelectField(
        later("At least or at most"),
        choices=lambda: {
            Sense.AT_LEAST.value: say("At least"),
            Sense.AT_MOST.value: say("At most"),
        },
    )
    number = IntegerField(later("How many"), [InputRequired(later("Enter a number."))])
    groups = ManyField(later("Who they are"))
    regions = ManyField(later("Where they live"))
    join = RadioField(
        later("If you choose several"),
        choices=lambda: {
            TOGETHER: say("Whoever is in any of them counts, and counts once: one rule"),
            EACH: say("Each of them by itself: a rule for each"),
        },
        default=TOGETHER,
    )
    pair = RadioField(
        later("If you choose who they are and where they live"),
        choices=lambda: {
            BOTH: say("They must be both, such as women from Wales"),
            EITHER: say("Either is enough, such as women, or anybody from Wales"),
        },
        default=BOTH,
    )

    def offer(self, groups: Sequence[BalanceGroup], regions: Iterable[str]) -> None:
        """Offer these groups and regions to choose from."""
        self._groups = {str(group.id): plan_of_group(group) for group in groups}
        self.groups.choices = {number: plan.name for number, plan in self._groups.items()}
        self.regions.choices = {region: region for region in regions}

    def show(self, rule: RulePlan) -> None:
        """Fill in a rule that is there."""
        names = {part.group.name for part in rule.parts if part.group}
        self.sense.data, self.number.data = rule.sense.value, rule.number
        self.groups.data = [key for key, plan in self._groups.items() if plan.name in names]
        self.regions.data = list(dict.fromkeys(part.region for part in rule.parts if part.region))
        is_both = all(part.group and part.region for part in rule.parts)
        has_both = bool(self.groups.data and self.regions.data)
        self.pair.data = EITHER if has_both and not is_both else BOTH

    def plans(self, seats: int) -> list[RulePlan] | None:
        """Return the rules that were typed, or None beside complaints."""
        if not self.validate_on_submit():
            return None
        whole = self._plan(self._parts())
        for name, sentence in balance.faults_of_rule(whole, seats):
            self[name].errors = [*self[name].errors, sentence]
        if self.errors:
            return None
        if self.join.data != EACH:
            return [whole]
        return [self._plan((part,)) for part in whole.parts]

    def _plan(self, parts: tuple[Part, ...]) -> RulePlan:
        sense, number = Sense(self.sense.data), self.number.data or 0
        return RulePlan(sense=sense, number=number, parts=parts)

    def _parts(self) -> tuple[Part, ...]:
        groups = [self._groups[key] for key in self.groups.data or []]
        regions = self.regions.data or []
        if groups and regions and self.pair.data != EITHER:
            return tuple(Part(group=group, region=home) for group in groups for home in regions)
        return (
            *(Part(group=group) for group in groups),
            *(Part(region=region) for region in regions),
        )


class GroupForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A group that candidates are asked to declare."""

    name = StringField(
        later("Several of them are called"),
        [
            InputRequired(later("Enter what several of them are called.")),
            Length(
                max=LONGEST_NAME,
                message=later("Use %(most)s characters or fewer.", most=LONGEST_NAME),
            ),
        ],
        filters=[one_line],
        description=later("As it ends the sentence “At least 4 of the 9 are …”: women."),
    )
    singular = StringField(
        later("One of them is called"),
        [
            InputRequired(later("Enter what one of them is called.")),
            Length(
                max=LONGEST_NAME,
                message=later("Use %(most)s characters or fewer.", most=LONGEST_NAME),
            ),
        ],
        filters=[one_line],
        description=later("As it ends the sentence “At least 1 of the 9 is …”: a woman."),
    )
    words = StringField(
        later("Candidates are asked to declare"),
        [
            InputRequired(later("Write the sentence that candidates declare.")),
            Length(
                max=LONGEST_WORDS,
                message=later("Use %(most)s characters or fewer.", most=LONGEST_WORDS),
            ),
        ],
        filters=[one_line],
        description=later(
            "A sentence that they agree to in just these words: I am a woman. Nobody "
            "asks them to prove it."
        ),
    )

    def plan(self, others: Iterable[str]) -> GroupPlan | None:
        """Return the group that was typed, beside others of these names; None beside complaints."""
        if not self.validate_on_submit():
            return None
        plan = GroupPlan(
            name=self.name.data or "",
            singular=self.singular.data or "",
            words=self.words.data or "",
        )
        for name, sentence in balance.faults_of_group(plan, others):
            self[name].errors = [*self[name].errors, sentence]
        return None if self.errors else plan
