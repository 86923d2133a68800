"""Balance rules as movements usually have them, to start from."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from shortlist.polls.balance import GroupPlan, Part, RulePlan
from shortlist.stv import Sense

WOMEN = GroupPlan(name="women", singular="a woman", words="I am a woman.")
DISABLED = GroupPlan(
    name="disabled people", singular="a disabled person", words="I am a disabled person."
)
MINORITIES = GroupPlan(
    name="members of an ethnic minority",
    singular="a member of an ethnic minority",
    words="I am Black, Asian or of another ethnic minority.",
)
YOUNG = GroupPlan(
    name="under 30",
    singular="under 30",
    words="I am under 30 on the day on which voting closes.",
)
MOST_FROM_ONE_REGION = 2
SMALL_NATIONS = ("Scotland", "Wales", "Northern Ireland")


@dataclass(frozen=True, kw_only=True)
class Usual:
    """One or several rules to be added at once; `key` stands in the address that adds them."""

    key: str
    rules: tuple[RulePlan, ...]


def usual_rules(
    seats: int, regions: Sequence[str], there: Collection[RulePlan]
) -> tuple[Usual, ...]:
    """Return what is usual for so many seats and these regions, and is not there already."""
    if seats < 2:
        return ()
    nations = [region for region in regions if region in SMALL_NATIONS]
    offered = [
        Usual(key="women", rules=(_of_group(WOMEN, seats // 2),)),
        Usual(key="minorities", rules=(_of_group(MINORITIES, max(1, seats // 5)),)),
        Usual(key="disabled", rules=(_of_group(DISABLED, 1),)),
        Usual(key="young", rules=(_of_group(YOUNG, 1),)),
        Usual(key="nations", rules=_of_regions(Sense.AT_LEAST, 1, nations)),
    ]
    if seats > MOST_FROM_ONE_REGION and len(regions) * MOST_FROM_ONE_REGION >= seats:
        most = _of_regions(Sense.AT_MOST, MOST_FROM_ONE_REGION, regions)
        offered.append(Usual(key="regions", rules=most))
    about = {_about(rule) for rule in there}
    return tuple(one for one in offered if one.rules and about.isdisjoint(map(_about, one.rules)))


def _about(rule: RulePlan) -> tuple[Sense, tuple[str, ...]]:
    return rule.sense, rule.bound.groups


def _of_group(group: GroupPlan, number: int) -> RulePlan:
    return RulePlan(sense=Sense.AT_LEAST, number=number, parts=(Part(group=group),))


def _of_regions(sense: Sense, number: int, regions: Iterable[str]) -> tuple[RulePlan, ...]:
    return tuple(
        RulePlan(sense=sense, number=number, parts=(Part(region=region),)) for region in regions
    )
