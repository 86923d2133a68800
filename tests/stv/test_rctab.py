"""The summary that RCTab writes and RCVis draws."""

import json
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings

from shortlist.stv import Profile, count, nothing_counted, rctab_summary

from .elections import RULES, elections

PAPERS = [(9, (1, 2, 3)), (4, (2, 1)), (3, (3, 4)), (3, (4,)), (1, ()), (2, (5,))]
NAMES = ["Ann", "Bo", "Exhausted", "Ann", "Di"]


def summary(record):
    return json.loads(rctab_summary(record))


def small(rule="scottish", names=NAMES):
    profile = Profile.from_papers(PAPERS, names, 2, title="Treasurer", withdrawn=[5])
    return count(profile, rule)


def test_the_summary_says_what_was_counted():
    said = summary(small())
    assert said["jsonFormatVersion"] == "1"
    assert (said["config"]["contest"], said["config"]["threshold"]) == ("Treasurer", "7.00000")
    assert said["summary"] == {
        "finalThreshold": "7.00000",
        "numCandidates": 4,
        "numWinners": 2,
        "totalNumBallots": "22",
        "undervotes": 1,
    }


def test_a_round_has_tallies_and_what_its_events_moved():
    first, second = summary(small())["results"][:2]
    assert first["tally"] == {
        "Ann (1)": "9.00000",
        "Bo": "4.00000",
        "Exhausted (3)": "3.00000",
        "Ann (4)": "3.00000",
    }
    moved = {"Bo": "1.99998", "residual surplus": "0.00002"}
    assert first["tallyResults"] == [{"elected": "Ann (1)", "transfers": moved}]
    assert (first["round"], first["threshold"]) == (1, "7.00000")
    # Two papers were for somebody who had withdrawn.
    assert first["inactiveBallots"]["exhaustedChoices"] == "2.00000"
    (eliminated,) = second["tallyResults"]
    assert eliminated in (
        {"eliminated": "Ann (4)", "transfers": {"exhausted": "3.00000"}},
        {"eliminated": "Exhausted (3)", "transfers": {"Ann (4)": "3.00000"}},
    )


def test_names_that_are_no_ones_else_stay_as_they_are():
    assert set(summary(small(names=list("ABCDE")))["results"][0]["tally"]) == set("ABCD")


def test_nothing_counted_has_no_rounds():
    nobody = nothing_counted(Profile.from_papers([], ["Ann"], 1))
    assert summary(nobody)["results"] == []


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(election=elections())
def test_the_summary_is_the_record_told_another_way(rule, election):
    record = election.count(rule)
    said = summary(record)
    rounds = said["results"]
    names = {
        number: name
        for number, name in enumerate(record.candidates, 1)
        if number not in record.withdrawn
    }
    assert [item["round"] for item in rounds] == [stage.number for stage in record.stages]
    for item, stage in zip(rounds, record.stages, strict=True):
        told = [event["elected"] for event in item["tallyResults"] if "elected" in event]
        assert told == [names[number] for number in stage.elected]
        for number, name in names.items():
            assert item["tally"].get(name, record.amount(0)) == record.amount(stage.tallies[number])
    events = [event for item in rounds for event in item["tallyResults"]]
    out = [event["eliminated"] for event in events if "eliminated" in event]
    assert sorted(out) == sorted({names[n] for stage in record.stages for n in stage.excluded})
    assert set(rounds[0]["tally"]) == set(names.values())


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(election=elections())
def test_transfers_add_up_to_what_moved(rule, election):
    """Where one gave, all of it went to somebody, or is exhausted or lost; else nothing is told.

    Nor is it of somebody who is neither elected nor excluded, which QPQ's new starts can bring.
    """
    record = election.count(rule)
    rounds = summary(record)["results"]
    given_by: dict[str, Decimal] = {}
    for event in (event for item in rounds for event in item["tallyResults"]):
        name = event.get("elected") or event["eliminated"]
        given_by[name] = given_by.get(name, 0) + sum(map(Decimal, event["transfers"].values()))
    fallen = dict.fromkeys(given_by, Decimal(0))
    for before, after in pairwise(rounds):
        change = {
            name: Decimal(votes) - Decimal(after["tally"].get(name, 0))
            for name, votes in before["tally"].items()
        }
        falling = [name for name, votes in change.items() if votes > 0]
        if len(falling) == 1 and falling[0] in fallen:
            fallen[falling[0]] += change[falling[0]]
    assert given_by == fallen
