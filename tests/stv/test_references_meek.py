"""Schedule 1A and Warren's method against slow counts written from the definitions."""

from hypothesis import given

from . import reference_meek
from .elections import law, small_elections
from .test_references import changes, stages_of


@law
@given(small_elections())
def test_schedule_1a_equals_a_count_of_single_papers_to_the_last_digit(election):
    slow = reference_meek.schedule_1a(
        election.papers, election.candidates, election.seats, election.lot
    )
    assert stages_of(election.count("meek-nz")) == (slow.elected, slow.tallies)


@law
@given(small_elections())
def test_warren_equals_a_count_of_single_papers_to_the_last_digit(election):
    slow = reference_meek.warren(election.papers, election.candidates, election.seats, election.lot)
    assert changes(*stages_of(election.count("warren"))) == changes(slow.elected, slow.tallies)
