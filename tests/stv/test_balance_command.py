"""Balance on the command line: groups from a file, bounds in words, and every refusal."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from shortlist.stv import Record, count, read_papers
from shortlist.stv.cli import main
from shortlist.stv.record_check import check_record

PAPERS = "100 1 3 0\n90 2 6 0\n40 3 0\n30 4 3 0\n20 5 6 0\n10 6 5 0\n"
NAMES = ("Adam", "Bert", "Carl", "Dora", "Eve", "Fay", "Committee")
GROUPS = "number,groups\n1,london\n2,london\n3,north\n4,women;london\n5,women; north\n6,women\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    names = "".join(f'"{name}"\n' for name in NAMES)
    (tmp_path / "ward.blt").write_text(f"6 3\n{PAPERS}0\n{names}")
    (tmp_path / "groups.csv").write_text(GROUPS)
    (tmp_path / "bad.csv").write_text(GROUPS + "9,north\n")
    monkeypatch.chdir(tmp_path)


def run(capsys, command, *arguments):
    """(status, what it wrote to stdout, to stderr)."""
    status = main([command, "ward.blt", *arguments])
    written = capsys.readouterr()
    return status, written.out, written.err


BOUNDS = ("--groups", "groups.csv", "--require", "women>=1", "--limit", "london<=1")


def test_a_count_within_bounds_can_be_made_again_from_its_record(folder, capsys):
    status, out, _ = run(capsys, "count", *BOUNDS, "--format", "json")
    record = Record.from_json(out)
    assert status == 0
    assert json.loads(out)["balance"]["bounds"] == ["women>=1", "london<=1"]
    profile = read_papers(Path("ward.blt").read_bytes(), "ward.blt")
    assert count(profile, record.rule, file="ward.blt", balance=record.balance) == record


def test_the_sheet_says_what_the_bounds_changed(folder, capsys):
    status, out, _ = run(capsys, "count", *BOUNDS, "--require", "north+women>=2")
    assert status == 0
    assert "Balance rules: women: at least 1; london: at most 1; north or women: at least 2." in out
    assert "At stage 1 Bert had votes enough and was not elected" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--require", "women>=1"), "Bounds need groups: name a file by --groups."),
        (("--groups", "groups.csv"), "Groups need bounds: give some by --require and --limit."),
        (("--groups", "bad.csv", "--require", "women>=1"), "bad.csv: line 8, column 1: Candidates"),
        (("--groups", "none.csv", "--require", "women>=1"), "none.csv: The file cannot be read"),
        ((*BOUNDS, "--require", "women<=3"), "--require takes a bound with >=: for 'women<=3' say"),
        ((*BOUNDS, "--limit", "women>=3"), "--limit takes a bound with <=: for 'women>=3' say"),
        ((*BOUNDS, "--require", "mars>=1"), "groups.csv: No candidate is in a group 'mars'; there"),
        ((*BOUNDS, "--require", "women"), "'women' is no bound: it needs one sign"),
        (
            (*BOUNDS, "--require", "north>=3"),
            "This balance rule cannot be kept with 3 seats and 6 candidates standing: north: at",
        ),
        (
            (*BOUNDS, "--withdraw", "Carl", "--withdraw", "Eve"),
            "This balance rule cannot be kept with 3 seats and 4 candidates standing: london: at",
        ),
    ],
)
def test_what_cannot_be_ends_with_2(folder, capsys, arguments, said):
    status, out, err = run(capsys, "count", *arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"ward.blt: {said}")


def test_reserves_and_countback_take_bounds(folder, capsys):
    assert run(capsys, "reserve", *BOUNDS, "--places", "1")[0] == 0
    status, out, _ = run(capsys, "countback", *BOUNDS, "--vacates", "Fay")
    assert (status, "  1. Eve (5)" in out) == (0, True)


def test_explain_tells_what_the_bounds_did(folder, capsys):
    record = run(capsys, "count", *BOUNDS, "--format", "json")[1]
    Path("record.json").write_text(record)
    assert main(["explain", "record.json", "--candidate", "Bert"]) == 0
    assert "could not be elected within the balance rules any more" in capsys.readouterr().out


def test_bounds_that_nobody_can_keep_give_way_when_asked_to(folder, capsys):
    gone = ("--withdraw", "Carl", "--withdraw", "Eve", "--ease")
    status, out, _ = run(capsys, "count", *BOUNDS, *gone, "--format", "json")
    assert status == 0
    balance = json.loads(out)["balance"]
    assert (balance["asked"], balance["bounds"]) == (
        ["women>=1", "london<=1"],
        ["women>=1", "london<=2"],
    )
    check_record(Record.from_json(out))
    said = "London: at most 1 could not be kept by those who stood, and became at most 2."
    assert said in run(capsys, "count", *BOUNDS, *gone)[1]
    assert json.loads(run(capsys, "count", *BOUNDS, "--ease", "--format", "json")[1]) == json.loads(
        run(capsys, "count", *BOUNDS, "--format", "json")[1]
    )
    stricter = json.loads(out)
    stricter["balance"]["asked"] = ["women>=1", "london<=3"]
    with pytest.raises(ValueError, match="gave way to another kind"):
        check_record(record_of(stricter))
    stricter["balance"]["asked"] = ["women>=1"]
    with pytest.raises(ValueError, match="gave way to none"):
        check_record(record_of(stricter))


def record_of(values: dict) -> Record:
    """A record of these values, whose digest fits them."""
    text = json.dumps(
        {key: value for key, value in values.items() if key != "digest"},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    digest = f"sha256:{sha256(text.encode()).hexdigest()}"
    return Record.from_json(json.dumps({**values, "digest": digest}))


def test_a_group_that_nobody_is_in_can_be_named_in_the_file(folder, capsys):
    Path("groups.csv").write_text(GROUPS + ",wales\n")
    status, out, _ = run(capsys, "count", *BOUNDS, "--require", "wales+north>=1")
    assert (status, "wales or north: at least 1" in out) == (0, True)
