"""A frozen register is changed by two people alone, and everybody concerned can see it."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from shortlist.audit.queries import latest_events
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.interest.models import Expression
from shortlist.interest.rules import State
from shortlist.ledger import actions, rules
from shortlist.ledger.models import LedgerEntry
from shortlist.ledger.queries import elector_by_entry, entries_of
from shortlist.ledger.rules import Kind
from shortlist.polls.rules import Facts
from shortlist.roll.models import RollEntry
from shortlist.roll.queries import register_of
from shortlist.roll.rules import register_line
from shortlist.voting import rules as voting
from shortlist.voting.queries import live_leaf
from tests.members.helpers import mails_to
from tests.people import add_member, add_roll_entry
from tests.timetables import CLOSES, OPENS, TIMETABLE
from tests.voting.booth import Booth, email_of, make_booth

READY = Facts(announced=True, ready=True)
ORGANISE = "/organise/polls/executive/register"
PUBLIC = "/polls/executive/register"


@pytest.mark.parametrize(
    ("now", "facts", "refusal"),
    [
        (OPENS, Facts(announced=True), rules.NotFrozen),
        (OPENS, READY, type(None)),
        (CLOSES, READY, rules.RegisterSettled),
        (OPENS, replace(READY, closed=True), rules.RegisterSettled),
    ],
)
def test_a_register_changes_between_its_freezing_and_the_close(now, facts, refusal) -> None:
    assert type(rules.why_not_change(now, TIMETABLE, facts)) is refusal


@pytest.mark.parametrize(
    ("puts_on", "is_elector", "is_barred", "has_begun", "kind"),
    [
        (True, False, False, True, Kind.ADDED),
        (True, True, True, True, Kind.RESTORED),
        (True, True, False, True, rules.OnRegisterAlready),
        (False, True, False, False, Kind.REMOVED),
        (False, True, False, True, Kind.BARRED),
        (False, True, True, True, rules.BarredAlready),
        (False, False, False, False, rules.NotOnThisRegister),
    ],
)
def test_what_a_change_comes_to(puts_on, is_elector, is_barred, has_begun, kind) -> None:
    found = rules.kind_of(
        puts_on=puts_on, is_elector=is_elector, is_barred=is_barred, has_begun=has_begun
    )
    assert found == kind or type(found) is kind


@pytest.fixture
def booth(engine: Engine, clock: SetClock, settings: Settings) -> Booth:
    booth = make_booth(engine, clock, settings.keys_path, electors=3)
    with booth.session() as session:
        add_roll_entry(session, clock, "late@example.org", number="M-9", name="Lee Late")
        for email in ("o@example.org", "r@example.org"):
            add_member(session, clock, email)
        session.commit()
    return booth


def number_of(session: Session, number: int) -> str:
    query = select(RollEntry.membership_number).where(RollEntry.email == email_of(number))
    return session.scalar(query) or ""


def propose(booth: Booth, session: Session, number: str, *, puts_on: bool) -> LedgerEntry:
    return actions.propose_change(
        session,
        booth.poll(session),
        number=number,
        puts_on=puts_on,
        reason="The office made a mistake.",
        now=booth.clock.now(),
        member_id=add_member(session, booth.clock, "o@example.org").id,
    )


def approve(booth: Booth, session: Session, entry: LedgerEntry, who: str = "r") -> None:
    member = add_member(session, booth.clock, f"{who}@example.org")
    actions.approve_change(
        session,
        booth.poll(session),
        entry,
        now=booth.clock.now(),
        member_id=member.id,
        page="http://localhost/me",
    )


def change(booth: Booth, number: str, *, puts_on: bool) -> None:
    with booth.session() as session:
        approve(booth, session, propose(booth, session, number, puts_on=puts_on))
        session.commit()


def test_a_register_is_changed_by_two_people_and_casts_heed_it(
    booth: Booth, engine: Engine, sign_in
) -> None:
    with booth.session() as session:
        first, second = number_of(session, 0), number_of(session, 1)
        entry = propose(booth, session, "M-9", puts_on=True)
        with pytest.raises(rules.WaitsAlready):
            propose(booth, session, "M-9", puts_on=True)
        with pytest.raises(rules.NotOnRoll):
            propose(booth, session, "M-0", puts_on=True)
        with pytest.raises(rules.OwnProposal):
            approve(booth, session, entry, "o")
        session.get_one(RollEntry, entry.roll_entry_id).local_party = "Elsewhere"
        with pytest.raises(rules.ChangedSince):
            approve(booth, session, entry)
        session.rollback()
    change(booth, "M-9", puts_on=True)
    change(booth, first, puts_on=False)
    with booth.session() as session:
        late = propose(booth, session, second, puts_on=False)
        session.commit()
        booth.open_voting()
        with pytest.raises(rules.ChangedSince):  # voting has begun: it would now be a bar
            approve(booth, session, late)
        poll, officer = booth.poll(session), add_member(session, booth.clock, "r@example.org").id
        actions.call_off(session, poll, late, now=booth.clock.now(), member_id=officer)
        with pytest.raises(rules.NotWaiting):
            approve(booth, session, late)
        session.commit()
    booth.cast(1)
    change(booth, second, puts_on=False)
    with pytest.raises(voting.Barred):
        booth.cast(1, (2, 1))
    for path in ("vote", "vote/1"):  # not only when the paper has been filled in
        page = sign_in(email_of(1)).get(f"/polls/executive/{path}")
        assert (page.status_code, "You can cast no further ballot" in page.text) == (403, True)
    with booth.reading() as session:
        poll = booth.poll(session)
        register, entries = register_of(session, poll.id), entries_of(session, poll)
        assert (register.size, register.size_now) == (3, 3)
        assert [(one.number, one.kind) for one in entries] == [
            (1, "added"),
            (2, "removed"),
            (3, "barred"),
        ]
        barred = elector_by_entry(session, poll, entries[2].roll_entry_id)
        assert live_leaf(session, poll.contests[0].id, barred.id) is not None
        assert elector_by_entry(session, poll, entries[1].roll_entry_id) is None
        head = register.sha256
        for one in entries:
            line = register_line(one.membership_number, one.local_party, one.region)
            head = rules.chained(head, one.number, one.approved_at, one.kind, line, one.salt)
            assert one.hash == head
    assert "You can vote in it." in mails_to(engine, "late@example.org")[0]
    assert "One that you have cast before counts." in mails_to(engine, email_of(1))[0]
    change(booth, second, puts_on=True)
    booth.cast(1, (2, 1))
    for statement in (
        delete(LedgerEntry),
        update(LedgerEntry).values(kind="added", number=LedgerEntry.number + 10),
    ):
        with booth.session() as session, pytest.raises(DBAPIError, match="stays as it was"):
            session.execute(statement)
    with booth.session() as session:
        booth.clock.move(timedelta(days=3))
        with pytest.raises(rules.RegisterSettled):
            propose(booth, session, first, puts_on=True)


def test_members_officers_and_candidates_see_what_is_theirs(
    booth: Booth, engine: Engine, sign_in
) -> None:
    organiser, officer = (
        sign_in("o@example.org", "organiser"),
        sign_in("r@example.org", "returning officer"),
    )
    member, outsider = sign_in(email_of(0)), sign_in("late@example.org")
    with booth.reading() as session:
        number = number_of(session, 0)
    wrong = organiser.post(f"{ORGANISE}/changes", data={"number": "M-0", "puts_on": "on"})
    assert (wrong.status_code, "Write the reason." in wrong.text) == (422, True)
    typed = {"number": "M-0", "puts_on": "on", "reason": "Left out."}
    assert "Nobody on the roll has this" in organiser.post(f"{ORGANISE}/changes", data=typed).text
    organiser.post(f"{ORGANISE}/changes", data=typed | {"number": "M-9"})
    assert "One change of the register waits" in officer.get("/organise/polls/executive").text
    assert "They can vote from the approval on" in officer.get(f"{ORGANISE}/changes/1").text
    assert (
        sign_in("s@example.org", "scrutineer").post(f"{ORGANISE}/changes/1/call-off").status_code
        == 403
    )
    assert officer.post(f"{ORGANISE}/changes/1").location == ORGANISE
    assert "1. Lee Late: put on the register" in officer.get(ORGANISE).text
    assert "proposed by O, approved by R" in officer.get(ORGANISE).text
    public = member.get(PUBLIC).text
    assert "Changes by the day" in public
    assert "Lee Late" not in public
    assert "The reason: Left out." in outsider.get(f"{PUBLIC}/me").text

    assert outsider.get(f"{PUBLIC}/check").status_code == 403
    bare = officer.post(f"{PUBLIC}/check", data={"name": "Elector0"})
    assert (bare.status_code, "or a name with its local party" in bare.text) == (422, True)
    assert "Yes, on the register" in officer.post(f"{PUBLIC}/check", data={"number": number}).text
    named = {"name": "elector1", "local_party": "anyborough"}
    assert "Yes, on the register" in officer.post(f"{PUBLIC}/check", data=named).text
    assert "No, not on the register" in officer.post(f"{PUBLIC}/check", data={"number": "X"}).text
    assert "Looked up by a scrutineer" in member.get(f"{PUBLIC}/me").text

    assert member.post(f"{PUBLIC}/me", data={"words": ""}).status_code == 422
    member.post(f"{PUBLIC}/me", data={"words": "My twin is on it twice."})
    assert member.post(f"{PUBLIC}/me", data={"words": "Again."}).status_code == 409
    assert "A member has sent an objection" in mails_to(engine, "o@example.org")[0]
    assert "My twin" not in mails_to(engine, "o@example.org")[0]
    assert "My twin" in organiser.get(f"{ORGANISE}/objections/1").text
    assert "One objection waits for an answer." in organiser.get("/organise/polls/executive").text
    assert organiser.post(f"{ORGANISE}/objections/1", data={"answer": " "}).status_code == 422
    organiser.post(f"{ORGANISE}/objections/1", data={"answer": "There are two of you."})
    assert organiser.post(f"{ORGANISE}/objections/1", data={"answer": "No."}).status_code == 409
    assert "There are two of you." in member.get(f"{PUBLIC}/me").text
    assert "There are two of you." in mails_to(engine, email_of(0))[0]


def test_nobody_judges_what_they_have_done(booth: Booth, engine: Engine, sign_in) -> None:
    organiser = sign_in("o@example.org", "organiser")
    officer = sign_in("r@example.org", "returning officer")
    with booth.reading() as session:
        number = number_of(session, 0)
    typed = {"number": number, "reason": "Left us.", "puts_on": "off"}
    assert organiser.post(f"{ORGANISE}/changes", data=typed).location == ORGANISE
    officer.post(f"{ORGANISE}/changes/1")
    own = sign_in(email_of(0), "organiser")
    own.post(f"{PUBLIC}/me", data={"words": "I have not."})
    answer = {"answer": "Quite right."}
    for judge, words in ((organiser, "You have proposed or approved"), (own, "is your own")):
        assert words in judge.get(f"{ORGANISE}/objections/1").text
        assert judge.post(f"{ORGANISE}/objections/1", data=answer).status_code == 403
    another = sign_in("p@example.org", "organiser")
    assert another.post(f"{ORGANISE}/objections/1", data=answer).location == ORGANISE


def test_whoever_stands_leaves_the_register_to_others(booth: Booth, sign_in) -> None:
    both = ("organiser", "returning officer")
    organiser, officer = sign_in("o@example.org", *both), sign_in("r@example.org", *both)
    own = sign_in(email_of(1), *both)
    with booth.session() as session:
        poll = booth.poll(session)
        member = add_member(session, booth.clock, email_of(1))
        offer = Expression(
            contest_id=poll.contests[0].id,
            member_id=member.id,
            name="Elector1",
            statement="",
            consents=True,
            state=State.SENT,
            saved_at=booth.clock.now(),
        )
        session.add(offer)
        number = number_of(session, 0)
        session.commit()
    typed = {"number": number, "reason": "Left us.", "puts_on": "off"}
    assert "You stand in this poll" in own.get(ORGANISE).text
    assert own.post(f"{ORGANISE}/changes", data=typed).status_code == 403
    assert own.post(f"{ORGANISE}/exports", data={"purpose": "To look."}).status_code == 403
    organiser.post(f"{ORGANISE}/changes", data=typed)
    organiser.post(f"{ORGANISE}/exports", data={"purpose": "To look."})
    assert own.post(f"{ORGANISE}/changes/1").status_code == 403
    assert own.post(f"{ORGANISE}/exports/1/approve").status_code == 403
    assert officer.post(f"{ORGANISE}/changes/1").location == ORGANISE


def test_a_register_is_exported_by_two_people_once(booth: Booth, engine: Engine, sign_in) -> None:
    organiser = sign_in("o@example.org", "organiser", "returning officer")
    officer = sign_in("r@example.org", "returning officer", "organiser")
    assert organiser.post(f"{ORGANISE}/exports", data={"purpose": ""}).status_code == 422
    organiser.post(f"{ORGANISE}/exports", data={"purpose": "=printing poll cards"})
    take = f"{ORGANISE}/exports/1/take"
    assert organiser.post(take).status_code == 409
    assert organiser.post(f"{ORGANISE}/exports/1/approve").status_code == 403
    assert officer.post(f"{ORGANISE}/exports/1/approve").location == ORGANISE
    assert officer.post(f"{ORGANISE}/exports/1/approve").status_code == 409
    assert officer.post(take).status_code == 403
    file = organiser.post(take)
    rows = file.text.splitlines()
    assert file.headers["Cache-Control"] == "no-store"
    assert len(rows) == 4
    assert all(row.endswith('yes,"Export 1, 2026-02-02: =printing poll cards"') for row in rows[1:])
    assert rows[0] == "membership_number,name,local_party,region,may_vote,export"
    assert organiser.post(take).status_code == 409
    assert (
        "Copied with the whole register, for: =printing"
        in sign_in(email_of(2)).get(f"{PUBLIC}/me").text
    )
    with open_session(engine, read_only=True) as session:
        [event, *_] = latest_events(session, subject="poll:executive")
    assert event.action == "register exported"
    assert sha256(file.data).hexdigest() in event.details
