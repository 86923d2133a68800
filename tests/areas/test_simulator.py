"""The simulation: what must come out whatever is assumed, and that orders help when they should."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.areas.planner import make_plan
from shortlist.areas.rules import CannotSimulate
from shortlist.areas.simulator import (
    Arm,
    Assumptions,
    Field,
    HowMany,
    Rival,
    compare,
    how_many,
    simulate,
    ways_to_vote,
)
from shortlist.areas.simulator.drawing import lengths, own_orders
from shortlist.areas.simulator.electorate import Electorate
from shortlist.areas.simulator.sweep import field_of, ways_of
from tests.areas.lands import HOMES, the_eleven

SIX = make_plan(the_eleven(), HOMES[:6], 6)


def test_orders_win_more_seats_from_the_same_votes_than_no_order():
    # The pattern of a published election of nine: 9,712 first preferences for each seat where
    # voters were split into six areas, 13,539 where no order was asked for.
    found = simulate(field_of(SIX), ways_of(SIX), Assumptions(), runs=40, seed=7)
    difference = compare(found["orders"], found["none"])
    assert difference.seats > 0
    assert difference.is_clear
    assert found["orders"].votes_per_seat < found["none"].votes_per_seat


def test_without_discipline_it_makes_no_difference_what_is_asked_for():
    found = simulate(field_of(SIX), ways_of(SIX), Assumptions(discipline=0), runs=6)
    assert found["orders"] == found["common"] == found["none"]


def test_runs_are_the_same_on_any_number_of_processes():
    wish = {"field": field_of(SIX), "ways": {"none": None}, "given": Assumptions(), "seed": 3}
    seen = []
    alone = simulate(**wish, runs=51)
    shared = simulate(**wish, runs=51, processes=2, progress=seen.append)
    assert shared == alone
    assert seen[-1] == 51


def test_another_seed_draws_other_voters():
    wish = {"field": field_of(SIX), "ways": {"none": None}, "given": Assumptions(), "runs": 10}
    assert simulate(**wish, seed=1) != simulate(**wish, seed=2)


def test_a_slate_with_all_votes_has_all_seats():
    alone = Assumptions(support=1, rivals=(), independents=0, seats=4)
    found = simulate(field_of(SIX), ways_of(SIX), alone, runs=2)
    assert {arm.won for arm in found.values()} == {(4, 4)}


def test_papers_give_the_slate_its_share_whoever_follows_an_order():
    for assumed in (Assumptions(), Assumptions(discipline=1, rivals=(), independents=3)):
        voters = Electorate(field_of(SIX), assumed, np.random.default_rng(5))
        for orders in (SIX.orders, None):
            profile = voters.profile(orders)
            first = profile.stream[profile.starts]
            slate = int(profile.weights[(first >= 1) & (first <= 6)].sum())
            assert slate == pytest.approx(voters.slate_share * assumed.papers, abs=400)
            assert profile.total == pytest.approx(assumed.papers, abs=600)


def test_followers_lead_with_the_candidate_of_their_area():
    given = Assumptions(discipline=1, swing=0, unevenness=0, support=0.5)
    profile = Electorate(field_of(SIX), given, np.random.default_rng(5)).profile(SIX.orders)
    first = profile.stream[profile.starts]
    for area in SIX.areas:
        tally = int(profile.weights[first == area.order[0] + 1].sum())
        share = area.weight / sum(SIX.weights)
        assert tally == pytest.approx(0.5 * share * given.papers, abs=30)


def test_papers_leave_the_slate_only_where_somebody_may_go_on():
    def strangers(**changes):
        given = Assumptions(**{"discipline": 1, "swing": 0, **changes})
        profile = Electorate(field_of(SIX), given, np.random.default_rng(5)).profile(SIX.orders)
        slate = [paper for _, paper in profile.papers() if paper[0] <= 6]
        return {any(number > 6 for number in paper) for paper in slate}

    assert strangers(onward=0) == {False}
    assert strangers(onward=1) == {True}
    assert strangers(onward=0.5) == {False, True}


def test_a_rival_with_orders_parts_its_votes_evenly():
    rival = Rival(name="R", share=0.5, candidates=5, discipline=1, has_orders=True)
    given = Assumptions(support=0.5, rivals=(rival,), independents=0, swing=0)
    profile = Electorate(field_of(SIX), given, np.random.default_rng(5)).profile(None)
    first = profile.stream[profile.starts]
    tallies = [int(profile.weights[first == number].sum()) for number in range(7, 12)]
    assert max(tallies) - min(tallies) < 30


def test_first_places_of_own_orders_are_exactly_as_likely_as_the_model_says():
    liking = np.log(np.array([[4.0, 3.0, 2.0, 1.0]]))
    orders, shares = own_orders(np.random.default_rng(1), liking, 500)
    first = [shares[0][orders[0, :, 0] == number].sum() for number in range(4)]
    assert first == pytest.approx([0.4, 0.3, 0.2, 0.1])
    after_first = shares[0][(orders[0, :, 0] == 0) & (orders[0, :, 1] == 1)].sum()
    assert after_first == pytest.approx(0.4 * 3 / 6, abs=0.03)
    assert (np.sort(orders[0], axis=1) == np.arange(4)).all()


def test_loyalty_says_how_many_preferences_stay():
    draw = np.random.default_rng(1)
    assert set(lengths(draw, (9,), 6, 1).tolist()) == {6}
    assert set(lengths(draw, (9,), 6, 0).tolist()) == {1}
    assert np.mean(lengths(draw, (4000,), 1000, 0.8)) == pytest.approx(5, abs=0.3)


def test_an_arm_says_its_mean_spread_and_standard_error():
    arm = Arm(won=(4, 5, 5, 6), votes=120_000.0, papers=100_000)
    assert arm.seats == 5
    assert arm.error == pytest.approx((2 / 3 / 4) ** 0.5)
    assert arm.spread() == {4: 0.25, 5: 0.5, 6: 0.25}
    assert arm.votes_per_seat == 6000
    assert replace(arm, won=(0,)).votes_per_seat is None
    assert replace(arm, won=(3,)).error == 0


def test_how_many_to_run_is_the_fewest_that_nothing_clearly_beats():
    def arms(*won):
        return {"orders": Arm(won=won, votes=1.0, papers=1000)}

    found = HowMany(arms={4: arms(4, 4, 4, 4), 5: arms(5, 5, 5, 4), 6: arms(5, 5, 4, 5)})
    assert found.best() == 5
    assert found.sentence.startswith("Run 5: with an order for each area 5 candidates win 4.75")


def test_how_many_simulates_each_number_with_its_own_areas():
    seen = []
    found = how_many(the_eleven(), HOMES, (2, 4), Assumptions(), runs=3, progress=seen.append)
    assert {run: set(arms) for run, arms in found.arms.items()} == {
        2: {"orders", "common", "none"},
        4: {"orders", "common", "none"},
    }
    assert max(found.arms[2]["orders"].won) <= 2
    assert seen == [3, 6]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rule": "guess"}, "There is no rule"),
        ({"seats": 0}, "1 to 50 seats"),
        ({"papers": 10}, "1,000 to 1,000,000 papers"),
        ({"independents": 41}, "0 to 40 independents"),
        ({"home": 0.5}, "1 to 20 times"),
        ({"fame": 3}, "“fame” is between 0 and 2"),
        ({"rivals": (Rival(name="R", share=0.01, candidates=2),) * 6}, "5 rival slates at most"),
        ({"rivals": (Rival(name="R", share=0.1, candidates=0),)}, "1 to 12 candidates"),
        ({"discipline": 1.2}, "between 0 and 100 per cent"),
        ({"support": 0, "rivals": ()}, "nothing to simulate"),
        ({"support": 0.9}, "more than 100 per cent together"),
        ({"independents": 0}, "independents have to have the rest"),
    ],
)
def test_assumptions_that_cannot_be_are_refused(changes, words):
    with pytest.raises(CannotSimulate, match=words):
        Assumptions(**changes)


def test_too_many_runs_are_refused():
    with pytest.raises(CannotSimulate, match="1 to 100,000 runs"):
        simulate(Field(weights=(1,), at_home=((),), candidates=2), {}, Assumptions(), runs=0)


def test_assumptions_survive_json_and_refuse_what_is_foreign():
    given = Assumptions(support=0.3, rivals=(Rival(name="R", share=0.2, candidates=3),))
    assert Assumptions.from_dict(json.loads(json.dumps(given.to_dict()))) == given
    with pytest.raises(CannotSimulate, match="not the assumptions"):
        Assumptions.from_dict({"hope": 1})


def test_ways_to_vote_are_these_orders_one_common_order_and_none():
    ways = ways_to_vote(((1, 0), (0, 1)), 2)
    assert ways == {"orders": ((1, 0), (0, 1)), "common": [[0, 1], [0, 1]], "none": None}


chance = st.floats(0, 1)
deviation = st.floats(0, 2)


@st.composite
def assumptions(draw) -> Assumptions:
    """Anything that may be assumed, the edges included."""
    parts = draw(st.lists(st.integers(1, 20), min_size=1, max_size=4))
    left = draw(st.sampled_from([0, 0, 7]))  # for independents
    shares = [part / (sum(parts) + left) for part in parts]
    rivals = [
        Rival(
            name="R",
            share=share,
            candidates=draw(st.integers(1, 7)),
            discipline=draw(chance),
            has_orders=draw(st.booleans()),
        )
        for share in shares[1:]
    ]
    return Assumptions(
        seats=draw(st.integers(1, 12)),
        rule=draw(st.sampled_from(["scottish", "wigm-prf", "ers97"])),
        support=shares[0],
        discipline=draw(chance),
        loyalty=draw(chance),
        onward=draw(chance),
        fame=draw(deviation),
        home=draw(st.floats(1, 20)),
        swing=draw(deviation),
        unevenness=draw(deviation),
        rivals=tuple(rivals),
        independents=draw(st.integers(1, 20)) if left else 0,
        papers=draw(st.sampled_from([1_000, 100_000])),
    )


@given(assumptions(), st.integers(0, 5))
def test_whatever_is_assumed_some_seats_are_won_and_none_too_many(given, seed):
    found = simulate(field_of(SIX), ways_of(SIX), given, runs=1, seed=seed)
    assert all(0 <= arm.won[0] <= min(6, given.seats) for arm in found.values())
    if given.discipline == 0:
        assert found["orders"].won == found["none"].won
