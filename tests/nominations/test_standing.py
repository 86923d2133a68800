"""How contenders and slates stand, with the figures of a published report among them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.nominations.standing import (
    Needed,
    Standing,
    Tally,
    part,
    per_cent,
    rounded,
    standing_of,
)
from shortlist.nominations.wording import (
    decided_sentence,
    lacking,
    needed_sentence,
    rank_words,
    ranks_words,
    slate_sentences,
)
from tests.nominations.report import CENTRE, LEFT, candidates


def tally(number: int, amount: int, slate: str = "", **more: object) -> Tally:
    by_region = {"WLS": amount} if amount else {}
    return Tally(
        **{"number": number, "name": f"C{number}", "slate": slate, "by_region": by_region} | more
    )


@pytest.fixture(scope="module")
def reported() -> Standing:
    tallies = (tally(at, total, slate) for at, (_, slate, total) in enumerate(candidates(), 1))
    return standing_of(tallies, Needed())


def test_the_figures_of_the_published_report_follow(reported: Standing) -> None:
    assert reported.nominations == 3971
    left, centre, others = reported.slates
    assert [left.name, centre.name, others.name] == [LEFT, CENTRE, ""]
    assert (left.share, left.average) == (Fraction(1668, 3971), Fraction(278))
    assert (centre.share, centre.average) == (Fraction(948, 3971), Fraction(158))
    assert [per_cent(one.share, 0) for one in (left, centre)] == ["42 %", "24 %"]
    assert reported.among_first(LEFT, 7) == 6
    assert slate_sentences(reported, seats=9) == [
        "The Left has 42 % of all nominations, on average 278 for each of its six candidates.",
        "The Centre has 24 % of all nominations, on average 158 for each of its six candidates.",
        "The Left takes six of the first seven places.",
    ]


def test_equals_share_a_rank_and_who_has_withdrawn_has_none() -> None:
    found = standing_of(
        [tally(1, 5), tally(2, 9, is_withdrawn=True), tally(3, 7), tally(4, 5), tally(5, 0)],
        Needed(nominations=6, regions=1),
    )
    assert [(line.tally.number, rank_words(line), lacking(line)) for line in found.lines] == [
        (3, "1", "enough"),
        (1, "2=", "1 more"),
        (4, "2=", "1 more"),
        (5, "4", "6 more, from 1 more region"),
        (2, "–", "withdrawn"),
    ]
    assert found.line_of(2).share == Fraction(9, 26)
    assert needed_sentence(found) == (
        "It takes 6 nominations from 1 nation or region to stand. 1 of 4 has enough."
    )


def test_nominations_from_outside_all_regions_count_for_the_total_alone() -> None:
    abroad = tally(1, 0, by_region={"": 4, "SCT": 2})
    line = standing_of([abroad], Needed(regions=2)).lines[0]
    assert (line.tally.nominations, line.tally.regions, line.lacks_regions) == (6, 1, 1)
    assert lacking(line) == "from 1 more region"


def test_words_for_few_and_for_nothing() -> None:
    assert decided_sentence(0, 7, is_closed=False) == "No nominations are in yet."
    assert decided_sentence(0, 7, is_closed=True) == "No local party nominated anybody."
    assert decided_sentence(1, 1, is_closed=False) == "1 of 1 local party has nominated."
    assert decided_sentence(312, 647, is_closed=True) == "312 of 647 local parties nominated."
    assert (ranks_words([]), ranks_words([3]), ranks_words([7, 1])) == ("–", "3", "1 to 7")
    alone = standing_of([tally(1, 3, "Us"), tally(2, 1)], Needed())
    assert slate_sentences(alone, seats=1) == [
        "Us has 75 % of all nominations, all for its one candidate.",
        "Us has the first place.",
    ]
    assert slate_sentences(standing_of([tally(1, 0, "Us")], Needed()), seats=1) == []
    assert needed_sentence(alone) == ""


@pytest.mark.parametrize(
    ("number", "places", "words"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(3, 2) - Fraction(1, 10**30), 0, "1"),
        (Fraction(99_995, 10), 0, "10,000"),
        (Fraction(1668, 6), 1, "278.0"),
        (Fraction(0), 1, "0.0"),
    ],
)
def test_halves_are_rounded_up(number: Fraction, places: int, words: str) -> None:
    assert rounded(number, places) == words


@given(
    st.lists(st.tuples(st.integers(0, 700), st.sampled_from(["", "A", "B"]), st.booleans())),
)
def test_shares_sum_up_and_ranks_follow_the_totals(rows: list[tuple[int, str, bool]]) -> None:
    tallies = [
        tally(at, amount, slate, is_withdrawn=gone)
        for at, (amount, slate, gone) in enumerate(rows, 1)
    ]
    found = standing_of(tallies, Needed())
    assert sum(line.share for line in found.lines) in {0, 1}
    assert sum(one.share for one in found.slates) == part(found.nominations, found.nominations)
    assert sum(one.average * one.contenders for one in found.slates) == found.nominations
    for line in found.lines:
        ahead = sum(
            other.rank is not None and other.tally.nominations > line.tally.nominations
            for other in found.lines
        )
        assert line.rank == (None if line.tally.is_withdrawn else ahead + 1)
