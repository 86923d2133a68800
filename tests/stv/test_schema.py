"""The schema file: every record keeps to it, and what is no record does not."""

import json
from functools import cache

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from shortlist.stv import Lot, Profile, count, nothing_counted
from shortlist.stv.cli import main
from shortlist.stv.schema import schema_bytes

from .elections import RULES, elections

by_every_rule = pytest.mark.parametrize("rule", RULES)
PAPERS = [(9, (1, 2)), (4, (2,)), (3, (3, 2)), (3, (4,)), (1, ())]


@cache
def validator():
    schema = json.loads(schema_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(record):
    return [error.message for error in validator().iter_errors(json.loads(record.to_json()))]


@by_every_rule
@given(election=elections())
def test_every_record_keeps_to_the_schema(rule, election):
    assert faults(election.count(rule)) == []


@by_every_rule
def test_records_with_ties_withdrawals_and_hand_drawn_lots_keep_to_it(rule):
    profile = Profile.from_papers(PAPERS, ["Ann", "Bo", "Cy", "Di"], 2, withdrawn=[1])
    record = count(profile, rule, lot=Lot.from_order([4, 3, 2, 1]), file="ward.blt")
    assert (record.withdrawn, record.lot_seed) == ((1,), None)
    assert faults(record) == []


@by_every_rule
def test_the_record_of_an_empty_contest_keeps_to_it(rule):
    assert faults(nothing_counted(Profile.from_papers([(1, ())], ["Ann"], 1), rule)) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values.update(more="than it says"),
        lambda values: values.pop("lot"),
        lambda values: values.update(quota=7),
        lambda values: values.update(elected=[1, 1]),
        lambda values: values["stages"][0].update(guess=1),
        lambda values: values["stages"][0]["tallies"].update({"Ann": "9.00000"}),
        lambda values: values["ties"][0].update(resolved_by="more votes"),
    ],
)
def test_what_is_no_record_is_found_out(change):
    record = count(Profile.from_papers(PAPERS, ["Ann", "Bo", "Cy", "Di"], 2))
    values = json.loads(record.to_json())
    assert validator().is_valid(values)
    change(values)
    assert not validator().is_valid(values)


def test_the_command_prints_it(capsysbinary):
    assert main(["schema"]) == 0
    assert capsysbinary.readouterr().out == schema_bytes()
