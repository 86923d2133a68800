"""Stages, transfers and ties as JSON values and back; every number of votes is a decimal string."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .fixed import from_text, to_text
from .stages import PaperCount, Parcel, Stage, Tie, Transfer

Json = dict[str, Any]  # Any: JSON values nest


def papers_to_dict(papers: PaperCount) -> Json:
    """How many papers there were; `cut_at_gap` only where gaps were asked to cut and did."""
    optional = () if papers.cut_at_gap else ("cut_at_gap",)
    return {name: count for name, count in vars(papers).items() if name not in optional}


def lot_to_dict(seed: str | None, order: Sequence[int], *, by_rule: bool) -> Json:
    """The lot as the record shows it; `by_rule` only where the rule itself drew it."""
    return {"seed": seed, "order": list(order)} | ({"by_rule": True} if by_rule else {})


def stage_to_dict(stage: Stage, places: int) -> Json:
    """A stage as the record shows it; tallies by candidate number.

    `quotients` and `provisional` only under a rule that has them.
    """
    optional: Json = {}
    if stage.quotients:
        optional["quotients"] = _votes_to_dict(stage.quotients, places)
    if stage.provisional:
        optional["provisional"] = list(stage.provisional)
    return optional | {
        "number": stage.number,
        "stage": stage.stage,
        "action": stage.action,
        "tallies": _votes_to_dict(enumerate(stage.tallies[1:], 1), places),
        "non_transferable": to_text(stage.non_transferable, places),
        "loss_by_fraction": to_text(stage.loss_by_fraction, places),
        "quota": to_text(stage.quota, places),
        "elected": list(stage.elected),
        "excluded": list(stage.excluded),
        "transfer": None if stage.transfer is None else _transfer_to_dict(stage.transfer, places),
    }


def stage_from_dict(values: Json, places: int) -> Stage:
    """The stage that `stage_to_dict` wrote."""
    transfer = values["transfer"]
    tallies = _votes_from_dict(values["tallies"], places)
    return Stage(
        number=values["number"],
        stage=values["stage"],
        action=values["action"],
        tallies=(0, *(votes for _, votes in tallies)),
        non_transferable=from_text(values["non_transferable"], places),
        loss_by_fraction=from_text(values["loss_by_fraction"], places),
        quota=from_text(values["quota"], places),
        elected=tuple(values["elected"]),
        excluded=tuple(values["excluded"]),
        transfer=None if transfer is None else _transfer_from_dict(transfer, places),
        quotients=_votes_from_dict(values.get("quotients", {}), places),
        provisional=tuple(values.get("provisional", ())),
    )


def tie_to_dict(tie: Tie) -> Json:
    """A tie as the record shows it."""
    return {
        "stage": tie.stage,
        "between": list(tie.between),
        "for": tie.purpose,
        "resolved_by": tie.resolved_by,
        "chosen": tie.chosen,
        "parted_at": tie.parted_at,
    }


def tie_from_dict(values: Json) -> Tie:
    """The tie that `tie_to_dict` wrote."""
    return Tie(
        stage=values["stage"],
        between=tuple(values["between"]),
        purpose=values["for"],
        resolved_by=values["resolved_by"],
        chosen=values["chosen"],
        parted_at=values["parted_at"],
    )


def _transfer_to_dict(transfer: Transfer, places: int) -> Json:
    return {
        "from": list(transfer.from_),
        "value": _optional_text(transfer.value, places),
        "surplus": _optional_text(transfer.surplus, places),
        "to": _votes_to_dict(transfer.to, places),
        "non_transferable": to_text(transfer.non_transferable, places),
        "loss_by_fraction": to_text(transfer.loss_by_fraction, places),
        "parcels": [
            {
                "papers": parcel.papers,
                "received_at": to_text(parcel.received_at, places),
                "value": to_text(parcel.value, places),
            }
            for parcel in transfer.parcels
        ],
        "keep_factors": _votes_to_dict(transfer.keep_factors, places),
        "iterations": transfer.iterations,
    }


def _transfer_from_dict(values: Json, places: int) -> Transfer:
    return Transfer(
        from_=tuple(values["from"]),
        value=_optional_number(values["value"], places),
        surplus=_optional_number(values["surplus"], places),
        to=_votes_from_dict(values["to"], places),
        non_transferable=from_text(values["non_transferable"], places),
        loss_by_fraction=from_text(values["loss_by_fraction"], places),
        parcels=tuple(
            Parcel(
                papers=parcel["papers"],
                received_at=from_text(parcel["received_at"], places),
                value=from_text(parcel["value"], places),
            )
            for parcel in values["parcels"]
        ),
        keep_factors=_votes_from_dict(values["keep_factors"], places),
        iterations=values["iterations"],
    )


def _votes_to_dict(votes: Iterable[tuple[int, int]], places: int) -> dict[str, str]:
    return {str(number): to_text(amount, places) for number, amount in votes}


def _votes_from_dict(values: Mapping[str, str], places: int) -> tuple[tuple[int, int], ...]:
    return tuple(
        (int(number), from_text(values[number], places)) for number in sorted(values, key=int)
    )


def _optional_text(votes: int | None, places: int) -> str | None:
    return None if votes is None else to_text(votes, places)


def _optional_number(text: str | None, places: int) -> int | None:
    return None if text is None else from_text(text, places)
