"""Reads BLT files into profiles, as a count does before it counts. A step of its own."""

import os
import sys
from pathlib import Path

from shortlist.stv import read_blt

if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `python -m shortlist.stv` does
    profiles = [read_blt(Path(name).read_bytes()) for name in sys.argv[1:]]
    print(sum(1 for profile in profiles if profile.total))
