"""What an organiser may choose to publish of papers, and what the numbers recommend."""

import pytest

from shortlist.polls.planning import CountingRule
from shortlist.polls.showing import (
    SHOWN_TITLES,
    SHOWN_WORDS,
    PapersShown,
    PapersStayWhole,
    in_short,
    is_cut,
    tables_below,
    why_not_shown,
)
from shortlist.stv import RULES


@pytest.mark.parametrize(
    ("shown", "candidates", "cut"),
    [
        (PapersShown.BY_NUMBERS, 8, False),
        (PapersShown.BY_NUMBERS, 9, True),
        (PapersShown.FULL, 42, False),
        (PapersShown.REACHED, 2, True),
        (PapersShown.TABLES, 42, False),
    ],
)
def test_papers_are_cut_among_many_candidates_or_when_chosen(shown, candidates, cut) -> None:
    assert is_cut(shown, "scottish", candidates) is cut


def test_fewer_than_a_hundred_papers_give_tables_alone_unless_papers_are_chosen() -> None:
    below = {shown.value: tables_below(shown) for shown in PapersShown}
    assert below == {"by numbers": 100, "full": 0, "reached": 0, "tables": 0}


def test_each_rule_allows_what_it_can_be_counted_again_from() -> None:
    refused = {
        (rule, shown): type(refusal)
        for rule in RULES
        for shown in PapersShown
        if (refusal := why_not_shown(shown, rule))
    }
    assert refused == {("meek-nz", PapersShown.REACHED): PapersStayWhole}
    assert not is_cut(PapersShown.BY_NUMBERS, "meek-nz", 42)


def test_every_choice_has_its_words() -> None:
    assert set(SHOWN_TITLES) == set(SHOWN_WORDS) == set(PapersShown)
    assert in_short("tables") == "tables only"
    assert set(RULES) == set(CountingRule)
