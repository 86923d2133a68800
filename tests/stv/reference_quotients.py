"""Woodall's rule by quotients, slowly: every paper with what fraction of one it has elected."""

from dataclasses import dataclass, field
from fractions import Fraction

from .reference import Outcome


@dataclass
class Quotients(Outcome):
    """Tallies are papers, less a quota for each candidate they have elected."""

    quotients: list = field(default_factory=list)  # of the hopeful, stage by stage
    quotas: list = field(default_factory=list)


def qpq(papers, candidates, seats, lot):
    """The count starts again after each exclusion: only the last start's elections stand."""
    outcome, excluded = Quotients(), set()
    papers = [(weight, preferences) for weight, preferences in papers if preferences]
    everybody = range(1, candidates + 1)

    def papers_of(number, top, has_elected):
        """How many papers there are, and how many candidates they have elected."""
        mine = [at for at, one in enumerate(top) if one == number]
        weights = [papers[at][0] for at in mine]
        return sum(weights), sum(papers[at][0] * has_elected[at] for at in mine)

    while True:
        elected, has_elected = [], [Fraction(0)] * len(papers)
        while True:
            hopeful = {n for n in everybody if n not in excluded and n not in elected}
            top = [next((n for n in paper if n in hopeful), 0) for _, paper in papers]
            held = {number: papers_of(number, top, has_elected) for number in (0, *hopeful)}
            quotients = {n: Fraction(held[n][0]) / (1 + held[n][1]) for n in hopeful}
            active = sum(weight for weight, _ in papers) - held[0][0]
            quota = Fraction(active) / (1 + seats - held[0][1])
            tallies = [
                held[n][0] - held[n][1] * quota if n in hopeful else quota * (n in elected)
                for n in everybody
            ]
            outcome.quotients.append(quotients)
            outcome.quotas.append(quota)
            outcome.tallies.append(tallies)
            if len(hopeful) + len(elected) <= seats:
                outcome.elected.append(hopeful)
                return outcome
            high = max(quotients.values())
            if high <= quota:
                break
            winner = min((n for n in hopeful if quotients[n] == high), key=lot.index)
            elected.append(winner)
            outcome.elected.append({winner})
            if len(elected) == seats:
                return outcome
            has_elected = [
                1 / high if one == winner else so_far
                for one, so_far in zip(top, has_elected, strict=True)
            ]
        outcome.elected.append(set())
        low = min(quotients.values())
        loser = max((n for n in hopeful if quotients[n] == low), key=lot.index)
        excluded.add(loser)
        if candidates - len(excluded) <= seats:
            outcome.quotients.append({})
            outcome.quotas.append(quota)
            outcome.tallies.append(tallies)
            outcome.elected.append(hopeful - {loser})
            return outcome
