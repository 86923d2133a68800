"""Bounds as written, who is in which group, and whether bounds can be met at all."""

import os
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shortlist.stv.balance import Balance, Bound, Sense
from shortlist.stv.balance_words import read_bound
from shortlist.stv.balancing import Balancing
from shortlist.stv.easing import eased
from shortlist.stv.errors import InputError
from shortlist.stv.feasibility import feasible
from shortlist.stv.formats.groups_csv import read_groups

from .balances import balances, outcomes

EXAMPLES = {"quick": 40, "default": 300, "soak": 20_000}


@pytest.mark.parametrize(
    ("text", "bound", "words"),
    [
        ("women>=4", Bound.at_least(4, "women"), "women: at least 4"),
        ("north + scotland >= 1", Bound.at_least(1, "north", "scotland"), None),
        ('"south east"+south west<=2', Bound.at_most(2, "south east", "south west"), None),
        ('"a+b ""c"">"<=0', Bound.at_most(0, 'a+b "c">'), 'a+b "c">: at most 0'),
        ("north+wales≥1", Bound.at_least(1, "north", "wales"), "north or wales: at least 1"),
    ],
)
def test_a_bound_is_read_and_written_alike(text, bound, words):
    assert read_bound(text) == bound
    assert read_bound(str(bound)) == bound
    assert words in {None, bound.words}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("women", "it needs one sign"),
        ("women>4", "it needs one sign"),
        ("1<=women<=4", "it needs one sign"),
        (">=4", "a group needs a name"),
        ("north+>=4", "a group needs a name"),
        ("women>=four", "a whole number"),
        ("women>=-1", "a whole number"),
        ("women>=1001", "between 0 and 1,000, not 1,001"),
        ("women>=1" + "0" * 9, "a whole number"),
        ("north+north>=1", "cannot name a group twice"),
        ('"north>=1', "its quotation marks do not fit"),
        ('"north"east>=1', "its quotation marks do not fit"),
        ("no\x00rth>=1", "cannot hold a control character"),
    ],
)
def test_what_is_no_bound_is_refused_with_why(text, why):
    with pytest.raises(InputError, match=why):
        read_bound(text)


def test_groups_that_no_bound_names_are_dropped():
    groups = {1: frozenset({"women", "young"}), 2: frozenset({"young"})}
    balance = Balance(groups=groups, bounds=(Bound.at_least(1, "women", "wales"),))
    assert balance.groups == {1: frozenset({"women"})}


def test_groups_are_read_from_csv():
    data = b'number,name,groups\n3,"Lee, Ann", women; north\n1,Bo,\n\n2,Cy,"south west"\n,,wales\n'
    read = read_groups(data, 3)
    assert read.groups == {
        3: frozenset({"women", "north"}),
        1: frozenset(),
        2: frozenset({"south west"}),
    }
    assert read.names == {"women", "north", "south west", "wales"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1, column 1: The first line names the columns"),
        ("1,women\n", "line 1, column 1: The first line names the columns"),
        ("number,groups\n4,women\n", "line 2, column 1: Candidates are numbered 1 to 3, not '4'"),
        ("number,groups\n1,women\nAnn,men\n", "line 3, column 1: Candidates are numbered"),
        ("groups,number\nx,1\ny,1\n", "line 3, column 3: Candidate 1 stands here a second time"),
        ("number,groups\n1,women,north\n", "line 2, column 9: Here is a cell below no heading"),
        ("number,groups\n1,wo\x07men\n", "line 2, column 3: A group's name cannot hold"),
    ],
)
def test_a_wrong_file_of_groups_is_refused_by_its_line(text, why):
    with pytest.raises(InputError, match=why):
        read_groups(text.encode(), 3)


@st.composite
def positions(draw):
    """A balance, who is elected, who is hopeful, and places left."""
    candidates = draw(st.integers(1, 8))
    everybody = draw(st.permutations(range(1, candidates + 1)))
    elected = draw(st.integers(0, min(2, candidates)))
    out = draw(st.integers(elected, candidates))
    hopeful = everybody[elected:out]
    places = draw(st.integers(0, len(hopeful)))
    return draw(balances(candidates)), everybody[:elected], hopeful, places


@settings(max_examples=EXAMPLES[os.environ.get("HYPOTHESIS_PROFILE", "default")])
@given(positions())
def test_what_can_be_met_and_by_whom_is_what_brute_force_says(position):
    balance, elected, hopeful, places = position
    balancing, all_ways = Balancing(balance), outcomes(*position)
    assert balancing.can_be_met(elected, hopeful, places) == bool(all_ways)
    if all_ways:
        outlook = balancing.outlook(elected, hopeful, places)
        assert outlook.guarded == {n for n in hopeful if all(n in way for way in all_ways)}
        assert outlook.doomed == {n for n in hopeful if not any(n in way for way in all_ways)}
        assert balancing.conflict(elected, hopeful, places) is None
    else:
        _check_smallest_conflict(position, balancing.conflict(elected, hopeful, places))


def _check_smallest_conflict(position, conflict):
    balance, *where = position
    for left_out in (None, *conflict):
        kept = tuple(bound for bound in conflict if bound is not left_out)
        ways = outcomes(Balance(groups=balance.groups, bounds=kept), *where)
        assert bool(ways) == (left_out is not None)


def test_an_impossible_combination_is_named_and_nothing_else():
    groups = {1: {"women", "london"}, 2: {"women", "london"}, 3: {"men"}, 4: {"men", "wales"}}
    bounds = [read_bound(text) for text in ("wales>=1", "women>=2", "london<=1", "men<=3")]
    infeasible = feasible({n: frozenset(g) for n, g in groups.items()}, bounds, 3, (1, 2, 3, 4))
    assert infeasible is not None
    assert infeasible.bounds == (bounds[1], bounds[2])
    assert infeasible.sentence == (
        "These balance rules cannot be kept together with 3 seats and 4 candidates standing: "
        "women: at least 2 (2 of them are); london: at most 1 (2 of them are)."
    )


def test_a_bound_that_is_impossible_by_itself_is_named_alone():
    infeasible = feasible({1: frozenset({"women"})}, [Bound.at_least(2, "women")], 1, (1,))
    assert infeasible is not None
    assert infeasible.sentence == (
        "This balance rule cannot be kept with 1 seat and 1 candidate standing: women: at least 2 "
        "(1 of them is)."
    )


def test_when_fewer_stand_than_there_are_seats_all_of_them_must_keep_the_bounds():
    groups = dict.fromkeys((1, 2), frozenset({"london"}))
    assert feasible(groups, [Bound.at_most(1, "london")], 5, (1, 2)) is not None
    assert feasible(groups, [Bound.at_most(2, "london")], 5, (1, 2)) is None


@pytest.mark.parametrize("seed", range(4))
def test_twelve_overlapping_bounds_on_thirty_groups_are_decided_at_once(seed):
    """42 candidates, 9 seats, tight bounds: milliseconds, where trying all outcomes takes days."""
    random = Random(seed)
    names = [f"group {number}" for number in range(30)]
    in_groups = {n: frozenset(g for g in names if random.random() < 0.2) for n in range(1, 43)}
    bounds = []
    for _ in range(12):
        union = random.sample(names, 3)
        share = 9 * sum(not groups.isdisjoint(union) for groups in in_groups.values()) // 42
        make = random.choice((Bound.at_least, Bound.at_most))
        bounds.append(make(share + random.choice((0, 1)), *union))
    infeasible = feasible(in_groups, bounds, 9, range(1, 43))
    if infeasible is None:
        outlook = Balancing(Balance(groups=in_groups, bounds=tuple(bounds))).outlook(
            (), range(1, 43), 9
        )
        assert not outlook.guarded & outlook.doomed
    else:
        assert 1 <= len(infeasible.bounds) <= 12


@settings(max_examples=EXAMPLES[os.environ.get("HYPOTHESIS_PROFILE", "default")])
@given(positions())
def test_bounds_give_way_until_somebody_can_keep_them_and_no_further(position):
    balance, _, standing, places = position
    if len(standing) < places or not standing:
        return
    kept = eased(balance, places, standing)
    assert outcomes(kept, (), standing, places)
    assert bool(kept.gave_way) != bool(outcomes(balance, (), standing, places))
    for asked, easier in kept.gave_way:
        assert (asked.groups, asked.sense) == (easier.groups, easier.sense)
        back = easier.number + (1 if easier.sense is Sense.AT_LEAST else -1)
        stricter = replace(easier, number=back)
        others = tuple(stricter if one is easier else one for one in kept.bounds)
        assert not outcomes(replace(kept, bounds=others, asked=()), (), standing, places)


def test_of_bounds_in_conflict_the_later_one_gives_way():
    groups = {1: {"women", "london"}, 2: {"women", "london"}, 3: {"men"}, 4: {"men"}}
    groups = {number: frozenset(names) for number, names in groups.items()}
    bounds = [read_bound(text) for text in ("women>=2", "london<=1", "men<=3")]
    for order, became in (((0, 1, 2), "london<=2"), ((1, 0, 2), "women>=1")):
        balance = Balance(groups=groups, bounds=tuple(bounds[place] for place in order))
        [(asked, kept)] = eased(balance, 3, groups).gave_way
        assert (asked, str(kept)) == (bounds[order[1]], became)
