"""The steps of a box with two trustees, as processes: `trusted_steps STEP URL FOLDER [NUMBERS]`."""

import json
import sys
from pathlib import Path

from shortlist.audit.actions import PLATFORM
from shortlist.counts.actions import count_poll
from shortlist.proposals.rules import Change
from shortlist.trustees.keys import TrusteeKeys, key_file, new_keys
from shortlist.trustees.preparing import rehearse, sign
from shortlist.voting.actions import (
    add_trustee,
    make_ready,
    parcel_for_trustees,
    take_answer,
    take_papers,
)
from shortlist.voting.cards import card_file, read_card
from shortlist.voting.parcels import read_parcel, write_parcel
from shortlist.voting.trustee_queries import task_of, trustee_at
from tests.benchmarks import box_steps
from tests.benchmarks.booth import CLOSING_AT, READY_AT, Booth
from tests.officers import two_officers

NAMES = ("Amina Okafor", "Bryn Hughes")
PASSPHRASE = "five words picked at random"


def entrust(booth: Booth) -> dict[str, object]:
    """Make a poll of two fictional trustees ready, who rehearse and sign; write their keys."""
    booth.add_poll()
    trustees = [new_keys() for _ in NAMES]
    with booth.session() as session:
        poll = booth.poll(session)
        for name, keys in zip(NAMES, trustees, strict=True):
            card = read_card(card_file(name, keys.sealing.public_key(), keys.signing))
            add_trustee(session, poll, card, now=READY_AT, actor=PLATFORM)
        make_ready(session, poll, now=READY_AT, keys_path=booth.keys_path, actor=PLATFORM)
        session.commit()
    for position, keys in enumerate(trustees, start=1):
        _answer(booth, position, keys)
        (booth.folder / f"trustee-{position}.key").write_bytes(key_file(keys, PASSPHRASE))
    (booth.folder / "passphrase").write_text(PASSPHRASE)
    return {"electors": len(booth.elector_ids()), "layers": len(booth.fixed().keys)}


def _answer(booth: Booth, position: int, keys: TrusteeKeys) -> None:
    with booth.session() as session:
        poll = booth.poll(session)
        task = task_of(session, poll, trustee_at(session, poll, position))
        for answer in (rehearse(task, keys), sign(task, keys)):
            take_answer(session, poll, answer, now=READY_AT, actor=PLATFORM)
        session.commit()


def hand_out(booth: Booth) -> dict[str, object]:
    """Write what the first trustee opens."""
    with booth.session() as session:
        two_officers(session, booth.poll(session), Change.OPEN, CLOSING_AT)
        session.commit()
    path = booth.folder / "envelopes.zip"
    with booth.session(read_only=True) as session, path.open("wb") as file:
        write_parcel(file, parcel_for_trustees(session, booth.poll(session), booth.keys_path))
    return {"bytes": path.stat().st_size}


def take(booth: Booth) -> dict[str, object]:
    """Take what the last trustee has opened."""
    [path] = booth.folder.glob("*-papers.zip")
    with booth.session() as session, path.open("rb") as file:
        poll = booth.poll(session)
        parcel = read_parcel(file)
        (opening,) = take_papers(
            session, poll, parcel, now=CLOSING_AT, keys_path=booth.keys_path, actor=PLATFORM
        )
        session.commit()
        return {"papers": opening.papers, "undecryptable": opening.undecryptable}


def fill(booth: Booth, papers: int) -> dict[str, object]:
    """Cast all envelopes, and close the box."""
    box_steps.cast(booth, 0, papers)
    return box_steps.close(booth)


def count(booth: Booth) -> dict[str, object]:
    """Count by the poll's own rule, and write the files that a published poll offers."""
    with booth.session() as session:
        (record,) = count_poll(session, booth.poll(session), now=CLOSING_AT, actor=PLATFORM)
        session.commit()
    box_steps.bundle(booth)
    return {"record": json.loads(record.to_json())}


STEPS = {
    "entrust": entrust,
    "seal": box_steps.seal,
    "fill": fill,
    "hand-out": hand_out,
    "take": take,
    "count": count,
}

if __name__ == "__main__":
    step, url, folder, *rest = sys.argv[1:]
    print(json.dumps(STEPS[step](Booth.at(url, Path(folder)), *map(int, rest))))
