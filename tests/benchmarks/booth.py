"""Where the steps of the ballot box work: the poll of a run, its moments, papers and envelopes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path

import numpy as np
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shortlist.ballot_box.sealing import sealed_length
from shortlist.clock import SetClock
from shortlist.db import load_tables, make_engine, open_session
from shortlist.polls.models import Poll
from shortlist.roll.models import Elector
from shortlist.voting.ballots import SealedBallot
from shortlist.voting.manifest import Fixed
from shortlist.voting.queries import fixed_for
from tests.benchmarks.papers import NAMES
from tests.timetables import CLOSES, OPENS, SHORTLIST, add_poll
from tests.voting.booth import add_candidates

REQUEST_BYTES = 32
READY_AT = SHORTLIST + timedelta(minutes=1)
VOTING_AT = OPENS + timedelta(hours=1)
CLOSING_AT = CLOSES + timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Booth:
    """The run's database and folder."""

    engine: Engine
    folder: Path

    @classmethod
    def at(cls, url: str, folder: Path) -> "Booth":
        """Return the booth of a database and a folder."""
        load_tables()
        return cls(engine=make_engine(url), folder=folder)

    @property
    def keys_path(self) -> Path:
        """The folder of keys, shared by all databases of a run: so one sealing does for all."""
        return self.folder / "keys"

    @property
    def envelopes_path(self) -> Path:
        """The file of envelopes: for each 32 bytes of request id, then the sealed ballot."""
        return self.folder / "envelopes.bin"

    @property
    def bundle_path(self) -> Path:
        """The folder of the published files."""
        return self.folder / "bundle"

    def session(self, *, read_only: bool = False) -> Session:
        """Return a session."""
        return open_session(self.engine, read_only=read_only)

    def add_poll(self) -> None:
        """Announce the poll, with its candidates on the shortlist."""
        with self.session() as session:
            poll = add_poll(session)
            add_candidates(session, SetClock(READY_AT), poll.contests[0], NAMES)
            session.commit()

    def poll(self, session: Session) -> Poll:
        """Return the only poll."""
        return session.scalars(select(Poll)).one()

    def fixed(self) -> Fixed:
        """Return what the contest's manifest fixes."""
        with self.session(read_only=True) as session:
            return fixed_for(session, self.poll(session).contests[0].id)

    def papers(self) -> np.ndarray:
        """Return the papers to seal, shape (papers, candidates), 0 where there is no preference."""
        return papers_in(self.folder)

    def elector_ids(self) -> list[int]:
        """Return the electors in the order in which they cast."""
        with self.session(read_only=True) as session:
            return list(session.scalars(select(Elector.id).order_by(Elector.id)))

    def ballots(self, first: int, count: int) -> Iterator[SealedBallot]:
        """Yield the sealed ballots from `first` on, each with its elector."""
        length = record_length(self.fixed())
        electors = self.elector_ids()[first : first + count]
        with self.envelopes_path.open("rb") as file:
            file.seek(first * length)
            for elector_id in electors:
                record = file.read(length)
                yield SealedBallot(
                    elector_id=elector_id,
                    sealed=record[REQUEST_BYTES:],
                    request_id=record[:REQUEST_BYTES],
                    by_server=True,
                )


def papers_in(folder: Path) -> np.ndarray:
    """Return the papers of a run, read only where they are looked at."""
    return np.load(folder / "papers.npy", mmap_mode="r")


def record_length(fixed: Fixed) -> int:
    """Return the length in bytes of one record in the file of envelopes."""
    return REQUEST_BYTES + sealed_length(fixed.plaintext_length, len(fixed.keys))


def in_chunks(ballots: Iterator[SealedBallot], size: int) -> Iterator[list[SealedBallot]]:
    """Yield lists of so many ballots."""
    while chunk := list(islice(ballots, size)):
        yield chunk
