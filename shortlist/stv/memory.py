"""What becomes of memory that is freed, in work that is done in many equal pieces."""

from __future__ import annotations

_LARGEST = 1 << 25  # bytes: no array of a piece is larger


def keep_freed() -> None:
    """Let the C library keep what is freed, so that the next piece finds its memory in place.

    The GNU library gives large blocks back to the system at once, and the system clears every page
    of them again for the next piece, which takes longer than the work itself. After a block of this
    size was freed it keeps blocks up to it (mallopt(3), M_MMAP_THRESHOLD). None of it is touched,
    so this costs no memory. Elsewhere it does nothing.
    """
    import numpy as np

    np.empty(_LARGEST - (1 << 16), dtype=np.uint8)
