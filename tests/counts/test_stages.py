"""What pages say of one stage: its story, its bars, what moved, and the picture of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.counts.results.changes import changes_of
from shortlist.counts.results.curve import curve_of
from shortlist.counts.results.picture import picture_of
from shortlist.counts.results.stages import StageView, stage_view
from shortlist.stv import RULES, InputError, Lot, Profile, Record, count
from tests.counts.records import ALONE, EQUAL, MEEK, PLAIN, record_of

NAMES = tuple(f"Person {number}" for number in range(1, 17))
papers = st.lists(
    st.tuples(st.integers(1, 40), st.lists(st.integers(1, 16), min_size=1, unique=True)),
    min_size=1,
    max_size=25,
)


def test_the_first_stage_counts_first_preferences() -> None:
    view = stage_view(PLAIN, 1)
    assert (view.heading, view.title) == ("Stage 1 of 2", "First preferences")
    assert view.told == (
        "The first preferences of 125 papers are counted. Ann reaches the quota and is elected."
    )
    assert view.picture is None
    assert [bar.change for bar in view.bars] == ["", "", "", ""]


def test_a_surplus_is_told_with_its_transfer_value() -> None:
    view = stage_view(PLAIN, 2)
    assert view.title == "Transfer of surplus: Ann"
    assert view.told == (
        "Ann has a surplus of 18 votes over the quota, which passes on at a transfer value of "
        "0.30000. "
        "18 votes go to Ben. Ben reaches the quota and is elected."
    )
    ann, ben = view.bars[:2]
    assert (ann.change, ann.note, ann.lost_percent) == ("−18", "elected at stage 1", "30.0")
    assert (ben.change, ben.note, ben.gained_percent) == ("+18", "elected now", "30.0")
    assert (ann.kind, ben.kind, view.bars[2].kind) == ("in", "in", "")


def test_an_exclusion_is_told_with_where_the_votes_went() -> None:
    view = stage_view(ALONE, 2)
    assert view.told == (
        "Dan goes out with 4 votes, the fewest. "
        "3 votes go to Cat and 1 vote has no further preference."
    )
    assert [bar.note for bar in view.bars] == ["", "", "", "goes out"]
    assert stage_view(ALONE, 3).out_before == "Dan"
    assert [bar.name for bar in stage_view(ALONE, 3).bars] == ["Ben", "Ann", "Cat"]


def test_the_picture_shows_whom_one_gave_to_and_what_nobody_got() -> None:
    picture = stage_view(ALONE, 2).picture
    assert picture is not None
    assert picture.title == "Where 4 votes of Dan went"
    assert picture.description == "To: Cat 3 and No further preference 1."
    assert [(band.label, band.amount, band.kind) for band in picture.bands] == [
        ("Cat", "+3", "gained"),
        ("No further preference", "1", "exhausted"),
    ]
    assert picture.figures == (
        ("Dan", "−4.00000"),
        ("Cat", "3.00000"),
        ("No further preference", "1.00000"),
    )


def test_a_lot_is_called_a_lot() -> None:
    told = [stage_view(EQUAL, number) for number in range(1, len(EQUAL.stages) + 1)]
    by_lot = next(view for view in told if view.ties)
    assert "it was decided by lot among equals" in by_lot.told
    assert "the fewest" not in by_lot.told


def test_meek_shows_a_pool_and_nobody_giving_to_anybody() -> None:
    views = [stage_view(MEEK, number) for number in range(2, len(MEEK.stages) + 1)]
    drawn = [view for view in views if view.picture]
    assert drawn
    for view in drawn:
        assert "votes do not move from one candidate to another" in view.pooled
        assert view.picture.title.startswith("Net changes: ")
        assert "given" in {band.kind for band in view.picture.bands}
        assert "Net, " in view.told


def test_parts_of_a_stage_are_told_apart() -> None:
    ann, ben = [(12, (1, 2)), (33, (1, 3))], [(6, (2, 3)), (9, (2, 4))]
    record = record_of(*ann, *ben, (20, (3,)), (25, (4,)), rule="ers97")
    parts = views_of(record)[2:4]
    assert [view.heading for view in parts] == [
        "Stage 3 of 3, part 1 of 2",
        "Stage 3 of 3, part 2 of 2",
    ]
    assert parts[0].told.startswith("Ben goes out with ")
    assert "The papers that count 1 each move first." in parts[0].told
    assert parts[1].told.startswith("The papers of Ben that count ")


def test_several_who_go_out_together_give_to_a_pool() -> None:
    papers = ((10, (1,)), (9, (2,)), (3, (3, 1)), (1, (4, 2)))
    record = record_of(*papers, seats=1, rule="ers97")
    view = next(view for view in views_of(record) if view.picture)
    assert view.title == "Exclusion: Cat and Dan"
    assert view.told.startswith("Cat and Dan go out together, with 1 to 3 votes each.")
    assert view.picture.caption == "Given up: 4 votes. Gained: the same votes."
    assert "their papers were put together" in view.pooled


@pytest.mark.parametrize(
    ("bens", "cats", "why"),
    [
        (6, 5, "with 5 votes, the fewest. Their votes stay where they are: those left in fill"),
        (2, 0, "with no votes, the fewest. Those left in fill"),
    ],
)
def test_an_exclusion_that_moves_nothing_says_why(bens: int, cats: int, why: str) -> None:
    papers = [one for one in ((10, (1,)), (bens, (2,)), (cats, (3,))) if one[0]]
    record = record_of(*papers, places=3)
    elected = "Ben is elected without reaching the quota."
    told = stage_view(record, len(record.stages)).told
    assert told == f"Cat goes out {why} the places. {elected}"


def test_a_curve_steps_through_the_tallies_under_the_quota() -> None:
    curve = curve_of(PLAIN, 2)  # 30 then 48 votes; the most is 48
    assert curve is not None
    assert (curve.width, curve.votes) == (20, "M0 1000V375H10V0H20V1000Z")
    assert curve.quota == "M0 125H10V125H20"
    assert curve.description == (
        "From 30 at the first stage to 48 at the last; at most 48. Quota at the end: 42."
    )


def test_an_election_that_is_called_off_is_for_now() -> None:
    papers = ((30, (1, 2)), (25, (2,)), (24, (3,)), (10, (4, 2)))
    views = views_of(record_of(*papers, rule="qpq"))
    assert "Ann has a place for now: the next exclusion starts the count anew." in views[0].told
    assert [bar.note for bar in views[1].bars if bar.name == "Ann"] == ["elected for now"]
    assert "net changes" in views[1].pooled


def views_of(record: Record) -> list[StageView]:
    return [stage_view(record, stage.number) for stage in record.stages]


@pytest.mark.parametrize("number", [0, -1, 3])
def test_there_is_no_stage_beyond_the_count(number: int) -> None:
    with pytest.raises(IndexError):
        stage_view(PLAIN, number)


@given(papers, st.integers(1, 6), st.sampled_from(sorted(RULES)))
def test_every_change_of_every_rule_is_shown_whole(
    papers: list[tuple[int, list[int]]], seats: int, rule: str
) -> None:
    try:
        record = count(Profile.from_papers(papers, NAMES, seats), rule=rule, lot=Lot.from_seed("x"))
    except InputError:
        return
    for stage in record.stages:
        view = stage_view(record, stage.number)
        assert view.told.endswith(".")
        assert all(float(bar.kept_percent) + float(bar.gained_percent) <= 100 for bar in view.bars)
        check_picture(record, stage.number)


def check_picture(record: Record, number: int) -> None:
    changes = changes_of(record, record.stages[number - 1])
    if changes is None:
        return
    gained = sum(change.votes for change in changes.gainers)
    assert changes.total == gained + changes.exhausted + changes.fraction
    assert all(change.votes > 0 for change in (*changes.givers, *changes.gainers))
    picture = picture_of(record, changes)
    assert len(picture.bands) <= 26
    for above, below in zip(picture.bands, picture.bands[1:], strict=False):
        assert above.spine + above.thickness // 2 <= below.spine - below.thickness // 2 + 2
        assert above.end + above.thickness // 2 < below.end - below.thickness // 2
    last = picture.bands[-1]
    assert last.end + last.thickness // 2 <= picture.height
