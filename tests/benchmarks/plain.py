"""The peers: what the same bytes cost with nothing of ours. Run as a script, a step a process."""

import csv
import sys
from hashlib import sha256
from pathlib import Path


def read_rows(path: Path) -> int:
    """Read every row of a CSV file and keep none."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def hash_records(path: Path, length: int, start: int) -> int:
    """Read records of `length` bytes and hash each from `start` on."""
    records = 0
    with path.open("rb") as file:
        while record := file.read(length):
            sha256(record[start:]).digest()
            records += 1
    return records


def read_numbers(path: Path) -> int:
    """Turn the lines of papers of a BLT file into numbers with NumPy's text reader."""
    import numpy as np

    papers, _, _ = path.read_bytes().partition(b'"')
    return len(np.fromstring(papers, dtype=np.int64, sep=" "))


if __name__ == "__main__":
    step, file, *numbers = sys.argv[1:]
    steps = {"rows": read_rows, "records": hash_records, "numbers": read_numbers}
    print(steps[step](Path(file), *map(int, numbers)))
