"""Put papers into a contest: those of its opened box, and those brought in from outside."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import insert
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.ballot_box import queries, rules
from shortlist.ballot_box.models import Opening, Paper, PaperBatch
from shortlist.ballot_box.outside import PaperFile, check_against, read_file
from shortlist.ballot_box.plaintext import Ballot
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import on_paper
from shortlist.candidates.rules import State
from shortlist.polls.models import Contest, Poll

CHUNK = 10_000


def put_papers(session: Session, opening: Opening, ballots: Sequence[Ballot]) -> None:
    """Write what an opening found: its numbers, and the papers in tracker order.

    Raises `OpenedBefore`. The trackers must be distinct.
    """
    if queries.opening_of(session, opening.contest_id) is not None:
        raise rules.OpenedBefore
    session.add(opening)
    session.flush()
    in_order = iter(sorted(ballots, key=lambda ballot: ballot.tracker))
    for chunk in _chunks(in_order):
        session.execute(
            insert(Paper.__table__),  # type: ignore[arg-type]  # a mapped class's table is a Table
            [
                {
                    "contest_id": opening.contest_id,
                    "tracker": ballot.tracker,
                    "preferences": ballot.preferences,
                }
                for ballot in chunk
            ],
        )


def _chunks(ballots: Iterator[Ballot]) -> Iterator[list[Ballot]]:
    while chunk := list(islice(ballots, CHUNK)):
        yield chunk


def check_papers(session: Session, contest: Contest, file: PaperFile) -> PaperBatch:
    """Check a BLT file against a contest and keep it as a batch that waits to be confirmed.

    Raises a refusal of `rules` that says what is wrong and where. A file that waits already is
    taken once more, with the new title and source.
    """
    paper = on_paper(session, contest.id)
    if not paper:
        raise rules.NoPaperYet
    profile = read_file(file.blt)
    check_against(profile, file.blt, paper, contest.seats)
    batch = _batch_of(session, contest, file)
    batch.title, batch.source, batch.file_name = file.title, file.source, file.file_name
    batch.papers = profile.total
    session.add(batch)
    session.flush()
    return batch


def hand_in_papers(
    session: Session, contest: Contest, file: PaperFile, *, now: datetime, actor: Actor
) -> PaperBatch:
    """Check a BLT file and keep it until it is confirmed, and note who brought it."""
    batch = check_papers(session, contest, file)
    _record(session, contest, batch, now, actor, "papers handed in")
    return batch


def _record(
    session: Session, contest: Contest, batch: PaperBatch, now: datetime, actor: Actor, action: str
) -> None:
    record_event(
        session,
        now=now,
        actor=actor,
        action=action,
        subject=f"poll:{contest.poll.slug}",
        contest=contest.position,
        papers=batch.papers,
        sha256=batch.sha256.hex(),
    )


def _batch_of(session: Session, contest: Contest, file: PaperFile) -> PaperBatch:
    found = queries.batch_with(session, contest.id, file.sha256)
    if found is None:
        return PaperBatch(contest_id=contest.id, sha256=file.sha256, blt=file.blt)
    if found.imported_at is not None:
        raise rules.SameFile
    return found


def confirm_papers(
    session: Session, contest: Contest, batch: PaperBatch, *, now: datetime, actor: Actor
) -> None:
    """Count a waiting batch with its contest from now on, and note who brought it."""
    batch.imported_at, batch.by_member_id = now, actor.member_id
    _record(session, contest, batch, now, actor, "papers imported")


def discard_papers(
    session: Session, contest: Contest, batch: PaperBatch, *, now: datetime, actor: Actor
) -> None:
    """Forget a batch that waits, and note who did; it was never counted."""
    _record(session, contest, batch, now, actor, "papers discarded")
    session.delete(batch)
    session.flush()


def import_papers(
    session: Session, contest: Contest, file: PaperFile, *, now: datetime, actor: Actor
) -> PaperBatch:
    """Check a BLT file against a contest and count it at once; refusals as in `check_papers`."""
    batch = check_papers(session, contest, file)
    confirm_papers(session, contest, batch, now=now, actor=actor)
    return batch


def make_contest_from_blt(
    session: Session, poll: Poll, file: PaperFile, *, rule: str, now: datetime
) -> Contest:
    """Add a contest whose seats and numbered candidates are those of a BLT file.

    Its papers follow by `import_papers`.
    """
    profile = read_file(file.blt)
    contest = Contest(
        position=len(poll.contests) + 1, title=file.title, seats=profile.seats, rule=rule
    )
    poll.contests.append(contest)
    session.flush()
    for number, name in enumerate(profile.names, start=1):
        state = State.WITHDRAWN if number in profile.withdrawn else State.STANDING
        session.add(_outside_candidate(contest, number, name, state, now))
    session.flush()
    return contest


def _outside_candidate(
    contest: Contest, number: int, name: str, state: State, now: datetime
) -> Candidate:
    return Candidate(
        contest_id=contest.id,
        number=number,
        name=name,
        local_party="",
        region="",
        statement="",
        state=state,
        from_outside=True,
        created_at=now,
    )
