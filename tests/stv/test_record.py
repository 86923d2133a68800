"""The record as JSON, as a sheet and as CSV."""

import csv
import hashlib
import json

import pytest

from shortlist.stv import Lot, Profile, Record, count, sheet, stages_csv
from shortlist.stv.columns import columns

PAPERS = [(9, (1, 2)), (4, (2,)), (3, (3, 2)), (3, (4,)), (1, ())]


def record(**options):
    profile = Profile.from_papers(PAPERS, ["Ann", "=Bo()", "Zoë", "王 " * 30], 2, title="Ward")
    return count(profile, file="ward.blt", **options)


def test_the_json_has_the_keys_that_are_promised():
    values = json.loads(record().to_json())
    assert {key: values[key] for key in ("schema", "file", "title", "rule", "places", "seats")} == {
        "schema": "shortlist/record/1",
        "file": "ward.blt",
        "title": "Ward",
        "rule": "scottish",
        "places": 5,
        "seats": 2,
    }
    assert values["candidates"][0] == {"number": 1, "name": "Ann"}
    assert {key: values["papers"][key] for key in ("total", "formal", "informal")} == {
        "total": 20,
        "formal": 19,
        "informal": 1,
    }
    assert (values["quota"], values["elected"]) == ("7.00000", [1, 2])
    first, second = values["stages"][:2]
    assert first["tallies"] == {"1": "9.00000", "2": "4.00000", "3": "3.00000", "4": "3.00000"}
    assert (first["action"], first["elected"], first["transfer"]) == (
        "first preferences",
        [1],
        None,
    )
    assert second["transfer"]["from"] == [1]
    assert second["transfer"]["value"] == "0.22222"
    assert values["lot"] == {"seed": "0", "order": list(Lot.from_seed("0").order(4))}
    (tie,) = values["ties"]
    assert (tie["stage"], tie["between"], tie["for"], tie["resolved_by"]) == (
        3,
        [3, 4],
        "exclusion",
        "lot",
    )


def test_the_digest_is_of_the_canonical_json_without_it():
    values = json.loads(record().to_json())
    digest = values.pop("digest")
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert digest == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values.update(seats=3),
        lambda values: values.pop("stages"),
        lambda values: values.update(schema="another"),
        lambda values: values["stages"][0]["tallies"].update({"1": "9.0"}),
        lambda values: values.update(digest=None),
        lambda values: values.update(note="added"),
        lambda values: values.update(places="5"),
        lambda values: values["candidates"][0].update(number=2),
        lambda values: values["stages"][0]["tallies"].update({"01": "9.00000"}),
    ],
)
def test_a_changed_record_is_refused(change):
    values = json.loads(record().to_json())
    change(values)
    with pytest.raises(ValueError, match=r"record|places"):
        Record.from_json(json.dumps(values))


@pytest.mark.parametrize("data", ["[]", "1", "{", '{"schema": "shortlist/record/1"}'])
def test_what_is_no_record_is_refused(data):
    with pytest.raises(ValueError, match=r"record|Expecting"):
        Record.from_json(data)


@pytest.mark.parametrize("rule", ["scottish", "meek-prf"])
def test_the_sheet_fits_100_columns(rule):
    text = sheet(record(rule=rule))
    assert max(map(len, text.splitlines())) <= 100
    assert "  1. Ann (1)" in text
    assert record(rule=rule).digest in text


@pytest.mark.parametrize("name", ["王" * 150, "王 林" * 50, "ที่" * 150, "a" * 90_000])
def test_wide_and_long_names_fit_100_columns_and_are_told_whole(name):
    papers = [(9, (1, 2)), (4, (2,)), (3, (3, 2)), (3, (4,))]
    text = sheet(count(Profile.from_papers(papers, [name, "Bo", name, name], 2, title=name)))
    assert max(map(columns, text.splitlines())) <= 100
    told = "".join(text.split())
    assert told.startswith("".join(name.split()))
    assert "Transferofsurplusof" + "".join(name.split()) in told


@pytest.mark.parametrize(
    ("text", "taken"), [("Zoë", 3), ("王", 2), ("ที่", 1), ("e\u0301", 1), ("", 0)]
)
def test_columns_are_those_of_a_terminal(text, taken):
    assert columns(text) == taken


def test_the_sheet_tells_each_stage_and_tie():
    text = sheet(record())
    assert "2. Transfer of surplus of Ann: 2.00000 at a transfer value of 0.22222." in text
    assert "Stage 3, exclusion: Zoë, 王" in text
    assert "was chosen by lot" in text.replace("\n      ", " ")


def test_whoever_went_out_leaves_the_tables_that_follow():
    names = [f"Candidate {number}" for number in range(1, 12)]
    papers = [(10 + 3 * number, (number, 12 - number)) for number in range(1, 12)]
    text = sheet(count(Profile.from_papers(papers, names, 2, withdrawn=[11])))
    first, second = text.split("\n\n")[2:4]
    assert "   2  Candidate 2 " in first
    assert "   2  Candidate 2 " not in second
    assert "Candidate 11" not in first
    assert "0.00000x          -" in first


def test_the_csv_has_a_row_for_each_candidate_at_each_stage():
    rows = list(csv.DictReader(stages_csv(record()).splitlines()))
    assert len(rows) == 5 * len(record().stages)
    assert rows[6] == {
        "file": "ward.blt",
        "stage": "2",
        "action": "transfer of surplus",
        "number": "2",
        "name": "'=Bo()",
        "change": "1.99998",
        "votes": "5.99998",
        "quota": "7.00000",
        "status": "hopeful",
    }
