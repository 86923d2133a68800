"""Count a profile by a rule: papers in, a record out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .balance import Balance
from .errors import InputError
from .ledger import Ledger
from .profile import Profile
from .record import Record
from .statutes import RULES, Rule
from .ties import Lot

DEFAULT_SEED = "0"


def count(
    profile: Profile,
    rule: str = "scottish",
    seats: int | None = None,
    lot: Lot | None = None,
    withdrawn: Iterable[int] = (),
    *,
    file: str = "",
    balance: Balance | None = None,
) -> Record:
    """Count the papers and return the record of everything done.

    `seats` replaces the profile's own; `withdrawn` adds to its withdrawn candidates; `lot` is by
    default the profile's, else the rule's own, or else the one of seed "0"; `file` is a name for
    the record to carry. Within a `balance` candidates are guarded and excluded so that the elected
    keep its bounds.
    Refuses by InputError a contest that cannot be counted, by BalanceError bounds that nobody's
    election could keep, and by TieError a tie that the lot does not decide.
    """
    statute, ledger = prepare(profile, rule, seats, lot, withdrawn, balance)
    statute.count(ledger)
    return ledger.record(rule=statute.name, rule_version=statute.version, file=file)


def prepare(
    profile: Profile,
    rule: str,
    seats: int | None,
    lot: Lot | None,
    withdrawn: Iterable[int],
    balance: Balance | None = None,
) -> tuple[Rule, Ledger]:
    """The rule, and a ledger in which nothing is counted yet; arguments and refusals of `count`."""
    statute = _statute(rule)
    profile = _changed(profile, seats, withdrawn)
    if len(profile.withdrawn) == profile.candidates:
        raise InputError("All candidates have withdrawn.")
    _check_balance(profile, balance)
    return statute, _ledger(profile, statute, lot, balance)


def _check_balance(profile: Profile, balance: Balance | None) -> None:
    if balance is not None and balance.bounds:
        from .feasibility import BalanceError, feasible

        everybody = range(1, profile.candidates + 1)
        standing = [n for n in everybody if n not in profile.withdrawn]
        infeasible = feasible(balance.groups, balance.bounds, profile.seats, standing)
        if infeasible is not None:
            raise BalanceError(infeasible)


def nothing_counted(
    profile: Profile, rule: str = "scottish", seats: int | None = None, lot: Lot | None = None
) -> Record:
    """Return the record of a contest in which `count` finds nothing: no stage, nobody elected."""
    statute = _statute(rule)
    ledger = _ledger(_changed(profile, seats, ()), statute, lot)
    return ledger.record(rule=statute.name, rule_version=statute.version, file="")


def _statute(rule: str) -> Rule:
    if rule not in RULES:
        raise InputError(f"There is no rule {rule!r}; there are: {', '.join(RULES)}.")
    return RULES[rule]


def _ledger(
    profile: Profile, statute: Rule, lot: Lot | None, balance: Balance | None = None
) -> Ledger:
    return Ledger(
        profile,
        places=statute.places,
        lookback=statute.lookback,
        lot=lot or _default_lot(profile, statute),
        balance=balance,
    )


def _default_lot(profile: Profile, statute: Rule) -> Lot:
    """The order that came with the papers, else the rule's own lot, else the one of a seed."""
    if profile.lot:
        return Lot.from_order(profile.lot)
    return Lot.of_the_rule() if statute.draws_its_lot else Lot.from_seed(DEFAULT_SEED)


def _changed(profile: Profile, seats: int | None, withdrawn: Iterable[int]) -> Profile:
    seats = profile.seats if seats is None else seats
    gone = tuple(sorted({*profile.withdrawn, *withdrawn}))
    return replace(profile, seats=seats, withdrawn=gone)
