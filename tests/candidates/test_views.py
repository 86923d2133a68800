"""The organiser's pages of expressions, and the public's pages of candidates."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.actions import Verdict, decide_expression
from shortlist.candidates.queries import standing
from shortlist.candidates.rules import Outcome
from shortlist.clock import SetClock
from shortlist.config import Environment, Settings
from shortlist.factory import create_app
from shortlist.notices.queries import latest_notices
from shortlist.polls.models import Contest
from shortlist.web.models import WebSession
from tests.candidates.offers import countersign_all, offer_to_stand
from tests.timetables import INTEREST_CLOSES, SHORTLIST, add_poll

SignIn = Callable[..., FlaskClient]
ORGANISE = "/organise/polls/national-executive"
PUBLIC = "/polls/national-executive/candidates"
ACCEPT = Verdict(outcome=Outcome.ACCEPTED, reason="")


@pytest.fixture
def contest(session: Session) -> Contest:
    contest = add_poll(session).contests[0]
    session.commit()
    return contest


@pytest.fixture
def olu(sign_in: SignIn, clock: SetClock) -> FlaskClient:
    clock.at = INTEREST_CLOSES
    return sign_in("olu@example.org", "organiser")


def page(response) -> str:
    return unescape(response.get_data(as_text=True)).replace("\u00a0", " ")


def accept(session: Session, clock: SetClock, contest: Contest, *names: str) -> list[int]:
    """Put these people on the shortlist, who agree to it; return the candidates' ids by name."""
    for name in names:
        expression = offer_to_stand(session, clock, contest, name, photo=name.startswith("Ann"))
        decide_expression(
            session, contest, expression, ACCEPT, now=INTEREST_CLOSES, actor=PLATFORM, base_url=""
        )
    countersign_all(session, contest, INTEREST_CLOSES)
    session.commit()
    ids = [one.id for one in standing(session, contest.id)]
    session.rollback()
    return ids


def names_on(shown: str) -> list[str]:
    return re.findall(r'class="person-name"><a [^>]*>([^<]*)</a>', shown)


def test_an_organiser_reads_and_decides(
    olu: FlaskClient, session: Session, clock: SetClock, contest: Contest
) -> None:
    ann = offer_to_stand(session, clock, contest, "Ann Example", photo=True)
    offer_to_stand(session, clock, contest, "Bob Example")
    offer_to_stand(session, clock, contest, "Cy Secret", send=False)
    session.commit()
    listed = page(olu.get(f"{ORGANISE}/expressions"))
    assert "2 waiting, 0 accepted, 0 declined" in listed
    assert "1 draft was begun and not sent." in listed
    assert "Cy Secret" not in listed
    here = f"{ORGANISE}/expressions/{ann.id}"
    assert "<strong>Ann Example</strong>" in page(olu.get(here))
    assert olu.get(f"{here}/photo").mimetype == "image/jpeg"
    assert olu.post(here, data={"outcome": "accepted", "reason": ""}).status_code == 303
    assert "1 waiting, 1 accepted, 0 declined" in page(olu.get(f"{ORGANISE}/expressions"))
    changed = olu.post(here, data={"outcome": "declined", "reason": "Not eligible."})
    assert changed.status_code == 303
    assert "1 waiting, 0 accepted, 1 declined" in page(olu.get(f"{ORGANISE}/expressions"))
    kinds = [notice.kind for notice in latest_notices(session, limit=2)]
    assert kinds == ["expression_declined", "expression_accepted"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"outcome": "declined", "reason": " "}, "Write the reason: the member is told it."),
        ({"reason": "Kept words"}, "Choose whether to accept or decline."),
        ({"outcome": "maybe", "reason": "Kept words"}, "Not a valid choice."),
    ],
)
def test_a_decision_that_lacks_something_is_shown_again(
    olu: FlaskClient,
    session: Session,
    clock: SetClock,
    contest: Contest,
    data: dict[str, str],
    sentence: str,
) -> None:
    ann = offer_to_stand(session, clock, contest, "Ann Example")
    session.commit()
    answer = olu.post(f"{ORGANISE}/expressions/{ann.id}", data=data)
    assert answer.status_code == 422
    assert sentence in page(answer)
    assert data["reason"].strip() in page(answer)


def test_a_draft_is_not_there_for_an_organiser(
    olu: FlaskClient, session: Session, clock: SetClock, contest: Contest
) -> None:
    draft = offer_to_stand(session, clock, contest, "Ann Example", photo=True, send=False)
    session.commit()
    here = f"{ORGANISE}/expressions/{draft.id}"
    assert olu.get(here).status_code == 404
    assert olu.get(f"{here}/photo").status_code == 404
    assert olu.post(here, data={"outcome": "accepted"}).status_code == 404


def test_an_expression_of_another_poll_is_not_there(
    olu: FlaskClient, session: Session, clock: SetClock, contest: Contest
) -> None:
    other = add_poll(session, title="Other poll").contests[0]
    ann = offer_to_stand(session, clock, other, "Ann Example")
    session.commit()
    assert olu.get(f"{ORGANISE}/expressions/{ann.id}").status_code == 404


def test_too_early_and_too_late_are_said(
    olu: FlaskClient, session: Session, clock: SetClock, contest: Contest
) -> None:
    ann = offer_to_stand(session, clock, contest, "Ann Example")
    session.commit()
    here = f"{ORGANISE}/expressions/{ann.id}"
    clock.at = INTEREST_CLOSES - timedelta(seconds=1)
    assert "decided once interest has closed" in page(olu.get(here))
    assert olu.post(here, data={"outcome": "accepted"}).status_code == 409
    contest.poll.ready_at = INTEREST_CLOSES
    session.commit()
    assert olu.post(here, data={"outcome": "accepted"}).status_code == 409


def test_a_candidate_is_taken_off_the_paper(
    olu: FlaskClient, session: Session, clock: SetClock, contest: Contest
) -> None:
    (ann,) = accept(session, clock, contest, "Ann Example")
    here = f"{ORGANISE}/candidates/{ann}/withdraw"
    assert "Take Ann Example off the paper?" in page(olu.get(here))
    assert "Choose the reason." in page(olu.post(here))
    assert olu.post(here, data={"why": "asked"}).status_code == 303
    assert "Withdrawn" in page(olu.get(f"{ORGANISE}/expressions"))
    clock.at = SHORTLIST
    assert "Ann Example" not in page(olu.get(PUBLIC))
    assert olu.get(f"{PUBLIC}/{ann}").status_code == 404


@pytest.mark.parametrize("role", ["returning officer", "scrutineer", None])
def test_only_organisers_read_expressions(
    contest: Contest, sign_in: SignIn, role: str | None
) -> None:
    client = sign_in("rae@example.org", *([role] if role else []))
    assert client.get(f"{ORGANISE}/expressions").status_code == 403


def test_nothing_of_the_shortlist_is_reachable_before_its_second(
    client: FlaskClient, session: Session, clock: SetClock, contest: Contest
) -> None:
    (ann,) = accept(session, clock, contest, "Ann Example")
    pages = [PUBLIC, f"{PUBLIC}/{ann}", f"{PUBLIC}/{ann}/photo", f"{PUBLIC}/{ann}/face"]
    clock.at = SHORTLIST - timedelta(seconds=1)
    for path in pages:
        answer = client.get(path)
        assert answer.status_code == 404
        assert "published on Monday 23 February, noon (London)" in page(answer)
        assert "Ann Example" not in page(answer)
    clock.at = SHORTLIST
    assert [client.get(path).status_code for path in pages] == [200] * 4


def test_everybody_reads_the_candidates(
    client: FlaskClient, session: Session, clock: SetClock, contest: Contest
) -> None:
    ann, _ = accept(session, clock, contest, "Ann Example", "Bob Example")
    clock.at = SHORTLIST
    shown = page(client.get(PUBLIC))
    assert sorted(names_on(shown)) == ["Ann Example", "Bob Example"]
    assert "London · Anyborough" in shown
    assert "2 candidates for 9 seats" in shown
    statement = page(client.get(f"{PUBLIC}/{ann}"))
    assert "<strong>Ann Example</strong>" in statement
    photo = client.get(f"{PUBLIC}/{ann}/photo")
    assert (photo.mimetype, photo.headers["Cache-Control"]) == (
        "image/jpeg",
        "private, max-age=3600",
    )
    again = client.get(f"{PUBLIC}/{ann}/photo", headers={"If-None-Match": photo.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_candidate_of_another_poll_is_not_there(
    client: FlaskClient, session: Session, clock: SetClock, contest: Contest
) -> None:
    (ann,) = accept(
        session, clock, add_poll(session, title="Other poll").contests[0], "Ann Example"
    )
    clock.at = SHORTLIST
    assert client.get(f"{PUBLIC}/{ann}").status_code == 404
    assert client.get(f"{PUBLIC}/{ann}/photo").status_code == 404


def test_a_visitor_keeps_an_order_and_makes_no_session(
    app: Flask, session: Session, clock: SetClock, contest: Contest
) -> None:
    accept(session, clock, contest, *(f"{letter}{letter.lower()} Example" for letter in "ABCDEFGH"))
    clock.at = SHORTLIST
    visitors = [app.test_client() for _ in range(5)]
    orders = [[names_on(page(visitor.get(PUBLIC))) for _ in range(2)] for visitor in visitors]
    assert all(first == second and len(first) == 8 for first, second in orders)
    assert len({tuple(first) for first, _ in orders}) > 1
    assert session.scalar(select(func.count()).select_from(WebSession)) == 0


def test_the_cookie_of_the_order_is_plain_and_short_lived(
    client: FlaskClient, session: Session, clock: SetClock, contest: Contest
) -> None:
    clock.at = SHORTLIST
    (cookie,) = client.get(PUBLIC).headers.getlist("Set-Cookie")
    assert re.fullmatch(r"order=[\w-]{16}; HttpOnly; Path=/; SameSite=Lax", cookie)
    assert client.get(PUBLIC).headers.getlist("Set-Cookie") == []


def test_a_seed_that_is_none_of_ours_is_replaced(
    client: FlaskClient, session: Session, clock: SetClock, contest: Contest
) -> None:
    clock.at = SHORTLIST
    client.set_cookie("order", "x" * 4000)
    assert client.get(PUBLIC).headers.getlist("Set-Cookie") != []


def test_a_statement_cannot_carry_a_script(
    client: FlaskClient, session: Session, clock: SetClock, contest: Contest
) -> None:
    (ann,) = accept(session, clock, contest, "Ann Example")
    one = standing(session, contest.id)[0]
    one.statement = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=y>"
    one.name = "<i>Ann</i>"
    session.commit()
    clock.at = SHORTLIST
    shown = client.get(f"{PUBLIC}/{ann}").get_data(as_text=True)
    main = shown.split("<main")[1].split("</main>")[0]
    assert "<script" not in main
    assert "onerror=y>" not in main.replace("&gt;", "")
    assert 'href="javascript:' not in main
    assert "<i>Ann" not in main


def test_the_reason_for_accepting_does_not_become_one_for_declining(
    olu: FlaskClient, session: Session, clock: SetClock, contest: Contest
) -> None:
    ann = offer_to_stand(session, clock, contest, "Ann Example")
    session.commit()
    here = f"{ORGANISE}/expressions/{ann.id}"
    olu.post(here, data={"outcome": "accepted", "reason": ""})
    shown = page(olu.get(here))
    assert "The reason given: It meets the conditions of the call." in shown
    assert re.search(r"<textarea[^>]*>\s*</textarea>", shown)


def test_in_production_the_cookie_belongs_to_this_host_alone(
    settings: Settings, session: Session, clock: SetClock, contest: Contest
) -> None:
    clock.at = SHORTLIST
    real = replace(
        settings, environment=Environment.PRODUCTION, base_url="https://shortlist.example"
    )
    app = create_app(real, clock=clock)
    answer = app.test_client().get(PUBLIC, base_url="https://shortlist.example")
    app.extensions["shortlist"].engine.dispose()
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert re.fullmatch(r"__Host-order=[\w-]{16}; Secure; HttpOnly; Path=/; SameSite=Lax", cookie)
