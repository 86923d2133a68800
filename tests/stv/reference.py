"""Slow counts from the definitions, paper by paper in fractions, with nothing from the engine.

`places` None means no rounding at all. Each returns, stage by stage, who is elected (as sets) and
the tallies, and the smallest gap that a decision hung on.

They are long on purpose: each can be read from top to bottom beside the definition.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor


@dataclass
class Outcome:
    elected: list = field(default_factory=list)
    tallies: list = field(default_factory=list)
    closest: Fraction = Fraction(10**9)  # the smallest gap that any decision hung on


def gregory(papers, candidates, seats, lot, places=5):  # noqa: C901 - see above
    """Weighted inclusive Gregory as the Scottish rules have it; every paper keeps its own value."""

    def down(value):
        return value if places is None else Fraction(floor(value * 10**places), 10**places)

    hands = {number: [] for number in range(candidates + 1)}
    hopeful, outcome = set(range(1, candidates + 1)), Outcome()

    def deal(weight, preferences, value):
        for at, number in enumerate(preferences):
            if number in hopeful:
                hands[number].append((weight, preferences[at + 1 :], value))
                return number
        return 0

    votes = dict.fromkeys(hands, Fraction(0))

    def credit(weight, preferences, value):
        votes[deal(weight, preferences, value)] += weight * value

    for weight, preferences in papers:
        if preferences:
            credit(weight, preferences, Fraction(1))
    formal = sum(votes.values())
    quota = floor(formal / (seats + 1)) + 1
    places_left, with_surplus, rounded = seats, set(), False

    def note(gaps):
        """Remember the smallest gap; being equal is one too, once fractions have been moved."""
        outcome.closest = min([outcome.closest, *(gap for gap in gaps if gap or rounded)])

    def close():
        nonlocal places_left
        note(abs(votes[number] - quota) for number in hopeful)
        new = {number for number in hopeful if votes[number] >= quota}
        if len(hopeful - new) <= places_left - len(new):
            new = set(hopeful)
        hopeful.difference_update(new)
        places_left -= len(new)
        with_surplus.update(number for number in new if votes[number] > quota)
        outcome.elected.append(new)
        outcome.tallies.append([votes[number] for number in range(1, candidates + 1)])

    def choose(numbers, most):
        sign = 1 if most else -1
        best = max(sign * votes[number] for number in numbers)
        tied = {number for number in numbers if sign * votes[number] == best}
        note(best - sign * votes[number] for number in numbers - tied)
        if len(tied) > 1 and best:
            note([Fraction(0)])
        for tallies in reversed(outcome.tallies[:-1]):
            best = max(sign * tallies[number - 1] for number in tied)
            tied = {number for number in tied if sign * tallies[number - 1] == best}
        return min(tied, key=lot.index) if most else max(tied, key=lot.index)

    close()
    while places_left and hopeful:
        if with_surplus:
            giver, rounded = choose(with_surplus, most=True), True
            with_surplus.remove(giver)
            had, held = votes[giver], hands[giver]
            hands[giver], votes[giver] = [], Fraction(quota)
            for weight, preferences, value in held:
                credit(weight, preferences, down(value * (had - quota) / had))
        else:
            giver = choose(hopeful, most=False)
            hopeful.remove(giver)
            if len(hopeful) > places_left:
                held, hands[giver], votes[giver] = hands[giver], [], Fraction(0)
                for weight, preferences, value in held:
                    credit(weight, preferences, value)
        close()
    return outcome


def meek(  # noqa: C901 - see above
    papers, candidates, seats, lot, places=9, omega=Fraction(1, 10**6)
):
    """Meek's method as the reference rule has it; every paper's weight is shared out by itself."""
    last = Fraction(1, 10**places)

    def up(value):
        return ceil(value / last) * last

    keep = dict.fromkeys(range(1, candidates + 1), Fraction(1))
    hopeful, elected, outcome = set(keep), set(), Outcome()
    votes, quota, surplus = {}, Fraction(0), Fraction(0)

    def distribute():
        nonlocal quota
        votes.update(dict.fromkeys(keep, Fraction(0)))
        for paper_weight, preferences in papers:
            weight = Fraction(1)
            for number in preferences:
                share = up(weight * keep[number])
                votes[number] += share * paper_weight
                weight -= share
        quota = floor(sum(votes.values()) / (seats + 1) / last) * last + last

    def iterate():
        nonlocal surplus
        previous = None
        while True:
            distribute()
            new = {number for number in hopeful if votes[number] >= quota}
            gaps = [abs(votes[number] - quota) for number in hopeful]
            hopeful.difference_update(new)
            elected.update(new)
            surplus = max(Fraction(0), sum(votes[number] - quota for number in elected))
            finished = surplus < omega or (previous is not None and surplus >= previous)
            if new or finished:
                outcome.closest = min([outcome.closest, *gaps])
                return new
            previous = surplus
            for number in elected:
                keep[number] = up(up(keep[number] * quota) / votes[number])

    def close(new):
        outcome.elected.append(new)
        outcome.tallies.append([votes[number] for number in range(1, candidates + 1)])

    while True:
        new = iterate()
        if len(elected) == seats or len(elected) + len(hopeful) <= seats:
            close(new | (hopeful if len(elected) < seats else set()))
            return outcome
        close(new)
        if new:
            continue
        lowest = min(votes[number] for number in hopeful)
        tied = {number for number in hopeful if votes[number] <= lowest + surplus}
        gaps = [votes[number] - lowest - surplus for number in hopeful - tied]
        outcome.closest = min([outcome.closest, *gaps])
        loser = max(tied, key=lot.index)
        hopeful.remove(loser)
        if len(elected) + len(hopeful) <= seats:
            close(set(hopeful))
            return outcome
        keep[loser] = Fraction(0)
