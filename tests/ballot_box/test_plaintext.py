"""The plaintext of a ballot: what goes in comes out, and nothing else is accepted."""

import os
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shortlist.ballot_box.plaintext import NotABallot, check_code, decode, encode

TRACKER = bytes(range(10))
# How many plaintexts the decoder and the reference are asked about, and how many changed bytes.
CAMPAIGN = {"quick": (80, 80), "default": (2_000, 200), "soak": (50_000, 5_000)}
PLAINTEXTS, MUTATIONS = CAMPAIGN[os.environ.get("HYPOTHESIS_PROFILE", "default")]


def is_ballot(plaintext: bytes, candidates: int) -> bool:
    """The reference: a ballot is what some tracker and some order of distinct candidates make."""
    if len(plaintext) != 12 + candidates or plaintext[0] != 1:
        return False
    marks = list(plaintext[12:])
    given = [mark for mark in marks if mark != 0]
    return (
        plaintext[11] == len(given)
        and len(given) > 0
        and marks == given + [0] * (candidates - len(given))
        and len(given) == len(set(given))
        and all(mark <= candidates for mark in given)
    )


def accepts(plaintext: bytes, candidates: int) -> bool:
    try:
        decode(plaintext, candidates)
    except NotABallot:
        return False
    return True


@st.composite
def ballots(draw):
    candidates = draw(st.integers(1, 255))
    order = draw(st.permutations(range(1, candidates + 1)))
    length = draw(st.integers(1, candidates))
    return candidates, draw(st.binary(min_size=10, max_size=10)), order[:length]


@given(ballots())
def test_a_ballot_comes_out_as_it_went_in(ballot) -> None:
    candidates, tracker, order = ballot
    plaintext = encode(tracker, order, candidates)
    out = decode(plaintext, candidates)
    assert (len(plaintext), out.tracker, list(out.preferences)) == (12 + candidates, tracker, order)
    assert is_ballot(plaintext, candidates)


@st.composite
def quick_ballots(draw):
    """Any ballot as bytes; many of them in little time."""
    candidates, chance = draw(st.integers(1, 255)), draw(st.randoms(use_true_random=False))
    order = chance.sample(range(1, candidates + 1), draw(st.integers(1, candidates)))
    return candidates, encode(chance.randbytes(10), order, candidates)


@settings(max_examples=MUTATIONS)
@given(quick_ballots(), st.integers(0, 266), st.integers(1, 255))
def test_a_changed_byte_is_accepted_only_where_it_makes_another_ballot(ballot, at, change) -> None:
    candidates, plaintext = ballot
    changed = bytearray(plaintext)
    changed[at % len(changed)] ^= change
    assert accepts(bytes(changed), candidates) == is_ballot(bytes(changed), candidates)


def near_ballot(candidates, order, claimed, padding, version):
    """Bytes that are a ballot of a few candidates, or nearly one: every branch is met often."""
    marks = bytes(order) + bytes(max(0, candidates + padding - len(order)))
    count = {"right": len(order), "none": 0, "all": candidates, "most": 255}[claimed]
    return candidates, bytes([version]) + TRACKER + bytes([count]) + marks


NEAR_BALLOTS = st.builds(
    near_ballot,
    st.integers(1, 4),
    st.lists(st.integers(0, 5), max_size=5),
    st.sampled_from(["right", "right", "right", "none", "all", "most"]),
    st.sampled_from([0, 0, 0, 0, -1, 1]),
    st.sampled_from([1, 1, 1, 1, 0, 2]),
)


@settings(max_examples=PLAINTEXTS)
@given(NEAR_BALLOTS)
def test_the_decoder_accepts_exactly_the_ballots(near) -> None:
    candidates, plaintext = near
    assert accepts(plaintext, candidates) == is_ballot(plaintext, candidates)


@given(st.binary(max_size=40), st.integers(1, 30))
def test_the_decoder_accepts_no_other_bytes(plaintext, candidates) -> None:
    assert accepts(plaintext, candidates) == is_ballot(plaintext, candidates)


@pytest.mark.parametrize(
    ("tracker", "order", "candidates"),
    [
        (TRACKER[:9], (1,), 3),
        (TRACKER, (), 3),
        (TRACKER, (4,), 3),
        (TRACKER, (0,), 3),
        (TRACKER, (-1,), 3),
        (TRACKER, (1, 1), 3),
        (TRACKER, (1, 2, 3, 1), 3),
        (TRACKER, (1,), 256),
        (TRACKER, tuple(range(1, 256)) * 2, 255),
    ],
)
def test_what_cannot_be_cast_is_not_encoded(tracker, order, candidates) -> None:
    with pytest.raises(NotABallot):
        encode(tracker, order, candidates)


def test_a_check_code_is_the_tracker_in_crockford_base32() -> None:
    assert check_code(bytes(10)) == "0000 0000 0000 0000"
    assert check_code(b"\xff" * 10) == "ZZZZ ZZZZ ZZZZ ZZZZ"
    assert check_code(bytes.fromhex("0123456789abcdef0123")) == "04HM ASW9 NF6Y Y093"


def test_check_codes_of_different_trackers_differ() -> None:
    trackers = {secrets.token_bytes(10) for _ in range(1000)}
    assert len({check_code(tracker) for tracker in trackers}) == len(trackers)
