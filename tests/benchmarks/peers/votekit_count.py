"""VoteKit: equal papers merged by a `Counter`, then its quicker class, `FastSTV`.

One `RankBallot` a paper takes it half as long again, and its class `STV` several times as long.
"""

import json
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

from votekit.ballot import RankBallot
from votekit.elections import FastSTV
from votekit.pref_profile import RankProfile


def elected(path: Path) -> list[str]:
    """Return the names of those elected."""
    heading, *lines = path.read_text(encoding="utf-8").splitlines()
    seats, end = int(heading.split()[1]), lines.index("0")
    names = tuple(line.strip('"') for line in lines[end + 1 : -1])
    alone = {str(number): frozenset({name}) for number, name in enumerate(names, 1)}
    papers = Counter(line.partition(" ")[2] for line in lines[:end])
    ballots = tuple(
        RankBallot(ranking=tuple(alone[word] for word in paper.split()[:-1]), weight=weight)
        for paper, weight in papers.items()
    )
    profile = RankProfile(ballots=ballots, candidates=names)
    election = FastSTV(profile, n_seats=seats, tiebreak="random", rng_seed=1)
    return [str(name) for group in election.get_elected() for name in sorted(group)]


if __name__ == "__main__":
    found = elected(Path(sys.argv[1]))
    print(json.dumps({"program": f"VoteKit {version('votekit')}", "elected": found}))
