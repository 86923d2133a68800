"""A fictional contest of members who stood and were elected, for tests of what they agree to."""

from datetime import timedelta

from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.ballot_box.actions import import_papers
from shortlist.ballot_box.outside import PaperFile
from shortlist.candidates.actions import Verdict, decide_expression, number_candidates
from shortlist.candidates.rules import Outcome
from shortlist.candidates.withdrawal_rules import Effect
from shortlist.candidates.withdrawing import withdraw_own
from shortlist.clock import SetClock
from shortlist.counts.actions import count_poll
from shortlist.members.models import Member
from shortlist.polls.models import Contest, Poll
from shortlist.proposals.rules import Change
from shortlist.publication.actions import publish_results
from shortlist.slates.asking import ask_elected, countersign_slate
from shortlist.slates.lineups import lineup_of
from tests.candidates.offers import countersign_all, offer_to_stand
from tests.officers import open_without_a_box, two_officers
from tests.people import add_member
from tests.timetables import INTEREST_CLOSES, OPENS, RESULTS, SHORTLIST, add_poll

# Two seats go to Ann and Ben; the reserves are Cat and then Dan.
BLT = b"""5 2
40 1 2 0
33 2 3 0
20 3 2 0
12 4 3 0
8 5 0
0
"Ann Ash"
"Ben Box"
"Cat Cole"
"Dan Dyer"
"Eve East"
"A small board"
"""
NAMES = ("Ann Ash", "Ben Box", "Cat Cole", "Dan Dyer", "Eve East")
ACCEPT = Verdict(outcome=Outcome.ACCEPTED, reason="")
DAY = timedelta(days=1)


def elect(session: Session, clock: SetClock) -> Contest:
    """Let five members stand for two seats, and take their poll to its published results."""
    poll = add_poll(session)
    (contest,) = poll.contests
    contest.seats = 2
    for name in NAMES:
        expression = offer_to_stand(session, clock, contest, name)
        decide_expression(
            session, contest, expression, ACCEPT, now=INTEREST_CLOSES, actor=PLATFORM, base_url=""
        )
    countersign_all(session, contest, SHORTLIST)
    number_candidates(session, contest)
    poll.ready_at = OPENS
    open_without_a_box(session, poll, RESULTS)
    file = PaperFile(blt=BLT, file_name="board.blt", title="The board", source="Made for a test.")
    import_papers(session, contest, file, now=RESULTS, actor=PLATFORM)
    count_poll(session, poll, now=RESULTS, actor=PLATFORM)
    two_officers(session, poll, Change.PUBLISH_RESULTS, RESULTS)
    publish_results(session, poll, now=RESULTS, actor=PLATFORM)
    return contest


def ask(session: Session, poll: Poll) -> int:
    """Ask those elected to countersign."""
    return ask_elected(session, poll, now=RESULTS, actor=PLATFORM, base_url="https://x.example")


def member_called(session: Session, name: str) -> Member:
    """Return the account of a candidate."""
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    return add_member(session, SetClock(RESULTS), email)


def agree(session: Session, contest: Contest, *names: str) -> None:
    """Let people countersign the slate as it is."""
    for name in names:
        version = lineup_of(session, contest).version
        countersign_slate(
            session, contest, member_called(session, name).id, version, now=RESULTS + DAY
        )


def withdraw(session: Session, contest: Contest, name: str, told: Effect, now=RESULTS) -> None:
    """Let somebody withdraw."""
    member = member_called(session, name)
    withdraw_own(session, contest, member.id, told, now=now, base_url="https://x.example")


def on_slate(session: Session, contest: Contest) -> list[str]:
    """Return the names on the slate as it stands."""
    return [one.name for one in lineup_of(session, contest).people]
