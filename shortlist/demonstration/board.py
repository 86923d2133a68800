"""What the demonstration's members ask, and what some of its candidates reply."""

from datetime import timedelta

from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.board.actions import Verdict, ask, decide, reply
from shortlist.board.models import BoardQuestion
from shortlist.board.rules import State
from shortlist.candidates.queries import standing
from shortlist.demonstration.cast import home_of
from shortlist.demonstration.roll import account_of
from shortlist.polls.models import Poll
from shortlist.roll.queries import entry_for

AN_HOUR = timedelta(hours=1)
ASKED = (
    ("How will you keep local parties informed between meetings?", State.PUBLISHED),
    ("Which of our campaigns would you end, and why?", State.PUBLISHED),
    ("What do you think of the parking in front of our office?", State.DECLINED),
    ("How will you make sure that rural branches are heard?", State.WAITING),
)
REASON = "It is not about what this committee decides."
REPLIES = (
    "I will write a page after each meeting, in plain words, and answer what comes back.",
    "I would hold an open hour online every month for every branch in {home}.",
    "By reading less aloud and listening more: **minutes within three days**, for everybody.",
)


def fill_board(session: Session, poll: Poll) -> None:
    """Let a member ask, an organiser decide, and some candidates reply; one changes the reply."""
    at = poll.shortlist_at + AN_HOUR
    member = account_of(session, "Ola Member", at)
    entry = entry_for(session, member.email)
    for text, state in ASKED:
        question = ask(session, poll, member.id, entry, text, now=at)
        if state is State.WAITING:
            continue
        verdict = Verdict(state=state, reason=REASON if state is State.DECLINED else "")
        decide(session, poll, question, verdict, now=at + AN_HOUR, actor=PLATFORM, base_url="")
        if state is State.PUBLISHED:
            _reply(session, poll, question)


def _reply(session: Session, poll: Poll, question: BoardQuestion) -> None:
    at = poll.shortlist_at + 3 * AN_HOUR
    candidates = standing(session, poll.contests[0].id)
    for index, text in enumerate(REPLIES):
        words = text.format(home=home_of(index))
        reply(session, poll, question, candidates[index], words, now=at)
    better = f"{REPLIES[0]} Twice a year I will come and visit."
    reply(session, poll, question, candidates[0], better, now=at + AN_HOUR)
