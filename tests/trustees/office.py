"""A poll on paper: trustees with keys, a manifest, a log, envelopes; no database anywhere."""

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shortlist.ballot_box.keys import public_text
from shortlist.ballot_box.log_keys import log_key_text
from shortlist.ballot_box.plaintext import encode
from shortlist.ballot_box.sealing import Mode, Terms, seal, seal_layers
from shortlist.trustees.keys import TrusteeKeys, key_file, new_keys
from shortlist.voting.checkpoints import Checkpoint, sign_checkpoint
from shortlist.voting.fixed import Fixed, read_manifest
from shortlist.voting.leaves import close_line, envelope_line, manifest_line
from shortlist.voting.parcels import Parcel, Piece, write_parcel
from shortlist.voting.statements import sign_manifest
from shortlist.voting.tasks import ContestTask, Task, task_file
from shortlist.voting.tree import Tree

PASSPHRASE = "five words picked at random"
ORIGIN = "shortlist/executive/1"
CANDIDATES = 3
ORDERS = ([1], [2, 1], [3, 2, 1], [1, 2, 3])


def tracker(number: int) -> bytes:
    return sha256(f"tracker {number}".encode()).digest()[:10]


@dataclass(kw_only=True)
class Office:
    """A poll with one contest whose box is closed, and what its trustees hold."""

    trustees: list[TrusteeKeys]
    log_key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def manifest(self) -> str:
        names = ("Amina Okafor", "Bryn Hughes", "Ciara Byrne", "Dev Patel")
        content = {
            "mode": "live",
            "poll": {"slug": "executive", "title": "Fictional executive"},
            "contest": {"id": 7, "position": 1, "title": "Members", "seats": 1},
            "rule": {"name": "scottish", "version": "Scottish STV 2007"},
            "candidates": [{"number": n + 1, "name": f"Fictional {n}"} for n in range(CANDIDATES)],
            "opens_at": "2026-02-02T13:00:00Z",
            "closes_at": "2026-02-03T13:00:00Z",
            "register": {"size": 30, "sha256": "00" * 32},
            "trustees": [
                {
                    "name": name,
                    "public_key": public_text(keys.sealing.public_key()),
                    "signing_key": log_key_text(keys.signing.public_key()),
                }
                for name, keys in zip(names, self.trustees, strict=False)
            ],
            "publication": "F",
            "log": {"origin": ORIGIN, "public_key": log_key_text(self.log_key.public_key())},
        }
        return rfc8785.dumps(content).decode()

    @property
    def fixed(self) -> Fixed:
        return read_manifest(self.manifest)

    def terms(self, mode: Mode) -> Terms:
        return replace(self.fixed.terms, mode=mode)

    def seal(self, number: int, order: Sequence[int]) -> bytes:
        paper = encode(tracker(number), order, CANDIDATES)
        return seal(paper, self.terms(Mode.LIVE), self.fixed.keys)

    def envelopes(self, count: int = 20) -> list[bytes]:
        return [self.seal(number, ORDERS[number % 4]) for number in range(count)]

    def log_of(self, envelopes: Sequence[bytes], *, is_closed: bool = True) -> list[str]:
        sha256_of_manifest = self.fixed.terms.manifest_sha256
        lines = [manifest_line(sha256_of_manifest)]
        lines += [envelope_line(sealed, None) for sealed in envelopes]
        return [*lines, close_line(len(envelopes), 0)] if is_closed else lines

    def checkpoint_of(self, log: Sequence[str]) -> str:
        tree = Tree.of(log)
        state = Checkpoint(size=tree.size, root=tree.root())
        return sign_checkpoint(state, ORIGIN, self.log_key)

    def piece(self, envelopes: Sequence[bytes], *, is_closed: bool = True) -> Piece:
        log = self.log_of(envelopes, is_closed=is_closed)
        return Piece(
            position=1,
            manifest=self.manifest,
            signatures=[
                sign_manifest(keys.signing, self.fixed.terms.manifest_sha256)
                for keys in self.trustees
            ],
            log=log,
            checkpoint=self.checkpoint_of(log),
            statements=[],
            envelopes=sorted(envelopes),
        )

    def parcel(self, envelopes: Sequence[bytes] | None = None) -> Parcel:
        return parcel_of(self.piece(self.envelopes() if envelopes is None else envelopes))

    def task(self, layer: int = 0, *, mode: Mode = Mode.REHEARSAL) -> Task:
        paper = encode(tracker(0), [1], CANDIDATES)
        stages = seal_layers(paper, self.terms(mode), self.fixed.keys)
        contest = ContestTask(manifest=self.manifest, envelope=stages[layer])
        return Task(slug="executive", title="Fictional executive", number=1, contests=[contest])

    def write_keys(self, folder: Path) -> list[Path]:
        paths = [folder / f"trustee{number}.key" for number in range(len(self.trustees))]
        for path, keys in zip(paths, self.trustees, strict=True):
            path.write_bytes(key_file(keys, PASSPHRASE))
        return paths


def make_office(trustees: int = 1) -> Office:
    return Office(trustees=[new_keys() for _ in range(trustees)])


def parcel_of(piece: Piece) -> Parcel:
    return Parcel(slug="executive", title="Fictional executive", pieces=[piece])


def write_file(path: Path, parcel: Parcel) -> Path:
    with path.open("wb") as file:
        write_parcel(file, parcel)
    return path


def write_task(path: Path, task: Task) -> Path:
    path.write_bytes(task_file(task))
    return path


def with_key(card: bytes, **changed: str) -> bytes:
    """A card with something changed and its proof as it was."""
    return json.dumps({**json.loads(card), **changed}).encode()


def base64_of(data: bytes) -> str:
    return b64encode(data).decode()
