"""What explain says: sentences on why somebody was elected or went out, borne out by the record."""

import hashlib
import json
import re
from itertools import product
from string import ascii_lowercase

import pytest
from hypothesis import given, settings

from shortlist.stv import InputError, Lot, Profile, Record, count, nothing_counted
from shortlist.stv.cli import main
from shortlist.stv.explain import explain, outline, whole_order
from shortlist.stv.wording import figure, in_votes, listed, ordinal

from .elections import RULES, elections

NAMES = ["Ann", "Bo", "Cy", "Di", "Ed"]


def counted(papers, seats, rule="scottish", names=NAMES, **options):
    last = max(number for _, paper in papers for number in paper)
    return count(Profile.from_papers(papers, names[:last], seats), rule, **options)


def one_by_one():
    """Ann is over the quota, Bo fills a place with Di's papers, Di and Cy go out."""
    return counted([(9, (1, 2)), (4, (2,)), (3, (3,)), (2, (4, 2)), (1, (4,))], 2)


def test_whoever_is_elected_at_once_has_a_surplus_to_pass_on():
    assert explain(one_by_one(), 1) == (
        "Ann began with 9 first preferences, first of 4 candidates.",
        (
            "At stage 1 Ann stood at 9 votes, reached the quota of 7 with 2 votes to spare, and "
            "took the first of 2 seats."
        ),
        (
            "At stage 2 the surplus of Ann, 2 votes, was passed on, a paper that counted as one "
            "vote now counting 0.22: 1.99 to Bo."
        ),
    )


def test_whoever_is_elected_later_owes_it_to_somebody():
    assert explain(one_by_one(), 2) == (
        "Bo began with 4 first preferences, second of 4 candidates.",
        (
            "Bo gained votes: 1.99 from the surplus of Ann at stage 2 and 2 when Di went out at "
            "stage 3."
        ),
        (
            "At stage 3 Bo stood at 7.99 votes, reached the quota of 7 with 0.99 of a vote to "
            "spare, and took the second of 2 seats."
        ),
        "The surplus of Bo, 0.99 of a vote, was not needed: the places were filled without it.",
    )


def test_whoever_went_out_learns_what_was_missing_and_where_the_papers_went():
    papers = [(9, (1, 2)), (6, (2,)), (5, (3,)), (3, (4, 2)), (1, (4,))]
    assert explain(counted(papers, 1), 4) == (
        "Di began with 4 first preferences, fourth of 4 candidates.",
        "At stage 2 Di had the fewest votes, 4, 1 behind Cy, and went out.",
        "With more than 1 vote on top, Di would have stayed in and Cy would have been next to go.",
        "The votes of Di were passed on: 3 to Bo; 1 to nobody, for want of a next preference.",
    )


def test_a_lot_is_called_a_lot():
    tied = counted([(4, (1,)), (2, (2, 1)), (2, (3, 1))], 1, lot=Lot.from_order([2, 3, 1]))
    assert explain(tied, 3)[1:3] == (
        (
            "At stage 2 Bo and Cy were equal with 2 votes each; the lot, an order fixed before the "
            "count, decided: Cy had to go out."
        ),
        "So Cy went out at stage 2.",
    )
    assert "decided: Cy had to go out" in explain(tied, 2)[2]
    assert not any("more votes" in told or "behind" in told for told in explain(tied, 3))


def test_lookback_names_the_stage_that_parted():
    papers = [(20, (1,)), (6, (2, 1)), (5, (3, 1)), (1, (4, 3))]
    told = explain(counted(papers, 1, names=NAMES), 3)
    assert told[0].startswith("Cy began with 5")
    papers = [(10, (1,)), (6, (2, 1)), (5, (3, 1)), (1, (4, 3))]
    told = explain(counted(papers, 1), 3)
    assert told[2] == (
        "At stage 3 Bo and Cy were equal with 6 votes each; their votes at stage 1, where they "
        "were not, decided: Cy had to go out."
    )


def test_meek_speaks_of_what_is_kept():
    told = explain(counted([(9, (1, 2)), (4, (2,)), (3, (3,)), (2, (4, 2))], 2, "meek-prf"), 1)
    assert told[-1] == (
        "So as to hold no more than the quota, Ann kept 0.66 of each vote by the end and let the "
        "rest pass on."
    )


def test_ers97_speaks_of_those_who_go_together_and_of_a_surplus_that_waits():
    papers = [(41, (1, 2)), (30, (2,)), (29, (3,)), (3, (4, 2)), (2, (5, 3))]
    record = counted(papers, 2, "ers97")
    together = next(stage.excluded for stage in record.stages if stage.excluded)
    assert together == (4, 5)
    told = explain(record, 4)
    assert told[1] == (
        "At stage 2 Di, with 3 votes, went out together with Ed: all their votes, 5, would not "
        "have lifted one of them above Cy, who had 29 votes."
    )
    assert told[2] == "The surplus of Ann waited: too small to change who went out."


def test_whoever_fills_the_last_place_learns_who_left_it():
    record = counted([(5, (1,)), (4, (2,)), (3, (3,))], 2)
    assert explain(record, 2)[1:] == (
        "No transfer brought Bo any votes.",
        ("At stage 2, with Cy out, no more candidates were left than places, so Bo took the second "
        "of 2 seats with 4 votes, 1 vote short of the quota of 5."),
    )  # fmt: skip


def test_a_stage_of_several_parts_is_told_by_its_parts():
    papers = [(35, (1, 4, 2)), (14, (2,)), (20, (3,)), (7, (4, 2)), (3, (5, 2))]
    record = counted(papers, 2, "ers97")
    assert [stage.stage for stage in record.stages] == [1, 2, 3, 4, 4]
    gained, elected = explain(record, 2)[1:3]
    assert gained == (
        "Bo gained votes: 3 when Ed went out at stage 3 and 15.40 when Di went out at stage 4."
    )
    assert elected.startswith("At stage 4, part 2 of 2, Bo stood at 32.40 votes")
    assert explain(record, 4)[-1] == "The votes of Di were passed on: 15.40 to Bo."


def test_votes_that_nobody_can_take_go_to_nobody():
    record = counted([(5, (1,)), (4, (2,)), (3, (3,)), (1, (4,))], 2)
    assert explain(record, 4)[-1] == (
        "The votes of Di went to nobody: the papers name nobody still in the count."
    )


def test_whoever_withdrew_has_no_votes_to_speak_of():
    record = counted([(2, (1,)), (1, (2,))], 1, withdrawn=[2])
    assert explain(record, 2) == ("Bo withdrew before the count: papers pass over the name.",)


def test_a_contest_without_papers_says_so():
    record = nothing_counted(Profile.from_papers([], ["Ann"], 1))
    assert explain(record, 1) == (
        "Nobody is elected: no paper shows a preference that counts. There are no papers at all.",
    )


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_candidate_who_did_not_stand_is_refused(number):
    with pytest.raises(InputError, match="There is no candidate"):
        explain(one_by_one(), number)


def test_everybody_has_a_line_and_the_elected_come_first():
    record = one_by_one()
    assert [outline(record, number) for number in whole_order(record)] == [
        "Ann was elected at stage 1, first of 2, with 9 votes.",
        "Bo was elected at stage 3, second of 2, with 7.99 votes.",
        "Cy was not elected and stood at 3 votes when the count ended.",
        "Di went out at stage 3 with 3 votes.",
    ]


# The laws: whatever the papers, every candidate of every record has sentences, and every number in
# them is one of the record's, the difference of two of them, or a number of stages or people.

LETTERS = ["Candidate " + "".join(pair) for pair in product(ascii_lowercase, repeat=2)]
NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


def said(sentences):
    return {figure for sentence in sentences for figure in NUMBER.findall(sentence)}


def figures_of(record: Record):
    """Every figure that sentences may hold."""
    people = range(len(record.candidates) * 2 + len(record.stages) + 2)
    known = {f"{number:,}" for number in (*people, record.seats, record.papers.total)}
    votes = {record.quota, 10**record.places}
    for stage in record.stages:
        held = [*stage.tallies, stage.quota, stage.non_transferable]
        votes |= {*held, *(a - b for a, b in product(held, repeat=2))}
        votes |= sums_at(record, stage.stage)
        if stage.transfer:
            votes |= {stage.transfer.value or 0, stage.transfer.surplus or 0}
            votes |= {factor for _, factor in stage.transfer.keep_factors}
        if stage.quotients:
            quotients = [quotient for _, quotient in stage.quotients]
            votes |= {*quotients, *(a - b for a, b in product([*quotients, stage.quota], repeat=2))}
        if len(stage.excluded) > 1:
            before = record.stages[stage.number - 2].tallies
            votes.add(sum(before[number] for number in stage.excluded))
    for number in range(1, len(record.candidates) + 1):
        own = [stage.tallies[number] for stage in record.stages]
        votes |= {a - b for a, b in product(own, repeat=2)}
    figures = {figure(amount, record.places).removeprefix("less than ") for amount in votes}
    return known | figures


def sums_at(record, rules_stage):
    """What each gained, and nobody got, in all rows of a stage together."""
    rows = [row.transfer for row in record.stages if row.stage == rules_stage and row.transfer]
    lost = [row.non_transferable for row in rows]
    gains = {}
    for row in rows:
        for number, votes in row.to:
            gains[number] = gains.get(number, 0) + votes
    parts = [votes for row in rows for _, votes in row.to]
    return {sum(lost), *lost, *gains.values(), *parts}


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=200)
@given(election=elections())
def test_every_candidate_has_sentences_that_the_record_bears_out(rule, election):
    profile = Profile.from_papers(
        election.papers, LETTERS[: election.candidates], election.seats, title="Law"
    )
    record = count(profile, rule, lot=Lot.from_order(election.lot))
    assert sorted(whole_order(record)) == list(range(1, election.candidates + 1))
    figures = figures_of(record)
    for number in range(1, election.candidates + 1):
        sentences = (*explain(record, number), outline(record, number))
        assert all(told[0].isdigit() or told[0].isupper() for told in sentences)
        assert all(told.endswith(".") for told in sentences)
        assert said(sentences) - figures == set()


@pytest.mark.parametrize(
    ("votes", "text"),
    [
        (0, "no votes"),
        (100_000, "1 vote"),
        (99_999, "0.99 of a vote"),
        (999, "less than 0.01 of a vote"),
        (123_456_789, "1,234.56 votes"),
        (200_000, "2 votes"),
    ],
)
def test_votes_are_cut_for_reading(votes, text):
    assert in_votes(votes, 5) == text


@pytest.mark.parametrize(
    ("number", "word"), [(1, "first"), (10, "tenth"), (11, "11th"), (21, "21st"), (112, "112th")]
)
def test_places_are_words_as_long_as_they_are_short(number, word):
    assert ordinal(number) == word


def test_names_stand_in_a_row():
    assert [listed(NAMES[:n]) for n in range(4)] == ["", "Ann", "Ann and Bo", "Ann, Bo and Cy"]


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "record.json"
    path.write_bytes(one_by_one().to_json())
    return path


def test_the_command_tells_whom_it_is_asked_about(saved, capsys):
    assert main(["explain", str(saved), "--candidate", "Bo", "--candidate", "4"]) == 0
    out = capsys.readouterr().out
    assert out == "\n".join([*explain(one_by_one(), 2), "", *explain(one_by_one(), 4), ""])


def test_without_a_candidate_the_command_tells_everybodys_fate(saved, capsys):
    assert main(["explain", str(saved)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "Ann was elected at stage 1, first of 2, with 9 votes."
    )


def test_the_command_speaks_json(saved, capsys):
    assert main(["explain", str(saved), "--candidate", "1", "--format", "json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["candidates"] == [
        {"number": 1, "name": "Ann", "sentences": list(explain(one_by_one(), 1))}
    ]


def changed(**changes):
    """A record's JSON with other values and the digest that fits them."""
    values = json.loads(one_by_one().to_json())
    values.update(changes)
    del values["digest"]
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    values["digest"] = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return json.dumps(values).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "not a record of a count"),
        (b"[" * 100_000, "not a record"),
        (b"\xff\xfe", "not a record of a count"),
        (b'{"schema": "shortlist/record/1"}', "not a record of a count"),
        (changed(elected=[9]), "names candidate 9, who did not stand"),
        (changed(elected=[1.0]), "a number in the record is none"),
        (changed(file=7), "a text in the record is none"),
        (changed(title="\x1b[2J"), "holds a control character"),
        (changed(stages=[]), "elects others than its stages do"),
        (changed(seats=0), "at least one seat"),
    ],
)
def test_what_is_no_record_is_refused(tmp_path, capsys, data, said):
    path = tmp_path / "wrong.json"
    path.write_bytes(data)
    status = main(["explain", str(path)])
    written = capsys.readouterr()
    assert (status, written.out) == (2, "")
    assert written.err.startswith("wrong.json: This is not a record")
    assert said in written.err


def test_a_candidate_the_command_does_not_know_is_refused(saved, capsys):
    assert main(["explain", str(saved), "--candidate", "Zed"]) == 2
    assert capsys.readouterr().err == "record.json: There is no candidate 'Zed'.\n"
