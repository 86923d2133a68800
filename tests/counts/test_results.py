"""What the results page says of a record: headline, standings, table, ties."""

import pytest

from shortlist.counts.results.courses import course_of, question_of
from shortlist.counts.results.headline import headline_of, summary_of
from shortlist.counts.results.standings import scale_of, standings_of
from shortlist.counts.results.table import table_of
from shortlist.counts.results.ties import tie_sentences
from shortlist.counts.results.words import in_words, percent
from shortlist.stv import Profile, count, nothing_counted, read_blt
from tests.counts.records import ALONE, EQUAL, NAMES, PLAIN, record_of


def test_the_headline_names_the_elected_in_order() -> None:
    assert headline_of(PLAIN) == "Ann and Ben are elected"


def test_the_summary_gives_papers_quota_and_the_closest_rival() -> None:
    summary = summary_of(PLAIN)
    assert summary.startswith("125 papers, quota 42. Ann reached the quota on first preferences.")
    assert summary.endswith("Cat came closest, 23 votes behind Ben.")


def test_the_last_to_go_out_came_closest_when_nobody_is_left() -> None:
    close = record_of((30, (1,)), (20, (2,)), (19, (3, 2)), (2, (4, 2)), seats=1)
    assert "Ben" in summary_of(close)


def test_a_last_place_decided_by_lot_is_not_said_to_be_won_by_votes() -> None:
    tied = record_of((10, (1,)), (10, (2,)), seats=1, places=2)
    assert tied.ties[-1].resolved_by == "lot"
    assert summary_of(tied).endswith("who tied. One tie was decided by lot.")
    assert "votes behind" not in summary_of(tied)


def test_who_fills_a_place_at_once_without_the_quota_did_not_reach_it() -> None:
    filled = record_of((10, (1,)), (2, (2,)), places=2)
    assert filled.stages[0].elected == (1, 2)
    assert "Ann reached the quota on first preferences." in summary_of(filled)


def test_the_elected_come_first_and_the_longest_in_next() -> None:
    standings = standings_of(PLAIN)
    assert [one.name for one in standings] == ["Ann", "Ben", "Cat", "Dan"]
    assert [one.place for one in standings] == [1, 2, None, None]
    assert standings[0].share_percent == "100.0"
    assert [one.note for one in standings] == [
        "elected at stage 1",
        "elected at stage 2",
        "not elected",
        "not elected",
    ]


def test_the_quota_is_never_off_the_scale() -> None:
    nobody_reaches_it = record_of((3, (1,)), (2, (2,)), (2, (3,)), (2, (4,)), seats=3)
    assert scale_of(nobody_reaches_it) >= max(one.quota for one in nobody_reaches_it.stages)


def test_every_stage_of_every_candidate_is_in_the_table() -> None:
    table = table_of(ALONE)
    assert [row.name for row in table.rows] == ["Ben", "Ann", "Cat", "Dan"]
    assert [column.short for column in table.columns] == [
        str(stage.number) for stage in ALONE.stages
    ]
    dan = table.rows[-1].cells
    assert [(cell.votes, cell.event) for cell in dan] == [
        ("4.00000", ""),
        ("", "out"),
        *[("", "")] * (len(ALONE.stages) - 2),
    ]
    assert table.non_transferable[:2] == ("0.00000", "1.00000")
    assert set(table.quotas) == {"23.00000"}


def test_a_tie_is_named_with_how_it_was_settled() -> None:
    tied = record_of((40, (1,)), (10, (2, 1)), (10, (3, 1)), (5, (4, 1)), seats=1)
    assert tie_sentences(tied) == ()
    sentence = tie_sentences(EQUAL)[0]
    assert sentence.startswith("Stage ")
    assert "were equal. Who goes out was decided by lot: " in sentence
    assert "more votes" not in sentence


def test_a_tie_that_earlier_votes_part_names_their_stage() -> None:
    papers = ((15, (1,)), (9, (2,)), (8, (3,)), (1, (4, 3)))
    parted = count(Profile.from_papers(papers, NAMES, 1))
    assert [tie.resolved_by for tie in parted.ties] == ["lookback"]
    assert tie_sentences(parted) == (
        "Stage 3: Ben and Cat were equal. Who goes out was decided by their votes at stage 1: Cat.",
    )


def test_a_long_slate_is_counted_in_the_headline_and_named_below() -> None:
    long = record_of((12, (1,)), (11, (2,)), (10, (3,)), (9, (4,)), seats=4)
    assert headline_of(long) == "Four of 4 candidates are elected"
    assert summary_of(long).startswith("Ann, Ben, Cat and Dan. 42 papers")


def test_one_elected_is_said_in_the_singular() -> None:
    assert headline_of(record_of((9, (1,)), (2, (2,)), seats=1)) == "Ann is elected"


def test_papers_without_a_preference_elect_nobody() -> None:
    papers = read_blt(b'2 1\n3 0\n0\n"Ann"\n"Ben"\n"A seat"\n')
    record = nothing_counted(papers)
    assert headline_of(record) == "Nobody is elected"
    assert summary_of(record).startswith("None of the 3 papers")
    assert table_of(record).columns == ()


@pytest.mark.parametrize(
    ("number", "question", "answer"),
    [
        (2, "Why did Ben win?", "Elected"),
        (4, "Why did Dan go out?", "Not elected"),
    ],
)
def test_the_question_is_the_one_that_people_ask(number, question, answer) -> None:
    assert question_of(ALONE, number) == (question, answer)


def test_who_stays_in_without_a_place_did_not_go_out() -> None:
    assert question_of(PLAIN, 3)[0] == "Why did Cat not win?"


def test_who_withdrew_is_asked_after_and_has_no_course() -> None:
    papers = read_blt(b'3 1\n-2\n3 1 0\n2 2 0\n0\n"Ann"\n"Ben"\n"Cat"\n"A seat"\n')
    record = count(papers)
    assert question_of(record, 2) == ("What became of Ben?", "Withdrew before the count")
    assert course_of(record, 2) == ()
    assert [one.name for one in standings_of(record)] == ["Ann", "Cat"]


def test_a_course_has_only_the_stages_that_concern_a_candidate() -> None:
    ben = [(step.number, step.change, step.votes, step.event) for step in course_of(PLAIN, 2)]
    assert ben == [(1, "+30", "30.00000", ""), (2, "+18", "48.00000", "elected")]
    dan = [(step.number, step.change, step.event) for step in course_of(ALONE, 4)]
    assert dan == [(1, "+4", ""), (2, "−4", "goes out")]


def test_small_numbers_are_words() -> None:
    assert [in_words(9), in_words(12), in_words(13)] == ["nine", "twelve", "13"]


def test_shares_are_cut_to_one_place() -> None:
    assert [percent(1, 3), percent(0, 5), percent(5, 5)] == ["33.3", "0.0", "100.0"]
