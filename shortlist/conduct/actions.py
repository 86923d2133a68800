"""Publish a version of a code of conduct, and accept one."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, member_actor, record_event
from shortlist.conduct import policy, queries, rules
from shortlist.conduct.models import Code, CodeAcceptance
from shortlist.members.models import Member
from shortlist.polls.models import Poll


def publish_code(
    session: Session,
    poll: Poll,
    text: str,
    *,
    is_needed_to_send: bool,
    now: datetime,
    actor: Actor,
) -> Code:
    """Publish the next version of a poll's code. The caller holds the poll's row.

    Raises `CodeTooLate`, `CodeIsFixed` or `CodeUnchanged`.
    """
    before = queries.code_of(session, poll)
    refusal = policy.why_not_publish(poll, now, has_code=before is not None)
    if refusal is not None:
        raise refusal
    if before and (before.text, before.is_needed_to_send) == (text, is_needed_to_send):
        raise rules.CodeUnchanged
    code = Code(
        poll_id=poll.id,
        number=before.number + 1 if before else 1,
        text=text,
        is_needed_to_send=is_needed_to_send,
        published_at=now,
    )
    session.add(code)
    session.flush()
    record_event(
        session,
        now=now,
        actor=actor,
        action="code of conduct published",
        subject=f"poll:{poll.slug}",
        version=code.number,
    )
    return code


def copy_code(session: Session, source: Poll, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Begin with the code of conduct of another poll; nothing where it has none."""
    if code := queries.code_of(session, source):
        needed = code.is_needed_to_send
        publish_code(session, poll, code.text, is_needed_to_send=needed, now=now, actor=actor)


def accept_code(
    session: Session, poll: Poll, number: int, member_id: int, *, now: datetime
) -> CodeAcceptance:
    """Accept the version that was read; once accepted, it stays as it was.

    Raises `NoCode`, or `CodeChanged` where another version counts by now.
    """
    session.get(Member, member_id, with_for_update=True)  # one acceptance, not two
    code = queries.code_of(session, poll)
    if code is None:
        raise rules.NoCode
    if code.number != number:
        raise rules.CodeChanged
    found = queries.acceptance_of(session, code, member_id)
    if found is not None:
        return found
    found = CodeAcceptance(code_id=code.id, member_id=member_id, accepted_at=now)
    session.add(found)
    session.flush()
    record_event(
        session,
        now=now,
        actor=member_actor(member_id),
        action="code of conduct accepted",
        subject=f"poll:{poll.slug}",
        version=number,
    )
    return found
