"""Lots and lookback."""

import hashlib

import pytest

from shortlist.stv import InputError, Lot
from shortlist.stv.ties import NoLotError, disfavoured, earliest, favoured, most_recent
from shortlist.stv.wishes import candidate_number, read_lot

STAGES = [(0, 4, 5, 5, 9), (0, 5, 6, 6, 9), (0, 7, 7, 7, 9)]
NAMES = ["Ann", "Bo", "Cy", "Bo"]


def test_a_seed_orders_candidates_by_sha_256_of_seed_and_number():
    order = Lot.from_seed("Tuesday").order(12)
    digests = [hashlib.sha256(f"Tuesday|{number}".encode()).digest() for number in order]
    assert digests == sorted(digests)
    assert sorted(order) == list(range(1, 13))


def test_the_lot_favours_whoever_it_names_first():
    assert (favoured([1, 2, 3], (3, 1, 2)), disfavoured([1, 2, 3], (3, 1, 2))) == (3, 2)


def test_a_lot_that_leaves_out_a_tied_candidate_decides_nothing():
    with pytest.raises(NoLotError):
        favoured([1, 2], (1,))


@pytest.mark.parametrize(
    ("tied", "extreme", "left", "parted_at"),
    [
        ([1, 2], min, [1], 2),
        ([1, 2], max, [2], 2),
        ([1, 2, 3], min, [1], 2),
        ([1, 2, 3], max, [2, 3], 2),
        ([2, 3], max, [2, 3], None),
    ],
)
def test_lookback_narrows_at_each_stage_that_parts(tied, extreme, left, parted_at):
    assert most_recent(tied, STAGES, extreme) == (left, parted_at)


@pytest.mark.parametrize(
    ("tied", "extreme", "left", "parted_at"),
    [
        ([1, 2], min, [1], 1),
        ([1, 2, 3], max, [3], 2),
        ([1, 2, 3], min, [1], 1),
        ([4, 5], max, [4, 5], None),
    ],
)
def test_lookback_may_begin_at_the_earliest_stage(tied, extreme, left, parted_at):
    stages = [(0, 4, 5, 5, 1, 1), (0, 6, 5, 6, 2, 2), (0, 7, 7, 7, 3, 3)]
    assert earliest(tied, stages, extreme) == (left, parted_at)


@pytest.mark.parametrize(("wish", "number"), [("Ann", 1), ("2", 2), ("Cy", 3), ("4", 4)])
def test_a_candidate_is_meant_by_number_or_name(wish, number):
    assert candidate_number(NAMES, wish) == number


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [("Bo", r"Several .* \(2, 4\)"), ("5", "no candidate '5'"), ("ann", "no candidate 'ann'")],
)
def test_a_candidate_who_is_not_one_alone_is_refused(wish, sentence):
    with pytest.raises(InputError, match=sentence):
        candidate_number(NAMES, wish)


def test_a_lot_drawn_by_hand_is_read():
    assert read_lot(b"3 # first out of the hat\n\nAnn\n", NAMES) == Lot.from_order([3, 1])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"3\nDot\n", "line 2, column 1: There is no candidate 'Dot'"),
        (b"3\nCy\n", "line 2, column 1: 'Cy' is in the lot twice"),
        (b"\xff", "not UTF-8"),
    ],
)
def test_a_bad_lot_is_refused(data, sentence):
    with pytest.raises(InputError, match=sentence):
        read_lot(data, NAMES)
