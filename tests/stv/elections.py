"""Small elections for the laws, and how to count one."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations

from hypothesis import settings
from hypothesis import strategies as st

from shortlist.stv import RULES as ALL_RULES
from shortlist.stv import Lot, Profile, Record, count

RULES = tuple(ALL_RULES)
# These give each candidate a share of every paper and move no parcels from one to another.
WITHOUT_PARCELS = {"meek-prf", "meek-nz", "warren", "qpq"}
# Clause 20 withdraws whoever no paper names, even if places then stay empty (clause 21).
ONLY_THE_NAMED = {"meek-nz"}
# How many elections every law of the count is tried on.
EXAMPLES = {"quick": 80, "default": 2_000, "soak": 20_000}
law = settings(max_examples=EXAMPLES[os.environ.get("HYPOTHESIS_PROFILE", "default")])
Papers = list[tuple[int, tuple[int, ...]]]


@dataclass(frozen=True)
class Election:
    """Weights and preferences, how many stand, how many seats, and the lot."""

    papers: Papers
    candidates: int
    seats: int
    lot: tuple[int, ...]

    @property
    def names(self):
        return [f"Candidate {number}" for number in range(1, self.candidates + 1)]

    def electable(self, rule: str) -> int:
        """How many candidates can be elected."""
        named = {number for _, preferences in self.papers for number in preferences}
        return len(named) if rule in ONLY_THE_NAMED else self.candidates

    def profile(self, papers=None) -> Profile:
        return Profile.from_papers(
            self.papers if papers is None else papers, self.names, self.seats, title="Law"
        )

    def count(self, rule: str) -> Record:
        return count(self.profile(), rule, lot=Lot.from_order(self.lot))

    def counts(self, rules: Iterable[str] = RULES) -> Iterator[tuple[str, Record]]:
        """The record under each rule."""
        profile, lot = self.profile(), Lot.from_order(self.lot)
        for rule in rules:
            yield rule, count(profile, rule, lot=lot)


# Mostly as many candidates as make a count go on for some stages.
CANDIDATES = (1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7)
SAID_OF_A_PAPER = 5  # bytes


@cache
def orders_of(candidates: int) -> tuple[tuple[int, ...], ...]:
    """Every order of so many candidates."""
    return tuple(permutations(range(1, candidates + 1)))


def paper_from(said: bytes, candidates: int) -> tuple[int, tuple[int, ...]]:
    """Return the paper that five bytes say: two its weight, two its order, one its length."""
    light, heavy = 1 + said[1] % 4, 1 + int.from_bytes(said[:2]) % 400
    orders = orders_of(candidates)
    order = orders[int.from_bytes(said[2:4]) % len(orders)]
    return (heavy if said[0] % 2 else light), order[: candidates - said[4] % (candidates + 1)]


@st.composite
def small_elections(draw):
    """Small elections; papers are drawn as bytes, since thousands of single draws take longer."""
    candidates = draw(st.sampled_from(CANDIDATES))
    many = SAID_OF_A_PAPER * draw(st.integers(0, 14))
    said = draw(st.binary(min_size=many, max_size=many))
    papers = [
        paper_from(said[at : at + SAID_OF_A_PAPER], candidates)
        for at in range(0, many, SAID_OF_A_PAPER)
    ]
    papers.append((draw(st.integers(1, 40)), (draw(st.integers(1, candidates)),)))
    return Election(
        papers=papers,
        candidates=candidates,
        seats=draw(st.integers(1, 4)),
        lot=draw(st.sampled_from(orders_of(candidates))),
    )


@st.composite
def elections(draw, most_candidates: int = 7):
    candidates = draw(st.integers(1, most_candidates))
    everyone = range(1, candidates + 1)
    paper = st.tuples(
        st.one_of(st.integers(1, 4), st.integers(1, 400)),
        st.tuples(st.permutations(everyone), st.integers(0, candidates)).map(
            lambda ranked: tuple(ranked[0][: ranked[1]])
        ),
    )
    papers = draw(st.lists(paper, max_size=14))
    papers.append((draw(st.integers(1, 40)), (draw(st.integers(1, candidates)),)))
    return Election(
        papers=papers,
        candidates=candidates,
        seats=draw(st.integers(1, 4)),
        lot=tuple(draw(st.permutations(everyone))),
    )
