"""How far the slate of a count within bounds meets each of them, in sentences."""

from collections.abc import Iterable, Sequence

from shortlist.language import say, say_many
from shortlist.stv import Record
from shortlist.stv.balance import Balance, Bound
from shortlist.stv.balance_told import intervened


def met_sentences(record: Record, slate: Sequence[int] | None = None) -> tuple[str, ...]:
    """Return a sentence for each bound, and one on what they changed; none without bounds.

    `slate` are the numbers of who is on it: not all who were elected may have agreed to that.
    """
    balance = record.balance
    if balance is None or not balance.bounds:
        return ()
    met = [
        _met(balance, bound, record.elected if slate is None else slate) for bound in balance.bounds
    ]
    return (*met, _changed(len(intervened(record))))


def _met(balance: Balance, bound: Bound, elected: Iterable[int]) -> str:
    many = balance.members(bound, elected)
    asked = bound.words[:1].upper() + bound.words[1:]
    if bound.holds_for(many):
        return say("%(asked)s asked for, %(many)s on the slate.", asked=asked, many=many)
    return say(
        "%(asked)s asked for, %(many)s on the slate, so it is not met.", asked=asked, many=many
    )


def _changed(times: int) -> str:
    if not times:
        return say("Votes alone met all of it: the count was as it would have been without.")
    return say_many(
        "For this the count did once what votes alone would not have done; its stages say why.",
        "For this the count did %(n)s times what votes alone would not have done; "
        "its stages say why.",
        times,
    )
