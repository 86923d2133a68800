"""Makes the papers of a run, once: as rows to seal and as BLT files to count. A step of its own.

The BLT files name the candidates in the order that the poll's own paper has.
"""

import sys
from pathlib import Path

import numpy as np

from shortlist.demonstration.ballots import CANDIDATES, make_papers
from shortlist.demonstration.cast import CANDIDATE_NAMES

SEATS = 9
TITLE = "Synthetic papers for measuring"
NAMES = sorted(CANDIDATE_NAMES, key=str.casefold)


def write_papers(folder: Path, count: int) -> None:
    """Write so many papers, one a line, into papers.npy and papers.blt."""
    papers = make_papers(count)
    np.save(folder / "papers.npy", papers)
    write_blt(folder / "papers.blt", papers)


def write_blt(path: Path, papers: np.ndarray) -> None:
    """Write papers, one a line, into a BLT file."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{CANDIDATES} {SEATS}\n")
        for paper in papers:
            preferences = " ".join(str(number) for number in paper.tolist() if number)
            file.write(f"1 {preferences} 0\n")
        file.write("0\n")
        file.writelines(f'"{name}"\n' for name in [*NAMES, TITLE])


if __name__ == "__main__":
    where, papers = Path(sys.argv[1]), int(sys.argv[2])
    if where.is_dir():
        write_papers(where, papers)
    else:
        write_blt(where, make_papers(papers))
