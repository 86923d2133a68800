"""Which area's order somebody is asked to vote in: by a postcode, or by the roll."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from shortlist.areas.models import Area, AreaPlan
from shortlist.areas.queries import area_at
from shortlist.language import either, later, say
from shortlist.postcodes.reading import Postcode
from shortlist.postcodes.rules import Kind
from shortlist.postcodes.table import Place
from shortlist.regions import by_name, region
from shortlist.roll.queries import entry_for

WHICH = later(
    "Choose the region that you vote with: that of your local party, or of your last address in "
    "one of them."
)
ELSEWHERE = {
    Kind.CROWN: later("Jersey, Guernsey and the Isle of Man are in none of these areas."),
    Kind.FORCES: later("Addresses of the forces (BFPO) can be anywhere."),
    Kind.ABROAD: later("That is a postcode of a territory overseas."),
    Kind.NOWHERE: later("That is a postcode of an office, not of a place to live."),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A region by its name, and the number of the area that it belongs to."""

    region: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a postcode told: an area, or else the regions to choose from; why, in a sentence."""

    sentence: str
    area: Area | None = None
    choices: tuple[Choice, ...] = ()


def found_for(plan: AreaPlan, postcode: Postcode, place: Place) -> Found:
    """Return whose order holds where a postcode lies.

    A border within one area makes no difference; one between areas has to be asked about.
    """
    beside = tuple(one for one in choices_of(plan) if region_code(one) in place.regions)
    numbers = {one.number for one in beside}
    names = [one.region for one in beside]
    if len(numbers) == 1 and len(beside) == len(place.regions):
        where = say("%(outward)s is in %(where)s.", outward=postcode.outward, where=either(names))
        return Found(sentence=where, area=area_at(plan, numbers.pop()))
    if beside:
        ask = say(
            "%(outward)s lies on both sides of a border. Where do you live: %(where)s?",
            outward=postcode.outward,
            where=either(names),
        )
        return Found(sentence=ask, choices=beside)
    return Found(sentence=f"{_elsewhere(postcode, place)} {WHICH}", choices=choices_of(plan))


def choices_of(plan: AreaPlan) -> tuple[Choice, ...]:
    """Return every region of a plan by its name, with its area."""
    found = [
        Choice(region=region(one.code).name, number=area.position)
        for area in plan.areas
        for one in area.regions
    ]
    return tuple(sorted(found, key=lambda one: one.region))


def region_code(choice: Choice) -> str:
    """Return the code of the region of a choice."""
    known = by_name(choice.region)
    return "" if known is None else known.code


def own_choice(session: Session, plan: AreaPlan, email: str) -> Choice | None:
    """Return the region in which the roll has somebody, if it is one of the plan's."""
    entry = entry_for(session, email)
    known = None if entry is None else by_name(entry.region)
    if known is None:
        return None
    return next((one for one in choices_of(plan) if one.region == known.name), None)


def _elsewhere(postcode: Postcode, place: Place) -> str:
    if place.kind is not Kind.REGION:
        return ELSEWHERE[place.kind]
    names = either([region(code).name for code in place.regions])
    return say(
        "%(outward)s is in %(names)s, which is in none of these areas.",
        outward=postcode.outward,
        names=names,
    )
