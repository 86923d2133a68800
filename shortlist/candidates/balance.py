"""The balance of a contest as it is fixed: its rules, and who counts among whom, by number.

Pure. It is fixed with the paper and stands in the manifest word for word, so that the count, and
whoever counts again, go by what was signed before anybody voted.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import rfc8785

from shortlist.language import ENGLISH, speaking
from shortlist.polls.balance import Asked, RulePlan, balance_for, sentence_of
from shortlist.stv import Balance, read_bound

People = Mapping[int, tuple[Collection[str], str]]  # the groups declared, and the region


@dataclass(frozen=True, kw_only=True)
class FixedRules:
    """Balance rules that were fixed: a sentence for each bound, and the balance for the count."""

    sentences: tuple[str, ...]
    balance: Balance


def balance_text(
    rules: Sequence[RulePlan], seats: int, asked: Sequence[Asked], people: People
) -> str:
    """Return rules and who is in them, by number, as canonical JSON (RFC 8785).

    Of what was declared nothing is in it but what a rule speaks of.
    """
    balance = balance_for(rules, people)
    with speaking(ENGLISH):  # it is signed, whoever asks for it
        sentences = [sentence_of(rule, seats) for rule in rules]
    content = {
        "rules": [
            {"bound": str(rule.bound), "sentence": sentence}
            for rule, sentence in zip(rules, sentences, strict=True)
        ],
        "declared": [
            {"group": one.plan.name, "words": one.plan.words, "version": one.version}
            for one in asked
            if one.is_public
        ],
        "groups": {str(number): sorted(balance.groups[number]) for number in balance.groups},
    }
    return rfc8785.dumps(content).decode()  # type: ignore[arg-type]  # a dict of str is JSON, which the library's invariant type cannot say


def read_balance(text: str) -> FixedRules:
    """Return what `balance_text` wrote."""
    content = json.loads(text)
    groups = {int(number): frozenset(names) for number, names in content["groups"].items()}
    bounds = tuple(read_bound(rule["bound"]) for rule in content["rules"])
    return FixedRules(
        sentences=tuple(rule["sentence"] for rule in content["rules"]),
        balance=Balance(groups=groups, bounds=bounds),
    )
