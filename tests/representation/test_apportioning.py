"""Sharing seats out: the published example, and the laws of each method."""

from fractions import Fraction
from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shortlist.regions import with_share
from shortlist.representation import Apportionment, Method, apportion, smallest_body
from shortlist.representation.rules import MOST_SEATS, CannotShare, NoSmallestBody

PUBLISHED = [region.share for region in with_share()]
DIVISORS = [Method.DHONDT, Method.SAINTE_LAGUE, Method.HUNTINGTON_HILL]
# Small whole numbers, so that equal claims are common.
SHARES = some.lists(some.integers(0, 30), min_size=1, max_size=7).filter(any)
ALL_POSITIVE = some.lists(some.integers(1, 30), min_size=1, max_size=6)
SEATS = some.integers(1, 25)
METHODS = some.sampled_from(Method)


def fractions(numbers: list[int]) -> list[Fraction]:
    return [Fraction(one) for one in numbers]


def seats_of(numbers: list[int], seats: int, method: Method) -> tuple[int, ...]:
    shares = fractions(numbers)
    return apportion(shares, seats, method).settled(shares)


@pytest.mark.parametrize(
    ("method", "seats"),
    [
        (Method.DHONDT, (3, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0)),
        (Method.SAINTE_LAGUE, (2, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0)),
        (Method.HARE, (2, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0)),
        (Method.DROOP, (2, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0)),
        (Method.HUNTINGTON_HILL, (1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0)),
    ],
)
def test_nine_seats_by_the_published_shares(method: Method, seats: tuple[int, ...]):
    assert apportion(PUBLISHED, 9, method) == Apportionment(certain=seats)


def test_the_methods_part_where_books_say_they_do():
    """Balinski and Young's 26 seats of five states (Fair Representation, 1982)."""
    numbers = [9061, 7179, 5259, 3319, 1182]
    assert seats_of(numbers, 26, Method.DHONDT) == (10, 7, 5, 3, 1)
    assert seats_of(numbers, 26, Method.HARE) == (9, 7, 5, 4, 1)
    assert seats_of(numbers, 26, Method.SAINTE_LAGUE) == (9, 8, 5, 3, 1)
    assert seats_of(numbers, 26, Method.HUNTINGTON_HILL) == (9, 7, 6, 3, 1)


def test_equal_claims_are_said_and_parted_only_when_asked():
    shares = fractions([50, 25, 25])
    result = apportion(shares, 3, Method.DHONDT)
    assert result == Apportionment(certain=(1, 0, 0), level=(0, 1, 2), left=2)
    assert result.settled(shares) == (2, 1, 0)


@given(SHARES, SEATS, METHODS)
def test_every_seat_is_given_and_none_to_a_region_without_a_share(numbers, seats, method):
    given_ = seats_of(numbers, seats, method)
    assert sum(given_) == seats
    assert all(one == 0 for one, share in zip(given_, numbers, strict=True) if share == 0)


@given(SHARES, SEATS, METHODS)
def test_what_is_level_is_fewer_seats_than_regions_and_parted_by_a_lot_alone(
    numbers, seats, method
):
    result = apportion(fractions(numbers), seats, method)
    assert result.left < len(result.level) or not result.level
    assert sum(result.certain) + result.left == seats
    given_ = seats_of(numbers, seats, method)
    turned = seats_of(numbers[::-1], seats, method)[::-1]
    untouched = set(range(len(numbers))) - set(result.level)
    assert all(given_[index] == turned[index] == result.certain[index] for index in untouched)


@given(SHARES, SEATS, METHODS, some.integers(2, 9))
def test_percentages_and_members_give_the_same_seats(numbers, seats, method, times):
    assert seats_of(numbers, seats, method) == seats_of([n * times for n in numbers], seats, method)


@given(SHARES, SEATS, METHODS)
def test_a_larger_share_never_has_fewer_seats(numbers, seats, method):
    ranked = sorted(zip(numbers, seats_of(numbers, seats, method), strict=True))
    for (less, seats_of_less), (more, seats_of_more) in pairwise(ranked):
        assert less == more or seats_of_less <= seats_of_more


@given(SHARES, SEATS, some.sampled_from(DIVISORS))
def test_one_more_seat_costs_nobody_one_under_divisors(numbers, seats, method):
    before, after = (apportion(fractions(numbers), size, method) for size in (seats, seats + 1))
    assert all(a <= b for a, b in zip(before.certain, after.certain, strict=True))


def test_one_more_seat_may_cost_a_region_one_under_hare():
    assert [seats_of([6, 6, 2], seats, Method.HARE)[2] for seats in (10, 11)] == [2, 1]


@given(ALL_POSITIVE, SEATS, some.sampled_from(DIVISORS), some.data())
def test_a_growing_region_never_loses_a_seat_to_a_shrinking_one_under_divisors(
    numbers, seats, method, data
):
    if len(numbers) < 2:
        return
    grows, shrinks = data.draw(some.permutations(range(len(numbers))))[:2]
    later = list(numbers)
    later[grows] += data.draw(some.integers(1, 20))
    later[shrinks] -= data.draw(some.integers(0, numbers[shrinks] - 1))
    before = apportion(fractions(numbers), seats, method).certain
    after = apportion(fractions(later), seats, method)
    most = [one + (index in after.level) for index, one in enumerate(after.certain)]
    loses = most[grows] < before[grows]
    gains = after.certain[shrinks] > before[shrinks] + (
        shrinks in apportion(fractions(numbers), seats, method).level
    )
    assert not (loses and gains)


@given(SHARES, SEATS)
def test_hare_gives_the_exact_share_rounded_down_or_up(numbers, seats):
    for number, given_ in zip(numbers, seats_of(numbers, seats, Method.HARE), strict=True):
        assert number * seats // sum(numbers) <= given_ <= -(-number * seats // sum(numbers))


@given(SHARES, SEATS)
def test_droop_gives_whole_quotas_and_one_more_at_the_most(numbers, seats):
    for number, given_ in zip(numbers, seats_of(numbers, seats, Method.DROOP), strict=True):
        exceeded = max(-(-number * (seats + 1) // sum(numbers)) - 1, 0)
        assert exceeded <= given_ <= exceeded + 1


def squared_divisor(method: Method, seat: int) -> int:
    """The square of the divisor for a region's seat of this number, from 1."""
    if method is Method.HUNTINGTON_HILL:
        return seat * (seat - 1)
    return (seat if method is Method.DHONDT else 2 * seat - 1) ** 2


@given(ALL_POSITIVE, SEATS, some.sampled_from(DIVISORS))
def test_no_seat_would_be_better_placed_elsewhere_under_divisors(numbers, seats, method):
    given_ = seats_of(numbers, seats, method)
    for has, last in zip(numbers, given_, strict=True):
        for lacks, held in zip(numbers, given_, strict=True):
            if last:
                assert has**2 * squared_divisor(method, held + 1) >= (
                    lacks**2 * squared_divisor(method, last)
                )


@given(ALL_POSITIVE, METHODS)
def test_the_smallest_body_is_the_first_that_tried_in_turn_seats_everybody(numbers, method):
    shares = fractions(numbers)
    tried = next(seats for seats in count(1) if all(apportion(shares, seats, method).certain))
    assert smallest_body(shares, method) == tried


@pytest.mark.parametrize(
    ("method", "seats"),
    list(zip(Method, (16, 12, 15, 15, 11), strict=True)),
)
def test_the_smallest_body_by_the_published_shares(method: Method, seats: int):
    assert smallest_body(PUBLISHED, method) == seats


@pytest.mark.parametrize(
    ("numbers", "seats", "words"),
    [
        ([1], 0, "from 1 to 10,000 seats"),
        ([1], MOST_SEATS + 1, "from 1 to 10,000 seats"),
        ([0, 0], 3, "No region has a share"),
        ([3, -1], 3, "below 0"),
        ([1] * 1001, 3, "more than 1,000 regions"),
    ],
)
def test_what_cannot_be_shared_is_refused(numbers, seats, words):
    with pytest.raises(CannotShare, match=words):
        apportion(fractions(numbers), seats, Method.DHONDT)


@pytest.mark.parametrize("method", Method)
def test_no_body_seats_a_region_without_a_share(method: Method):
    with pytest.raises(NoSmallestBody, match="A region has no share"):
        smallest_body(fractions([1, 0]), method)


@pytest.mark.parametrize("method", [Method.DHONDT, Method.SAINTE_LAGUE, Method.HARE])
def test_no_body_within_the_limit_is_refused(method: Method):
    with pytest.raises(NoSmallestBody, match="No body of up to 40 seats"):
        smallest_body(fractions([1000, 1]), method, most_seats=40)
