"""The steps of the ballot box, each run as a process: `box_steps STEP URL FOLDER [NUMBERS]`."""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from os import cpu_count
from pathlib import Path

from sqlalchemy import select

from shortlist.audit.actions import PLATFORM
from shortlist.ballot_box.keys import load_key
from shortlist.ballot_box.sealing import unseal
from shortlist.counts.actions import count_poll
from shortlist.proposals.rules import Change
from shortlist.publication.actions import publish_results
from shortlist.publication.bundle import bundle_files
from shortlist.publication.models import CodeBucket
from shortlist.voting.actions import cast_many, close_boxes, make_ready, open_boxes
from shortlist.voting.ballots import new_nonce, seal_order
from shortlist.voting.manifest import read_manifest
from shortlist.voting.models import LogHead
from shortlist.voting.queries import manifest_of
from tests.benchmarks.booth import (
    CLOSING_AT,
    READY_AT,
    REQUEST_BYTES,
    VOTING_AT,
    Booth,
    in_chunks,
    papers_in,
    record_length,
)
from tests.officers import two_officers

CHUNK = 5_000


def announce(booth: Booth) -> None:
    """Make the poll."""
    booth.add_poll()


def ready(booth: Booth) -> dict[str, object]:
    """Freeze the register and fix the manifest; say what its hash is."""
    with booth.session() as session:
        poll = booth.poll(session)
        make_ready(session, poll, now=READY_AT, keys_path=booth.keys_path, actor=PLATFORM)
        session.commit()
    fixed = booth.fixed()
    return {
        "manifest": fixed.terms.manifest_sha256.hex(),
        "electors": len(booth.elector_ids()),
    }


def seal(booth: Booth, count: int) -> dict[str, object]:
    """Seal all papers as the voters' side does, on two cores where there are two."""
    with booth.session(read_only=True) as session:
        body = manifest_of(session, booth.poll(session).contests[0].id).body
    starts = range(0, count, CHUNK)
    jobs = [(body, booth.folder, at) for at in starts]
    cores = min(2, cpu_count() or 1)
    with ProcessPoolExecutor(cores) as pool, booth.envelopes_path.open("wb") as file:
        for sealed in pool.map(_seal_some, *zip(*jobs, strict=True)):
            file.write(sealed)
    return {
        "bytes": booth.envelopes_path.stat().st_size,
        "prefix": REQUEST_BYTES,
        "processes": cores,
    }


def _seal_some(body: str, folder: Path, start: int) -> bytes:
    fixed = read_manifest(body)
    papers = papers_in(folder)[start : start + CHUNK]
    ballots = [
        seal_order(fixed, 0, [number for number in paper if number], new_nonce())
        for paper in papers.tolist()
    ]
    return b"".join(ballot.request_id + ballot.sealed for ballot in ballots)


def cast(booth: Booth, first: int, count: int) -> dict[str, object]:
    """Cast so many envelopes in chunks, each committed."""
    leaves = 0
    for chunk in in_chunks(booth.ballots(first, count), CHUNK):
        with booth.session() as session:
            contest = booth.poll(session).contests[0]
            leaves += cast_many(session, contest, chunk, now=VOTING_AT)
            session.commit()
    return {"leaves": leaves}


def close(booth: Booth) -> dict[str, object]:
    """Close the box."""
    with booth.session() as session:
        poll = booth.poll(session)
        two_officers(session, poll, Change.CLOSE, CLOSING_AT)
        close_boxes(session, poll, now=CLOSING_AT, actor=PLATFORM)
        head = session.get_one(LogHead, poll.contests[0].id)
        session.commit()
        return {"live": head.live, "leaves": head.size}


def unseal_alone(booth: Booth) -> dict[str, object]:
    """Unseal every envelope of the file in memory: the limit of any opening in one process."""
    fixed = booth.fixed()
    keys = [load_key(booth.keys_path, fixed.terms.contest_id)]
    length, opened = record_length(fixed), 0
    with booth.envelopes_path.open("rb") as file:
        while record := file.read(length):
            unseal(record[REQUEST_BYTES:], fixed.terms, keys)
            opened += 1
    return {"opened": opened}


def open_box(booth: Booth) -> dict[str, object]:
    """Open the box."""
    with booth.session() as session:
        poll = booth.poll(session)
        two_officers(session, poll, Change.OPEN, CLOSING_AT)
        (opening,) = open_boxes(
            session, poll, now=CLOSING_AT, keys_path=booth.keys_path, actor=PLATFORM
        )
        session.commit()
        return {"papers": opening.papers, "undecryptable": opening.undecryptable}


def count(booth: Booth, rule: str) -> dict[str, object]:
    """Count by a rule, reserves and record included; only `scottish`, the poll's own, is kept."""
    with booth.session() as session:
        poll = booth.poll(session)
        poll.contests[0].rule = rule
        (record,) = count_poll(session, poll, now=CLOSING_AT, actor=PLATFORM)
        if rule == "scottish":
            session.commit()
        return {"record": json.loads(record.to_json())}


def publish(booth: Booth) -> dict[str, object]:
    """Publish the results and the check codes; say how the papers lie in the codes' lists."""
    with booth.session() as session:
        poll = booth.poll(session)
        two_officers(session, poll, Change.PUBLISH_RESULTS, CLOSING_AT)
        publish_results(session, poll, now=CLOSING_AT, actor=PLATFORM)
        session.commit()
        lengths = [lines.count("\n") for lines in session.scalars(select(CodeBucket.lines))]
    return {"papers": sum(lengths), "lists": len(lengths), "longest": max(lengths)}


def bundle(booth: Booth) -> dict[str, object]:
    """Write the files that the poll's page offers once its results are published."""
    with booth.session(read_only=True) as session:
        made = bundle_files(session, booth.poll(session), booth.keys_path)
    for name, body in made.items():
        path = booth.bundle_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return {"bytes": sum(map(len, made.values()))}


def web(booth: Booth, small: str, casts: int, settling: int) -> list[dict[str, object]]:
    """Cast through the web view, in turns with the database at another address."""
    from tests.benchmarks.latency import cast_in_turns

    return cast_in_turns(Booth.at(small, booth.folder), booth, casts, settling)


STEPS = {
    "announce": announce,
    "ready": ready,
    "seal": seal,
    "cast": cast,
    "close": close,
    "unseal": unseal_alone,
    "open": open_box,
    "count": count,
    "publish": publish,
    "bundle": bundle,
    "web": web,
}

if __name__ == "__main__":
    step, url, folder, *rest = sys.argv[1:]
    wishes = [int(text) if text.isdigit() else text for text in rest]
    print(json.dumps(STEPS[step](Booth.at(url, Path(folder)), *wishes)))
