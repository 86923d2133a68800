"""Reads of papers, openings and batches; none of them can tell whose a paper is."""

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from shortlist.ballot_box.models import Opening, Paper, PaperBatch
from shortlist.ballot_box.rules import NoSuchBatch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 20_000


def opening_of(session: Session, contest_id: int) -> Opening | None:
    """Return what came out of a contest's box, or None while it is shut."""
    return session.get(Opening, contest_id)


def papers_matrix(session: Session, contest_id: int) -> "NDArray[np.uint8]":
    """Return a contest's opened papers in tracker order, shape (papers, deepest paper), uint8.

    A row holds candidates' numbers in order of preference and 0 where there is none. Read in
    chunks, so that it takes the memory of the matrix and little more.
    """
    import numpy as np

    about = select(func.count(), func.max(func.length(Paper.preferences)))
    papers, depth = session.execute(about.where(Paper.contest_id == contest_id)).one()
    matrix = np.zeros((papers, depth or 0), dtype=np.uint8)
    query = select(Paper.preferences).where(Paper.contest_id == contest_id).order_by(Paper.tracker)
    start = 0
    for chunk in session.scalars(query, execution_options={"yield_per": CHUNK}).partitions():
        flat = b"".join([preferences.ljust(depth, b"\0") for preferences in chunk])
        rows = np.frombuffer(flat, dtype=np.uint8).reshape(-1, depth)
        matrix[start : start + len(rows)] = rows
        start += len(rows)
    return matrix


def papers_in_order(session: Session, contest_id: int) -> Generator[tuple[bytes, bytes]]:
    """Yield a contest's opened papers in tracker order as (tracker, preferences), in chunks."""
    query = select(Paper.tracker, Paper.preferences).where(Paper.contest_id == contest_id)
    in_order = query.order_by(Paper.tracker)
    with session.execute(in_order, execution_options={"yield_per": CHUNK}) as papers:
        yield from papers


def batches(session: Session, contest_id: int) -> Sequence[PaperBatch]:
    """Return the batches that count in a contest, files included, in the order they came in."""
    query = select(PaperBatch).where(
        PaperBatch.contest_id == contest_id, PaperBatch.imported_at.is_not(None)
    )
    return session.scalars(query.options(undefer(PaperBatch.blt)).order_by(PaperBatch.id)).all()


def batch_list(session: Session, contest_ids: Sequence[int]) -> Sequence[PaperBatch]:
    """Return all batches of some contests, waiting ones included, without their files."""
    query = select(PaperBatch).where(PaperBatch.contest_id.in_(contest_ids))
    return session.scalars(query.order_by(PaperBatch.contest_id, PaperBatch.id)).all()


def waiting_batch(session: Session, contest_ids: Sequence[int], batch_id: int) -> PaperBatch:
    """Return a batch that waits to be confirmed in one of these contests; raise `NoSuchBatch`."""
    batch = session.get(PaperBatch, batch_id)
    if batch is None or batch.contest_id not in contest_ids or batch.imported_at is not None:
        raise NoSuchBatch
    return batch


def batch_with(session: Session, contest_id: int, sha256: bytes) -> PaperBatch | None:
    """Return the contest's batch made of a file with this hash, or None."""
    query = select(PaperBatch).where(
        PaperBatch.contest_id == contest_id, PaperBatch.sha256 == sha256
    )
    return session.scalar(query)


def is_known(session: Session, sha256: bytes) -> bool:
    """Say whether a file with this hash was brought into any contest."""
    query = select(PaperBatch.id).where(PaperBatch.sha256 == sha256).limit(1)
    return session.scalar(query) is not None
