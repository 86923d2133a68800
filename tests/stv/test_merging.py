"""Equal papers merge, in ascending order, whatever lies side by side."""

import pytest
from hypothesis import given

from shortlist.stv import Profile, merging

from .elections import elections


@pytest.fixture(autouse=True, params=[1, 12, 1 << 24])
def together(request, monkeypatch):
    """How much is laid side by side: so little that groups are parted again and again, or all."""
    monkeypatch.setattr(merging, "_TOGETHER", request.param)


@given(elections(most_candidates=5))
def test_merged_papers_are_those_of_a_dictionary(election):
    expected: dict[tuple[int, ...], int] = {}
    for weight, paper in election.papers:
        expected[paper] = expected.get(paper, 0) + weight
    papers = election.profile().papers()
    assert papers == [(expected[paper], paper) for paper in sorted(expected)]


def test_numbers_of_two_bytes_keep_their_order():
    names = [f"Candidate {number}" for number in range(600)]
    papers = [(1, (256, 1)), (2, (255, 600)), (3, (1,)), (4, (256,)), (5, (1,))]
    profile = Profile.from_papers(papers, names, 1)
    assert profile.papers() == [(8, (1,)), (2, (255, 600)), (4, (256,)), (1, (256, 1))]
