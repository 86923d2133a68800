"""The equalities form: planned, filled in once, and read by everybody when it has closed."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shortlist.audit.models import Event
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.equalities.actions import fill_in
from shortlist.equalities.models import EqualitiesCount, EqualitiesMark
from shortlist.equalities.queries import tallies_of
from shortlist.equalities.rules import FilledInAlready
from shortlist.interest.models import Expression
from shortlist.polls.models import Poll
from shortlist.rights.erasing import eraser_for
from tests.candidates.offers import offer_to_stand
from tests.timetables import BEFORE, INTEREST_CLOSES, INTEREST_OPENS, SHORTLIST, add_poll

SignIn = Callable[..., FlaskClient]
PAGE = "/polls/national-executive/equalities"
THERE = "/organise/polls/national-executive/equalities"
CLOSES = INTEREST_CLOSES + timedelta(days=2)
OPEN = INTEREST_CLOSES - timedelta(days=1)
NAMES = "Ann Ash|Bea Birch|Cal Cox|Dan Dow|Eve East|Flo Frost".split("|")


def planned(*questions: str, on: str = CLOSES.strftime("%Y-%m-%d")) -> dict[str, object]:
    return {"questions": list(questions), "closes_at-on": on, "closes_at-at": "19:00"}


@pytest.fixture
def poll(session: Session, clock: SetClock) -> Poll:
    poll = add_poll(session)
    session.commit()
    clock.at = BEFORE
    return poll


@pytest.fixture
def organiser(poll: Poll, sign_in: SignIn, clock: SetClock) -> FlaskClient:
    client = sign_in("olu@example.org", "organiser")
    clock.at = BEFORE
    return client


def page(response) -> str:
    return unescape(response.get_data(as_text=True)).replace("\u00a0", " ")


def plan(organiser: FlaskClient, *questions: str) -> None:
    assert organiser.post(THERE, data=planned(*questions)).status_code == 303


def stand(session: Session, clock: SetClock, poll: Poll, *names: str) -> None:
    for name in names:
        offer_to_stand(session, clock, poll.contests[0], name)
    session.commit()


def number_of(session: Session, question: str, answer: str) -> int:
    key = {"question": question, "answer": answer}
    found = session.scalars(select(EqualitiesCount.number).filter_by(**key)).one()
    session.rollback()
    return found


def test_an_organiser_plans_the_form_and_it_stays_once_interest_has_opened(
    organiser: FlaskClient, client: FlaskClient, clock: SetClock
) -> None:
    assert client.get(PAGE).status_code == 404
    assert organiser.post(f"{THERE}/remove").status_code == 404
    nothing = organiser.post(THERE, data=planned())
    assert (nothing.status_code, "Choose at least one" in page(nothing)) == (422, True)
    early = organiser.post(THERE, data=planned("age", on="2026-01-01"))
    assert (early.status_code, "before interest does" in page(early)) == (422, True)
    plan(organiser, "age", "gender")
    plan(organiser, "gender")
    assert "Which describes you best?" in page(client.get(PAGE))
    assert "How old are you?" not in page(client.get(PAGE))
    assert organiser.post(f"{THERE}/remove").status_code == 303
    assert client.get(PAGE).status_code == 404
    plan(organiser, "age")
    clock.at = INTEREST_OPENS + timedelta(minutes=1)
    assert organiser.post(THERE, data=planned("gender")).status_code == 409
    assert organiser.post(f"{THERE}/remove").status_code == 409
    assert "stays as it is" in page(organiser.get(THERE))


def test_a_form_comes_before_the_shortlist(poll: Poll, sign_in: SignIn, clock: SetClock) -> None:
    clock.at = SHORTLIST
    organiser = sign_in("olu@example.org", "organiser")
    assert organiser.post(THERE, data=planned("age")).status_code == 409


def test_only_who_has_offered_to_stand_fills_it_in_and_once(
    session: Session, poll: Poll, organiser: FlaskClient, sign_in: SignIn, clock: SetClock
) -> None:
    plan(organiser, "age", "gender")
    clock.at = OPEN
    ann, outsider = sign_in("ann@example.org"), sign_in("zoe@example.org")
    assert ann.get(f"{PAGE}/form").status_code == 403
    stand(session, clock, poll, "Ann Ash")
    assert "Go to the form" in page(ann.get(PAGE))
    assert "Go to the form" in page(ann.get("/polls/national-executive"))
    assert outsider.post(f"{PAGE}/form", data={"age": "under 25"}).status_code == 403
    assert 'value="not said"' in ann.get(f"{PAGE}/form").text
    assert ann.post(f"{PAGE}/form", data={"age": "a hundred"}).status_code == 422
    assert ann.post(f"{PAGE}/form", data={"age": "under 25"}).status_code == 303
    assert number_of(session, "age", "under 25") == 1
    assert number_of(session, "gender", "not said") == 1
    assert number_of(session, "gender", "woman") == 0
    assert ann.get(f"{PAGE}/form").status_code == 409
    assert ann.post(f"{PAGE}/form", data={"age": "under 25"}).status_code == 409
    assert "You have sent the form" in page(ann.get(PAGE))
    assert "Go to the form" not in page(ann.get("/polls/national-executive"))


def test_the_form_is_open_from_the_opening_of_interest_until_it_closes(
    session: Session, poll: Poll, organiser: FlaskClient, sign_in: SignIn, clock: SetClock
) -> None:
    plan(organiser, "age")
    stand(session, clock, poll, "Ann Ash")
    clock.at = BEFORE
    ann = sign_in("ann@example.org")
    assert ann.get(f"{PAGE}/form").status_code == 409
    clock.at = CLOSES + timedelta(days=1)
    ann = sign_in("ann@example.org")
    assert ann.post(f"{PAGE}/form", data={"age": "under 25"}).status_code == 409


def test_figures_are_public_when_it_has_closed_and_not_before(
    session: Session, poll: Poll, organiser: FlaskClient, client: FlaskClient, clock: SetClock
) -> None:
    plan(organiser, "gender")
    clock.at = OPEN
    stand(session, clock, poll, *NAMES)
    for member_id in everybody(session):
        fill_in(session, poll, member_id, {"gender": "woman"}, now=OPEN)
    session.commit()
    assert [one.numbers for one in tallies_of(session, poll)] == [(6, 0, 0, 0)]
    session.rollback()
    for early in (page(client.get(PAGE)), page(organiser.get(PAGE)), page(organiser.get(THERE))):
        assert "5 to 9" not in early
    assert client.get(f"{PAGE}.csv").status_code == 404
    clock.at = CLOSES
    assert "5 to 9" in page(client.get(PAGE))
    assert client.get(f"{PAGE}.csv").text.splitlines() == [
        "question,answer,at_least,at_most",
        "gender,woman,5,9",
        "gender,man,0,4",
        "gender,another,0,4",
        "gender,not said,0,4",
    ]


def test_that_somebody_sent_it_is_all_that_is_kept_and_not_for_long(
    session: Session,
    poll: Poll,
    organiser: FlaskClient,
    engine: Engine,
    settings: Settings,
    clock: SetClock,
) -> None:
    plan(organiser, "age")
    stand(session, clock, poll, "Ann Ash")
    (member_id,) = everybody(session)
    fill_in(session, poll, member_id, {"age": "25-34"}, now=OPEN)
    session.commit()
    with pytest.raises(FilledInAlready):
        fill_in(session, poll, member_id, {"age": "25-34"}, now=OPEN)
    session.rollback()
    assert not session.scalars(select(Event).where(Event.action.contains("filled"))).all()
    assert EqualitiesMark.__table__.columns.keys() == ["poll_id", "member_id"]
    session.rollback()
    clock.at = CLOSES + timedelta(days=2)
    eraser_for(engine, settings, clock).erase()
    assert session.scalars(select(EqualitiesMark)).all() == []
    session.rollback()
    assert number_of(session, "age", "25-34") == 1


def everybody(session: Session) -> list[int]:
    """The numbers of all members who have sent an expression."""
    found = list(session.scalars(select(Expression.member_id).order_by(Expression.id)))
    session.rollback()
    return found
