"""Text as people type it, made fit to keep: no control characters, plain line ends."""

_JOINERS = "\u200c\u200d"  # invisible, and part of how some names are written


def one_line(text: str | None) -> str:
    """Return typed text as one line, without control characters and needless space.

    Marks that turn the direction of writing go too: in a name they could disguise another.
    """
    kept = "".join(mark if mark.isprintable() or mark in _JOINERS else " " for mark in text or "")
    return " ".join(kept.split())


def prose(text: str | None) -> str:
    """Return typed text with plain line ends and without control characters."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(mark for mark in lines if mark in "\n\t" or ord(mark) >= 32).strip()
