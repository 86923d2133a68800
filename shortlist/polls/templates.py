"""What a poll can be made from: a template, or a past poll; what it asks, and its contests."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

from shortlist.errors import NotFound
from shortlist.language import later
from shortlist.polls.balance import Part, RulePlan
from shortlist.polls.balance_usual import MINORITIES, WOMEN
from shortlist.polls.models import Poll
from shortlist.polls.planning import ContestPlan, CountingRule
from shortlist.polls.showing import PapersShown
from shortlist.roll.rules import REGIONS
from shortlist.stv import Sense

EXECUTIVE_SEATS = 9


class NoSuchTemplate(NotFound):
    """There is nothing of this name to make a poll from."""

    sentence = later("There is no such template.")


@dataclass(frozen=True, kw_only=True)
class Template:
    """A poll to begin with: what it is called, what it asks, what is elected in it."""

    key: str
    name: str
    sentence: str
    title: str
    description: str
    contests: Callable[[Sequence[str]], list[ContestPlan]]  # given the regions on the roll
    rules: Sequence[Sequence[RulePlan]] = ()  # of each contest, where it has balance rules


@dataclass(frozen=True, kw_only=True)
class RegionSeats:
    """The seats of one region in a body, and the least numbers that its rules ask for."""

    region: str
    seats: int
    women: int
    minority_ethnic: int


@cache
def regional_body() -> tuple[RegionSeats, ...]:
    """Return the regions of the 26-seat body, as its published rules have them."""
    text = (files("shortlist.polls") / "data" / "regional_body.csv").read_text(encoding="utf-8")
    return tuple(
        RegionSeats(
            region=row["region"],
            seats=int(row["seats"]),
            women=int(row["min_women"]),
            minority_ethnic=int(row["min_bame"]),
        )
        for row in csv.DictReader(StringIO(text))
        if not row["region"].startswith("TOTAL")
    )


def _executive(_regions: Sequence[str]) -> list[ContestPlan]:
    return [_contest("Executive members", EXECUTIVE_SEATS)]


def _one_for_each(regions: Sequence[str]) -> list[ContestPlan]:
    return [_contest(region, 1, region) for region in regions or REGIONS]


def _body(_regions: Sequence[str]) -> list[ContestPlan]:
    return [_contest(one.region, one.seats, one.region) for one in regional_body()]


def _rules_of_body() -> list[list[RulePlan]]:
    """Return the least numbers of the published rules as balance rules, contest by contest."""
    return [
        [
            RulePlan(sense=Sense.AT_LEAST, number=number, parts=(Part(group=group),))
            for group, number in ((WOMEN, one.women), (MINORITIES, one.minority_ethnic))
            if number
        ]
        for one in regional_body()
    ]


def _contest(title: str, seats: int, region: str | None = None) -> ContestPlan:
    return ContestPlan(title=title, seats=seats, rule=CountingRule.SCOTTISH, region=region)


def _body_in_words() -> str:
    lines = "\n".join(f"- {one.region}: {_seats_in_words(one)}" for one in regional_body())
    return (
        "Twenty-six seats, a contest for each region. At least so many of those elected are women "
        f"or Black, Asian and minority ethnic members:\n\n{lines}"
    )


def _seats_in_words(one: RegionSeats) -> str:
    seats = "one seat" if one.seats == 1 else f"{one.seats} seats"
    least = [
        f"{number} {noun}"
        for number, noun in (
            (one.women, "women" if one.women > 1 else "woman"),
            (one.minority_ethnic, "Black, Asian and minority ethnic"),
        )
        if number
    ]
    return f"{seats}, at least {' and '.join(least)}" if least else seats


TEMPLATES = (
    Template(
        key="executive",
        name=later("An executive"),
        sentence=later("One contest of nine seats for everybody."),
        title="National executive",
        description="Nine seats. The members elected speak for all of us until the next election.",
        contests=_executive,
    ),
    Template(
        key="regions",
        name=later("A contest for each region"),
        sentence=later("One seat for each nation or region that members on the roll live in."),
        title="Regional representatives",
        description="One seat for each nation or region. Whoever is elected speaks for it.",
        contests=_one_for_each,
    ),
    Template(
        key="body",
        name=later("A body of 26 seats, by region"),
        sentence=later("Eight contests, as the published rules of such a body have them."),
        title="Members’ council",
        description=_body_in_words(),
        contests=_body,
        rules=_rules_of_body(),
    ),
)


def template_of(key: str) -> Template:
    """Return the template of this name; raise `NoSuchTemplate`."""
    for template in TEMPLATES:
        if template.key == key:
            return template
    raise NoSuchTemplate


def contest_plans_of(poll: Poll) -> list[ContestPlan]:
    """Return a poll's contests as plans, to make others like them."""
    return [
        ContestPlan(
            title=contest.title,
            seats=contest.seats,
            rule=CountingRule(contest.rule),
            region=contest.region,
            papers_shown=PapersShown(contest.papers_shown),
        )
        for contest in poll.contests
    ]
