"""Fill a casual vacancy from the papers that elected whoever leaves: Tasmania's countback.

Used for Tasmania's House of Assembly since 1918 and for its councils; quoted from the Local
Government Act 1993 (Tasmania), schedule 8, clauses 1 to 3. Those who stay have no part in it, so
that nobody loses a place. It asks of a rule only which papers counted for a candidate at the moment
of election, and at which value each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from .arrays import Reading
from .balance import Balance
from .counting import prepare
from .errors import InputError, NoPapersError
from .extremes import lowest
from .gregory import Parcels
from .ledger import Ledger
from .limits import check_contest
from .profile import Profile
from .record import Record
from .ties import Lot, most_recent

if TYPE_CHECKING:
    from .ledger import Holdings

NAME = "countback"
VERSION = "Local Government Act 1993 (Tasmania) schedule 8 clauses 1-3, after a count by {}: {}"


def countback(  # noqa: PLR0913 - those of a count, and who leaves and who would not come
    profile: Profile,
    vacates: int,
    rule: str = "scottish",
    seats: int | None = None,
    lot: Lot | None = None,
    withdrawn: Iterable[int] = (),
    not_standing: Iterable[int] = (),
    *,
    file: str = "",
    balance: Balance | None = None,
) -> Record:
    """Count the papers by the rule, then those that elected `vacates` among who was not elected.

    The record is of the countback: one seat, and `withdrawn` names everybody who has no part in it,
    `not_standing` among them. Within a `balance` the election is counted within its bounds, and
    whoever would break more of them in the free place than others would has no part either. Refuses
    by InputError somebody who holds no place to vacate, a vacancy for which nobody stands, papers
    that name nobody who stands, and what `count` refuses.
    """
    not_standing = set(not_standing)
    check_contest(profile.names, profile.seats, not_standing)
    statute, election = prepare(profile, rule, seats, lot, withdrawn, balance)
    election.watched = vacates
    statute.count(election)
    if vacates not in election.elected:
        raise InputError(f"{_name(profile, vacates)} was not elected, so there is no such vacancy.")
    standing = _standing(election, not_standing)
    if balance is not None:
        stay = [number for number in election.elected if number != vacates]
        misfits = balance.misfits(stay, standing)
        standing = [number for number in standing if number not in misfits]
    if not standing:
        raise InputError("Nobody is left who could fill the vacancy.")
    papers, held = _papers(election.profile, election.watched_held, standing)
    lot = Lot.from_order(election.lot_order) if election.lot.by_rule else election.lot
    ledger = Ledger(papers, places=statute.places, lookback=most_recent, lot=lot)
    _count(ledger, held, vacates)
    version = VERSION.format(statute.name, statute.version)
    return ledger.record(rule=NAME, rule_version=version, file=file)


def _name(profile: Profile, number: int) -> str:
    known = 1 <= number <= profile.candidates
    return profile.names[number - 1] if known else f"Candidate {number}"


def _standing(election: Ledger, not_standing: set[int]) -> list[int]:
    # 1 "consenting candidate means a candidate not elected at the relevant election who consents to
    # be included in a recount for a vacancy".
    gone = {*election.elected, *election.profile.withdrawn, *not_standing}
    return [n for n in range(1, election.profile.candidates + 1) if n not in gone]


def _papers(profile: Profile, held: Holdings, standing: list[int]) -> tuple[Profile, Holdings]:
    """The papers that counted for whoever leaves as a profile of one seat, and what each is worth.

    1 "completed ballot papers counted means (a) if, after the first preferences were counted at the
    relevant election, the number of first preferences recorded for the vacating councillor was
    equal to or exceeded the quota, all the ballot papers on which those first preferences were
    recorded; and (b) in any other case, all the ballot papers counted for that councillor at the
    time of that councillor's election, including ballot papers relating to votes that were
    transferred to the councillor".
    """
    import numpy as np

    rows = np.concatenate([np.zeros(0, dtype=np.int64), *(rows for _, rows in held)])
    ends = np.cumsum([len(rows) for _, rows in held]).tolist()
    places = [(value, end - len(rows), end) for (value, rows), end in zip(held, ends, strict=True)]
    everybody = range(1, profile.candidates + 1)
    papers = replace(
        profile,
        seats=1,
        starts=profile.starts[rows],
        weights=profile.weights[rows],
        reading=Reading(),
        withdrawn=tuple(n for n in everybody if n not in standing),
    )
    return papers, [(value, np.arange(start, end)) for value, start, end in places]


def _count(ledger: Ledger, held: Holdings, vacates: int) -> None:
    """Sort the papers by whom they prefer of those who stand; exclude until one has a majority."""
    parcels = Parcels(ledger)
    if held:
        _sort(ledger, parcels, held)
    ledger.quota = sum(ledger.tallies) // 2 + 1  # an absolute majority, of the last place
    _elect(ledger)
    ledger.close_stage(f"papers that elected {ledger.names[vacates - 1]}", None)
    while ledger.vacancies:
        excluded = ledger.choose_low(lowest(ledger.hopeful, ledger.tallies), "exclusion")
        ledger.exclude(excluded)
        transfer = None if len(ledger.hopeful) == 1 else parcels.transfer_excluded(excluded)
        _elect(ledger)
        ledger.close_stage("exclusion", transfer)


def _sort(ledger: Ledger, parcels: Parcels, held: Holdings) -> None:
    try:
        parcels.sort_by_first_preference(held)
    except NoPapersError:
        # 2 "If there is only one consenting candidate, the Electoral Commissioner is to (a) declare
        # the candidate elected": no vote is needed.
        if len(ledger.hopeful) > 1:
            raise InputError(
                "None of the papers that elected whoever leaves names anybody who stands."
            ) from None


def _elect(ledger: Ledger) -> None:
    leading = [n for n in ledger.hopeful if ledger.tallies[n] >= ledger.quota]
    if leading or len(ledger.hopeful) == 1:
        ledger.elect(leading or list(ledger.hopeful))
