"""Empty a poll's boxes after the challenge window: its envelopes, and the keys that open them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from shortlist.audit.actions import PLATFORM
from shortlist.ballot_box.keys import destroy_key
from shortlist.db import open_session
from shortlist.polls.queries import poll_by_slug
from shortlist.voting.actions import erase_envelopes
from shortlist.voting.queries import some_of_the_box

MOST_LOOKED_FOR = 20  # envelopes; with a request id each


@dataclass(frozen=True, kw_only=True)
class Emptied:
    """What came out of a poll's boxes for good, and pieces of it to look for on the disk."""

    envelopes: int
    keys: int
    pieces: Sequence[bytes]


def empty_boxes(engine: Engine, keys_path: Path, slug: str, now: datetime) -> Emptied:
    """Erase a poll's envelopes and then its keys; the caller cleans the files of the database.

    Raises what `erase_envelopes` does.
    """
    with open_session(engine) as session:
        poll = poll_by_slug(session, slug, lock=True)
        contest_ids = [contest.id for contest in poll.contests]
        pieces = some_of_the_box(session, contest_ids, MOST_LOOKED_FOR)
        envelopes = erase_envelopes(session, poll, now=now, actor=PLATFORM)
        session.commit()
    return Emptied(envelopes=envelopes, keys=destroy_keys(keys_path, contest_ids), pieces=pieces)


def destroy_keys(keys_path: Path, contest_ids: Sequence[int]) -> int:
    """Take the boxes' keys off the disk; return how many were there."""
    return sum(destroy_key(keys_path, contest_id) for contest_id in contest_ids)
