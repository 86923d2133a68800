"""Two counts side by side: where they part, and how."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.stv import Lot, Profile, count
from shortlist.stv.cli import main
from shortlist.stv.diff import Difference, diff
from shortlist.stv.diff_stage import TallyDifference

from .elections import RULES, elections

NAMES = ["Ann", "Bo", "Cy", "Di"]
PAPERS = [(9, (1, 2)), (4, (2,)), (3, (3,)), (2, (4, 2)), (1, (4,))]
TIED = [(4, (1,)), (2, (2, 1)), (2, (3, 1))]


def counted(papers=PAPERS, rule="scottish", seats=2, **options):
    return count(Profile.from_papers(papers, NAMES, seats), rule, **options)


def test_a_count_is_the_same_as_itself():
    assert diff(counted(), counted()) == Difference()
    assert diff(counted(), counted()).is_same


def test_a_file_and_a_title_decide_nothing():
    other = replace(counted(), file="b.blt", title="Ward")
    difference = diff(counted(), other)
    assert difference.is_same
    assert difference.notes == ("File: none in A, b.blt in B.", "Title: none in A, Ward in B.")


def test_a_lot_that_nobody_needed_decides_nothing():
    a, b = (
        counted(PAPERS[:4], lot=Lot.from_seed("a")),
        counted(PAPERS[:4], lot=Lot.from_order([4, 3, 2, 1])),
    )
    assert diff(a, b).is_same
    assert diff(a, b).notes == ('Lot: seed "a" in A, 4, 3, 2, 1 in B.',)


def test_one_paper_more_is_named_candidate_by_candidate():
    difference = diff(counted(), counted([(9, (1, 2)), (5, (2,)), *PAPERS[2:]]))
    assert difference.setup == ("Formal papers: 19 in A, 20 in B.",)
    assert difference.stage == 1
    assert difference.ways == ("Bo: 4.00000 in A, 5.00000 in B, 1.00000 more in B.",)
    assert difference.tallies == (
        TallyDifference(number=2, name="Bo", a="4.00000", b="5.00000", more_in_b="1.00000"),
    )


def test_a_tie_that_falls_otherwise_is_told():
    first, last = Lot.from_order([1, 2, 3]), Lot.from_order([1, 3, 2])
    difference = diff(
        *(count(Profile.from_papers(TIED, NAMES[:3], 1), lot=lot) for lot in (first, last))
    )
    assert difference.stage == 2
    assert difference.ways == (
        "A: exclusion of Cy; B: exclusion of Bo.",
        "Bo: 2.00000 in A, 0.00000 in B, 2.00000 more in A.",
        "Cy: 0.00000 in A, 2.00000 in B, 2.00000 more in B.",
        "Excluded: Cy in A, Bo in B.",
        (
            "Ties: Bo and Cy equal, Cy chosen for exclusion by lot in A; "
            "Bo and Cy equal, Bo chosen for exclusion by lot in B."
        ),
    )


def test_a_transfer_by_another_value_is_told():
    record = counted()
    second = record.stages[1]
    changed = replace(
        second, transfer=replace(second.transfer, value=22223, to=((2, 200000),), parcels=())
    )
    difference = diff(record, replace(record, stages=(record.stages[0], changed)))
    assert difference.stage == 2
    assert difference.ways == (
        "The transfer value: 0.22222 in A, 0.22223 in B.",
        "What Bo gained: 1.99998 in A, 2.00000 in B.",
        "Papers moved: 9 from 1.00000 to 0.22222 in A, none in B.",
    )


def test_a_count_that_goes_on_parts_from_one_that_has_ended():
    record = counted()
    difference = diff(record, replace(record, stages=record.stages[:-1]))
    assert (difference.stage, difference.ways) == (
        3,
        ("B has ended; A goes on with exclusion of Di.",),
    )


def test_rules_with_other_places_are_compared_by_what_they_say():
    difference = diff(counted(rule="scottish"), counted(rule="northern-ireland"))
    assert difference.stage == 2
    assert difference.ways[0] == "The transfer value: 0.22222 in A, 0.22 in B."
    assert "Bo: 5.99998 in A, 5.98 in B, 0.01998 more in A." in difference.ways
    assert difference.notes[0] == "Rule: scottish in A, northern-ireland in B."


def test_contests_of_other_candidates_are_not_compared_further():
    other = count(Profile.from_papers(TIED, NAMES[:3], 2))
    difference = diff(counted(), other)
    assert difference.setup[0] == "A has 4 candidates, B has 3."
    assert difference.stage is None
    assert not difference.is_same


@given(election=elections(), rules=st.tuples(*[st.sampled_from(RULES)] * 2), data=st.data())
def test_counts_part_where_their_stages_first_differ(election, rules, data):
    lots = [Lot.from_order(data.draw(st.permutations(election.lot))) for _ in rules]
    a, b = (count(election.profile(), rule, lot=lot) for rule, lot in zip(rules, lots, strict=True))
    difference = diff(a, b)
    assert diff(b, a).stage == difference.stage
    assert diff(a, a).is_same
    if a.places == b.places:
        rows = [(row, [t for t in a.ties if t.stage == row.number]) for row in a.stages]
        others = [(row, [t for t in b.ties if t.stage == row.number]) for row in b.stages]
        parted = [
            at for at, pair in enumerate(zip(rows, others, strict=False), 1) if pair[0] != pair[1]
        ]
        ends = [] if len(rows) == len(others) else [min(len(rows), len(others)) + 1]
        assert difference.stage == next(iter(parted + ends), None)
    for tally in difference.tallies:
        assert tally.a != tally.b


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, record in (
        ("a.json", counted(file="a.blt")),
        ("b.json", counted(file="b.blt")),
        ("c.json", counted(seats=1)),
    ):
        (tmp_path / name).write_bytes(record.to_json())
    (tmp_path / "bad.json").write_bytes(b"{}")
    return tmp_path


def run(capsys, *arguments):
    status = main(["diff", *arguments])
    written = capsys.readouterr()
    return status, written.out, written.err


def test_the_command_says_that_two_counts_are_the_same(files, capsys):
    assert run(capsys, "a.json", "b.json") == (
        0,
        (
            "A: a.json\nB: b.json\n\nThe two counts are the same at every stage.\n"
            "What differs and decides nothing:\n  - File: a.blt in A, b.blt in B.\n"
        ),
        "",
    )


def test_the_command_says_where_they_part(files, capsys):
    status, out, _ = run(capsys, "a.json", "c.json")
    assert status == 1
    assert out.splitlines()[3:6] == [
        "The counts part at stage 1, and already before any paper is moved:",
        "  - Seats: 2 in A, 1 in B.",
        "  - The quota: 7.00000 in A, 10.00000 in B.",
    ]


def test_the_command_speaks_json(files, capsys):
    status, out, _ = run(capsys, "a.json", "c.json", "--format", "json")
    values = json.loads(out)
    assert status == 1
    assert (values["a"], values["same"], values["stage"]) == ("a.json", False, 1)
    assert values["setup"] == ["Seats: 2 in A, 1 in B."]


@pytest.mark.parametrize("second", ["bad.json", "none.json"])
def test_what_cannot_be_read_ends_with_2(files, capsys, second):
    status, out, err = run(capsys, "a.json", second)
    assert (status, out) == (2, "")
    assert err.startswith(f"{second}: ")
