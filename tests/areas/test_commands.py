"""The command line: plans and simulations from files, with no database behind them."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shortlist.cli import main

SLATE = """name,region
Amina Okafor,London
Rhys Tudor,Wales
=Jo Lee,North West
Sam Ahmed,
"""
SHARES = "region,membership_percent\nGreater London,40\nNorth West,20\nWales,20\nSouth East,20\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def run(*words: str, slate: str = SLATE, shares: str = SHARES, **files: str) -> Result:
        written = {"slate": slate, "shares": shares, **files}
        named = []
        for name, text in written.items():
            path = tmp_path / f"{name}.csv"
            path.write_text(text)
            named += [f"--{name}", str(path)]
        return CliRunner().invoke(main, ["areas", words[0], *named, *words[1:]])

    return run


def test_plan_prints_the_order_of_every_area(run):
    # London and South East touch, North West and Wales touch; nothing else does.
    result = run("plan", "--areas", "2")
    assert result.exit_code == 0
    assert "Area 1: Greater London and South East (60.00 %)" in result.output
    assert "Area 2: North West and Wales (40.00 %)" in result.output
    assert result.output.count("   1  ") == 2
    assert "no plan for these areas has less than" in result.output


def test_plan_as_csv_has_a_line_for_each_place_and_no_formula(run):
    rows = list(csv.DictReader(io.StringIO(run("plan", "--areas", "2", "--format", "csv").output)))
    assert len(rows) == 8
    assert {row["candidate"] for row in rows} == {
        "Amina Okafor",
        "Rhys Tudor",
        "'=Jo Lee",
        "Sam Ahmed",
    }
    assert {row["share_percent"] for row in rows} == {"60.00", "40.00"}


def test_plan_as_json_says_balance_and_bound(run):
    values = json.loads(run("plan", "--areas", "2", "--format", "json").output)
    assert values["candidates"][1] == {"name": "Rhys Tudor", "region": "Wales"}
    assert [area["share"] for area in values["areas"]] == [0.6, 0.4]
    first = values["balance"]["depths"][0]
    assert first["off_level_points"] == pytest.approx(first["bound_points"], abs=1e-3)
    assert sum(first["percent_by_candidate"].values()) == pytest.approx(100)


def test_a_land_of_its_own_takes_a_file_of_neighbours(run):
    result = run(
        "plan",
        "--areas",
        "2",
        slate="name,region\nA,Hill\nB,Dale\n",
        shares="region,share\nHill,1\nDale,1\nShore,2\n",
        neighbours="region,neighbours\nHill,Dale\nDale,Shore;Hill\nShore,\n",
    )
    assert "Area 1: Hill and Dale (50.00 %)" in result.output
    assert "Area 2: Shore (50.00 %)" in result.output


def test_simulate_prints_each_number_and_the_answer(run):
    result = run("simulate", "--numbers", "2-3", "--runs", "4", "--support", "30")
    assert result.exit_code == 0
    assert "one common order" in result.output
    assert "Run " in result.output
    assert result.output.endswith("4 runs each; ± is the standard error of the mean.\n")


def test_simulate_as_json_states_everything_it_assumed(run, tmp_path):
    assumed = tmp_path / "assumed.json"
    assumed.write_text(json.dumps({"seats": 5, "support": 0.2, "rivals": []}))
    words = ["--numbers", "3", "--runs", "2", "--assumptions", str(assumed), "--discipline", "100"]
    result = run("simulate", *words, "--rival", "Others:24:4:70:orders", "--format", "json")
    values = json.loads(result.output)
    assert values["assumptions"]["seats"] == 5
    assert values["assumptions"]["discipline"] == 1
    assert values["assumptions"]["rivals"] == [
        {
            "name": "Others",
            "share": 0.24,
            "candidates": 4,
            "discipline": 0.7,
            "has_orders": True,
        }
    ]
    assert set(values["candidates"]["3"]) == {"orders", "common", "none"}
    assert (values["runs"], values["seed"], values["best"]) == (2, 1, 3)


def test_simulate_as_csv_has_a_line_for_each_way(run):
    output = run("simulate", "--numbers", "2", "--runs", "2", "--format", "csv").output
    rows = list(csv.DictReader(io.StringIO(output)))
    assert [row["way"] for row in rows] == ["orders", "common", "none"]
    assert {row["candidates"] for row in rows} == {"2"}


@pytest.mark.parametrize(
    ("words", "files", "sentence"),
    [
        (["plan", "--areas", "9"], {}, "Choose from 1 to 4 areas: 9 cannot be made"),
        (["plan"], {"slate": "who,where\nA,Wales\n"}, "headings name and region"),
        (["plan"], {"slate": "name,region\n,Wales\n"}, "line 2: there is no name"),
        (["plan"], {"slate": "name,region\nA,Wales\nA,Wales\n"}, "names somebody twice"),
        (["plan"], {"slate": 'name,region\nA,"Wales\n'}, "this is not CSV"),
        (["plan"], {"slate": "name,region\n" + "".join(f"P{n},\n" for n in range(13))}, "12 at"),
        (["plan"], {"shares": "region,share\nAtlantis,4\n"}, "lie beside “Atlantis”"),
        (["plan"], {"shares": "region,share\nWales,0\n"}, "The shares are all nothing."),
        (["plan"], {"shares": "region,share\nWales,much\n"}, "line 2: “much” is not a number"),
        (["simulate", "--numbers", "a"], {}, "“a” is no range of numbers"),
        (["simulate", "--numbers", "7-9"], {}, "The slate has 4 candidates"),
        (["simulate", "--rival", "R:x:1"], {}, "“R:x:1” is no rival slate"),
        (["simulate", "--rival", "R:80:1"], {}, "more than 100 per cent together"),
        (["simulate", "--rule", "guess"], {}, "There is no rule “guess”"),
        (["simulate", "--runs", "0"], {}, "1 to 100,000 runs"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(run, words, files, sentence):
    result = run(*words, **files)
    assert result.exit_code == 2
    assert sentence in result.output


def test_assumptions_that_are_no_json_are_refused(run, tmp_path):
    path = tmp_path / "assumed.json"
    path.write_text("{")
    result = run("simulate", "--assumptions", str(path))
    assert (result.exit_code, result.output) == (2, "The file of assumptions is not JSON.\n")


def test_a_missing_file_is_refused(tmp_path):
    words = ["areas", "plan", "--slate", str(tmp_path / "a"), "--shares", str(tmp_path / "b")]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert "No such file" in result.output
