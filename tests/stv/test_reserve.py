"""The reserve order."""

import json

import pytest
from hypothesis import given

from shortlist.stv import Profile, Reserve, count, reserve_order
from shortlist.stv.cli import main

from .elections import elections

# Two parties and one who stands alone: 1 and 2 share supporters with 4, 3 with 5.
PAPERS = [(30, (1, 4, 2)), (28, (2, 4, 1)), (29, (3, 5)), (8, (4,)), (4, (5, 3)), (3, (6, 5))]


def contest():
    return Profile.from_papers(PAPERS, ["Ann", "Bo", "Cy", "Di", "Ed", "Flo"], 3)


def test_the_reserve_is_who_replaces_most_of_the_slate():
    profile = contest()
    record = count(profile)
    assert record.elected == (1, 3, 2)
    assert reserve_order(profile, record) == (
        Reserve(number=4, replaces=(1, 2), round=1),
        Reserve(number=5, replaces=(3,), round=1),
        Reserve(number=6, replaces=(1, 3, 2), round=2),
    )


def test_an_unavailable_candidate_is_passed_over():
    profile = contest()
    reserves = reserve_order(profile, count(profile), unavailable=[4])
    assert [reserve.number for reserve in reserves] == [5, 6]


def test_only_as_many_as_asked_for():
    profile = contest()
    assert [r.number for r in reserve_order(profile, count(profile), places=1)] == [4]


def test_nobody_left_is_no_reserve():
    profile = Profile.from_papers([(2, (1,)), (1, (2,))], ["A", "B"], 2)
    assert reserve_order(profile, count(profile)) == ()


@given(elections(most_candidates=5))
def test_reserves_are_others_each_once(election):
    record = election.count("scottish")
    reserves = [r.number for r in reserve_order(election.profile(), record)]
    assert len(set(reserves)) == len(reserves) <= record.seats
    assert not set(reserves) & set(record.elected)


@pytest.fixture
def ward(tmp_path):
    path = tmp_path / "ward.blt"
    lines = [f"{weight} {' '.join(map(str, paper))} 0\n" for weight, paper in PAPERS]
    names = [f'"{name}"\n' for name in ("Ann", "Bo", "=Cy", "Di", "Ed", "Flo")]
    path.write_text("".join(["6 3\n", *lines, "0\n", *names]))
    return str(path)


def test_the_command_names_the_reserves_and_whom_they_replace(ward, capsys):
    assert main(["reserve", ward, "--places", "2"]) == 0
    assert capsys.readouterr().out == (
        "Elected: Ann, =Cy and Bo.\n"
        "  1. Di, in place of Ann and Bo\n"
        "  2. Ed, in place of =Cy\n"
    )  # fmt: skip


def test_the_command_speaks_json_and_csv(ward, capsys):
    assert main(["reserve", ward, "--unavailable", "Di", "--format", "json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in values["reserves"]] == ["Ed", "Flo"]
    assert main(["reserve", ward, "--withdraw", "Di", "--format", "csv", "--places", "1"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "file,place,number,name,replaces,round",
        "ward.blt,1,5,Ed,1;3;2,1",
    ]


def test_the_command_says_when_nobody_is_left(ward, capsys):
    others = [word for name in ("Di", "Ed", "Flo") for word in ("--unavailable", name)]
    assert main(["reserve", ward, *others]) == 0
    assert capsys.readouterr().out.endswith("Nobody is left to be a reserve.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--places", "0"], "there must be at least one place"),
        (["--unavailable", "Zed"], "ward.blt: There is no candidate 'Zed'."),
        (["--unavailable", "Bo"], "ward.blt: Bo has a place and is no reserve: withdraw Bo"),
    ],
)
def test_the_command_refuses_with_a_sentence(ward, capsys, arguments, said):
    assert main(["reserve", ward, *arguments]) == 2
    assert said in capsys.readouterr().err
