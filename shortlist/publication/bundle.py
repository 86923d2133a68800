"""The bundle of a published poll: all that a stranger needs to check it, in one zip.

    README.txt             what is in it and what to do with it
    verify.py              checks it, with nothing but Python
    bundle.json            which poll, and which contests
    SHA256SUMS             the hash of every file, signed by the key of each contest's log
    contest-1/…            a folder for each contest

It is made from what is on record, and is the same bytes whenever it is made.
"""

import io
import json
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files as package_files
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy.orm import Session

from shortlist.ballot_box.models import PaperBatch
from shortlist.ballot_box.queries import batches
from shortlist.candidates.queries import on_paper
from shortlist.candidates.rules import State
from shortlist.counts.queries import plain_record_of, plain_row, record_of
from shortlist.ledger.pages import days_of
from shortlist.ledger.queries import entries_of
from shortlist.polls.models import Contest, Poll
from shortlist.polls.queries import dropped_contests
from shortlist.publication import files
from shortlist.publication.bundle_box import Signer, box_files
from shortlist.publication.bundle_papers import outside_papers
from shortlist.publication.bundle_words import readme
from shortlist.publication.papers import shows_papers
from shortlist.publication.recounting import recount_command
from shortlist.publication.shelf import tag_of
from shortlist.roll.queries import register_of
from shortlist.stv import read_blt, stages_csv, write_blt
from shortlist.voting.leaves import utc_text
from shortlist.voting.models import Manifest
from shortlist.voting.notes import sign_note

SCHEMA = "shortlist/bundle/1"
SUMS = "SHA256SUMS"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can say
ANYBODY_READS = 0o644 << 16
QUICKLY = 1  # hashes are most of it, which no effort makes much smaller


@dataclass(frozen=True, kw_only=True)
class _ContestPart:
    """What a bundle has of a contest: its place in the index, its files, and who signs for it."""

    entry: dict[str, object]
    files: dict[str, bytes]
    signer: Signer | None


def bundle_files(session: Session, poll: Poll, keys_path: Path) -> dict[str, bytes]:
    """Return the files of a counted poll's bundle by their names, in order of these.

    Raises `LogNeverSigned`, or `CannotSign` where the key of a log is not in `keys_path`.
    """
    parts = [_contest_part(session, contest, keys_path) for contest in poll.contests]
    dropped = dropped_contests(session, poll)
    index: dict[str, object] = {
        "schema": SCHEMA,
        "poll": {"slug": poll.slug, "title": poll.title},
        "contests": [part.entry for part in parts],
        "dropped": [{"position": one.position, "title": one.title} for one in dropped],
    }
    ledger = _ledger(session, poll, index)
    made = {
        **ledger,
        "README.txt": readme(poll, dropped, _recounts(session, poll)).encode(),
        "bundle.json": json.dumps(index, ensure_ascii=False, indent=1).encode() + b"\n",
        "verify.py": verifier(),
    }
    for part in parts:
        made |= part.files
    made[SUMS] = _sums(made, [part.signer for part in parts if part.signer]).encode()
    return dict(sorted(made.items()))


def _ledger(session: Session, poll: Poll, index: dict[str, object]) -> dict[str, bytes]:
    """Return how a register changed after it was frozen, in numbers, and put its size in the index.

    A poll whose papers all came from outside has no register.
    """
    register = register_of(session, poll.id)
    if register is None or poll.ready_at is None:
        return {}
    index["register"] = {
        "frozen": register.size,
        "sha256": register.sha256.hex(),
        "size": register.size_now,
    }
    days = days_of(entries_of(session, poll), poll.time_zone)
    rows = [f"{day},{kind},{count}\n" for day, counts in days for kind, count in counts]
    return {"ledger.csv": "".join(["day,kind,count\n", *rows]).encode()}


def _recounts(session: Session, poll: Poll) -> list[str]:
    """Return the command that counts each contest again of which papers are in the bundle."""
    return [
        recount_command(one, record_of(session, one.id), f"contest-{one.position}/")
        for one in poll.contests
        if shows_papers(session, one)
    ]


def bundle_tag(session: Session, poll: Poll) -> str:
    """Return the tag by which a poll's bundle is known again: records, manifests, our version."""
    manifests = [session.get(Manifest, contest.id) for contest in poll.contests]
    kind = ["bundle.zip", *(one.sha256.hex() for one in manifests if one)]
    return tag_of(session, " ".join(kind), poll, poll.contests)


def verifier() -> bytes:
    """Return the program that checks a bundle."""
    return (package_files("shortlist.publication") / "verify.py").read_bytes()


def bundle_zip(made: dict[str, bytes]) -> bytes:
    """Return files as a zip: the same bytes for the same files."""
    whole = io.BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, body in made.items():
            about = ZipInfo(name, LONG_AGO)
            about.create_system, about.external_attr = 3, ANYBODY_READS
            archive.writestr(about, body, compress_type=ZIP_DEFLATED, compresslevel=QUICKLY)
    return whole.getvalue()


def _contest_part(session: Session, contest: Contest, keys_path: Path) -> _ContestPart:
    """Return a contest's part; where all papers came from outside there is no box and no signer."""
    manifest = session.get(Manifest, contest.id)
    if manifest is None:
        box, signer = outside_papers(session, contest), None
    else:
        box, signer = box_files(session, contest, manifest, keys_path)
    outside = [_Outside(number, one) for number, one in enumerate(batches(session, contest.id), 1)]
    made = {
        **box,
        "record.json": files.record_json(session, contest),
        "stages.csv": stages_csv(record_of(session, contest.id)).encode(),
    }
    has_rules = plain_row(session, contest.id) is not None
    if has_rules:
        made |= _without_rules(session, contest)
    if shows_papers(session, contest):
        made["papers.blt"] = files.papers_blt(session, contest)
    for one in outside:
        made |= one.files()
    folder = f"contest-{contest.position}"
    entry = {
        "position": contest.position,
        "title": contest.title,
        "folder": folder,
        "has_box": manifest is not None,
        "has_papers": "papers.csv" in made,
        "has_balance_rules": has_rules,
        "withdrawn": _withdrawn(session, contest),
        "outside": [one.entry() for one in outside],
    }
    named = {f"{folder}/{name}": body for name, body in made.items()}
    return _ContestPart(entry=entry, files=named, signer=signer)


def _without_rules(session: Session, contest: Contest) -> dict[str, bytes]:
    """Return what lets a stranger count within balance rules, and the count without them."""
    plain = plain_record_of(session, contest.id)
    return {
        "groups.csv": files.groups_csv(session, contest),
        "record-without-rules.json": plain.to_json(),
        "stages-without-rules.csv": stages_csv(plain).encode(),
    }


def _withdrawn(session: Session, contest: Contest) -> list[dict[str, object]]:
    """Return who withdrew from the fixed paper before the count, which passes over them."""
    return [
        {
            "number": one.number,
            "name": one.name,
            "withdrawn_at": one.withdrawal and utc_text(one.withdrawal.withdrawn_at),
        }
        for one in on_paper(session, contest.id)
        if one.state == State.WITHDRAWN
    ]


@dataclass(frozen=True)
class _Outside:
    """Papers from outside: the file as it was handed in, and the papers as the count read it."""

    number: int
    batch: PaperBatch

    def entry(self) -> dict[str, object]:
        return {
            "file": f"outside-{self.number}.blt",
            "as_read": f"outside-{self.number}-as-read.blt",
            "sha256": self.batch.sha256.hex(),
            "title": self.batch.title,
            "source": self.batch.source,
            "papers": self.batch.papers,
        }

    def files(self) -> dict[str, bytes]:
        return {
            f"outside-{self.number}.blt": self.batch.blt,
            f"outside-{self.number}-as-read.blt": write_blt(read_blt(self.batch.blt)),
        }


def _sums(made: dict[str, bytes], signers: list[Signer]) -> str:
    """Return the hashes of all files, as `sha256sum` writes them, as a note of several signers."""
    text = "".join(f"{sha256(made[name]).hexdigest()}  {name}\n" for name in sorted(made))
    notes = [sign_note(text, origin, key) for origin, key in signers]
    lines = [note.removeprefix(f"{text}\n") for note in notes]
    return "\n".join([text, "".join(lines)]) if lines else text
