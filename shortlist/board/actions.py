"""Ask, decide on what is asked, reply, report, and take a reply down."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.board import policy, queries, rules
from shortlist.board.models import BoardQuestion, Reply, ReplyReport, ReplyVersion
from shortlist.board.rules import STATE_WORDS, State
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import addresses_of_candidates, member_behind
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.errors import Refusal
from shortlist.language import whenever
from shortlist.members.models import Member
from shortlist.notices.actions import send_notice
from shortlist.polls.models import Poll
from shortlist.roll.models import RollEntry
from shortlist.web.moments import deadline_in_words


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What an organiser decides on a question: published, declined with a reason, or merged."""

    state: State
    reason: str = ""
    into_id: int | None = None


def ask(
    session: Session,
    poll: Poll,
    member_id: int,
    entry: RollEntry | None,
    text: str,
    *,
    now: datetime,
) -> BoardQuestion:
    """Hand a question in for an organiser to look at.

    Raises `BoardNotOpen`, `BoardClosed`, `NotOnRoll` or `AskedTooOften`.
    """
    _refuse(policy.why_not_write(poll, now))
    if entry is None:
        raise rules.NotOnRoll
    session.get(Member, member_id, with_for_update=True)  # so that the count below holds
    if rules.is_too_many(queries.asked_within_a_day(session, poll, member_id, now)):
        raise rules.AskedTooOften
    question = BoardQuestion(
        poll_id=poll.id, member_id=member_id, text=text, state=State.WAITING, asked_at=now
    )
    session.add(question)
    session.flush()
    return question


def decide(
    session: Session,
    poll: Poll,
    question: BoardQuestion,
    verdict: Verdict,
    *,
    now: datetime,
    actor: Actor,
    base_url: str,
) -> None:
    """Publish a question, decline it, or join it with one that asks the same; tell who asked.

    The candidates are told of one that is published.

    Raises `StandsHere`, `OwnQuestion`, `DecidedAlready`, `ReasonMissing` or `NothingToJoin`. The
    caller holds the question's row.
    """
    refuse_whoever_stands(session, poll.id, actor.member_id)
    if question.member_id is not None and question.member_id == actor.member_id:
        raise rules.OwnQuestion
    if question.state != State.WAITING:
        raise rules.DecidedAlready
    if verdict.state is State.DECLINED and not verdict.reason:
        raise rules.ReasonMissing
    if verdict.state is State.MERGED:
        question.merged_into_id = _published(session, poll, verdict.into_id).id
    question.state, question.reason = verdict.state, verdict.reason
    question.decided_at, question.decided_by_id = now, actor.member_id
    session.flush()
    _record(session, poll, now, actor, f"member's question {verdict.state}", question=question.id)
    if verdict.state is State.PUBLISHED:
        _ask_candidates(session, poll, question, now, base_url)
    address = queries.address_of(session, question.member_id)
    if address is not None:
        send_notice(
            session,
            now=now,
            kind="question_decided",
            to_address=address,
            poll=poll.title,
            outcome=STATE_WORDS[verdict.state],
            question=question.text,
            reason=verdict.reason,
            link=f"{base_url}/polls/{poll.slug}/board",
        )


def reply(
    session: Session,
    poll: Poll,
    question: BoardQuestion,
    candidate: Candidate,
    text: str,
    *,
    now: datetime,
) -> Reply:
    """Publish a candidate's reply to a question, or change it; each version is kept.

    Raises `BoardNotOpen`, `BoardClosed`, `ReplyEmpty`, `ReplyTooLong`, `ReplyHidden` or
    `ReplyUnchanged`. The caller holds the question's row.
    """
    _refuse(policy.why_not_write(poll, now))
    _refuse(rules.why_not_reply(text))
    found = queries.own_reply(session, question, candidate)
    if found is None:
        found = Reply(
            question_id=question.id, candidate_id=candidate.id, first_sent_at=now, versions=[]
        )
        session.add(found)
    elif found.hidden_at is not None:
        raise rules.ReplyHidden
    elif found.text == text:
        raise rules.ReplyUnchanged
    found.text, found.sent_at = text, now
    number = len(found.versions) + 1
    found.versions.append(ReplyVersion(number=number, text=text, sent_at=now))
    session.flush()
    return found


def report(
    session: Session, poll: Poll, found: Reply, member_id: int, reason: str, *, now: datetime
) -> None:
    """Tell the organisers that something is wrong with a reply.

    Raises `BoardNotOpen`, `BoardClosed`, `NoSuchReply` for one taken down, or `ReportedAlready`.
    The caller holds the reply's row.
    """
    _refuse(policy.why_not_write(poll, now))
    if found.hidden_at is not None:
        raise rules.NoSuchReply
    if any(one.member_id == member_id for one in queries.reports_on(session, found)):
        raise rules.ReportedAlready
    session.add(ReplyReport(reply_id=found.id, member_id=member_id, reason=reason, reported_at=now))
    session.flush()


def leave_reply(session: Session, poll: Poll, found: Reply, *, now: datetime, actor: Actor) -> None:
    """Leave a reply as it is, or show it again, and take note that its reports were looked at.

    Raises `StandsHere`. The caller holds the reply's row.
    """
    refuse_whoever_stands(session, poll.id, actor.member_id)
    found.hidden_at, found.why_hidden = None, ""
    _handle_reports(session, found, now)
    _record(session, poll, now, actor, "reply left", reply=found.id)


def hide_reply(
    session: Session,
    poll: Poll,
    found: Reply,
    reason: str,
    *,
    now: datetime,
    actor: Actor,
    base_url: str,
) -> None:
    """Take a reply down; everybody reads why, and its candidate is told.

    Raises `StandsHere` or `ReasonMissing`. The caller holds the reply's row.
    """
    refuse_whoever_stands(session, poll.id, actor.member_id)
    if not reason:
        raise rules.ReasonMissing
    found.hidden_at, found.why_hidden = now, reason
    _handle_reports(session, found, now)
    _record(session, poll, now, actor, "reply taken down", reply=found.id)
    member = member_behind(session, session.get_one(Candidate, found.candidate_id))
    address = member.email if member else None
    if address is not None:
        send_notice(
            session,
            now=now,
            kind="reply_taken_down",
            to_address=address,
            poll=poll.title,
            reason=reason,
            link=f"{base_url}/polls/{poll.slug}/board/{found.question_id}",
        )


def _ask_candidates(
    session: Session, poll: Poll, question: BoardQuestion, now: datetime, base_url: str
) -> None:
    """Tell everybody who stands that there is a question to reply to."""
    for address in addresses_of_candidates(session, poll):
        send_notice(
            session,
            now=now,
            kind="question_published",
            to_address=address,
            poll=poll.title,
            question=question.text,
            words=rules.MOST_WORDS,
            closes=whenever(deadline_in_words, poll.closes_at, poll.time_zone, now.date()),
            link=f"{base_url}/polls/{poll.slug}/board/{question.id}",
        )


def _published(session: Session, poll: Poll, question_id: int | None) -> BoardQuestion:
    try:
        return queries.published_question(session, poll, question_id or 0)
    except rules.NoSuchQuestion:
        raise rules.NothingToJoin from None


def _handle_reports(session: Session, found: Reply, now: datetime) -> None:
    for one in queries.reports_on(session, found):
        one.handled_at = one.handled_at or now
    session.flush()


def _record(
    session: Session, poll: Poll, now: datetime, actor: Actor, action: str, **details: int
) -> None:
    record_event(
        session, now=now, actor=actor, action=action, subject=f"poll:{poll.slug}", **details
    )


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
