"""Papers cut where the count stopped looking: the same record, and nothing beyond it shown."""

import pytest
from hypothesis import given

from shortlist.stv import RULES, Lot, Profile, count
from shortlist.stv.cutting import CutError, cut_where_looked

from .elections import elections

CUT = [name for name, rule in RULES.items() if not rule.asks_for_all]


def papers_of(profile: Profile):
    """Each paper's preferences, row by row."""
    ends = [int(start) for start in profile.starts]
    stream = profile.stream.tolist()
    return [tuple(stream[start : stream.index(0, start)]) for start in ends]


@given(elections())
def test_cut_papers_count_to_the_same_record(election):
    profile, lot = election.profile(), Lot.from_order(election.lot)
    whole = papers_of(profile)
    for rule in CUT:
        cut = cut_where_looked(profile, rule, lot=lot)
        again, first = (count(papers, rule, lot=lot) for papers in (cut, profile))
        assert again.to_json() == first.to_json(), rule  # the digest and numbers of papers, too
        for short, long in zip(papers_of(cut), whole, strict=True):
            assert short == long[: len(short)], rule


@pytest.mark.parametrize("rule", CUT)
def test_what_was_never_looked_at_is_left_out(rule):
    papers = [(60, (1, 2, 3)), (50, (2, 3, 1)), (10, (3, 2, 1)), (1, ())]
    profile = Profile.from_papers(papers, ("A", "B", "C"), 2)
    cut = papers_of(cut_where_looked(profile, rule))
    assert cut[1] == (2,)
    assert cut[3] == ()
    first = papers_of(cut_where_looked(profile, rule, rows=1))
    assert first == [cut[0], *papers_of(profile)[1:]]


def test_every_rule_but_new_zealands_lets_papers_be_cut():
    assert {*RULES} - {*CUT} == {"meek-nz"}


def test_new_zealand_asks_whom_no_paper_names_so_papers_are_not_cut():
    papers = [(60, (1, 2, 3)), (50, (2, 3, 1))]
    profile = Profile.from_papers(papers, ("A", "B", "C"), 1)
    with pytest.raises(CutError):
        cut_where_looked(profile, "meek-nz")
