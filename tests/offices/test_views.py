"""Offices by the pages: proposed by one officer, approved by another, and counted in one poll."""

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.members.models import Member, RoleGrant
from shortlist.offices.models import OfficeProposal
from tests.timetables import add_poll

SignIn = Callable[..., FlaskClient]
OFFICE, WHO = "returning officer", "sian@example.org"


def test_two_officers_grant_an_office_for_one_poll(
    sign_in: SignIn, engine: Engine, clock: SetClock
) -> None:
    first, second = sign_in("first@example.org", OFFICE), sign_in("second@example.org", OFFICE)
    sian = sign_in(WHO)
    with open_session(engine) as session:
        slugs = [add_poll(session, title=title).slug for title in ("Here", "Elsewhere")]
        session.commit()
    here = f"/organise/polls/{slugs[0]}"
    page = first.get(f"{here}/offices/new").text
    assert ('value="2026-' in page, 'value="safeguarding officer"' in page) == (True, False)
    assert 'value="safeguarding officer"' in first.get("/organise/offices/new").text
    day = (clock.now() + timedelta(days=90)).date().isoformat()
    typed = {"email": WHO.upper(), "role": "organiser", "last_day": day}
    for wrong, said in (
        ({"email": "nobody@example.org"}, "Nobody has signed in with this address yet"),
        ({"last_day": "2026-01-01"}, "not over yet"),
        ({"role": "king"}, "Not a valid choice"),
        ({"email": "first@example.org"}, "This is about you"),
        ({"role": "safeguarding officer"}, "a safeguarding officer is one for all polls"),
    ):
        answer = first.post(f"{here}/offices/new", data=typed | wrong)
        assert (answer.status_code, said in answer.text) == (422, True)
    assert first.post(f"{here}/offices/new", data=typed).location == f"{here}/offices"
    with open_session(engine, read_only=True) as session:
        path = f"{here}/offices/proposals/{session.scalars(select(OfficeProposal.id)).one()}"
    assert "Another returning officer has to approve it" in first.get(f"{here}/offices").text
    assert first.get(f"{path}/approve").status_code == 403
    assert "Make Sian organiser?" in second.get(f"{path}/approve").text
    assert second.post(path.replace(*slugs) + "/approve").status_code == 404
    assert second.post(f"{path}/approve").status_code == 303
    console = sian.get("/organise").text
    assert (">Here<" in console, ">Elsewhere<" in console) == (True, False)
    assert "Make a poll" not in console
    assert "for Here" in sian.get("/account").text
    seen = [sian.get(f"/organise/polls/{slug}/plan").status_code for slug in slugs]
    assert seen == [200, 403]
    clock.move(timedelta(days=91))
    sian = sign_in(WHO)
    assert sian.get(here).status_code == 403
    assert sian.get("/organise").status_code == 403


def test_an_office_is_ended_by_two_or_laid_down(sign_in: SignIn, engine: Engine) -> None:
    first, second = sign_in("first@example.org", OFFICE), sign_in("second@example.org", OFFICE)
    sian = sign_in(WHO, "scrutineer", "organiser")
    with open_session(engine, read_only=True) as session:
        ids = session.execute(
            select(RoleGrant.role, RoleGrant.id)
            .join(Member, Member.id == RoleGrant.member_id)
            .where(Member.email == WHO)
        )
        grants = dict(ids.all())
    end = f"/organise/offices/{grants['scrutineer']}/end"
    assert "Propose to end this office?" in first.get(end).text
    assert first.post(end).location == "/organise/offices"
    assert "End Sian’s office as scrutineer" in first.get("/organise/offices").text
    call_off = "/organise/offices/proposals/1/call-off"
    assert second.get(call_off).status_code == 403
    assert "Call this proposal off?" in first.get(call_off).text
    assert first.post(call_off).status_code == 303
    assert second.post("/organise/offices/proposals/1/approve").status_code == 409
    first.post(end)
    assert second.post("/organise/offices/proposals/2/approve").status_code == 303
    assert sian.get("/organise/audit").status_code == 403
    lay_down = f"/account/offices/{grants['organiser']}/lay-down"
    assert first.post(lay_down).status_code == 404
    assert "Lay this office down?" in sian.get(lay_down).text
    assert sian.post(lay_down).location == "/account"
    assert sian.get("/organise").status_code == 403
