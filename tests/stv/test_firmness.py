"""How firm a slate is: the same papers in other ways, and resampled."""

import csv
import json
import os
from collections import Counter
from dataclasses import dataclass, replace
from multiprocessing import active_children

import pytest
from hypothesis import given, settings

from shortlist.stv import RULES, CountError, InputError, Lot, Profile, TieError, count
from shortlist.stv.balance import Balance
from shortlist.stv.balance_words import read_bound
from shortlist.stv.cli import main
from shortlist.stv.firmness import (
    CancelledError,
    Firmness,
    Kind,
    Resampling,
    Study,
    Variant,
    firmness,
    firmness_csv,
    firmness_text,
    sentence_of,
    steps_of,
)
from shortlist.stv.firmness.counts import Basis, merged, questions_of
from shortlist.stv.firmness.crew import ProcessEndedError, answers
from shortlist.stv.firmness.drawing import Drawing
from shortlist.stv.firmness.words import share_text

from .elections import elections

# Two parties and one who stands alone: 1 and 2 share supporters with 4, 3 with 5.
NAMES = ["Ann", "Bo", "=Cy", "Di", "Ed", "Flo"]
PAPERS = [(30, (1, 4, 2)), (28, (2, 4, 1)), (29, (3, 5)), (8, (4,)), (4, (5, 3)), (3, (6, 5))]


def contest():
    return Profile.from_papers(PAPERS, NAMES, 3, title="Committee")


@pytest.fixture(scope="module")
def found():
    return firmness(contest(), study=Study(resamples=40, seed="s"))


def test_every_rule_is_asked_and_says_what_a_count_by_it_says(found):
    assert [variant.of for variant in found.rules] == list(RULES)
    for variant in found.rules:
        assert variant.elected == count(contest(), str(variant.of)).elected


def test_a_seat_fewer_and_one_more(found):
    assert [(variant.of, variant.elected) for variant in found.other_seats] == [
        (seats, count(contest(), seats=seats).elected) for seats in (2, 4)
    ]


def test_each_candidate_is_left_out_in_turn(found):
    assert [(variant.of, variant.elected) for variant in found.without] == [
        (number, count(contest(), withdrawn=[number]).elected) for number in range(1, 7)
    ]


def test_resamples_are_counts_of_the_papers_drawn(found):
    drawing = Drawing(merged(contest(), None, ()), "s")
    slates = [
        count(drawing.resample(number), lot=Lot.from_seed(f"s|{number}")).elected
        for number in range(1, 41)
    ]
    times = Counter(number for slate in slates for number in slate)
    drawn = found.resampling
    assert drawn.times == (0, *(times[number] for number in range(1, 7)))
    assert drawn.same_slate == sum({*slate} == {*found.slate} for slate in slates)
    assert drawn.slates == len({frozenset(slate) for slate in slates})
    assert drawn.slates > 1  # or this election would show nothing
    assert (drawn.resamples, drawn.uncounted) == (40, 0)


def test_the_slate_and_its_digest_are_those_of_the_plain_count(found):
    record = count(contest())
    assert (found.slate, found.record) == (record.elected, record.digest)
    assert (found.papers, found.seats, found.rule) == (102, 3, "scottish")


@given(elections())
@settings(max_examples=100)
def test_a_resample_draws_as_many_papers_from_those_there_are(election):
    profile = merged(election.profile(), None, ())
    drawn = Drawing(profile, "x").resample(7)
    assert drawn.total == profile.total
    assert {p for _, p in drawn.papers()} <= {p for _, p in profile.papers()}


def test_papers_are_drawn_by_their_weights():
    profile = Profile.from_papers([(10_000, (1,)), (30_000, (2,)), (60_000, ())], ["A", "B"], 1)
    drawing = Drawing(merged(profile, None, ()), "even")
    weights = {p: w for w, p in drawing.resample(1).papers()}
    # Six standard deviations either side of what is expected.
    assert abs(weights[1,] - 10_000) < 6 * 95
    assert abs(weights[2,] - 30_000) < 6 * 145


def test_a_resample_does_not_depend_on_those_drawn_before():
    profile = merged(contest(), None, ())
    first, later = Drawing(profile, "s"), Drawing(profile, "s")
    later.resample(1)
    assert first.resample(2).papers() == later.resample(2).papers()
    assert first.resample(2).papers() != first.resample(3).papers()
    assert first.resample(2).papers() != Drawing(profile, "t").resample(2).papers()


def test_order_and_merging_of_papers_change_nothing(found):
    single = [(1, paper) for weight, paper in PAPERS[::-1] for _ in range(weight)]
    profile = Profile.from_papers(single, NAMES, 3, title="Committee")
    assert firmness(profile, study=Study(resamples=40, seed="s")).to_json() == found.to_json()


def test_several_processes_find_the_same(found):
    assert firmness(contest(), study=Study(resamples=40, seed="s", processes=2)) == found


@dataclass(frozen=True, kw_only=True)
class Dying(Basis):
    def variant(self, kind, of):
        os._exit(1)


def test_a_process_that_ends_too_soon_is_noticed():
    profile = merged(contest(), None, ())
    basis = Dying(profile=profile, rule="scottish", lot=None, seed="0")
    with pytest.raises(ProcessEndedError):
        list(answers(basis, list(questions_of(profile, 4)), 2))


def test_progress_is_told_after_each_count():
    told = []
    study = Study(resamples=3, progress=lambda done, total: told.append((done, total)))
    firmness(contest(), study=study)
    steps = len(RULES) + 2 + 6 + 3
    assert told == [(done, steps) for done in range(1, steps + 1)]
    assert steps_of(contest(), 3) == steps


@pytest.mark.parametrize("processes", [1, 2])
def test_it_stops_when_progress_says_so(processes):
    told = []

    def stop_at_four(done, _):
        told.append(done)
        if done == 4:
            raise CancelledError

    with pytest.raises(CancelledError):
        firmness(contest(), study=Study(processes=processes, progress=stop_at_four))
    assert told == [1, 2, 3, 4]
    assert not active_children()


def test_nobody_is_counted_for_no_seats_or_without_the_only_candidate():
    profile = Profile.from_papers([(2, (1,))], ["A"], 1)
    found = firmness(profile, study=Study(resamples=1))
    assert ([one.of for one in found.other_seats], found.without) == ([2], ())


def test_whoever_has_withdrawn_is_in_no_count(found):
    gone = firmness(contest(), withdrawn=[4], study=Study(resamples=2))
    assert [one.of for one in gone.without] == [1, 2, 3, 5, 6]
    assert all(4 not in one.elected for one in gone.variants())
    assert gone.resampling.times[4] == 0


def test_a_count_that_is_refused_is_named_with_why():
    tied = Profile.from_papers([(10, (1,)), (6, (2,)), (4, (3, 2))], ["A", "B", "C"], 2)
    found = firmness(tied, "meek-prf", lot=Lot.none(), study=Study(resamples=1))
    one = found.other_seats[0]
    assert (one.of, one.elected) == (1, ())
    assert one.refused.startswith("A tie at stage 3 needs a lot, and none was given.")
    assert "  1 seat: A tie at stage 3 needs a lot" in firmness_text(found)
    with pytest.raises(TieError):
        firmness(tied, "meek-prf", seats=1, lot=Lot.none())


def test_a_resample_without_a_formal_paper_is_counted_apart():
    profile = Profile.from_papers([(1, (1,)), (2, ())], ["A", "B"], 1)
    drawn = firmness(profile, study=Study(resamples=50, seed="empty")).resampling
    assert 0 < drawn.uncounted < 50
    assert drawn.times[1] == drawn.counted == 50 - drawn.uncounted


def test_what_cannot_be_studied_is_refused():
    with pytest.raises(InputError, match="between 1 and 100,000 resamples"):
        Study(resamples=0)
    many = Profile.from_papers([(50_000_001, (1,))], ["A", "B"], 1)
    with pytest.raises(InputError, match="At most 50,000,000 papers can be resampled"):
        Drawing(many, "0")
    with pytest.raises(CountError, match="There is no rule 'x'"):
        firmness(contest(), "x")


def made(slate=(1, 2, 3), rules=((1, 2, 3),), times=(0, 100, 100, 100, 0), counted=100):
    """A result with this slate, these slates under rules, and so many of the resamples each."""
    return Firmness(
        file="",
        title="",
        rule="scottish",
        seats=len(slate),
        candidates=("Ann", "Bo", "Cy", "Di"),
        withdrawn=(),
        papers=9,
        record="",
        slate=slate,
        rules=tuple(
            Variant(kind=Kind.RULE, of=f"rule {n}", elected=one) for n, one in enumerate(rules)
        ),
        other_seats=(),
        without=(),
        resampling=Resampling(
            seed="0",
            resamples=counted,
            uncounted=0,
            times=times,
            same_slate=0,
            slates=1,
        ),
    )


EVERYWHERE = "on the slate under every rule and in at least 95 % of resamples"
BY_VOTERS = "Bo depends on who happened to vote"
BY_BOTH = "depends on both the rule and who happened to vote"


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (made(), f"All three are {EVERYWHERE}."),
        (
            made(times=(0, 95, 94, 100, 11)),
            f"Two of the three are {EVERYWHERE}; {BY_VOTERS}.",
        ),
        (
            made(rules=((1, 2, 3), (1, 2, 4)), times=(0, 100, 80, 100, 20)),
            f"One of the three is {EVERYWHERE}; Cy depends on the rule; {BY_VOTERS}.",
        ),
        (
            made(rules=((1, 2, 3), (4,)), times=(0, 50, 100, 100, 50)),
            f"None of the three is {EVERYWHERE}; Bo and Cy depend on the rule; Ann {BY_BOTH}.",
        ),
        (
            made(slate=(1, 2, 3, 4), rules=((),), times=(0, 96, 95, 98, 97)),
            f"None of the four is {EVERYWHERE}; four depend on the rule.",
        ),
        (made(slate=(1,)), f"Ann is {EVERYWHERE}."),
        (made(slate=(1,), rules=((2,),)), f"Ann is not {EVERYWHERE}; Ann depends on the rule."),
        (made(slate=()), "Nobody is on the slate, so there is nothing to ask."),
    ],
)
def test_the_sentence(result, said):
    assert sentence_of(result) == said


@pytest.mark.parametrize(
    ("times", "counted", "said"),
    [
        (200, 200, "100 %"),
        (199, 200, "99.5 %"),
        (9_999, 10_000, "99.9 %"),
        (1, 2_000, "under 0.1 %"),
        (0, 200, "0 %"),
        (0, 0, "0 %"),
    ],
)
def test_a_share_is_never_rounded_up(times, counted, said):
    assert share_text(times, counted) == said


def test_json_holds_everything(found):
    values = json.loads(found.to_json())
    assert values["schema"] == "shortlist/firmness/1"
    assert values["rules"][0] == {"rule": "scottish", "elected": [1, 3, 2]}
    assert values["without"][3]["number"] == 4
    assert values["resampling"]["on_slate"][0]["number"] == 1
    assert Firmness.from_json(found.to_json()) == found
    refused = replace(found.rules[0], elected=(), refused="No.")
    other = replace(found, rules=(refused, *found.rules[1:]))
    assert Firmness.from_json(other.to_json()) == other


def test_json_of_something_else_is_refused():
    with pytest.raises(ValueError, match="no result of a study"):
        Firmness.from_json('{"schema": "shortlist/record/1"}')


def test_csv_has_a_row_for_each_candidate_and_a_column_for_each_count(found):
    heading, *rows = csv.reader(firmness_csv(found).splitlines())
    assert heading[:6] == [
        "number", "name", "place", "resamples_in", "resamples_counted", "rule:scottish"
    ]  # fmt: skip
    assert len(heading) == 5 + len(RULES) + 2 + 6
    assert [row[1] for row in rows] == ["Ann", "Bo", "'=Cy", "Di", "Ed", "Flo"]
    cells = dict(zip(heading, rows[0], strict=True))
    assert (cells["place"], cells["rule:scottish"], cells["without:1"]) == ("1", "1", "")
    assert cells["resamples_in"] == str(found.resampling.times[1])


def test_the_text_names_who_comes_in_and_who_goes_out(found):
    lines = firmness_text(found).splitlines()
    assert lines[0] == "Committee"
    assert sentence_of(found) in " ".join(lines)
    assert "  without Ann: Di takes the place" in lines
    assert "  2 seats: Bo goes out" in lines
    assert max(map(len, lines)) <= 100


@pytest.fixture
def ward(tmp_path):
    path = tmp_path / "ward.blt"
    lines = [f"{weight} {' '.join(map(str, paper))} 0\n" for weight, paper in PAPERS]
    names = [f'"{name}"\n' for name in NAMES]
    path.write_text("".join(["6 3\n", *lines, "0\n", *names, '"Committee"\n']))
    return str(path)


def test_the_command_speaks_text_json_and_csv(ward, capsys, found):
    wishes = ["firmness", ward, "--resamples", "40", "--seed", "s"]
    assert main(wishes) == 0
    assert capsys.readouterr().out == firmness_text(found)
    assert main([*wishes, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["resampling"] == found.to_dict()["resampling"]
    assert main([*wishes, "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines() == firmness_csv(found).splitlines()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--resamples", "0"], "there must be at least one resample"),
        (["--processes", "x"], "there must be at least one process"),
        (["--withdraw", "Zed"], "ward.blt: There is no candidate 'Zed'."),
        (["--resamples", "100001"], "ward.blt: There are between 1 and 100,000 resamples."),
    ],
)
def test_the_command_refuses_with_a_sentence(ward, capsys, arguments, said):
    assert main(["firmness", ward, *arguments]) == 2
    assert said in capsys.readouterr().err


# Bo and Di are in the group; without a bound Di never comes in before Bo.
BALANCE = Balance(
    groups={2: frozenset({"north"}), 4: frozenset({"north"})}, bounds=(read_bound("north>=2"),)
)


def test_every_count_keeps_the_bounds_or_says_why_it_cannot():
    found = firmness(contest(), balance=BALANCE, study=Study(resamples=10))
    assert found.record == count(contest(), balance=BALANCE).digest
    for variant in (*found.rules, *found.other_seats, *found.without):
        refused = variant.of in {2, 4} and variant.kind is Kind.WITHOUT
        assert bool(variant.refused) == refused
        assert refused or {2, 4} <= {*variant.elected}
    assert found.resampling.times[2] == found.resampling.times[4] == 10
    assert found.bounds == ("north>=2",)
    assert Firmness.from_json(found.to_json()) == found
    assert "Within balance rules: north>=2." in firmness_text(found)


def test_the_command_takes_groups_and_bounds(ward, capsys, tmp_path):
    (tmp_path / "groups.csv").write_text("number,groups\n2,north\n4,north;east\n")
    wishes = ["--resamples", "3", "--groups", str(tmp_path / "groups.csv"), "--require", "north>=2"]
    assert main(["firmness", ward, *wishes, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["bounds"] == ["north>=2"]
