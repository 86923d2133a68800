"""How a contest's papers are published: what organisers may choose, and which rule allows it.

Pure, as rules.py is. What is chosen is fixed in the manifest when the poll is made ready.
"""

from enum import StrEnum

from shortlist.errors import Refusal
from shortlist.language import later
from shortlist.stv import RULES

MOST_IN_FULL = 8  # candidates; among more a whole ranking is too often the only one of its kind
TABLES_BELOW = 100  # papers; among fewer even a short ranking may point to its voter


class PapersShown(StrEnum):
    """What is published of a contest's papers; the recommended choice first."""

    BY_NUMBERS = "by numbers"
    FULL = "full"
    REACHED = "reached"
    TABLES = "tables"


SHOWN_TITLES = {
    PapersShown.BY_NUMBERS: later("As its numbers recommend"),
    PapersShown.FULL: later("Every paper in full"),
    PapersShown.REACHED: later("Every paper, cut where the count stopped looking"),
    PapersShown.TABLES: later("Tables only, no paper"),
}
SHOWN_WORDS = {
    PapersShown.BY_NUMBERS: later(
        "Tables only if there are fewer than %(papers)s papers. Otherwise every paper in full "
        "among up to %(candidates)s candidates, and cut among more. Right for most polls.",
        papers=TABLES_BELOW,
        candidates=MOST_IN_FULL,
    ),
    PapersShown.FULL: later(
        "Anybody can count again and study whole rankings. Whoever told somebody "
        "to vote in an unusual order can look whether they did, and in a small "
        "poll people may know each other’s rankings."
    ),
    PapersShown.REACHED: later(
        "Anybody can count again to the same record. Preferences that the count "
        "never came to are left out, so that fewer rankings can be known again; "
        "the others still can."
    ),
    PapersShown.TABLES: later(
        "Everybody sees each stage of the count. Nobody outside can count again, "
        "and members cannot look their check codes up."
    ),
}
SHOWN_IN_SHORT = {
    PapersShown.BY_NUMBERS: later(
        "tables only under %(papers)s papers; otherwise in full among up to %(candidates)s "
        "candidates, and cut where the count stopped looking among more",
        papers=TABLES_BELOW,
        candidates=MOST_IN_FULL,
    ),
    PapersShown.FULL: later("every paper in full, without names"),
    PapersShown.REACHED: later("every paper, without names, cut where the count stopped looking"),
    PapersShown.TABLES: later("tables only"),
}


class PapersStayWhole(Refusal):
    """The rule looks at preferences that no transfer reaches, so its papers cannot be cut."""

    sentence = later(
        "This rule looks at whole papers, so they cannot be cut: the count could "
        "not be repeated. Choose another way to publish them, or another rule."
    )
    status = 422


def why_not_shown(shown: PapersShown, rule: str) -> Refusal | None:
    """Return why papers counted by a rule cannot be published so, or None."""
    if shown is not PapersShown.REACHED or rule not in RULES:
        return None
    return PapersStayWhole() if RULES[rule].asks_for_all else None


def is_cut(shown: PapersShown, rule: str, candidates: int) -> bool:
    """Say whether papers are cut where the count stopped looking, if they are published."""
    if shown is PapersShown.BY_NUMBERS:
        return candidates > MOST_IN_FULL and not RULES[rule].asks_for_all
    return shown is PapersShown.REACHED


def tables_below(shown: PapersShown) -> int:
    """Return the number of papers below which only tables are published; 0 if that is not asked."""
    return TABLES_BELOW if shown is PapersShown.BY_NUMBERS else 0


def in_short(shown: str) -> str:
    """Say what is published of papers, after "Papers:"."""
    return str(SHOWN_IN_SHORT[PapersShown(shown)])
