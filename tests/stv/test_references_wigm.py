"""The rules that weigh all papers of a surplus, and QPQ, against slow counts paper by paper."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import assume, given

from shortlist.stv import Lot, count

from . import reference_quotients, reference_wigm
from .elections import RULES, law, small_elections
from .test_references import stages_of

SLOW = {
    "wigm-prf": reference_wigm.wigm,
    "wigm-prf-batch": lambda *election: reference_wigm.wigm(*election, batch=True),
    "cfer": reference_wigm.cfer,
    "mpls": reference_wigm.mpls,
}


def parts(election):
    return election.papers, election.candidates, election.seats, election.lot


@law
@given(election=small_elections())
def test_they_equal_a_count_of_single_papers_to_the_last_digit(election):
    for rule, record in election.counts(SLOW):
        slow = SLOW[rule](*parts(election))
        assert stages_of(record) == (slow.elected, slow.tallies), rule


@law
@given(election=small_elections())
def test_wigm_stays_near_the_count_without_rounding(election):
    slow = reference_wigm.wigm(*parts(election), places=None)
    lost = 2 * Fraction(sum(weight for weight, _ in election.papers), 10**4) * len(slow.tallies)
    assume(slow.closest > 2 * lost)
    elected, tallies = stages_of(election.count("wigm-prf"))
    assert elected == slow.elected
    for ours, exact in zip(tallies, slow.tallies, strict=True):
        assert all(abs(mine - true) <= lost for mine, true in zip(ours, exact, strict=True))


@law
@given(election=small_elections())
def test_sure_losers_out_together_change_no_winner_while_no_surplus_waits(election):
    """A surplus that waits, or comes between, moves other papers, and may elect others."""
    together, apart = election.count("wigm-prf-batch"), election.count("wigm-prf")
    assume(not together.ties and not apart.ties)
    assume(not any(_exclusion_while_a_surplus_waits(together)))
    assume(all(_go_out_one_after_another(together, apart)))
    assert set(together.elected) == set(apart.elected)


def _exclusion_while_a_surplus_waits(record):
    for before, stage in zip(record.stages, record.stages[1:], strict=False):
        elected = {n for one in record.stages[: before.number] for n in one.elected}
        waiting = any(before.tallies[number] > before.quota for number in elected)
        yield waiting and stage.action == "exclusion"


def _go_out_one_after_another(together, apart):
    """Yield for each batch whether the other count excludes it with nothing in between."""
    at = {number: stage.number for stage in apart.stages for number in stage.excluded}
    for stage in together.stages:
        stages = [at[number] for number in stage.excluded if number in at]
        yield len(stages) == len(stage.excluded) and (
            not stages or max(stages) - min(stages) + 1 == len(set(stages))
        )


@law
@given(election=small_elections())
def test_qpq_equals_a_count_of_single_papers_to_the_last_digit(election):
    record = election.count("qpq")
    slow = reference_quotients.qpq(*parts(election))
    assert [set(s.elected or s.provisional) for s in record.stages] == slow.elected
    unit = 10**record.places
    assert [s.quota for s in record.stages] == [floor(quota * unit) for quota in slow.quotas]
    assert [list(s.tallies[1:]) for s in record.stages] == [
        [floor(votes * unit) for votes in tallies] for tallies in slow.tallies
    ]
    assert [dict(s.quotients) for s in record.stages] == [
        {number: floor(quotient * unit) for number, quotient in quotients.items()}
        for quotients in slow.quotients
    ]


@pytest.mark.parametrize("rule", RULES)
@given(election=small_elections())
def test_one_seat_is_plain_instant_runoff(rule, election):
    slow = reference_wigm.runoff(election.papers, election.candidates, election.lot)
    assume(slow.closest > 0)
    record = count(election.profile(), rule, seats=1, lot=Lot.from_order(election.lot))
    assert set(record.elected) == slow.elected[-1]
