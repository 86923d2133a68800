"""What is done to a contest's box: made ready, filled, closed, opened. One verb a module."""

from shortlist.voting.actions.casting import cast_ballot, cast_many
from shortlist.voting.actions.closing import close_boxes
from shortlist.voting.actions.dropping import drop_contest, why_not_drop
from shortlist.voting.actions.opening import open_boxes
from shortlist.voting.actions.readiness import make_ready

__all__ = [
    "cast_ballot",
    "cast_many",
    "close_boxes",
    "drop_contest",
    "make_ready",
    "open_boxes",
    "why_not_drop",
]
