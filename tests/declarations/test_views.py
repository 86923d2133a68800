"""Code of conduct, conflicts of interest and spending, as everybody meets them."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.actions import Verdict, decide_expression
from shortlist.candidates.models import Candidate, Withdrawal
from shortlist.candidates.rules import Outcome, State
from shortlist.candidates.withdrawal_rules import Effect, WithdrawalReason
from shortlist.clock import SetClock
from shortlist.interest.models import Expression
from shortlist.notices.models import Notice
from shortlist.polls.models import Poll
from tests.candidates.offers import countersign_all, offer_to_stand
from tests.timetables import BEFORE, INTEREST_CLOSES, INTEREST_OPENS, OPENS, SHORTLIST, add_poll

SignIn = Callable[..., FlaskClient]
SIGNED_IN = INTEREST_CLOSES - timedelta(days=5)
PUBLIC = "/polls/national-executive"
OWN = f"{PUBLIC}/declarations"
THERE = "/organise/polls/national-executive/declarations"
ASKS = {
    "conflicts": "y",
    "spending_limit": "50",
    "spending_due_at-on": "2026-03-05",
    "spending_due_at-at": "19:00",
}
ITEM = {
    "spent_on": "2026-02-10",
    "what": "Leaflets",
    "amount": "30.50",
    "paid_by": "Ann Ash",
}


@pytest.fixture
def poll(session: Session, clock: SetClock) -> Poll:
    poll = add_poll(session)
    session.commit()
    clock.at = BEFORE
    return poll


@pytest.fixture
def organiser(poll: Poll, sign_in: SignIn, clock: SetClock) -> FlaskClient:
    clock.at = SIGNED_IN
    client = sign_in("olu@example.org", "organiser")
    for days in (0, 12, 24):
        clock.at = SIGNED_IN + timedelta(days=days)
        assert client.get("/account").status_code == 200
    clock.at = BEFORE
    return client


@pytest.fixture
def ann(poll: Poll, sign_in: SignIn, clock: SetClock) -> FlaskClient:
    """Ann, who signs in before anything is asked and is seen often enough to stay signed in."""
    clock.at = SIGNED_IN
    client = sign_in("ann@example.org")
    for days in (0, 12, 24):
        clock.at = SIGNED_IN + timedelta(days=days)
        assert client.get("/account").status_code == 200
    clock.at = BEFORE
    return client


def page(response) -> str:
    return unescape(response.get_data(as_text=True)).replace("\u00a0", " ")


def ask(organiser: FlaskClient, clock: SetClock, *, needed: bool = False) -> None:
    """Ask for everything, before interest opens."""
    clock.at = BEFORE
    code = {"text": "Be **kind**."} | ({"is_needed_to_send": "y"} if needed else {})
    assert organiser.post(f"{THERE}/asked", data=ASKS).status_code == 303
    assert organiser.post(f"{THERE}/code", data=code).status_code == 303
    for days in (10, 22, 34):  # seen often enough to stay signed in
        clock.at = BEFORE + timedelta(days=days)
        assert organiser.get("/account").status_code == 200
    clock.at = BEFORE


def stand(session: Session, clock: SetClock, poll: Poll, *names: str) -> None:
    for name in names:
        offer_to_stand(session, clock, poll.contests[0], name)
    session.commit()


def accept_all(session: Session, poll: Poll) -> dict[str, int]:
    """Accept everybody; return the candidates' numbers by name."""
    how = {"now": INTEREST_CLOSES, "actor": PLATFORM, "base_url": ""}
    accepted = Verdict(outcome=Outcome.ACCEPTED, reason="")
    for expression in session.scalars(select(Expression).order_by(Expression.id)):
        decide_expression(session, poll.contests[0], expression, accepted, **how)
    countersign_all(session, poll.contests[0], INTEREST_CLOSES)
    session.commit()
    numbers = {one.name: one.id for one in session.scalars(select(Candidate))}
    session.rollback()
    return numbers


def mails(session: Session, kind: str) -> list[str]:
    found = session.scalars(select(Notice.to_address).where(Notice.kind == kind)).all()
    session.rollback()
    return sorted(found)


def test_what_is_asked_is_fixed_when_interest_opens(
    organiser: FlaskClient, clock: SetClock
) -> None:
    assert "Not asked for" in page(organiser.get(THERE))
    assert organiser.get(f"{THERE}/asked").status_code == 200
    no_day = organiser.post(f"{THERE}/asked", data={"spending_limit": "5"})
    assert no_day.status_code == 422
    assert "Enter by when spending is declared." in page(no_day)
    early = organiser.post(f"{THERE}/asked", data=ASKS | {"spending_due_at-on": "2026-02-01"})
    assert early.status_code == 422
    ask(organiser, clock)
    form = page(organiser.get(f"{THERE}/asked"))
    assert 'value="2026-03-05"' in form
    shown = page(organiser.get(THERE))
    assert "Up to £50, declared by Thursday 5 March, 7 pm (London)" in shown
    assert "Version 1" in shown
    clock.at = INTEREST_OPENS
    assert organiser.get(f"{THERE}/asked").status_code == 409
    assert organiser.post(f"{THERE}/asked", data=ASKS).status_code == 409


def test_a_first_code_comes_before_interest_opens(organiser: FlaskClient, clock: SetClock) -> None:
    assert organiser.get(f"{PUBLIC}/code-of-conduct").status_code == 404
    assert organiser.post(f"{THERE}/code", data={}).status_code == 422
    clock.at = INTEREST_OPENS
    assert organiser.get(f"{THERE}/code").status_code == 409
    assert organiser.post(f"{THERE}/code", data={"text": "Late."}).status_code == 409


def test_nobody_sends_an_expression_without_a_code_that_is_needed(
    organiser: FlaskClient, ann: FlaskClient, session: Session, clock: SetClock, poll: Poll
) -> None:
    ask(organiser, clock, needed=True)
    clock.at = INTEREST_OPENS
    offer_to_stand(session, clock, poll.contests[0], "Ann Ash", send=False)
    session.commit()
    here = f"{PUBLIC}/interest/1"
    assert "without that you cannot send this" in page(ann.get(here))
    assert "Read and accept the code of conduct." in page(ann.get(f"{here}/check"))
    assert ann.post(f"{here}/send").status_code == 409
    code = f"{PUBLIC}/code-of-conduct"
    assert ann.post(code, data={"version": "1"}).status_code == 422
    assert ann.post(code, data={"version": "2", "accepts": "y"}).status_code == 409
    for _ in range(2):  # a second time changes nothing
        assert ann.post(code, data={"version": "1", "accepts": "y"}).status_code == 303
    assert "You have accepted this version" in page(ann.get(code))
    assert ann.post(f"{here}/send").status_code == 303


def test_a_new_version_of_the_code_asks_everybody_again(
    sign_in: SignIn,
    organiser: FlaskClient,
    ann: FlaskClient,
    client: FlaskClient,
    session: Session,
    clock: SetClock,
    poll: Poll,
) -> None:
    ask(organiser, clock)
    stand(session, clock, poll, "Ann Ash", "Bob Box")
    clock.at = INTEREST_CLOSES
    code = f"{PUBLIC}/code-of-conduct"
    ann.post(code, data={"version": "1", "accepts": "y"})
    assert organiser.post(f"{THERE}/code", data={"text": "Be **kind**."}).status_code == 409
    assert organiser.post(f"{THERE}/code", data={"text": "Be fair."}).status_code == 303
    assert mails(session, "conduct_changed") == ["ann@example.org", "bob@example.org"]
    read = page(client.get(code))
    assert "Be fair." in read
    assert "Version 1, published on" in read
    assert "Not accepted yet" in page(ann.get(OWN))
    numbers = accept_all(session, poll)
    clock.at = SHORTLIST
    path = f"{PUBLIC}/candidates/{numbers['Ann Ash']}"
    assert "Accepted in version 1; version 2 has not been accepted yet." in page(client.get(path))
    ann.post(code, data={"version": "2", "accepts": "y"})
    assert "Accepted in version 2, on" in page(client.get(path))
    assert "Not accepted." in page(client.get(f"{PUBLIC}/candidates/{numbers['Bob Box']}"))
    clock.at = OPENS
    organiser = sign_in("olu@example.org")
    assert organiser.post(f"{THERE}/code", data={"text": "Too late."}).status_code == 409


def test_conflicts_are_declared_changed_and_public_with_the_shortlist(
    organiser: FlaskClient,
    ann: FlaskClient,
    client: FlaskClient,
    session: Session,
    clock: SetClock,
    poll: Poll,
) -> None:
    assert ann.get(OWN).status_code == 403  # has not offered to stand
    ask(organiser, clock)
    stand(session, clock, poll, "Ann Ash")
    clock.at = INTEREST_CLOSES
    assert "You still have something to declare" in page(ann.get(PUBLIC))
    assert ann.post(OWN, data={}).status_code == 422
    assert ann.post(OWN, data={"has": "some", "text": ""}).status_code == 422
    assert ann.post(OWN, data={"has": "some", "text": "word " * 301}).status_code == 422
    assert ann.post(OWN, data={"has": "some", "text": "I own a **mill**."}).status_code == 303
    assert ann.post(OWN, data={"has": "some", "text": "I own a **mill**."}).status_code == 409
    numbers = accept_all(session, poll)
    path = f"{PUBLIC}/candidates/{numbers['Ann Ash']}"
    assert client.get(path).status_code == 404
    clock.at = SHORTLIST
    assert "I own a <strong>mill</strong>." in page(client.get(path))
    assert ann.post(OWN, data={"has": "none"}).status_code == 303
    shown = page(client.get(path))
    assert "Declares that there are none." in shown
    assert "I own a **mill**." in shown  # what it said before


def test_spending_is_entered_corrected_declared_and_public(
    sign_in: SignIn,
    organiser: FlaskClient,
    ann: FlaskClient,
    client: FlaskClient,
    session: Session,
    clock: SetClock,
    poll: Poll,
) -> None:
    ask(organiser, clock)
    stand(session, clock, poll, "Ann Ash", "Bob Box")
    clock.at = INTEREST_CLOSES
    here = f"{OWN}/spending"
    assert "Nothing is entered yet." in page(ann.get(here))
    for bad in ({"amount": "12.5"}, {"spent_on": "2026-02-20"}, {"what": ""}, {"paid_by": ""}):
        assert ann.post(here, data=ITEM | bad).status_code == 422
    assert ann.post(here, data=ITEM).status_code == 303
    assert ann.post(f"{here}/state", data={"pence": "3050"}).status_code == 422
    assert ann.post(f"{here}/state", data={"pence": "1", "is_all": "y"}).status_code == 409
    assert ann.post(f"{here}/state", data={"pence": "3050", "is_all": "y"}).status_code == 303
    assert ann.post(f"{here}/state", data={"pence": "3050", "is_all": "y"}).status_code == 409
    assert "Your spending is declared" in page(ann.get(here))
    clock.move(timedelta(minutes=1))
    assert ann.get(f"{here}/9").status_code == 404
    assert 'value="30.50"' in page(ann.get(f"{here}/1"))
    more = ITEM | {"amount": "60"}
    assert ann.post(f"{here}/1", data=more).status_code == 422  # without a reason
    assert ann.post(f"{here}/1", data=ITEM | {"reason": "Why not?"}).status_code == 409
    assert ann.post(f"{here}/1", data=more | {"reason": "=A second bill"}).status_code == 303
    ann.post(here, data=ITEM | {"what": "Stamps", "amount": "1"})
    gone = ITEM | {"what": "Stamps", "amount": "1", "reason": "Not mine", "then": "take-out"}
    assert ann.post(f"{here}/2", data=gone).status_code == 303
    assert ann.post(f"{here}/2", data=gone).status_code == 404
    assert "Declare it again" in page(ann.get(here))
    assert client.get(f"{PUBLIC}/spending").status_code == 404  # not before the shortlist
    numbers = accept_all(session, poll)
    clock.at = SHORTLIST
    shown = page(client.get(f"{PUBLIC}/spending"))
    assert "£60 in all, which is £10 over the limit." in shown
    assert "=A second bill" in shown
    assert "Taken out" in shown
    assert "Changed since." in shown
    assert "which is £10 over the limit" in page(
        client.get(f"{PUBLIC}/candidates/{numbers['Ann Ash']}")
    )
    lines = client.get(f"{PUBLIC}/spending.csv").text.splitlines()
    assert len(lines) == 5
    assert "Ann Ash,1,2,yes,2026-02-10,Leaflets,6000,Ann Ash,'=A second bill," in lines[2]
    register = client.get(f"{PUBLIC}/spending.json").json
    assert register["limit_pence"] == 5000
    first, second = register["candidates"]
    assert (first["pence"], first["over_limit_pence"], first["is_late"]) == (6000, 1000, False)
    assert [one["stands"] for one in first["items"]] == [False, True, False, False]
    assert (second["candidate"], second["declared_at"]) == ("Bob Box", None)
    clock.at = OPENS + timedelta(days=4)
    ann = sign_in("ann@example.org")
    ann.post(f"{here}/state", data={"pence": "6000", "is_all": "y"})
    late = page(client.get(f"{PUBLIC}/spending"))
    assert "Declared late, on" in late
    assert "The deadline has passed, and nothing was declared as complete." in late


def test_who_withdraws_from_the_fixed_paper_goes_on_declaring_spending(
    sign_in: SignIn,
    organiser: FlaskClient,
    client: FlaskClient,
    session: Session,
    clock: SetClock,
    poll: Poll,
) -> None:
    ask(organiser, clock)
    stand(session, clock, poll, "Ann Ash", "Bob Box", "Cy Cole")
    accept_all(session, poll)
    clock.at = OPENS
    ann, bob, cy = session.scalars(select(Candidate).order_by(Candidate.id)).all()
    ann.number, bob.number = 1, 2  # Cy left before the paper was fixed
    poll.ready_at = SHORTLIST
    for one, effect in ((ann, Effect.MARKED), (cy, Effect.OFF_PAPER)):
        one.state = State.WITHDRAWN
        one.withdrawal = Withdrawal(withdrawn_at=OPENS, effect=effect, reason=WithdrawalReason.OWN)
    session.commit()
    here, withdrawn = f"{OWN}/spending", sign_in("ann@example.org")
    assert "what you spent is still to be declared" in page(withdrawn.get(f"{PUBLIC}/candidacy/1"))
    shown = page(withdrawn.get(OWN))
    assert ("Enter what was spent" in shown, "Conflicts of interest" in shown) == (True, False)
    assert "Outstanding: spending" in page(withdrawn.get(PUBLIC))
    assert withdrawn.post(here, data=ITEM).status_code == 303
    assert (
        withdrawn.post(f"{here}/1", data=ITEM | {"amount": "9", "reason": "A slip"}).status_code
        == 303
    )
    assert withdrawn.post(f"{here}/state", data={"pence": "900", "is_all": "y"}).status_code == 303
    assert withdrawn.post(OWN, data={"has": "none"}).status_code == 403
    assert sign_in("cy@example.org").get(here).status_code == 403
    declared = client.get(f"{PUBLIC}/spending.json").json["candidates"][0]
    assert (declared["pence"], declared["declared_at"]) == (900, "2026-03-02T12:00:00Z")


def test_where_nothing_is_asked_nothing_can_be_declared(
    ann: FlaskClient, client: FlaskClient, session: Session, clock: SetClock, poll: Poll
) -> None:
    stand(session, clock, poll, "Ann Ash")
    clock.at = INTEREST_CLOSES
    assert "Nothing to declare" in page(ann.get(OWN))
    assert ann.post(OWN, data={"has": "none"}).status_code == 404
    assert ann.get(f"{OWN}/spending").status_code == 404
    assert ann.post(f"{PUBLIC}/code-of-conduct", data={"version": "1", "accepts": "y"})
    assert client.get(f"{PUBLIC}/spending").status_code == 404


def test_who_has_not_declared_is_reminded_once_a_day(
    sign_in: SignIn,
    organiser: FlaskClient,
    ann: FlaskClient,
    session: Session,
    clock: SetClock,
    poll: Poll,
) -> None:
    ask(organiser, clock)
    assert organiser.post(f"{THERE}/remind").status_code == 409
    stand(session, clock, poll, "Ann Ash", "Bob Box")
    clock.at = INTEREST_CLOSES
    ann.post(f"{PUBLIC}/code-of-conduct", data={"version": "1", "accepts": "y"})
    ann.post(OWN, data={"has": "none"})
    shown = page(organiser.get(THERE))
    assert "1 candidate has not declared everything" in shown
    assert "Outstanding: the code of conduct and conflicts of interest" in shown
    assert organiser.post(f"{THERE}/remind").status_code == 303
    assert organiser.post(f"{THERE}/remind").status_code == 409
    assert mails(session, "declarations_wanted") == ["bob@example.org"]
    letter = session.scalars(select(Notice).where(Notice.kind == "declarations_wanted")).one()
    assert letter.subject == "National executive: something is still to be declared"
    assert "outstanding: the code of conduct and conflicts of interest.\n\nhttp" in letter.body
    session.rollback()
    clock.at = OPENS  # within a week of the deadline, spending is wanted too
    organiser = sign_in("olu@example.org")
    assert "spending" in page(organiser.get(THERE)).split("Who has declared")[1]
    guide = page(organiser.get("/organise/polls/national-executive"))
    assert "Candidates declare, and are reminded" in guide
    assert "0 of 2 have declared everything." in guide
