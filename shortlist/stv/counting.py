"""Count a profile by a rule: papers in, a record out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .errors import InputError
from .ledger import Ledger
from .profile import Profile
from .record import Record
from .statutes import RULES
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
) -> Record:
    """Count the papers and return the record of everything done.

    `seats` replaces the profile's own; `withdrawn` adds to its withdrawn candidates; `lot` is by
    default the one of seed "0"; `file` is a name for the record to carry. Refuses by InputError a
    contest that cannot be counted, and by TieError a tie that the lot does not decide.
    """
    if rule not in RULES:
        raise InputError(f"There is no rule {rule!r}; there are: {', '.join(RULES)}.")
    statute = RULES[rule]
    profile = _contested(profile, seats, withdrawn)
    ledger = Ledger(
        profile,
        places=statute.places,
        lookback=statute.lookback,
        lot=lot or Lot.from_seed(DEFAULT_SEED),
    )
    statute.count(ledger)
    return ledger.record(rule=statute.name, rule_version=statute.version, file=file)


def _contested(profile: Profile, seats: int | None, withdrawn: Iterable[int]) -> Profile:
    seats = profile.seats if seats is None else seats
    gone = tuple(sorted({*profile.withdrawn, *withdrawn}))
    profile = replace(profile, seats=seats, withdrawn=gone)
    if len(gone) == profile.candidates:
        raise InputError("All candidates have withdrawn.")
    return profile
