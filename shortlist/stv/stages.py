"""What a record is made of: papers as read, stages, transfers and ties, all frozen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PaperCount:
    """How many papers there were, and how they were read.

    `informal` papers show no preference that can be counted: `empty` ones show none at all, the
    rest name withdrawn candidates only. A paper is cut where a preference repeats or equals
    another; gaps close up, or cut when that was asked for.
    """

    total: int
    formal: int
    informal: int
    empty: int = 0
    cut_at_repeat: int = 0
    cut_at_equal: int = 0
    gaps_closed: int = 0
    cut_at_gap: int = 0


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """Papers moved together: how many, their value before, and the value they were passed on at."""

    papers: int
    received_at: int
    value: int


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """What one stage moved; every number but `papers` is in votes of the last place.

    `from_` names the givers. `value` is the transfer value of a paper that counted as one vote
    (None where papers keep their values or keep factors rule). `to` holds who gained how much;
    `non_transferable` and `loss_by_fraction` are what nobody gained. Meek has `keep_factors`.
    """

    from_: tuple[int, ...]
    value: int | None = None
    surplus: int | None = None
    to: tuple[tuple[int, int], ...] = ()
    non_transferable: int = 0
    loss_by_fraction: int = 0
    parcels: tuple[Parcel, ...] = ()
    keep_factors: tuple[tuple[int, int], ...] = ()
    iterations: int | None = None


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage: what was done, and every tally after it (`tallies[n]` is candidate n's; [0] is 0).

    `stage` is the number that the rule itself gives the stage: as `number`, except under a rule
    whose stages have parts (ERS97 moves the batches of an exclusion one by one), of which each is
    a row here.
    `non_transferable` is what no candidate holds, up to now, with `loss_by_fraction` within it, so
    that tallies and non-transferable votes always add up to the formal papers.
    Under QPQ `quotients` are the hopeful ones' by number, in the last place, and `provisional` are
    those elected at a stage whose elections an exclusion called off, because the count starts anew.
    """

    number: int
    stage: int
    action: str
    tallies: tuple[int, ...]
    non_transferable: int
    loss_by_fraction: int
    quota: int
    elected: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    transfer: Transfer | None = None
    quotients: tuple[tuple[int, int], ...] = ()
    provisional: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Equal candidates, what had to be decided (`purpose`), how, and who was chosen for it.

    `parted_at` is the last stage that lookback used, or None.
    """

    stage: int
    between: tuple[int, ...]
    purpose: str
    resolved_by: str
    chosen: int
    parted_at: int | None = None
