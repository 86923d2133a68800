"""ERS97 and Northern Ireland's rules counted slowly, paper by paper, with nothing from the engine.

Every paper remembers its value and when its candidate received it; numbers are fractions. Written
from the texts, each to be read from top to bottom beside its own.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

HUNDREDTH = Fraction(1, 100)


@dataclass
class Sheet:
    """Rows of a result sheet: who is elected at each (as sets), tallies, the quota."""

    elected: list = field(default_factory=list)
    tallies: list = field(default_factory=list)
    quotas: list = field(default_factory=list)


@dataclass(eq=False)
class Paper:
    weight: int
    preferences: tuple
    value: Fraction = Fraction(1)
    received: int = 0  # at which move of papers; 0 for a first preference


class Table:
    """The counting table: piles of papers, votes, and who is still in."""

    def __init__(self, papers, candidates, lot):
        self.everyone = range(1, candidates + 1)
        self.hopeful, self.elected, self.excluded = set(self.everyone), set(), set()
        self.piles = {number: [] for number in self.everyone}
        self.votes = dict.fromkeys(self.everyone, Fraction(0))
        self.lot, self.moves, self.sheet = lot, 0, Sheet()
        self.deal([Paper(weight, preferences) for weight, preferences in papers if preferences])
        self.valid = sum(self.votes.values())

    def next_for(self, paper):
        return next((number for number in paper.preferences if number in self.hopeful), None)

    def deal(self, papers):
        for paper in papers:
            if number := self.next_for(paper):
                self.piles[number].append(paper)
                self.votes[number] += paper.weight * paper.value

    def move(self, papers, value=None):
        """Give papers to their next preferences, all in one move, at a value or their own."""
        self.moves += 1
        for paper in papers:
            paper.received = self.moves
            paper.value = paper.value if value is None else value
        self.deal(papers)

    def rank(self, number):
        """Compares candidates: by votes, then at the earliest row that parts, then by lot."""
        return (self.votes[number], self.history(number), -self.lot.index(number))

    def history(self, number):
        return [tallies[number - 1] for tallies in self.sheet.tallies]

    def surpluses(self, quota):
        return {n: self.votes[n] - quota for n in self.elected if self.votes[n] > quota}

    def elect(self, numbers):
        self.elected |= set(numbers)
        self.hopeful -= self.elected

    def exclude(self, numbers):
        self.excluded |= set(numbers)
        self.hopeful -= self.excluded

    def give_up_surplus(self, giver, quota):
        """Papers of the last move to this candidate go on; the quota stays."""
        surplus, self.votes[giver] = self.votes[giver] - quota, quota
        last = max(paper.received for paper in self.piles[giver])
        moving = [p for p in self.piles[giver] if p.received == last and self.next_for(p)]
        worth = sum(paper.weight * paper.value for paper in moving)
        number = sum(paper.weight for paper in moving)
        if worth > surplus:
            self.move(moving, floor(surplus / number / HUNDREDTH) * HUNDREDTH)
        else:
            self.move(moving)

    def take(self, numbers, value, *, first=None):
        """Take from candidates the papers of one value; only first preferences, or none of them."""
        taken = []
        for number in numbers:
            chosen = [
                paper
                for paper in self.piles[number]
                if paper.value == value and (first is None or first == (paper.received == 0))
            ]
            self.piles[number] = [p for p in self.piles[number] if p not in chosen]
            self.votes[number] -= sum(paper.weight * paper.value for paper in chosen)
            taken += chosen
        return taken

    def values(self, numbers):
        return sorted({p.value for n in numbers for p in self.piles[n]}, reverse=True)

    def close(self, quota):
        so_far = set().union(*self.sheet.elected)
        self.sheet.elected.append(self.elected - so_far)
        self.sheet.tallies.append([self.votes[number] for number in self.everyone])
        self.sheet.quotas.append(quota)


def ers97(papers, candidates, seats, lot):  # noqa: C901 - as long as the text
    """Section 5 of ERS97; a row for each batch."""
    table = Table(papers, candidates, lot)
    quota = None

    def active():
        """All votes but those that are kept by the elected, or by nobody."""
        kept = sum(min(table.votes[number], quota) for number in table.elected)
        return sum(table.votes.values()) - kept

    def deem():
        while places := seats - len(table.elected):
            bound = min(quota, active() / (places + 1))
            over = [number for number in table.hopeful if table.votes[number] >= bound]
            if not over:
                return
            most = max(table.votes[number] for number in over)
            group = [number for number in over if table.votes[number] == most]
            if len(group) > places:  # 5.6.2
                group.sort(key=table.history, reverse=True)
                first_without = table.history(group[places])
                group = [n for n in group if table.history(n) > first_without]
                if not group:
                    return
            table.elect(group)

    def close():
        nonlocal quota
        if not table.elected:
            quota = ceil(sum(table.votes.values()) / (seats + 1) / HUNDREDTH) * HUNDREDTH
        deem()
        table.close(quota)

    close()
    if len(table.hopeful) <= seats - len(table.elected):
        table.elect(table.hopeful)
        table.sheet.elected[0] = set(table.elected)
    while (places := seats - len(table.elected)) and table.hopeful:
        surpluses = table.surpluses(quota)
        lowest = sorted(table.hopeful, key=table.rank)
        votes = [table.votes[number] for number in lowest]
        together = max(
            (
                number
                for number in range(1, len(lowest) - places + 1)
                if sum(votes[:number]) + sum(surpluses.values()) <= votes[number]
            ),
            default=0,
        )
        if not together:
            table.give_up_surplus(max(surpluses, key=table.rank), quota)
            close()
            continue
        losers = lowest[:together]
        table.exclude(losers)
        if len(table.hopeful) == places:  # 5.5.1
            table.elect(table.hopeful)
            table.close(quota)
            continue
        values = table.values(losers)
        if not values:
            close()
        for value in values:
            if len(table.elected) < seats:
                table.move(table.take(losers, value))
                close()
    return table.sheet


def northern_ireland(papers, candidates, seats, lot):
    """Rules 47 to 52; a row for each stage."""
    table = Table(papers, candidates, lot)
    quota = Fraction(floor(table.valid / (seats + 1)) + 1)

    def deem():
        table.elect([number for number in table.hopeful if table.votes[number] >= quota])

    def close():
        if len(table.hopeful) <= seats - len(table.elected):  # 52(1)
            table.elect(table.hopeful)
        if seats - len(table.elected) == 1:  # 52(2)
            surplus = sum(table.surpluses(quota).values())
            first = [
                number
                for number in table.hopeful
                if table.votes[number]
                >= surplus + sum(table.votes[other] for other in table.hopeful - {number})
            ]
            table.elect(first if len(first) == 1 else [])
        table.close(quota)

    deem()
    close()
    while (places := seats - len(table.elected)) and table.hopeful:
        surpluses = table.surpluses(quota)
        lowest = sorted(table.hopeful, key=table.rank)
        votes = [table.votes[number] for number in lowest]
        together = max(
            (
                number
                for number in range(1, len(lowest) - places + 1)
                if sum(votes[:number]) + sum(surpluses.values()) < votes[number]
            ),
            default=0,
        )
        if surpluses and not together:
            table.give_up_surplus(max(surpluses, key=table.rank), quota)
            deem()
            close()
            continue
        losers = lowest[: together or 1]
        table.exclude(losers)
        if len(table.hopeful) > places:  # else 52(3)
            turns = [(Fraction(1), True), *((value, False) for value in table.values(losers))]
            for value, first in turns:
                if len(table.elected) < seats:
                    table.move(table.take(losers, value, first=first))
                    deem()
        close()
    return table.sheet
