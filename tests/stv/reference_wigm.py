"""Slow counts by the rules that weigh all papers of a surplus, paper by paper in fractions.

They share nothing with the engine. `places` None means no rounding at all. Each returns, stage by
stage, who is elected (as sets) and the tallies, and the smallest gap that a decision hung on.

They are long on purpose: each can be read from top to bottom beside the rule.
"""

from fractions import Fraction
from math import floor

from .reference import Outcome


class Table:
    """Every paper in somebody's hand with its own value; hand 0 holds those that go nowhere."""

    def __init__(self, papers, candidates):
        self.hands = {number: [] for number in range(candidates + 1)}
        self.votes = dict.fromkeys(self.hands, Fraction(0))
        everybody = set(range(1, candidates + 1))
        for weight, preferences in papers:
            if preferences:
                self.deal(weight, preferences, Fraction(1), everybody)
        self.formal = sum(self.votes.values())
        self.outcome = Outcome()

    def deal(self, weight, preferences, value, open_to):
        for at, number in enumerate(preferences):
            if number in open_to:
                self.hands[number].append((weight, preferences[at + 1 :], value))
                self.votes[number] += weight * value
                return
        self.votes[0] += weight * value

    def pass_on(self, giver, left, revalue, open_to):
        held, self.hands[giver], self.votes[giver] = self.hands[giver], [], Fraction(left)
        for weight, preferences, value in held:
            self.deal(weight, preferences, revalue(value), open_to)

    def close(self, elected):
        self.outcome.elected.append(set(elected))
        self.outcome.tallies.append([votes for number, votes in self.votes.items() if number])

    def note(self, gaps):
        self.outcome.closest = min([self.outcome.closest, *gaps])

    def best(self, numbers, sign):
        """Those with most (1) or fewest (-1) votes, and how far the others are from them."""
        mark = max(sign * self.votes[number] for number in numbers)
        tied = {number for number in numbers if sign * self.votes[number] == mark}
        self.note(mark - sign * self.votes[number] for number in set(numbers) - tied)
        if len(tied) > 1:
            self.note([Fraction(0)])
        return tied

    def losers(self, numbers, surplus, spare):
        """By trying every group of the lowest: who together stay below everybody else."""
        found = set()
        for mark in sorted({self.votes[number] for number in numbers}):
            group = {number for number in numbers if self.votes[number] <= mark}
            others = set(numbers) - group
            if others and len(group) <= spare:
                mine = sum(self.votes[number] for number in group) + surplus
                theirs = min(self.votes[number] for number in others)
                self.note([abs(theirs - mine)])
                if mine < theirs:
                    found = group
        return found


def cut(value, places):
    return value if places is None else Fraction(floor(value * 10**places), 10**places)


def wigm(papers, candidates, seats, lot, places=4, batch=False):  # noqa: C901 - see above
    """The reference rule of the Proportional Representation Foundation."""
    table = Table(papers, candidates)
    votes = table.votes
    quota = cut(table.formal / (seats + 1), places) + Fraction(1, 10**4)
    hopeful, pending, elected = set(range(1, candidates + 1)), set(), set()

    def is_complete():
        return len(elected | pending) == seats or len(elected | pending | hopeful) <= seats

    def close():
        table.note(abs(votes[number] - quota) for number in hopeful)
        new = {number for number in hopeful if votes[number] >= quota}
        hopeful.difference_update(new)
        pending.update(new)
        if is_complete() and len(elected | pending) < seats:
            new |= hopeful
            pending.update(hopeful)
            hopeful.clear()
        table.close(new)

    def defeat(numbers):
        hopeful.difference_update(numbers)
        if not is_complete():
            for number in numbers:
                table.pass_on(number, 0, lambda value: value, hopeful)
        close()

    close()
    while not is_complete():
        surpluses = sum(votes[number] - quota for number in pending)
        spare = len(hopeful) - (seats - len(pending) - len(elected))
        sure = table.losers(hopeful, surpluses, spare) if batch else set()
        if sure:
            defeat(sure)
        elif pending:
            giver = max(table.best(pending, 1), key=lot.index)
            surplus, total = votes[giver] - quota, votes[giver]

            def revalue(value, surplus=surplus, total=total):
                return cut(cut(value * surplus, places) / total, places)

            table.pass_on(giver, quota, revalue, hopeful)
            pending.remove(giver)
            elected.add(giver)
            close()
        else:
            defeat({max(table.best(hopeful, -1), key=lot.index)})
    return table.outcome


def cfer(papers, candidates, seats, lot, places=5, threshold=None):
    """Section 10059 of the draft of Californians for Electoral Reform, or 10058 for one seat."""
    if seats == 1 and threshold is None:
        return runoff(papers, candidates, lot)
    table = Table(papers, candidates)
    votes = table.votes
    if threshold is None:
        threshold = floor(table.formal / (seats + 1) + 1)
    continuing, elected, with_surplus = set(range(1, candidates + 1)), set(), set()

    def close(new):
        continuing.difference_update(new)
        elected.update(new)
        with_surplus.update(number for number in new if votes[number] > threshold)
        table.close(new)

    def reached():
        return {number for number in continuing if votes[number] >= threshold}

    close(continuing.copy() if candidates <= seats else reached())
    while continuing and len(elected) < seats:
        if with_surplus:
            for giver in sorted(with_surplus):
                part = (votes[giver] - threshold) / votes[giver]
                revalue = {"revalue": lambda value, part=part: cut(value * part, places)}
                table.pass_on(giver, threshold, **revalue, open_to=continuing)
            with_surplus.clear()
            close(reached())
            continue
        loser = max(table.best(continuing, -1), key=lot.index)
        continuing.remove(loser)
        if len(continuing) + len(elected) == seats:
            close(continuing.copy())
        else:
            table.pass_on(loser, 0, lambda value: value, continuing)
            close(reached())
    return table.outcome


def runoff(papers, candidates, lot):
    """Plain instant runoff: the lowest goes out until the last two, of whom the higher wins."""
    table = Table(papers, candidates)
    votes, continuing = table.votes, set(range(1, candidates + 1))
    while len(continuing) > 2 or (len(continuing) == 2 and len({*map(votes.get, continuing)}) == 1):
        table.close(())
        loser = max(table.best(continuing, -1), key=lot.index)
        continuing.remove(loser)
        if len(continuing) > 1:
            table.pass_on(loser, 0, lambda value: value, continuing)
    table.close({max(continuing, key=votes.get)})
    return table.outcome


def mpls(papers, candidates, seats, lot, places=4):
    """Section 167.70 of Minneapolis; who has the threshold continues until the surplus moves."""
    table = Table(papers, candidates)
    votes = table.votes
    threshold = floor(table.formal / (seats + 1)) + 1
    continuing, elected = set(range(1, candidates + 1)), set()

    def close(new=()):
        new = set(new)
        at_threshold = {number for number in continuing if votes[number] >= threshold}
        if len(elected) + len(at_threshold) == seats:
            new |= at_threshold
        elif len(continuing) <= seats - len(elected):
            new |= continuing
        continuing.difference_update(new)
        elected.update(new)
        table.close(new)

    def defeat(numbers):
        continuing.difference_update(numbers)
        for number in numbers:
            table.pass_on(number, 0, lambda value: value, continuing)
        close()

    close()
    while continuing and len(elected) < seats:
        below = {number for number in continuing if votes[number] < threshold}
        surplus = sum(votes[number] - threshold for number in continuing - below)
        impossible = table.losers(below, surplus, len(continuing) - (seats - len(elected)))
        above = {number for number in continuing if votes[number] > threshold}
        if impossible:
            defeat(impossible)
        elif above:
            giver = min(table.best(above, 1), key=lot.index)
            continuing.remove(giver)
            elected.add(giver)
            fraction = cut((votes[giver] - threshold) / votes[giver], places)

            def revalue(value, fraction=fraction):
                return cut(value * fraction, places)

            table.pass_on(giver, threshold, revalue, continuing)
            close({giver})
        else:
            defeat({max(table.best(continuing, -1), key=lot.index)})
    return table.outcome
