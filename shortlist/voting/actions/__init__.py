"""What is done to a box: entrusted, made ready, filled, closed, sampled, opened, erased."""

from shortlist.voting.actions.casting import cast_ballot, cast_many
from shortlist.voting.actions.closing import close_boxes
from shortlist.voting.actions.dropping import drop_contest, why_not_drop
from shortlist.voting.actions.erasing import erase_envelopes, hold_back, let_go
from shortlist.voting.actions.extending import extend_voting
from shortlist.voting.actions.opening import open_boxes
from shortlist.voting.actions.readiness import make_ready
from shortlist.voting.actions.sampling import sample_voted, why_not_sample
from shortlist.voting.actions.trustees_opening import parcel_for_trustees, take_papers
from shortlist.voting.actions.trusting import add_trustee, remove_trustee, take_answer

__all__ = [
    "add_trustee",
    "cast_ballot",
    "cast_many",
    "close_boxes",
    "drop_contest",
    "erase_envelopes",
    "extend_voting",
    "hold_back",
    "let_go",
    "make_ready",
    "open_boxes",
    "parcel_for_trustees",
    "remove_trustee",
    "sample_voted",
    "take_answer",
    "take_papers",
    "why_not_drop",
    "why_not_sample",
]
