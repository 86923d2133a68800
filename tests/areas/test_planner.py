"""The planner beside brute force, its laws, and its gap to the bound."""

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.areas.planner import Land, balance_of, make_plan
from shortlist.areas.planner import grouping as grouping_module
from shortlist.areas.planner.bounds import least_following, least_unevenness
from shortlist.areas.planner.grouping import group_regions
from shortlist.areas.planner.orders import find_orders
from shortlist.areas.rules import CannotPlan
from tests.areas.figures import gaps
from tests.areas.lands import HOMES, made_up, the_eleven

SQUARE = Land.of({"A": (10, "BC"), "B": (20, "D"), "C": (35, "D"), "D": (35, "")})


def test_areas_of_a_square_are_the_most_alike_that_touch():
    found = group_regions(SQUARE, 2)
    assert found.areas == (("B", "D"), ("A", "C"))  # A and D are as far apart as B and C
    assert found.weights == (55, 45)
    assert found.cost == found.bound == 2 * 10**2


def parts_of(names, count):
    """Every way to give names to `count` groups, none empty, as sets of sets."""
    for given_to in product(range(count), repeat=len(names)):
        if set(given_to) == set(range(count)):
            yield [
                [name for name, group in zip(names, given_to, strict=True) if group == number]
                for number in range(count)
            ]


def hangs_together(land, group):
    index = [land.regions.index(name) for name in group]
    reached, edge = {index[0]}, [index[0]]
    while edge:
        at = edge.pop()
        new = [one for one in index if land.touching[at] >> one & 1 and one not in reached]
        reached.update(new)
        edge += new
    return len(reached) == len(index)


def brute_cost(land, areas):
    weight = dict(zip(land.regions, land.weights, strict=True))
    return min(
        sum((areas * sum(weight[name] for name in group) - land.weight) ** 2 for group in groups)
        for groups in parts_of(land.regions, areas)
        if all(hangs_together(land, group) for group in groups)
    )


@pytest.mark.parametrize("seed", range(6))
def test_grouping_is_as_level_as_the_best_of_all_groupings(seed):
    land = made_up(seed, regions=7)
    for areas in (2, 3):
        found = group_regions(land, areas)
        assert found.cost == brute_cost(land, areas)
        assert sorted(name for group in found.areas for name in group) == sorted(land.regions)
        assert all(hangs_together(land, group) for group in found.areas)


def test_solver_and_search_group_the_eleven_regions_equally_well(monkeypatch):
    searched = group_regions(the_eleven(), 6)
    monkeypatch.setattr(grouping_module, "LOOKED_THROUGH", 0)
    solved = group_regions(the_eleven(), 6)
    assert solved.cost == searched.cost
    assert searched.cost * (1 - 1e-5) <= solved.bound <= searched.cost


@pytest.mark.parametrize(
    ("land", "areas", "sentence"),
    [
        (SQUARE, 0, "Choose from 1 to 4 areas: 0 cannot be made of the regions."),
        (SQUARE, 5, "Choose from 1 to 4 areas: 5 cannot be made of the regions."),
        (
            Land.of({"A": (1, ""), "B": (1, "")}),
            1,
            "The regions lie in 2 parts that do not touch, so there must be 2 areas or more.",
        ),
        (made_up(1, 17), 3, "There are 17 regions; a plan takes 16 at most."),
    ],
)
def test_grouping_refuses_what_cannot_be_grouped(land, areas, sentence):
    with pytest.raises(CannotPlan) as refusal:
        group_regions(land, areas)
    assert refusal.value.text == sentence


def test_a_land_without_weight_is_refused():
    with pytest.raises(CannotPlan):
        Land.of({"A": (0, "")})


@pytest.mark.parametrize("candidates", [1, 13])
def test_orders_are_refused_for_too_few_or_too_many_candidates(candidates):
    with pytest.raises(CannotPlan, match=f"not of {candidates}"):
        make_plan(SQUARE, [None] * candidates, 2)


def test_the_plan_of_nine_candidates_in_nine_areas_leads_all_of_them_at_home():
    plan = make_plan(the_eleven(), HOMES, 9)
    assert sorted(order[0] for order in plan.orders) == list(range(9))
    assert round(plan.home_percent) == 100
    assert plan == make_plan(the_eleven(), HOMES, 9)


def test_a_candidate_from_home_leads_where_that_costs_no_level():
    land = Land.of({"A": (50, "B"), "B": (50, "")})
    plan = make_plan(land, ["B", "A"], 2)
    lead = {area.regions: area.order for area in plan.areas}
    assert lead == {("A",): (1, 0), ("B",): (0, 1)}


weights_of = st.lists(st.integers(1, 400), min_size=1, max_size=6).map(tuple)


@given(weights_of, st.integers(2, 6), st.data())
def test_every_order_names_every_candidate_once(weights, candidates, data):
    one = st.frozensets(st.integers(0, candidates - 1))
    homes = data.draw(st.tuples(*[one for _ in weights]))
    orders = find_orders(weights, candidates, homes)
    assert all(sorted(order) == list(range(candidates)) for order in orders)


@given(weights_of, st.integers(2, 6), st.data())
def test_no_orders_whatever_are_nearer_to_level_than_the_bound(weights, candidates, data):
    orders = [tuple(data.draw(st.permutations(range(candidates)))) for _ in weights]
    balance = balance_of(orders, weights)
    assert all(level.unevenness >= level.bound for level in balance.levels)
    assert balance.following >= balance.following_bound


@pytest.mark.parametrize("weights", [(5, 4, 3), (9, 1, 1), (3, 3), (7, 2, 2, 1)])
def test_first_and_second_preferences_reach_the_best_of_all_orders(weights):
    every = list(permutations(range(3)))
    best = [
        min(
            balance_of(orders, weights).levels[depth].unevenness
            for orders in product(every, repeat=len(weights))
        )
        for depth in (0, 1)
    ]
    assert best == [least_unevenness(tuple(sorted(weights)), 3, depth) for depth in (1, 2)]
    found = balance_of(find_orders(weights, 3, [frozenset()] * len(weights)), weights)
    assert found.levels[0].unevenness == best[0]


def test_four_equal_areas_share_no_step_from_one_candidate_to_the_next():
    # A square in which every pair stands side by side once: known to exist for even numbers.
    balance = balance_of(((0, 1, 3, 2), (1, 2, 0, 3), (2, 3, 1, 0), (3, 0, 2, 1)), (1, 1, 1, 1))
    assert balance.following == balance.following_bound == least_following((1, 1, 1, 1), 4)
    assert [level.unevenness for level in balance.levels] == [0, 0, 0, 0]


def test_the_gap_to_the_bound_is_small_on_twenty_made_up_lands():
    found = gaps()
    assert max(first for first, _, _ in found) == pytest.approx(0, abs=1e-3)
    assert sum(second for _, second, _ in found) / len(found) < 0.2  # points of 100
    assert sum(gap for _, _, gap in found) / len(found) < 0.2
