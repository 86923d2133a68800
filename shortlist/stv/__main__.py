"""`python -m shortlist.stv`: the count without Flask or a database."""

import os

from .cli import main

__all__ = ["main"]

if __name__ == "__main__":
    # numpy's library for matrices starts a thread a core when it is loaded, which takes longer than
    # to count a ward, and a count multiplies no matrices.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    raise SystemExit(main())
