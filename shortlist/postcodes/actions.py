"""Bring in a postcode directory."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.postcodes.directory import Answer
from shortlist.postcodes.models import PostcodeAnswer, PostcodeDirectory

AT_ONCE = 5_000


def replace_directory(
    session: Session, edition: str, answers: Iterable[Answer], *, now: datetime, actor: Actor
) -> int:
    """Put a directory in the place of the one before; return how many answers it has."""
    session.execute(delete(PostcodeAnswer))
    session.execute(delete(PostcodeDirectory))
    kept = 0
    for some in _batches(answers):
        rows = [{"beginning": beginning, "regions": regions} for beginning, regions in some]
        session.execute(insert(PostcodeAnswer), rows)
        kept += len(rows)
    session.add(PostcodeDirectory(edition=edition, imported_at=now, answers=kept))
    record_event(
        session,
        now=now,
        actor=actor,
        action="postcode directory imported",
        subject="postcodes",
    )
    return kept


def _batches(answers: Iterable[Answer]) -> Iterator[list[Answer]]:
    left = iter(answers)
    while some := list(islice(left, AT_ONCE)):
        yield some
