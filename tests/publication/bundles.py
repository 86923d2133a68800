"""A published poll with ballot boxes, papers from outside and receipts, and its bundle as files."""

import importlib.util
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import ModuleType

from sqlalchemy import Engine

from shortlist.audit.actions import PLATFORM
from shortlist.ballot_box.actions import import_papers
from shortlist.ballot_box.outside import PaperFile
from shortlist.clock import SetClock
from shortlist.counts.actions import count_poll
from shortlist.polls.showing import PapersShown
from shortlist.proposals.rules import Change
from shortlist.publication.actions import publish_results
from shortlist.publication.bundle import bundle_files
from shortlist.voting.queries import fixed_for
from shortlist.voting.receipts import Receipt, receipt_file
from shortlist.voting.signing import signed_checkpoint
from tests.officers import two_officers
from tests.told_once import told_once
from tests.voting.booth import NAMES, Booth, make_booth

REGIONS = (None, "London")
HALL = '{} 2\n# counted in a hall\n7 1 2 0\n3 5 - 4 0\n2 0\n1 3 2 3 0\n0\n{}"The hall"\n'


@dataclass(frozen=True, kw_only=True)
class Published:
    """A booth whose poll is published, and the receipts of its first contest."""

    booth: Booth
    receipts: list[Receipt]

    def write_bundle(self, folder: Path) -> Path:
        """Write the bundle into a folder, and return it."""
        with self.booth.reading() as session:
            made = bundle_files(session, self.booth.poll(session), self.booth.keys_path)
        return write_files(made, folder)

    def write_receipts(self, folder: Path) -> Path:
        """Write the receipts as voters keep them into a new folder, and return it."""
        folder.mkdir(parents=True)
        with self.booth.reading() as session:
            contest = self.booth.poll(session).contests[0]
            fixed = fixed_for(session, contest.id)
        for number, receipt in enumerate(self.receipts, start=1):
            note = signed_checkpoint(fixed, receipt.checkpoint, self.booth.keys_path)
            assert note
            kept = receipt_file("executive", 1, receipt, note)
            (folder / f"receipt-{number:02}.json").write_bytes(kept)
        return folder


def write_files(made: dict[str, bytes], folder: Path) -> Path:
    """Write files into a folder, and return it."""
    for name, body in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return folder


def publish(
    engine: Engine,
    clock: SetClock,
    keys_path: Path,
    *,
    voters: int,
    seed: int,
    names: Sequence[str] = NAMES,
    extended: Sequence[timedelta] = (),
    shown: PapersShown | None = None,
) -> Published:
    """Return a poll that was voted in at random, opened, counted and published.

    Everybody votes in the first contest, a third of them twice; half in the second, which has
    papers from outside too.
    """
    key = ("published", voters, seed, tuple(names), tuple(extended), shown)

    def tell() -> tuple[int, list[Receipt]]:
        booth = make_booth(
            engine, clock, keys_path, electors=voters, regions=REGIONS, names=names, shown=shown
        )
        receipts = _vote(booth, random.Random(seed), voters, len(names), extended)
        _count_and_publish(booth, outside(names))
        return booth.poll_id, receipts

    poll_id, receipts = told_once(tell, key, engine=engine, clock=clock, keys_path=keys_path)
    booth = Booth(engine=engine, clock=clock, keys_path=keys_path, poll_id=poll_id)
    return Published(booth=booth, receipts=list(receipts))


def _vote(
    booth: Booth,
    lots: random.Random,
    voters: int,
    candidates: int,
    extended: Sequence[timedelta],
) -> list[Receipt]:
    booth.open_voting()
    again = lots.sample(range(voters), voters // 3)
    receipts = [booth.cast(number, _order(lots, candidates)) for number in [*range(voters), *again]]
    for longer in extended:
        booth.extend(longer)
    for number in lots.sample(range(voters), voters // 2):
        booth.cast(number, _order(lots, candidates), position=2)
    booth.end_voting()
    return receipts


def _count_and_publish(booth: Booth, papers: bytes) -> None:
    booth.close()
    booth.open()
    with booth.session() as session:
        poll, clock = booth.poll(session), booth.clock
        hall = PaperFile(blt=papers, file_name="hall.blt", title="The hall", source="Made up.")
        import_papers(session, poll.contests[1], hall, now=clock.now(), actor=PLATFORM)
        count_poll(session, poll, now=clock.now(), actor=PLATFORM)
        two_officers(session, poll, Change.PUBLISH_RESULTS, clock.now())
        publish_results(session, poll, now=clock.now(), actor=PLATFORM)
        session.commit()


def _order(lots: random.Random, candidates: int) -> list[int]:
    return lots.sample(range(1, candidates + 1), lots.randint(1, candidates))


def outside(names: Sequence[str]) -> bytes:
    """Papers of these candidates that were counted in a hall."""
    return HALL.format(len(names), "".join(f'"{name}"\n' for name in names)).encode()


def load_verifier(folder: Path) -> ModuleType:
    """Return the program of a bundle as a module."""
    spec = importlib.util.spec_from_file_location("verify_of_a_bundle", folder / "verify.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Verify = Callable[..., tuple[int, str]]
