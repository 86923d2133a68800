"""Small elections for the laws, and how to count one."""

from dataclasses import dataclass

from hypothesis import strategies as st

from shortlist.stv import Lot, Profile, Record, count

RULES = ("scottish", "meek-prf")
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

    def profile(self, papers=None) -> Profile:
        return Profile.from_papers(
            self.papers if papers is None else papers, self.names, self.seats, title="Law"
        )

    def count(self, rule: str) -> Record:
        return count(self.profile(), rule, lot=Lot.from_order(self.lot))


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
