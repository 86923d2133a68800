"""Slow counts by steps of keep values, paper by paper in fractions, with nothing from the engine.

They are long on purpose: each can be read from top to bottom beside the definition.
"""

from fractions import Fraction
from math import ceil, floor

from .reference import Outcome

LAST = Fraction(1, 10**9)


def up(value):
    return ceil(value / LAST) * LAST


def down(value):
    return floor(value / LAST) * LAST


def schedule_1a(papers, candidates, seats, lot):  # noqa: C901 - see above
    """New Zealand's schedule 1A with a declared lot; the last of it goes out first among equals."""
    everybody = range(1, candidates + 1)
    named = {number for _, preferences in papers for number in preferences}
    keep = {number: Fraction(number in named) for number in everybody}
    hopeful, successful, outcome = set(named), [], Outcome()
    votes, quota = {}, Fraction(0)

    def allocate():
        nonlocal quota
        votes.update(dict.fromkeys(everybody, Fraction(0)))
        for weight, preferences in papers:
            left = Fraction(1)
            for number in preferences:
                kept = up(left * keep[number])
                votes[number] += kept * weight
                left -= kept
        total = sum(votes.values())
        quota = Fraction(ceil(total / 2)) if seats == 1 else down(total / (seats + 1)) + LAST

    def close(new):
        hopeful.difference_update(new)
        successful.extend(new)
        outcome.elected.append(set(new))
        outcome.tallies.append([votes[number] for number in everybody])

    def out(numbers):
        left = [n for n in numbers if votes[n] == min(votes[m] for m in numbers)]
        for tallies in outcome.tallies:
            fewest = min(tallies[number - 1] for number in left)
            left = [number for number in left if tallies[number - 1] == fewest]
        gone = max(left, key=lot.index)
        hopeful.remove(gone)
        keep[gone] = Fraction(0)

    def reached():
        return [number for number in hopeful if votes[number] >= quota]

    def is_complete():
        return len(successful) >= seats or len(successful) + len(hopeful) <= seats

    def close_step():
        new = reached()
        full = len(successful) + len(new) >= seats
        if not full and len(successful) + len(hopeful) <= seats:
            new = list(hopeful)
        close(new)

    allocate()
    if seats == 1:
        while True:
            new = reached()
            close(new if len(new) == 1 else [])
            if successful:
                return outcome
            out(new or list(hopeful))
            if new:
                close(reached())
                return outcome
            allocate()
    close_step()
    tried = []
    while not is_complete():
        surplus = sum(max(Fraction(0), votes[number] - quota) for number in everybody)
        least, above = sorted(votes[number] for number in hopeful)[:2]
        state = (dict(keep), set(hopeful))
        if least + surplus < above or surplus < Fraction(1, 10**4) or state in tried:
            out(hopeful)
            if is_complete():
                close(list(hopeful))
                return outcome
        else:
            tried.append(state)
        for number in successful:
            if votes[number] > quota:
                keep[number] = up(up(keep[number] * quota) / votes[number])
        allocate()
        close_step()
    return outcome


def warren(papers, candidates, seats, lot):  # noqa: C901 - see above
    """Warren's method in the rounds of the PRF's reference rule; certain losers go out together."""
    everybody = range(1, candidates + 1)
    keep = dict.fromkeys(everybody, Fraction(1))
    hopeful, elected, outcome = set(everybody), [], Outcome()
    votes, reaching, quota, surplus = {}, {}, Fraction(0), Fraction(0)

    def distribute():
        nonlocal quota
        votes.update(dict.fromkeys(everybody, Fraction(0)))
        reaching.update({number: [] for number in everybody})
        for weight, preferences in papers:
            left = Fraction(1)
            for number in preferences:
                reaching[number].append((left, weight))
                votes[number] += min(left, keep[number]) * weight
                left -= min(left, keep[number])
        quota = down(sum(votes.values()) / (seats + 1)) + LAST

    def price(number):
        """Try each weight that reaches the candidate as the one from which papers pay in full."""
        for mark, _ in sorted(reaching[number]):
            lighter = sum(left * weight for left, weight in reaching[number] if left < mark)
            payers = sum(weight for left, weight in reaching[number] if left >= mark)
            if lighter + mark * payers >= quota:
                return up((quota - lighter) / payers)
        return Fraction(1)

    def losers():
        ranked = sorted(hopeful, key=votes.get)
        for together in range(len(ranked) + len(elected) - seats, 0, -1):
            total = sum(votes[number] for number in ranked[:together])
            if surplus >= Fraction(1, 10**6) and total + surplus < votes[ranked[together]]:
                return ranked[:together]
        return []

    def iterate():
        nonlocal surplus
        previous = None
        while True:
            distribute()
            new = [number for number in hopeful if votes[number] >= quota]
            hopeful.difference_update(new)
            elected.extend(new)
            surplus = max(Fraction(0), sum(votes[number] - quota for number in elected))
            if new or surplus < Fraction(1, 10**6) or losers():
                return new
            scaled = {n: min(keep[n], up(up(keep[n] * quota) / votes[n])) for n in elected}
            unchanged = all(scaled[number] == keep[number] for number in elected)
            if unchanged or (previous is not None and surplus > previous * Fraction(9, 10)):
                scaled = {n: min(keep[n], price(n)) for n in elected}
            if all(scaled[number] == keep[number] for number in elected):
                return []
            previous = surplus
            keep.update(scaled)

    def close(new):
        outcome.elected.append(set(new))
        outcome.tallies.append([votes[number] for number in everybody])

    while True:
        new = iterate()
        if len(elected) == seats or len(elected) + len(hopeful) <= seats:
            close(new if len(elected) == seats else {*new, *hopeful})
            return outcome
        close(new)
        if new:
            continue
        gone = losers()
        if not gone:
            lowest = min(votes[number] for number in hopeful) + surplus
            gone = [max((n for n in hopeful if votes[n] <= lowest), key=lot.index)]
        hopeful.difference_update(gone)
        if len(elected) + len(hopeful) <= seats:
            close(set(hopeful))
            return outcome
        keep.update(dict.fromkeys(gone, Fraction(0)))
