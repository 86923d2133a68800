"""The five methods by which seats are shared out, with their names and what each does in a line."""

from enum import StrEnum

from shortlist.language import later


class Method(StrEnum):
    """A way to turn shares into seats."""

    DHONDT = "dhondt"
    SAINTE_LAGUE = "sainte-lague"
    HARE = "hare"
    DROOP = "droop"
    HUNTINGTON_HILL = "huntington-hill"


TITLES = {
    Method.DHONDT: "D’Hondt",
    Method.SAINTE_LAGUE: "Sainte-Laguë",
    Method.HARE: "Hare",
    Method.DROOP: "Droop",
    Method.HUNTINGTON_HILL: "Huntington-Hill",
}
WORDS = {
    Method.DHONDT: later(
        "Each seat goes to the region with the most members for each seat it would then "
        "have. Kind to large regions."
    ),
    Method.SAINTE_LAGUE: later(
        "The same with the divisors 1, 3, 5 and so on. Kind neither to large nor to small regions."
    ),
    Method.HARE: later(
        "One seat for every whole share of the members that a seat stands for, the others "
        "to the largest remainders. One more seat may cost a region one."
    ),
    Method.DROOP: later(
        "The same with the quota of an STV count: a seat for more than one part in seats "
        "and one, the others to the largest remainders. A little kinder to large regions than Hare."
    ),
    Method.HUNTINGTON_HILL: later(
        "A seat for each region first, the largest before the others; then "
        "by the geometric mean of the seats it has and would have. Kind to small regions."
    ),
}
