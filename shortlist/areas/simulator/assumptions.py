"""What a simulation takes for granted: stated, editable, and published beside its outcome."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from shortlist.areas.rules import MOST_CANDIDATES, CannotSimulate
from shortlist.language import later, say
from shortlist.stv import RULES

MOST_RIVALS = 5
MOST_SEATS = 50


@dataclass(frozen=True, kw_only=True)
class Rival:
    """Another slate: its share of first preferences, and how its voters rank it.

    `discipline` of them follow a set order: a common one, or, with `has_orders`, one for each of as
    many equal areas as it has candidates, so that each candidate leads one.
    """

    name: str
    share: float
    candidates: int
    discipline: float = 0.5
    has_orders: bool = False


UP_TO_TWO = {"fame": later("fame"), "swing": later("swing"), "unevenness": later("unevenness")}


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """Shares and chances are between 0 and 1; what slate and rivals leave is the independents'.

    - `support`: the slate's share of first preferences; `discipline`: the share of its voters who
      rank all its candidates in the order of their area; the others make an order of their own.
    - `loyalty`: the chance that someone with an own order gives the next preference, too, to the
      slate, each time; `onward`: the chance that one who leaves it, or comes to its end, goes on to
      somebody else, in proportion to support.
    - `fame`: how unlike candidates are in being known (the standard deviation of the logarithm of
      how much they are liked, drawn for each run); `home`: how many times better a candidate is
      liked in the area of their home.
    - `swing`: the same deviation for the support of every group from run to run; `unevenness`: for
      the slate's support from area to area.
    """

    seats: int = 9
    rule: str = "scottish"
    support: float = 0.42
    discipline: float = 0.6
    loyalty: float = 0.85
    onward: float = 0.5
    fame: float = 0.6
    home: float = 2.0
    swing: float = 0.05
    unevenness: float = 0.1
    rivals: tuple[Rival, ...] = (Rival(name="Rival slate", share=0.24, candidates=6),)
    independents: int = 15
    papers: int = field(default=100_000)

    def __post_init__(self) -> None:
        _check_numbers(self)
        _check_shares(self)

    @property
    def independents_share(self) -> float:
        """The first preferences that are left for independents."""
        return 1 - self.support - sum(rival.share for rival in self.rivals)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values nest
        """All assumptions as JSON values."""
        return {**asdict(self), "rivals": [asdict(rival) for rival in self.rivals]}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Assumptions":  # Any: JSON values nest
        """What `to_dict` made; refuses (`CannotSimulate`) unknown names and impossible values."""
        try:
            rivals = tuple(Rival(**rival) for rival in values.get("rivals", ()))
            return cls(**{**values, "rivals": rivals})
        except TypeError as wrong:
            raise CannotSimulate(
                say("These are not the assumptions of a simulation: %(wrong)s.", wrong=wrong)
            ) from None


def _check_numbers(given: Assumptions) -> None:
    if given.rule not in RULES:
        raise CannotSimulate(
            say(
                "There is no rule “%(rule)s”; there are: %(rules)s.",
                rule=given.rule,
                rules=", ".join(RULES),
            )
        )
    if not 1 <= given.seats <= MOST_SEATS:
        raise CannotSimulate(say("There are 1 to %(most)s seats.", most=MOST_SEATS))
    if not 1_000 <= given.papers <= 1_000_000:
        raise CannotSimulate(say("A simulated election has 1,000 to 1,000,000 papers."))
    if not 0 <= given.independents <= 40:
        raise CannotSimulate(say("There are 0 to 40 independents."))
    if not 1 <= given.home <= 20:
        raise CannotSimulate(say("Liking at home is 1 to 20 times as much."))
    for name, words in UP_TO_TWO.items():
        if not 0 <= getattr(given, name) <= 2:
            raise CannotSimulate(say("The assumption “%(name)s” is between 0 and 2.", name=words))


def _check_shares(given: Assumptions) -> None:
    if len(given.rivals) > MOST_RIVALS:
        raise CannotSimulate(say("There are %(most)s rival slates at most.", most=MOST_RIVALS))
    for rival in given.rivals:
        if not 1 <= rival.candidates <= MOST_CANDIDATES:
            raise CannotSimulate(
                say("A rival slate has 1 to %(most)s candidates.", most=MOST_CANDIDATES)
            )
    chances = [given.support, given.discipline, given.loyalty, given.onward]
    chances += [share for rival in given.rivals for share in (rival.share, rival.discipline)]
    if not all(0 <= chance <= 1 for chance in chances):
        raise CannotSimulate(say("Shares and chances are between 0 and 100 per cent."))
    if given.support == 0:
        raise CannotSimulate(say("Without any support there is nothing to simulate."))
    if given.independents_share < -1e-9:
        raise CannotSimulate(say("The slate and its rivals have more than 100 per cent together."))
    if not given.independents and given.independents_share > 1e-9:
        raise CannotSimulate(
            say("Slate and rivals have less than 100 per cent: independents have to have the rest.")
        )
