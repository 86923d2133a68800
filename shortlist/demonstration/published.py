"""Published polls of the demonstration: one of synthetic papers, one of papers handed in."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.ballot_box.actions import import_papers, make_contest_from_blt
from shortlist.ballot_box.outside import PaperFile, read_file
from shortlist.candidates.balance import People
from shortlist.candidates.balance_actions import fix_balance_of
from shortlist.candidates.models import Decision
from shortlist.candidates.queries import on_paper
from shortlist.candidates.rules import REASON_WHEN_ACCEPTED, Outcome
from shortlist.counts.actions import count_poll
from shortlist.demonstration.balance import at_most_from, people_of_the_executive, women
from shortlist.demonstration.ballots import make_papers
from shortlist.demonstration.cast import (
    CANDIDATE_NAMES,
    LOCAL_PARTIES,
    WOMEN,
    home_of,
    statement_of,
)
from shortlist.demonstration.consent import countersign_shortlist, countersign_slate_of
from shortlist.demonstration.officers import agree, open_without_a_box
from shortlist.demonstration.roll import account_of
from shortlist.demonstration.timetables import timetable_around
from shortlist.interest.actions import Author, save_draft, send_expression
from shortlist.interest.rules import Offer
from shortlist.polls.actions import announce_poll, make_poll
from shortlist.polls.balance import RulePlan
from shortlist.polls.balance_actions import add_rules
from shortlist.polls.balance_queries import groups_of
from shortlist.polls.models import Contest, Poll
from shortlist.polls.planning import CountingRule, PollPlan
from shortlist.proposals.rules import Change
from shortlist.publication.actions import publish_results
from shortlist.roll.queries import entry_for
from shortlist.slates.actions import publish_slate
from shortlist.stv import Profile, write_blt

A_MINUTE = timedelta(minutes=1)
PAPERS = 172_706
SEATS = 9


@dataclass(frozen=True, kw_only=True)
class Outside:
    """A poll whose papers come from a file: what it says of itself, and how it is counted."""

    title: str
    description: str
    source_note: str
    file: PaperFile
    rule: CountingRule
    rules: tuple[RulePlan, ...] = ()
    people: People = field(default_factory=dict)
    has_members: bool = False  # as candidates, who agree to what is published of them


def executive() -> Outside:
    """Return the nine-seat executive: 42 made-up candidates and synthetic papers."""
    profile = Profile.from_matrix(
        make_papers(PAPERS), CANDIDATE_NAMES, SEATS, title="A nine-seat executive (synthetic)"
    )
    note = "Synthetic: made by a program with a fixed seed. No real person voted or stood here."
    return Outside(
        title="A nine-seat executive",
        description="Nine seats on the national executive. Members ranked 42 candidates; the count "
        "made a slate of their papers.",
        source_note=note,
        file=PaperFile(
            blt=write_blt(profile),
            file_name="executive.blt",
            title="National executive",
            source=note,
        ),
        rule=CountingRule.SCOTTISH,
        rules=(women(4), at_most_from(2, "Greater London")),
        people=people_of_the_executive(),
        has_members=True,
    )


def handed_in(path: Path, source: str) -> Outside:
    """Return a poll of the papers in a BLT file, under the file's own title; refuses a bad file."""
    blt = path.read_bytes()
    title = f"{read_file(blt).title or 'Papers'} ({path.stem.replace('_', ' ')})"
    note = source or (
        f"Counted from the papers in {path.name}, the file that the demonstration was given. "
        "They are shown as that file has them."
    )
    return Outside(
        title=title,
        description=f"Counted here from the papers in {path.name}, as an example.",
        source_note=note,
        file=PaperFile(blt=blt, file_name=path.name, title=title, source=note),
        rule=CountingRule.SCOTTISH,
    )


def publish_outside(session: Session, outside: Outside, *, now: datetime, time_zone: str) -> Poll:
    """Make a poll of papers from outside and take it to its published slate."""
    timetable = timetable_around(now, days_since_close=12, time_zone=time_zone)
    plan = PollPlan(
        title=outside.title,
        description=outside.description,
        time_zone=time_zone,
        timetable=timetable,
    )
    long_ago = timetable.interest_opens_at - timedelta(days=1)
    poll = make_poll(session, now=long_ago, actor=PLATFORM, plan=plan)
    poll.source_note = outside.source_note
    contest = make_contest_from_blt(
        session, poll, outside.file, rule=outside.rule, now=timetable.shortlist_at
    )
    add_rules(session, contest, outside.rules, now=long_ago, actor=PLATFORM)
    fix_balance_of(session, contest, outside.people)
    announce_poll(session, poll, now=long_ago, actor=PLATFORM)
    if outside.has_members:
        stand_behind(session, contest)
    poll.ready_at = timetable.opens_at
    import_papers(session, contest, outside.file, now=timetable.closes_at, actor=PLATFORM)
    open_without_a_box(session, poll, timetable.box_closes_at)
    count_poll(session, poll, now=timetable.results_at, actor=PLATFORM)
    agree(session, poll, Change.PUBLISH_RESULTS, timetable.results_at)
    publish_results(session, poll, now=timetable.results_at, actor=PLATFORM)
    if outside.has_members:
        countersign_slate_of(session, poll, timetable.results_at)
    agree(session, poll, Change.PUBLISH_SLATE, timetable.slate_at)
    publish_slate(session, poll, now=timetable.slate_at, actor=PLATFORM)
    return poll


def stand_behind(session: Session, contest: Contest) -> None:
    """Let made-up members be the candidates of a contest, who have offered to stand and agreed."""
    poll = contest.poll
    opened, decided_at = poll.interest_opens_at, poll.interest_closes_at + A_MINUTE
    for index, candidate in enumerate(on_paper(session, contest.id)):
        member = account_of(session, candidate.name, opened)
        entry = entry_for(session, member.email)
        author = Author(member_id=member.id, email=member.email, entry=entry)
        statement = statement_of(candidate.name, index)
        answers = {group.id: candidate.name in WOMEN for group in groups_of(session, contest.id)}
        offer = Offer(name=candidate.name, statement=statement, consents=True, answers=answers)
        expression = save_draft(session, contest, author, offer, now=opened)
        send_expression(session, contest, author, now=opened, base_url="")
        session.add(
            Decision(
                expression_id=expression.id,
                outcome=Outcome.ACCEPTED,
                reason=REASON_WHEN_ACCEPTED,
                decided_at=decided_at,
            )
        )
        candidate.expression_id, candidate.statement = expression.id, statement
        candidate.from_outside = False
        candidate.region = home_of(index)
        candidate.local_party = LOCAL_PARTIES[index % len(LOCAL_PARTIES)]
    session.flush()
    countersign_shortlist(session, contest, but=(), now=decided_at)
