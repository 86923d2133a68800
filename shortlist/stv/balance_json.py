"""A balance and its interventions as JSON values and back; nothing at all where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .balance import Balance
from .balance_words import read_bound
from .errors import InputError
from .interventions import Balanced, Did, Intervention, Reach

Json = dict[str, Any]  # Any: JSON values nest


def balanced_to_dict(balanced: Balanced | None) -> Json:
    """The key `balance` of a record, if it has one; bounds stand as the commands take them."""
    if balanced is None:
        return {}
    groups, asked = balanced.balance.groups, balanced.balance.asked
    return {
        "balance": {
            **({"asked": [str(bound) for bound in asked]} if asked else {}),
            "groups": {str(number): sorted(groups[number]) for number in groups},
            "bounds": [str(bound) for bound in balanced.balance.bounds],
            "interventions": [_intervention_to_dict(one) for one in balanced.interventions],
        }
    }


def balanced_from_dict(values: Mapping[str, Any]) -> Balanced | None:
    """What `balanced_to_dict` wrote into a record."""
    if "balance" not in values:
        return None
    try:
        return _balanced(values["balance"])
    except InputError as wrong:
        raise ValueError(wrong.sentence) from None


def _balanced(balance: Json) -> Balanced:
    groups = {int(number): frozenset(names) for number, names in balance["groups"].items()}
    bounds = tuple(read_bound(bound) for bound in balance["bounds"])
    return Balanced(
        balance=Balance(
            groups=groups,
            bounds=bounds,
            asked=tuple(read_bound(bound) for bound in balance.get("asked", ())),
        ),
        interventions=tuple(_intervention_from_dict(one) for one in balance["interventions"]),
    )


def _intervention_to_dict(one: Intervention) -> Json:
    return {
        "stage": one.stage,
        "candidate": one.candidate,
        "did": str(one.did),
        "vacancies": one.vacancies,
        "because": [
            {"bound": str(reach.bound), "elected": reach.elected, "hopeful": reach.hopeful}
            for reach in one.because
        ],
    }


def _intervention_from_dict(values: Json) -> Intervention:
    return Intervention(
        stage=values["stage"],
        candidate=values["candidate"],
        did=Did(values["did"]),
        vacancies=values["vacancies"],
        because=tuple(
            Reach(
                bound=read_bound(reach["bound"]),
                elected=reach["elected"],
                hopeful=reach["hopeful"],
            )
            for reach in values["because"]
        ),
    )
