"""A poll to vote in: fictional electors, candidates on its paper, its key on disk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.models import Candidate
from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.polls.balance import RulePlan
from shortlist.polls.balance_actions import add_rules
from shortlist.polls.models import Contest, Poll
from shortlist.polls.showing import MOST_IN_FULL, PapersShown
from shortlist.proposals.queries import is_agreed
from shortlist.proposals.rules import Change
from shortlist.roll.models import Elector, RollEntry
from shortlist.voting.actions import (
    cast_ballot,
    close_boxes,
    extend_voting,
    make_ready,
    open_boxes,
)
from shortlist.voting.ballots import new_nonce, seal_order
from shortlist.voting.queries import fixed_for, live_leaf
from shortlist.voting.receipts import Receipt
from tests.officers import two_officers
from tests.people import add_roll_entry

NAMES = ("Amina Okafor", "Bryn Hughes", "Ciara Byrne", "Dev Patel", "Ewa Nowak")


def email_of(number: int) -> str:
    return f"elector{number}@example.org"


def add_poll(
    session: Session,
    clock: SetClock,
    *,
    slug: str = "executive",
    regions: Sequence[str | None] = (None,),
    names: Sequence[str] = NAMES,
    rule: str = "scottish",
    shown: PapersShown | None = None,
    homes: Sequence[str] = (),
    balance: Sequence[RulePlan] = (),
) -> Poll:
    """An announced poll whose shortlist is out; voting opens in an hour and closes a day later.

    Its papers are published, few as they are: in full, or cut among more than eight candidates.
    Candidates live in London unless `homes` says otherwise; the first contest has the balance.
    """
    now = clock.now()
    shown = shown or (PapersShown.REACHED if len(names) > MOST_IN_FULL else PapersShown.FULL)
    poll = Poll(
        slug=slug,
        title="Fictional executive",
        description="Who should sit on it?",
        time_zone="Europe/London",
        interest_opens_at=now - timedelta(days=9),
        interest_closes_at=now - timedelta(days=3),
        shortlist_at=now - timedelta(days=1),
        opens_at=now + timedelta(hours=1),
        closes_at=now + timedelta(hours=25),
        results_at=now + timedelta(days=3),
        slate_at=now + timedelta(days=4),
        created_at=now,
        announced_at=now - timedelta(days=9),
    )
    session.add(poll)
    session.flush()
    for position, region in enumerate(regions, start=1):
        title = f"Members for {region}" if region else "Members"
        contest = Contest(
            position=position, title=title, seats=2, rule=rule, region=region, papers_shown=shown
        )
        poll.contests.append(contest)
        session.flush()
        add_candidates(session, clock, contest, names, homes)
    if balance:
        before = poll.interest_opens_at - timedelta(days=1)
        add_rules(session, poll.contests[0], balance, now=before, actor=PLATFORM)
    return poll


def add_candidates(
    session: Session,
    clock: SetClock,
    contest: Contest,
    names: Sequence[str],
    homes: Sequence[str] = (),
) -> None:
    for name, home in zip_longest(names, homes, fillvalue="London"):
        session.add(
            Candidate(
                contest_id=contest.id,
                name=name,
                local_party="Anyborough",
                region=home,
                statement="I am made up.",
                state="standing",
                from_outside=True,
                created_at=clock.now(),
            )
        )
    session.flush()


def add_electors(session: Session, clock: SetClock, count: int, region: str = "London") -> None:
    for number in range(count):
        add_roll_entry(session, clock, email_of(number), region=region)


@dataclass(kw_only=True)
class Booth:
    """A poll made ready, and shorthands to vote in it; each step is committed."""

    engine: Engine
    clock: SetClock
    keys_path: Path
    poll_id: int

    def session(self) -> Session:
        return open_session(self.engine)

    def reading(self) -> Session:
        return open_session(self.engine, read_only=True)

    def poll(self, session: Session) -> Poll:
        poll = session.get(Poll, self.poll_id)
        assert poll is not None
        return poll

    def elector_id(self, session: Session, number: int) -> int:
        query = select(Elector.id).join(RollEntry, RollEntry.id == Elector.roll_entry_id)
        found = session.scalar(
            query.where(RollEntry.email == email_of(number), Elector.poll_id == self.poll_id)
        )
        assert found is not None
        return found

    def open_voting(self) -> None:
        self.clock.move(timedelta(hours=2))

    def end_voting(self) -> None:
        self.clock.move(timedelta(days=2))

    def cast(
        self,
        number: int,
        order: Sequence[int] = (1, 2),
        nonce: str | None = None,
        *,
        position: int = 1,
    ) -> Receipt:
        with self.session() as session:
            contest = self.poll(session).contests[position - 1]
            fixed = fixed_for(session, contest.id)
            elector_id = self.elector_id(session, number)
            ballot = seal_order(fixed, elector_id, order, nonce or new_nonce())
            live = live_leaf(session, contest.id, elector_id)
            now = self.clock.now()
            receipt = cast_ballot(session, contest, ballot, replaces=live, now=now)
            session.commit()
        return receipt

    def agree(self, change: Change) -> None:
        """Let two officers agree on a change that is still to be carried out."""
        with self.session() as session:
            two_officers(session, self.poll(session), change, self.clock.now())
            session.commit()

    def extend(self, longer: timedelta) -> None:
        """Let two officers extend voting."""
        with self.session() as session:
            poll, now = self.poll(session), self.clock.now()
            closes_at = poll.closes_at + longer
            two_officers(session, poll, Change.EXTEND, now, closes_at)
            extend_voting(session, poll, closes_at, now=now, actor=PLATFORM)
            session.commit()

    def close(self) -> None:
        with self.session() as session:
            two_officers(session, self.poll(session), Change.CLOSE, self.clock.now())
            close_boxes(session, self.poll(session), now=self.clock.now(), actor=PLATFORM)
            session.commit()

    def open(self) -> None:
        with self.session() as session:
            if not is_agreed(session, self.poll(session), Change.OPEN):
                two_officers(session, self.poll(session), Change.OPEN, self.clock.now())
            open_boxes(
                session,
                self.poll(session),
                now=self.clock.now(),
                keys_path=self.keys_path,
                actor=PLATFORM,
            )
            session.commit()


def make_booth(
    engine: Engine,
    clock: SetClock,
    keys_path: Path,
    *,
    electors: int = 3,
    regions: Sequence[str | None] = (None,),
    names: Sequence[str] = NAMES,
    shown: PapersShown | None = None,
    homes: Sequence[str] = (),
    balance: Sequence[RulePlan] = (),
) -> Booth:
    with open_session(engine) as session:
        add_electors(session, clock, electors)
        poll = add_poll(
            session, clock, regions=regions, names=names, shown=shown, homes=homes, balance=balance
        )
        make_ready(session, poll, now=clock.now(), keys_path=keys_path, actor=PLATFORM)
        session.commit()
        return Booth(engine=engine, clock=clock, keys_path=keys_path, poll_id=poll.id)
