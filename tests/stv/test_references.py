"""The engine against slow counts written from the definitions."""

from fractions import Fraction

from hypothesis import assume, given

from . import reference, reference_last_parcel
from .elections import law, small_elections


def stages_of(record):
    """Who is elected at each stage, and each stage's tallies as fractions."""
    unit = 10**record.places
    return (
        [set(stage.elected) for stage in record.stages],
        [[Fraction(votes, unit) for votes in stage.tallies[1:]] for stage in record.stages],
    )


def changes(elected, tallies):
    """Stages at which something happens: the engine does not tell a round that changes nothing."""
    kept = [0]
    for at in range(1, len(tallies)):
        if elected[at] or tallies[at] != tallies[kept[-1]]:
            kept.append(at)
    return [(elected[at], tallies[at]) for at in kept]


@law
@given(small_elections())
def test_scottish_equals_a_count_of_single_papers_to_the_last_digit(election):
    record = election.count("scottish")
    slow = reference.gregory(election.papers, election.candidates, election.seats, election.lot)
    assert stages_of(record) == (slow.elected, slow.tallies)


@law
@given(small_elections())
def test_meek_equals_a_count_of_single_papers_to_the_last_digit(election):
    record = election.count("meek-prf")
    slow = reference.meek(election.papers, election.candidates, election.seats, election.lot)
    assert changes(*stages_of(record)) == changes(slow.elected, slow.tallies)


def _check_last_parcel(record, slow):
    assert stages_of(record) == (slow.elected, slow.tallies)
    unit = 10**record.places
    assert [Fraction(stage.quota, unit) for stage in record.stages] == slow.quotas


@law
@given(small_elections())
def test_ers97_equals_a_count_of_single_papers_to_the_last_digit(election):
    slow = reference_last_parcel.ers97(
        election.papers, election.candidates, election.seats, election.lot
    )
    _check_last_parcel(election.count("ers97"), slow)


@law
@given(small_elections())
def test_northern_ireland_equals_a_count_of_single_papers_to_the_last_digit(election):
    slow = reference_last_parcel.northern_ireland(
        election.papers, election.candidates, election.seats, election.lot
    )
    _check_last_parcel(election.count("northern-ireland"), slow)


@law
@given(small_elections())
def test_scottish_stays_near_the_count_without_rounding(election):
    slow = reference.gregory(
        election.papers, election.candidates, election.seats, election.lot, places=None
    )
    lost = Fraction(sum(weight for weight, _ in election.papers), 10**5) * len(slow.tallies)
    assume(slow.closest > 2 * lost)
    elected, tallies = stages_of(election.count("scottish"))
    assert elected == slow.elected
    for ours, exact in zip(tallies, slow.tallies, strict=True):
        assert all(abs(mine - true) <= lost for mine, true in zip(ours, exact, strict=True))


@law
@given(small_elections())
def test_meek_stays_near_a_count_with_twice_the_places(election):
    slow = reference.meek(
        election.papers,
        election.candidates,
        election.seats,
        election.lot,
        places=18,
        omega=Fraction(1, 10**12),
    )
    near = Fraction(1, 10**4)
    assume(slow.closest > near)
    ours, exact = stages_of(election.count("meek-prf")), (slow.elected, slow.tallies)
    assert [new for new in ours[0] if new] == [new for new in exact[0] if new]
    for mine, true in zip(ours[1][-1], exact[1][-1], strict=True):
        assert abs(mine - true) <= near
