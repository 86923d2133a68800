"""What pages say of a record."""

from shortlist.counts.results import in_words, listed, plain_votes, result_of
from shortlist.stv import Lot, Profile, Record, count, nothing_counted, read_blt

NAMES = ("Ann", "Ben", "Cat", "Dan")


def record_of(*papers: tuple[int, tuple[int, ...]], seats: int = 2) -> Record:
    return count(
        Profile.from_papers(papers, NAMES, seats), rule="scottish", lot=Lot.from_seed("test")
    )


PLAIN = record_of((60, (1, 2)), (30, (2,)), (25, (3, 2)), (10, (4, 3)))


def test_the_headline_names_the_elected_in_order() -> None:
    assert result_of(PLAIN).headline == "Ann and Ben are elected"


def test_the_summary_gives_papers_quota_and_the_closest_rival() -> None:
    summary = result_of(PLAIN).summary
    assert summary.startswith("125 papers, quota 42. Ann reached the quota on first preferences.")
    assert summary.endswith("Cat came closest, 23 votes behind Ben.")


def test_the_last_to_go_out_came_closest_when_nobody_is_left() -> None:
    close = record_of((30, (1,)), (20, (2,)), (19, (3, 2)), (2, (4, 2)), seats=1)
    assert "Ben" in result_of(close).summary


def test_the_elected_come_first_and_the_longest_in_next() -> None:
    standings = result_of(PLAIN).standings
    assert [one.name for one in standings] == ["Ann", "Ben", "Cat", "Dan"]
    assert [one.place for one in standings] == [1, 2, None, None]
    assert standings[0].share_percent == "100.0"
    assert [one.note for one in standings] == [
        "elected at stage 1",
        "elected at stage 2",
        "not elected",
        "not elected",
    ]


def test_every_stage_of_every_candidate_is_in_the_table() -> None:
    result = result_of(PLAIN)
    assert len(result.rows) == len(NAMES)
    assert {len(row.tallies) for row in result.rows} == {len(PLAIN.stages)}
    assert len(result.non_transferable) == len(PLAIN.stages)


def test_a_tie_is_named_with_how_it_was_settled() -> None:
    tied = record_of((40, (1,)), (10, (2, 1)), (10, (3, 1)), (5, (4, 1)), seats=1)
    equal = record_of((10, (1,)), (10, (2,)), (10, (3,)), (1, (4,)), seats=1)
    assert result_of(tied).ties == ()
    assert any("were equal" in sentence and "lot" in sentence for sentence in result_of(equal).ties)


def test_a_long_slate_is_counted_in_the_headline_and_named_below() -> None:
    result = result_of(record_of((12, (1,)), (11, (2,)), (10, (3,)), (9, (4,)), seats=4))
    assert result.headline == "Four of 4 candidates are elected"
    assert result.summary.startswith("Ann, Ben, Cat and Dan. 42 papers")


def test_one_elected_is_said_in_the_singular() -> None:
    assert result_of(record_of((9, (1,)), (2, (2,)), seats=1)).headline == "Ann is elected"


def test_small_numbers_are_words() -> None:
    assert [in_words(9), in_words(12), in_words(13)] == ["nine", "twelve", "13"]


def test_names_are_joined_as_a_sentence_does() -> None:
    assert listed(["Ann"]) == "Ann"
    assert listed(["Ann", "Ben", "Cat"]) == "Ann, Ben and Cat"


def test_votes_are_written_for_reading() -> None:
    assert plain_votes("17270.00000") == "17,270"
    assert plain_votes("17270.60999") == "17,270.60"
    assert plain_votes("17270.00999") == "17,270"


def test_papers_without_a_preference_elect_nobody() -> None:
    papers = read_blt(b'2 1\n3 0\n0\n"Ann"\n"Ben"\n"A seat"\n')
    result = result_of(nothing_counted(papers))
    assert result.headline == "Nobody is elected"
    assert result.summary.startswith("None of the 3 papers")
