"""A poll of many electors who have all voted, what only they know, and what an attacker can read.

Beside it, in the same database, lies what the design argues against: a naive box, with those who
have voted in one table, ballots under random ids in another, both written in one transaction.
"""

import random
import re
import secrets
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Engine, select, text

from shortlist.ballot_box.plaintext import encode
from shortlist.ballot_box.sealing import seal
from shortlist.config import Settings
from shortlist.db import Base
from shortlist.polls.models import Contest
from shortlist.roll.models import Elector
from shortlist.voting.actions import cast_ballot
from shortlist.voting.ballots import SealedBallot, browsers_ballot
from shortlist.voting.manifest import Fixed
from shortlist.voting.queries import fixed_for
from tests.faults.attacks import Attacker, attacker_on
from tests.faults.disk import kept_bytes
from tests.voting.booth import Booth

CANDIDATES = 40
NAIVE = 200
Rows = Mapping[str, Counter[tuple[object, ...]]]


@dataclass(frozen=True)
class Marks:
    """What every tracker ends with and every order goes on with: one search finds any of them."""

    tracker: bytes
    order: bytes

    @classmethod
    def new(cls) -> "Marks":
        some = secrets.SystemRandom().sample(range(1, CANDIDATES + 1), 8)
        return cls(tracker=secrets.token_bytes(5), order=bytes(some))

    @cached_property
    def in_clear(self) -> re.Pattern[bytes]:
        """Every form in which an order or a tracker could have been kept."""
        in_words = rb"[^0-9]{1,9}".join(str(number).encode() for number in self.order)
        raw = [self.tracker, self.order, self.tracker.hex().encode(), self.order.hex().encode()]
        return re.compile(b"|".join([*map(re.escape, raw), in_words]), re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """A box after its opening, without its key.

    `truth` leads from electors to their orders, in the order in which they voted; `naive` from
    voters to choices.
    """

    engine: Engine
    contest_id: int
    marks: Marks
    truth: Mapping[int, bytes]
    sealed: Mapping[int, bytes]
    naive: Mapping[str, str]
    attacker: Attacker
    before_last_cast: Rows
    after_last_cast: Rows
    found_before_opening: Sequence[str]
    found_after_opening: Sequence[str]


def make_crowd(booth: Booth, settings: Settings, *, seed: int) -> Crowd:
    """Let everybody on the register vote, each in a transaction; close, open, lose the key."""
    chance, marks = random.Random(seed), Marks.new()
    with booth.reading() as session:
        contest_id = booth.poll(session).contests[0].id
        elector_ids = list(session.scalars(select(Elector.id).order_by(Elector.id)))
        fixed = fixed_for(session, contest_id)
    chance.shuffle(elector_ids)
    truth = {elector_id: _order(chance, marks) for elector_id in elector_ids}
    sealed = {
        elector_id: seal(
            encode(chance.randbytes(5) + marks.tracker, order, CANDIDATES), fixed.terms, fixed.keys
        )
        for elector_id, order in truth.items()
    }
    ballots = [_as_sent(fixed, elector_id, envelope) for elector_id, envelope in sealed.items()]
    attacker = attacker_on(booth.engine)
    naive = _fill_naive_box(booth.engine, chance)
    _cast(booth, contest_id, ballots[:-1])
    before = rows_of(booth.engine)
    _cast(booth, contest_id, ballots[-1:])
    after = rows_of(booth.engine)
    booth.end_voting()
    booth.close()
    found = found_in_clear(booth.engine, settings, marks)
    booth.open()
    (booth.keys_path / f"{contest_id}.pem").unlink()
    attacker.copy_wal()
    return Crowd(
        engine=booth.engine,
        contest_id=contest_id,
        marks=marks,
        truth=truth,
        sealed=sealed,
        naive=naive,
        attacker=attacker,
        before_last_cast=before,
        after_last_cast=after,
        found_before_opening=found,
        found_after_opening=found_in_clear(booth.engine, settings, marks),
    )


def _order(chance: random.Random, marks: Marks) -> bytes:
    others = [number for number in range(1, CANDIDATES + 1) if number not in marks.order]
    return bytes(chance.sample(others, 12)) + marks.order


def _as_sent(fixed: Fixed, elector_id: int, envelope: bytes) -> SealedBallot:
    text_of_envelope = urlsafe_b64encode(envelope).decode().rstrip("=")
    return browsers_ballot(fixed, elector_id, text_of_envelope)


def _cast(booth: Booth, contest_id: int, ballots: Sequence[SealedBallot]) -> None:
    for ballot in ballots:
        with booth.session() as session:
            contest = session.get_one(Contest, contest_id)
            cast_ballot(session, contest, ballot, replaces=None, now=booth.clock.now())
            session.commit()


def _fill_naive_box(engine: Engine, chance: random.Random) -> Mapping[str, str]:
    naive = {
        f"VOTER-{chance.randbytes(6).hex()}": f"BALLOT-{chance.randbytes(6).hex()}"
        for _ in range(NAIVE)
    }
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE naive_voted (voter TEXT PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE naive_ballots (choice TEXT PRIMARY KEY)"))
    for voter, choice in naive.items():
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO naive_voted VALUES (:voter)"), {"voter": voter})
            connection.execute(
                text("INSERT INTO naive_ballots VALUES (:choice)"), {"choice": choice}
            )
    return naive


def rows_of(engine: Engine) -> Rows:
    """Return every row of every table, as a copy of the database has them."""
    with engine.connect() as connection:
        return {
            table.name: Counter(
                tuple(_plain(value) for value in row) for row in connection.execute(table.select())
            )
            for table in Base.metadata.sorted_tables
        }


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def found_in_clear(engine: Engine, settings: Settings, marks: Marks) -> list[str]:
    """Return the files on the disk that hold an order or a tracker in clear."""
    return [
        name for name, content in kept_bytes(engine, settings) if marks.in_clear.search(content)
    ]
