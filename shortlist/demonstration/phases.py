"""One poll in each phase: made by the same actions as any other, at moments of the past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.actions import Verdict, decide_expression
from shortlist.candidates.queries import standing
from shortlist.candidates.rules import Outcome
from shortlist.candidates.withdrawal_rules import Effect
from shortlist.config import Settings
from shortlist.demonstration.answers import answer_all, ask_candidates
from shortlist.demonstration.balance import at_most_from, from_each, women
from shortlist.demonstration.ballots import CANDIDATES, make_papers
from shortlist.demonstration.board import fill_board
from shortlist.demonstration.boxed import publish_box
from shortlist.demonstration.bursaries import help_with_costs
from shortlist.demonstration.calls import announce_meetings, call_for_interest
from shortlist.demonstration.cast import CANDIDATE_NAMES, PEOPLE, WOMEN, statement_of
from shortlist.demonstration.consent import countersign_shortlist, withdraw
from shortlist.demonstration.declarations import ask_to_declare, declare_all
from shortlist.demonstration.equalities import ask_for_equalities, fill_in_equalities
from shortlist.demonstration.hustings import hold_hustings
from shortlist.demonstration.roll import account_of
from shortlist.demonstration.timetables import timetable_around
from shortlist.interest.actions import Author, save_draft, send_expression
from shortlist.interest.queries import begun_expression
from shortlist.interest.rules import Offer
from shortlist.polls.actions import add_contest, announce_poll, make_poll
from shortlist.polls.balance import RulePlan
from shortlist.polls.balance_actions import add_rules
from shortlist.polls.balance_queries import groups_of
from shortlist.polls.models import Contest, Poll
from shortlist.polls.planning import ContestPlan, CountingRule, PollPlan
from shortlist.questions.queries import questions_of
from shortlist.roll.models import Elector, RollEntry
from shortlist.roll.queries import entry_for
from shortlist.voting.actions import cast_many, make_ready
from shortlist.voting.ballots import SealedBallot, new_nonce, seal_order
from shortlist.voting.manifest import Fixed
from shortlist.voting.queries import fixed_for

A_MINUTE = timedelta(minutes=1)
HOURS = 6  # over which the made-up members vote


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A poll to make: what it asks, how long ago its voting closed, and who stands in it."""

    title: str
    contest: str
    description: str
    seats: int
    days_since_close: int
    candidates: int = 0
    drafts: int = 0
    rule: CountingRule = CountingRule.SCOTTISH
    is_announced: bool = True
    is_decided: bool = False
    voters: int | None = None
    with_candidate: bool = False
    rules: tuple[RulePlan, ...] = ()
    not_countersigned: str = ""
    withdrawn: str = ""
    is_published: bool = False
    has_call: bool = False
    is_informed: bool = False
    asks_equalities: bool = False
    bursary: tuple[str, ...] | None = None  # who asks for one; None where none is offered
    unanswered: int | None = (
        None  # how many have not answered; None where nothing is asked or declared
    )


SCENES = (
    Scene(
        title="The youth council",
        contest="Members of the council",
        description="Five seats. Only organisers see this draft until it is announced.",
        seats=5,
        days_since_close=-70,
        is_announced=False,
    ),
    Scene(
        title="Delegates to the spring conference",
        contest="Delegates",
        description="Twelve delegates speak for us in spring. The call for interest opens soon.",
        seats=12,
        days_since_close=-63,
    ),
    Scene(
        title="The policy panel",
        contest="Members of the panel",
        description="Seven members prepare what conference decides.\n\n"
        "You can offer to stand now: write a statement of at most 500 words, add a photo if you "
        "like, and send it before the deadline.",
        seats=7,
        days_since_close=-46,
        candidates=4,
        drafts=3,
        has_call=True,
        bursary=("Amina Okafor", "Rhys Tudor"),
        rules=(women(3), *from_each(1, "Scotland", "Wales")),
    ),
    Scene(
        title="The treasurer",
        contest="Treasurer",
        description="One seat. Whoever is chosen keeps the books and answers for them.",
        seats=1,
        days_since_close=-26,
        candidates=6,
        with_candidate=True,
        asks_equalities=True,
        unanswered=2,
        rule=CountingRule.MEEK_PRF,
    ),
    Scene(
        title="The editorial board",
        contest="Members of the board",
        description="Four seats on the board of the members' magazine.",
        seats=4,
        days_since_close=-17,
        candidates=9,
        rules=(women(2),),
        is_decided=True,
        with_candidate=True,
        not_countersigned="Cam Candidate",
        bursary=(),
    ),
    Scene(
        title="Who should be on our slate for the national committee?",
        contest="National committee",
        description="Nine seats. Every member ranks the candidates; the count makes a slate that "
        "speaks for all of us.",
        seats=9,
        days_since_close=-9,
        candidates=CANDIDATES,
        is_decided=True,
        has_call=True,
        is_informed=True,
        asks_equalities=True,
        bursary=("Cam Candidate",),
        unanswered=1,
        voters=131,
        rules=(women(4), at_most_from(2, "Greater London")),
        with_candidate=True,
    ),
    Scene(
        title="The conference arrangements committee",
        contest="Members of the committee",
        description="Five seats. The committee decides what comes before conference, and when.",
        seats=5,
        days_since_close=1,
        candidates=12,
        is_decided=True,
        voters=187,
        with_candidate=True,
        withdrawn="Grace Adeyemi",
    ),
    Scene(
        title="The members’ council",
        contest="Members of the council",
        description="Three seats. Voting, opening and count are over; everybody can check them.",
        seats=3,
        days_since_close=9,
        candidates=7,
        is_decided=True,
        voters=143,
        rules=(women(2),),
        withdrawn="Niall Fearon",
        is_published=True,
    ),
)


def make_polls(session: Session, now: datetime, settings: Settings) -> None:
    """Make every scene."""
    for scene in SCENES:
        _make(session, scene, now, settings)


def _make(session: Session, scene: Scene, now: datetime, settings: Settings) -> None:
    time_zone = settings.time_zone
    timetable = timetable_around(now, days_since_close=scene.days_since_close, time_zone=time_zone)
    plan = PollPlan(
        title=scene.title,
        description=scene.description,
        time_zone=time_zone,
        timetable=timetable,
    )
    before = min(now, timetable.interest_opens_at) - timedelta(days=3)
    poll = make_poll(session, now=before, actor=PLATFORM, plan=plan)
    contest_plan = ContestPlan(title=scene.contest, seats=scene.seats, rule=scene.rule)
    contest = add_contest(session, poll, now=before, actor=PLATFORM, plan=contest_plan)
    add_rules(session, contest, scene.rules, now=before, actor=PLATFORM)
    if not scene.is_announced:
        return
    announce_poll(session, poll, now=before, actor=PLATFORM)
    if scene.has_call:
        call_for_interest(session, poll)
    if scene.is_informed:
        announce_meetings(session, poll)
    _ask(session, scene, poll, before)
    _stand(session, scene, contest, settings.base_url)
    help_with_costs(session, poll, scene.bursary, now=before)
    _answer(session, scene, poll)
    if scene.is_informed:
        fill_board(session, poll)
        hold_hustings(session, poll, now)
    if scene.voters is not None:
        make_ready(
            session,
            poll,
            now=timetable.shortlist_at + A_MINUTE,
            keys_path=settings.keys_path,
            actor=PLATFORM,
        )
        _vote(session, contest, scene.voters)
    if scene.withdrawn:
        gone = next(one for one in standing(session, contest.id) if one.name == scene.withdrawn)
        withdraw(session, contest, gone, Effect.MARKED, timetable.opens_at + timedelta(days=2))
    if scene.is_published:
        publish_box(session, poll, settings.keys_path)


def _ask(session: Session, scene: Scene, poll: Poll, before: datetime) -> None:
    """Say what whoever stands in a scene is asked."""
    if scene.unanswered is not None:
        ask_candidates(session, poll)
        ask_to_declare(session, poll, now=before)
    if scene.asks_equalities:
        ask_for_equalities(session, poll)


def _answer(session: Session, scene: Scene, poll: Poll) -> None:
    """Let whoever stands in a scene answer."""
    if scene.asks_equalities:
        fill_in_equalities(session, poll, but="Cam Candidate")
    if scene.unanswered is not None:
        declare_all(session, poll)
        answer_all(session, poll, questions_of(session, poll), but=scene.unanswered)


def _stand(session: Session, scene: Scene, contest: Contest, base_url: str) -> None:
    """Let the made-up candidates of a scene offer to stand, and accept them where that is done."""
    poll = contest.poll
    opened = poll.interest_opens_at + A_MINUTE
    names = list(CANDIDATE_NAMES[: scene.candidates + scene.drafts])
    if scene.with_candidate:
        names[-1] = "Cam Candidate"
    asked = groups_of(session, contest.id)  # which are of women only
    for index, name in enumerate(names):
        author = _author(session, name, opened)
        offer = Offer(
            name=name,
            statement=statement_of(name, index),
            consents=True,
            answers={group.id: name in WOMEN for group in asked},
        )
        save_draft(session, contest, author, offer, now=opened + index * A_MINUTE)
        if index < scene.candidates:
            sent_at = opened + index * A_MINUTE
            send_expression(session, contest, author, now=sent_at, base_url=base_url)
    if scene.is_decided:
        _accept_all(session, contest, names, base_url)
        countersigned_at = poll.interest_closes_at + timedelta(days=2)
        but = {scene.not_countersigned}
        countersign_shortlist(session, contest, but=but, now=countersigned_at)


def _author(session: Session, name: str, now: datetime) -> Author:
    member = account_of(session, name, now)
    return Author(member_id=member.id, email=member.email, entry=entry_for(session, member.email))


def _accept_all(session: Session, contest: Contest, names: Sequence[str], base_url: str) -> None:
    poll = contest.poll
    decided_at = poll.interest_closes_at + timedelta(days=1)
    accepted = Verdict(outcome=Outcome.ACCEPTED, reason="")
    for name in names:
        member = account_of(session, name, decided_at)
        expression = begun_expression(session, contest.id, member.id)
        decide_expression(
            session,
            contest,
            expression,
            accepted,
            now=decided_at,
            actor=PLATFORM,
            base_url=base_url,
        )


def _vote(session: Session, contest: Contest, voters: int) -> None:
    """Cast synthetic ballots, sealed as a browser without scripts has them sealed."""
    waiting = [one.email for one in PEOPLE if one.email != "candidate@example.org"]
    query = (
        select(Elector.id)
        .join(RollEntry, RollEntry.id == Elector.roll_entry_id)
        .where(Elector.poll_id == contest.poll_id, RollEntry.email.not_in(waiting))
        .order_by(RollEntry.id)
    )
    # The people to sign in as have their own ballots to cast, but for one who has a receipt.
    electors = session.scalars(query.limit(voters)).all()
    fixed = fixed_for(session, contest.id)
    count = len(standing(session, contest.id))
    ballots = [
        _ballot(fixed, elector_id, [int(number) for number in paper if 0 < number <= count])
        for elector_id, paper in zip(electors, make_papers(voters, seed=contest.id), strict=True)
    ]
    for hour in range(HOURS):
        at = contest.poll.opens_at + timedelta(hours=hour) + A_MINUTE
        cast_many(session, contest, ballots[hour::HOURS], now=at)


def _ballot(fixed: Fixed, elector_id: int, order: list[int]) -> SealedBallot:
    return seal_order(fixed, elector_id, order or [1], new_nonce())
