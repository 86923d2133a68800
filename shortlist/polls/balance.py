"""Balance rules of a contest: what each says, as a sentence for people and as a bound of the count.

Pure, as rules.py is. A rule sets a minimum or a maximum for people who are in any of its parts; a
part is a group that candidates declare, a region that they live in, or both at once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain, combinations, product

from shortlist.errors import Refusal
from shortlist.language import either, later, listed, say, say_many
from shortlist.regions import by_name
from shortlist.stv import Balance, Bound, Infeasible, Sense, feasible

MOST_GROUPS = 8
MOST_RULES = 60
MOST_KINDS = 24  # of people, among whom contradictions are looked for
LONGEST_NAME = 60
LONGEST_WORDS = 300
FROM = "from "


@dataclass(frozen=True, kw_only=True)
class GroupPlan:
    """A group that candidates declare: "women", one of whom is "a woman", in which words."""

    name: str
    singular: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A group that candidates are asked to declare; public where a rule speaks of it."""

    id: int
    plan: GroupPlan
    version: int
    is_public: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """Whoever declares a group, lives in a region, or both where both are named."""

    group: GroupPlan | None = None
    region: str | None = None

    @property
    def label(self) -> str:
        """What the count calls them: "women", "from Wales", "women from Wales"."""
        named = [self.group.name] if self.group else []
        return " ".join([*named, *([FROM + self.region] if self.region else [])])

    def has(self, declared: Collection[str], region: str) -> bool:
        """Say whether somebody who declares these groups and lives there is one of them."""
        if self.group is not None and self.group.name not in declared:
            return False
        return self.region is None or _place(self.region) == _place(region)


@dataclass(frozen=True, kw_only=True)
class RulePlan:
    """At least or at most so many of the elected are in any of these parts."""

    sense: Sense
    number: int
    parts: tuple[Part, ...]

    @property
    def bound(self) -> Bound:
        """The rule as the count takes it."""
        labels = tuple(part.label for part in self.parts)
        return Bound(groups=labels, sense=self.sense, number=self.number)

    @property
    def is_of_one_region(self) -> bool:
        """Say whether it is about who lives in one region, and about nothing else."""
        return len(self.parts) == 1 and self.parts[0].group is None


class GroupInUse(Refusal):
    """A rule names the group."""

    sentence = later("A balance rule uses this group. Remove or change the rule first.")


class TooManyGroups(Refusal):
    """Candidates are asked a few things, not many."""

    sentence = later("A contest can ask candidates about %(n)s groups at the most.", n=MOST_GROUPS)


class TooManyRules(Refusal):
    """More rules than anybody reads."""

    sentence = later("A contest can have %(n)s balance rules at the most.", n=MOST_RULES)


class RuleThereAlready(Refusal):
    """The contest has this very rule."""

    sentence = later("The contest has this balance rule already.")
    status = 422


class RulesContradict(Refusal):
    """Nobody could keep the rules together, whoever stands."""

    sentence = later("These balance rules contradict each other.")
    status = 422


class RulesCannotBeKept(Refusal):
    """Those who stand cannot keep the rules."""

    sentence = later("Those who stand cannot keep the balance rules of this contest.")


def sentence_of(rule: RulePlan, seats: int) -> str:
    """Say a rule: "At least 4 of the 9 are women." """
    is_one = rule.number == 1 or (rule.number == 0 and rule.sense is Sense.AT_MOST)
    who = _people(rule.parts, one=is_one)
    if seats == 1 and rule.number == 0:
        return say("The one elected is not %(who)s.", who=who)
    if seats == 1:
        return say("The one elected is %(who)s.", who=who)
    if rule.number == 0:
        return say("None of the %(seats)s is %(who)s.", seats=seats, who=who)
    if rule.sense is Sense.AT_LEAST:
        return say_many(
            "At least %(n)s of the %(seats)s is %(who)s.",
            "At least %(n)s of the %(seats)s are %(who)s.",
            rule.number,
            seats=seats,
            who=who,
        )
    return say_many(
        "At most %(n)s of the %(seats)s is %(who)s.",
        "At most %(n)s of the %(seats)s are %(who)s.",
        rule.number,
        seats=seats,
        who=who,
    )


def sentences_of(rules: Iterable[RulePlan], seats: int) -> tuple[str, ...]:
    """Say all rules, those that differ by their one region alone in a sentence together."""
    told: list[str] = []
    alike: dict[tuple[Sense, int], list[str]] = {}
    rules = tuple(rules)
    for rule in rules:
        if rule.is_of_one_region:
            alike.setdefault((rule.sense, rule.number), []).append(rule.parts[0].region or "")
    for rule in rules:
        regions = alike.get((rule.sense, rule.number), [])
        if not rule.is_of_one_region or len(regions) == 1 or seats == 1:
            told.append(sentence_of(rule, seats))
        elif rule.parts[0].region == regions[0]:
            told.append(_of_each(rule, regions, seats))
    return tuple(told)


def _of_each(rule: RulePlan, regions: Sequence[str], seats: int) -> str:
    if rule.number == 0:
        return say(
            "None of the %(seats)s is from %(regions)s.", seats=seats, regions=either(regions)
        )
    if rule.sense is Sense.AT_LEAST:
        return say_many(
            "At least %(n)s of the %(seats)s is from each of %(regions)s.",
            "At least %(n)s of the %(seats)s are from each of %(regions)s.",
            rule.number,
            seats=seats,
            regions=listed(regions),
        )
    return say_many(
        "At most %(n)s of the %(seats)s is from any one of %(regions)s.",
        "At most %(n)s of the %(seats)s are from any one of %(regions)s.",
        rule.number,
        seats=seats,
        regions=listed(regions),
    )


def _people(parts: Sequence[Part], *, one: bool) -> str:
    """Say who is meant, each group once: "women from Scotland or Wales, or from London"."""
    regions_of: dict[GroupPlan | None, list[str]] = {}
    for part in parts:
        regions = regions_of.setdefault(part.group, [])
        if part.region:
            regions.append(part.region)
    said = [_named(group, regions, one=one) for group, regions in regions_of.items()]
    has_or = any(len(regions) > 1 for regions in regions_of.values())
    return reduce(_or_else, said) if has_or and said else either(said)


def _or_else(first: str, last: str) -> str:
    return say("%(first)s, or %(last)s", first=first, last=last)


def _named(group: GroupPlan | None, regions: Sequence[str], *, one: bool) -> str:
    named = (group.singular if one else group.name) if group else ""
    if not regions:
        return named
    if not named:
        return say("from %(regions)s", regions=either(regions))
    return say("%(group)s from %(regions)s", group=named, regions=either(regions))


def faults_of_group(plan: GroupPlan, others: Iterable[str]) -> list[tuple[str, str]]:
    """Return (field, sentence) for what is wrong with a group beside others of these names."""
    faults = []
    name = plan.name.casefold()
    if name in {other.casefold() for other in others}:
        faults.append(("name", say("The contest has a group of this name already.")))
    if name.startswith(FROM) or f" {FROM}" in name:
        faults.append(("name", say("Leave out where they are from: a rule says that by itself.")))
    if ";" in name:
        faults.append(("name", say("A name has no semicolon in it.")))
    return faults


def faults_of_rule(rule: RulePlan, seats: int) -> list[tuple[str, str]]:
    """Return (field, sentence) for what is wrong with a rule of a contest of so many seats."""
    faults = []
    if not rule.parts:
        faults.append(("groups", say("Choose at least one group or region.")))
    if any(";" in (part.region or "") for part in rule.parts):
        faults.append(
            ("regions", say("A region with a semicolon in its name cannot be in a rule."))
        )
    if rule.sense is Sense.AT_LEAST and not 1 <= rule.number <= seats:
        said = say_many(
            "Enter a number from 1 to %(n)s: there are %(n)s seat.",
            "Enter a number from 1 to %(n)s: there are %(n)s seats.",
            seats,
        )
        faults.append(("number", said))
    if rule.sense is Sense.AT_MOST and not 0 <= rule.number < seats:
        said = say("Enter a number from 0 to %(most)s: more says nothing.", most=seats - 1)
        faults.append(("number", said))
    return faults


def labels_of(rules: Iterable[RulePlan], declared: Collection[str], region: str) -> frozenset[str]:
    """Return the parts of rules, as the count calls them, that such a person is in."""
    parts = chain.from_iterable(rule.parts for rule in rules)
    return frozenset(part.label for part in parts if part.has(declared, region))


def balance_for(
    rules: Sequence[RulePlan], people: Mapping[int, tuple[Collection[str], str]]
) -> Balance:
    """Return rules as the count takes them, with who is in what.

    `people` has by number which groups they declare and the region they live in.
    """
    groups = {number: labels_of(rules, *person) for number, person in people.items()}
    return Balance(groups=groups, bounds=tuple(rule.bound for rule in rules))


def why_contradict(rules: Sequence[RulePlan], seats: int, region: str | None) -> Refusal | None:
    """Return why nobody could ever keep these rules, or None: anybody is taken to stand.

    Where the contest is for one region, everybody lives there. Among very many rules on very many
    groups nothing is looked for: whether those who stand can keep them is decided exactly later.
    """
    kinds = dict(enumerate(_useful(rules, _kinds(rules, region))))
    if len(kinds) > MOST_KINDS:
        return None
    plenty = [number for number in kinds for _ in range(seats)]
    bounds = [rule.bound for rule in rules]
    found = feasible(kinds, bounds, seats, plenty)
    if found is None:
        return None
    told = [sentence_of(rule, seats) for rule in rules if rule.bound in found.bounds]
    if len(told) == 1:
        return RulesContradict(say("Nobody could keep this balance rule: %(rule)s", rule=told[0]))
    rules_in_words = " ".join(told)
    return RulesContradict(
        say("These balance rules contradict each other: %(rules)s", rules=rules_in_words)
    )


def why_not_kept(
    rules: Sequence[RulePlan],
    seats: int,
    people: Mapping[int, tuple[Collection[str], str]],
    title: str,
) -> Refusal | None:
    """Return why these people, if all of them stand, cannot keep the rules; or None where they can.

    The sentence names a combination of rules that cannot be kept, and the contest by its title.
    """
    balance = balance_for(rules, people)
    found = feasible(balance.groups, balance.bounds, seats, people)
    if found is None:
        return None
    said = say_many(
        "This balance rule of “%(contest)s” cannot be kept by the %(standing)s who stand: "
        "%(rules)s",
        "Together these balance rules of “%(contest)s” cannot be kept by the %(standing)s who "
        "stand: %(rules)s",
        len(found.bounds),
        contest=title,
        standing=found.standing,
        rules=" ".join(_told(found, rules, seats)),
    )
    return RulesCannotBeKept(said)


def _kinds(rules: Sequence[RulePlan], region: str | None) -> Iterable[frozenset[str]]:
    """Return which parts somebody can be in at once, for every kind of person there could be."""
    parts = {part for rule in rules for part in rule.parts}
    groups = sorted({part.group.name for part in parts if part.group})
    regions = {region} if region else {"", *(part.region for part in parts if part.region)}
    declared = chain.from_iterable(combinations(groups, size) for size in range(len(groups) + 1))
    return {labels_of(rules, some, home) for some, home in product(declared, sorted(regions))}


def _useful(rules: Sequence[RulePlan], kinds: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Return the kinds of people in whose stead no other kind would do as well for every rule.

    Another does if it is in all minimums that this one is in, and in no maximum that it is not in.
    """
    labels = [(rule.sense, frozenset(rule.bound.groups)) for rule in rules]

    def helps(kind: frozenset[str], sense: Sense) -> frozenset[int]:
        return frozenset(
            place for place, (one, names) in enumerate(labels) if one is sense and names & kind
        )

    worth = {(helps(kind, Sense.AT_LEAST), helps(kind, Sense.AT_MOST)): kind for kind in kinds}
    return [
        kind
        for (wanted, capped), kind in worth.items()
        if not any(
            more >= wanted and fewer <= capped and (more, fewer) != (wanted, capped)
            for more, fewer in worth
        )
    ]


def _told(found: Infeasible, rules: Sequence[RulePlan], seats: int) -> list[str]:
    """Say each rule of a combination, and how many of those who stand it is about."""
    members = dict(zip(found.bounds, found.members, strict=True))
    return [
        say(
            "%(rule)s (%(number)s of those who stand).",
            rule=sentence_of(rule, seats)[:-1],
            number=members[rule.bound],
        )
        for rule in rules
        if rule.bound in members
    ]


def _place(region: str) -> str:
    """Return what a region is known by, however a roll spells it."""
    known = by_name(region)
    return region if known is None else known.code
