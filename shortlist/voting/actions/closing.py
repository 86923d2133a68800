"""Close the boxes of a poll: a last leaf in each log, which nothing can follow."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.polls.models import Contest, Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.proposals.actions import agreed_on, note_done
from shortlist.proposals.rules import Change, terms_text
from shortlist.voting import rules
from shortlist.voting.actions.log import append_leaves, locked_head, root_of
from shortlist.voting.leaves import close_line, utc_text
from shortlist.voting.models import LogHead


def close_boxes(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Close every box of a poll as two officers have agreed; the poll is closed then.

    Raises `NotReady`, `ClosedAlready`, `TooEarlyToClose`, `NotAgreed` or `ChangedSince`. The caller
    holds the poll's row.
    """
    check_may_close(poll, now)
    proposal = agreed_on(session, poll, Change.CLOSE, closing_terms(poll))
    heads = [_close_box(session, contest) for contest in poll.contests]
    poll.closed_at = now
    note_done(session, proposal, now)
    for contest, head in zip(poll.contests, heads, strict=True):
        record_event(
            session,
            now=now,
            actor=actor,
            action="ballot box closed",
            subject=f"poll:{poll.slug}",
            contest=contest.position,
            envelopes=head.live,
            root=root_of(head).hex(),
        )


def check_may_close(poll: Poll, now: datetime) -> None:
    """Raise `NotReady`, `ClosedAlready` or `TooEarlyToClose` where boxes cannot be closed now."""
    refusal = rules.why_not_close(now, timetable_of(poll), facts_of(poll))
    if refusal is not None:
        raise refusal


def closing_terms(poll: Poll) -> str:
    """Return what exactly would be closed: the boxes of these contests, after this moment."""
    contests = ", ".join(str(contest.position) for contest in poll.contests)
    until = utc_text(timetable_of(poll).box_closes_at)
    return terms_text({"Contests": contests, "Ballots were taken until": until})


def _close_box(session: Session, contest: Contest) -> LogHead:
    head = locked_head(session, contest.id)
    if head.closed:
        raise rules.ClosedAlready
    append_leaves(session, head, [close_line(head.live, head.by_server)])
    head.closed = True
    session.flush()
    return head
