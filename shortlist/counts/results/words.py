"""Numbers and shares as sentences and bars need them; names and votes are `stv.wording`'s."""

from shortlist.stv.wording import in_words

__all__ = ["in_words", "percent"]


def percent(part: int, whole: int) -> str:
    """Return a share of the whole in per cent, to one place, from whole numbers alone."""
    thousandths = part * 1000 // whole
    return f"{thousandths // 10}.{thousandths % 10}"
