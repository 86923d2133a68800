"""pyrankvote: one `Ballot` a paper, for it knows no weights."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from pyrankvote import Ballot, Candidate, single_transferable_vote


def elected(path: Path) -> list[str]:
    """Return the names of those elected."""
    heading, *lines = path.read_text(encoding="utf-8").splitlines()
    seats, end = int(heading.split()[1]), lines.index("0")
    candidates = [Candidate(line.strip('"')) for line in lines[end + 1 : -1]]
    by_number = {str(number): candidate for number, candidate in enumerate(candidates, 1)}
    ballots = [Ballot([by_number[word] for word in line.split()[1:-1]]) for line in lines[:end]]
    result = single_transferable_vote(candidates, ballots, number_of_seats=seats)
    return [candidate.name for candidate in result.get_winners()]


if __name__ == "__main__":
    names = elected(Path(sys.argv[1]))
    print(json.dumps({"program": f"pyrankvote {version('pyrankvote')}", "elected": names}))
