"""The reserve order."""

from hypothesis import given

from shortlist.stv import Profile, Reserve, count, reserve_order

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
