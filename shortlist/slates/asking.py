"""Ask who was elected to be on the slate; countersign it; go on without who is not on it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.candidates.consent_queries import own_candidacy
from shortlist.candidates.consent_rules import (
    NotCountersigned,
    Page,
    ShownOtherwise,
    is_due,
    why_not_all,
    why_not_remind,
)
from shortlist.candidates.consenting import note_countersigned
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import member_behind
from shortlist.candidates.telling import moment_of, tell
from shortlist.errors import Refusal
from shortlist.language import whenever
from shortlist.polls.models import Contest, Poll
from shortlist.slates import rules
from shortlist.slates.lineups import Lineup, lineup_of, lineups_of
from shortlist.slates.models import Asked


def check_may_ask(poll: Poll) -> None:
    """Raise `ResultsFirst` or `SlatePublishedAlready` where nobody is asked to be on a slate."""
    if poll.slate_published_at is not None:
        raise rules.SlatePublishedAlready
    if poll.results_published_at is None:
        raise rules.ResultsFirst


def ask_elected(session: Session, poll: Poll, *, now: datetime, actor: Actor, base_url: str) -> int:
    """Ask everybody elected, by mail, to countersign the slate; return how many were asked.

    Who came with papers from outside cannot be asked, and who has withdrawn is not. Raises
    `ResultsFirst` or `SlatePublishedAlready`. The caller holds the poll's row.
    """
    check_may_ask(poll)
    asked = 0
    for contest in poll.contests:
        lineup = lineup_of(session, contest)
        if lineup.asked or lineup.is_of_outsiders:
            continue
        _add(session, contest, lineup.people, now)
        _ask(session, lineup_of(session, contest), "slate_asked", lineup.people, now, base_url)
        asked += len(lineup.people)
    if asked:
        _record(session, poll, now, actor, "elected asked to countersign", people=asked)
    return asked


def remind_asked(
    session: Session, poll: Poll, *, now: datetime, actor: Actor, base_url: str
) -> int:
    """Ask once more those who have not answered; return how many.

    Raises `ResultsFirst`, `SlatePublishedAlready`, `NobodyToRemind` or `RemindedAlready`. The
    caller holds the poll's row.
    """
    check_may_ask(poll)
    lineups = lineups_of(session, poll)
    waiting = [
        (lineup, one) for lineup in lineups for one in lineup.waiting if not one.has_withdrawn
    ]
    rows = [lineup.asked[one.id] for lineup, one in waiting if one.id in lineup.asked]
    _refuse(why_not_remind([row.reminded_at for row in rows], now))
    due = {row.candidate_id for row in rows if is_due(row.reminded_at, now)}
    for lineup, one in waiting:
        if one.id in due:
            lineup.asked[one.id].reminded_at = now
            _ask(session, lineup, "slate_reminder", [one], now, base_url)
    session.flush()
    _record(session, poll, now, actor, "elected reminded to countersign", people=len(due))
    return len(due)


def countersign_slate(
    session: Session, contest: Contest, member_id: int, version: str, *, now: datetime
) -> None:
    """Note that somebody agrees to be on the slate in this version; twice is once.

    Raises `ResultsFirst`, `SlatePublishedAlready`, `NoPlace`, or `ShownOtherwise`. The caller
    holds the poll's row.
    """
    check_may_ask(contest.poll)
    lineup, candidate = own_place(session, contest, member_id)
    is_asked = candidate.id in lineup.asked and lineup.place_of(candidate) is not None
    if candidate.has_withdrawn or not is_asked:
        raise rules.NoPlace
    if lineup.version != version:
        raise ShownOtherwise
    note_countersigned(
        session, contest, candidate, Page.SLATE, version, now=now, member_id=member_id
    )


def own_place(session: Session, contest: Contest, member_id: int) -> tuple[Lineup, Candidate]:
    """Return a contest's slate as it stands, and the member as the candidate of it that they are.

    Raises `NothingToCountersign`, or `NoPlace` for who was not on the paper.
    """
    _, candidate = own_candidacy(session, contest, member_id)
    if candidate is None or candidate.number is None:
        raise rules.NoPlace
    return lineup_of(session, contest), candidate


def check_may_go_on(lineups: Sequence[Lineup], chosen: Collection[int], now: datetime) -> None:
    """Raise why one cannot go on without these candidates (ids).

    That is `AskFirst`, `NobodyChosen`, `NotOnSlate` or `StillTime`.
    """
    if not all(lineup.is_asked for lineup in lineups):
        raise rules.AskFirst
    answers = {number: one for lineup in lineups for number, one in lineup.answers.items()}
    due_at = lineups[0].contest.poll.slate_at
    _refuse(rules.why_not_without(chosen, answers, now, due_at))


def go_on_without(
    session: Session,
    poll: Poll,
    chosen: Collection[int],
    *,
    now: datetime,
    actor: Actor,
    base_url: str,
) -> None:
    """Go on without these candidates (ids): ask the next reserves, and everybody else anew.

    The reserves are asked exactly in the order of the record. Everybody else has agreed to other
    people beside them, and is asked to countersign the slate as it is now. Raises `ResultsFirst`,
    `SlatePublishedAlready`, or as `check_may_go_on` does. The caller holds the poll's row.
    """
    check_may_ask(poll)
    lineups = lineups_of(session, poll)
    check_may_go_on(lineups, chosen, now)
    for lineup in lineups:
        gone = [one for one in lineup.people if one.id in chosen]
        if gone:
            _replace(session, lineup, gone, now, base_url)
    _record(session, poll, now, actor, "slate goes on without", people=len(set(chosen)))


def check_all_countersigned(session: Session, poll: Poll) -> None:
    """Raise `NotCountersigned`, naming them, while somebody on the slate has not agreed to it."""
    _refuse(why_waits(session, poll))


def why_waits(session: Session, poll: Poll) -> NotCountersigned | None:
    """Return who on the slate has not agreed to it as it is, as a refusal; None if all have."""
    names = [one.name for lineup in lineups_of(session, poll) for one in lineup.waiting]
    return why_not_all(Page.SLATE, names)


def _replace(
    session: Session, lineup: Lineup, gone: Sequence[Candidate], now: datetime, base_url: str
) -> None:
    contest, stepping_up = lineup.contest, lineup.reserves[: len(gone)]
    for one in gone:
        lineup.asked[one.id].left_out_at = now
    _add(session, contest, stepping_up, now)
    changed = lineup_of(session, contest)
    others = [one for one in changed.people if one not in stepping_up]
    _ask(session, changed, "slate_asked", stepping_up, now, base_url)
    _ask(session, changed, "slate_changed", others, now, base_url)


def _add(session: Session, contest: Contest, people: Sequence[Candidate], now: datetime) -> None:
    session.add_all(
        Asked(contest_id=contest.id, candidate_id=one.id, asked_at=now) for one in people
    )
    session.flush()


def _ask(
    session: Session,
    lineup: Lineup,
    kind: str,
    people: Sequence[Candidate],
    now: datetime,
    base_url: str,
) -> None:
    """Write to people on a slate, with their place and the names beside them."""
    poll = lineup.contest.poll
    names = [f"{place}. {one.name}" for place, one in enumerate(lineup.people, start=1)]
    for one in people:
        member = member_behind(session, one)
        if member is None or one.has_withdrawn:
            continue
        tell(
            session,
            lineup.contest,
            member,
            kind,
            now=now,
            base_url=base_url,
            page="/slate",
            place=lineup.place_of(one),
            names=names,
            due=whenever(moment_of, poll, poll.slate_at, now),
            is_due=now >= poll.slate_at,
        )


def _record(
    session: Session, poll: Poll, now: datetime, actor: Actor, action: str, **details: int
) -> None:
    record_event(
        session, now=now, actor=actor, action=action, subject=f"poll:{poll.slug}", **details
    )


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
