"""`python -m shortlist.stv`: the count without Flask or a database."""

from .cli import main

__all__ = ["main"]

if __name__ == "__main__":
    raise SystemExit(main())
