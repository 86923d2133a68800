"""A member takes everything along, and deletes the account: what goes, what stays, who may not."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from shortlist.audit.models import Event
from shortlist.audit.queries import first_broken_link
from shortlist.candidates.models import Candidate, Decision
from shortlist.candidates.queries import member_behind
from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.interest.models import Expression, Photo, SentVersion
from shortlist.members.models import Member, Registration, RoleGrant
from shortlist.notices.models import Notice
from shortlist.rights.erasing import eraser_for
from shortlist.rights.rules import NotTyped
from shortlist.roll.models import Elector, RollEntry
from shortlist.voting.models import Envelope
from shortlist.web.models import WebSession
from tests.people import add_roll_entry
from tests.rights.planting import ADDRESS, SEALED, WORDS, plant
from tests.timetables import RESULTS, add_poll

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def planted(engine: Engine, clock: SetClock, sign_in: SignIn) -> FlaskClient:
    """The client of a member about whom everything is kept."""
    clock.at = RESULTS
    with open_session(engine) as session:
        plant(session)
        add_roll_entry(session, clock, "other@example.org", name="Somebody Else")
        session.commit()
    return sign_in(ADDRESS)


def test_a_member_downloads_everything_held_about_them(planted: FlaskClient) -> None:
    page = planted.get("/account/data").text
    assert "Your line in a poll’s register" in page
    answer = planted.post("/account/data")
    assert answer.headers["Content-Type"] == "application/zip"
    with ZipFile(io.BytesIO(answer.data)) as packed:
        assert packed.testzip() is None
        files = {name: packed.read(name) for name in packed.namelist()}
    pictures = {files[name] for name in files if name.endswith(".jpg")}
    assert pictures == {WORDS["photos"].encode(), b"shown to everybody"}
    kinds = {kind["kind"]: kind for kind in json.loads(files["data.json"])["kinds"]}
    [receipt] = kinds["envelopes"]["tables"][0]["rows"]
    assert receipt == {
        "Contest": "Executive members (One)",
        "Line in the log": 1,
        "Root of the log then": "00" * 32,
        "Proof of the line": "00" * 64,
        "Sealed by the server": False,
    }
    done = [row["What"] for row in kinds["officers"]["tables"][0]["rows"]]
    assert done == ["expression sent", "own data downloaded"]
    seen = {kind: files["data.json"].decode().count(word) for kind, word in WORDS.items()}
    assert {kind for kind, times in seen.items() if not times} == {"codes", "photos"}
    readable = files["index.html"].decode()
    assert all(word in readable for word in (WORDS["register"], WORDS["decision"], ADDRESS))
    rows = list(csv.DictReader(io.StringIO(files["csv/registrations-1.csv"].decode())))
    assert [row["Reason"] for row in rows] == [WORDS["registrations"]]
    whole = b"".join(files.values())
    assert SEALED not in whole
    assert b"Somebody Else" not in whole


def test_the_address_is_told_of_a_download(planted: FlaskClient, engine: Engine) -> None:
    planted.post("/account/data").get_data()
    with open_session(engine) as session:
        notice = session.scalars(select(Notice).order_by(Notice.id.desc()).limit(1)).one()
        event = session.scalars(select(Event).where(Event.action == "own data downloaded")).one()
    assert (notice.to_address, notice.subject) == (ADDRESS, "Your data was downloaded")
    assert event.details == "{}"


def test_the_page_says_what_goes_and_what_stays_and_the_deletion_keeps_to_it(
    planted: FlaskClient, engine: Engine, sign_in: SignIn, settings, clock: SetClock
) -> None:
    page = planted.get("/account/delete").text
    goes, stays = page.split("What stays, why, and until when")
    for kind in ("Your account", "Your request to be put on the roll", "A mail that we sent you"):
        assert kind in goes
    assert "An expression of interest that you sent (3 entries)" in goes
    for words in ("Your entry on the roll", "Your candidacy", "Until Tuesday 9\xa0March 2027"):
        assert words in stays
    wrong = planted.post("/account/delete", data={"address": "other@example.org"})
    assert wrong.status_code == 422
    assert NotTyped.sentence in wrong.text
    elsewhere = sign_in(ADDRESS)
    answer = planted.post("/account/delete", data={"address": f" {ADDRESS.upper()} "})
    assert answer.headers["Location"] == "/account/deleted"
    assert "Your account is deleted" in planted.get("/account/deleted").text
    for client in (planted, elsewhere):
        assert client.get("/account").status_code == 302
    with open_session(engine) as session:
        for theirs in (Registration.id, RoleGrant.id, WebSession.member_id):
            assert [one for one in session.scalars(select(theirs)) if one is not None] == []
        [offer] = session.scalars(select(Expression))
        [candidate] = session.scalars(select(Candidate))
        assert candidate.expression_id == offer.id
        assert member_behind(session, candidate) is None
        assert len(session.scalars(select(SentVersion)).all()) == 1
        assert len(session.scalars(select(Decision)).all()) == 1
        assert session.scalars(select(Photo.id)).all() == [candidate.photo_id]
        assert len(session.scalars(select(Envelope)).all()) == 1
        assert WORDS["register"] in session.scalars(select(Elector.name)).all()
        assert WORDS["roll"] in session.scalars(select(RollEntry.name)).all()
        [notice] = session.scalars(select(Notice))
        assert (notice.to_address, notice.subject) == (ADDRESS, "Your account is deleted")
        member = session.get_one(Member, offer.member_id)
        assert (member.name, member.email) == ("", f"{member.id}@deleted.invalid")
        event = session.scalars(select(Event).where(Event.action == "account deleted")).one()
        assert (event.actor_id, event.details) == (member.id, '{"rows":8}')
        assert first_broken_link(session) is None
    clock.move(timedelta(days=365))
    eraser_for(engine, settings, clock).erase()
    eraser_for(engine, settings, clock).erase()
    with open_session(engine) as session:
        assert session.get(Member, offer.member_id) is None
    again = sign_in(ADDRESS)  # a new account with the address, which knows nothing of the old one
    assert "Your candidacy" not in again.get("/account/data").text


def test_an_officer_leaves_no_running_poll_behind(
    engine: Engine, sign_in: SignIn, clock: SetClock
) -> None:
    with open_session(engine) as session:
        add_poll(session, title="The board")
        session.commit()
    officer = sign_in("officer@example.org", "organiser")
    for answer in (officer.get("/account/delete"), officer.post("/account/delete")):
        assert answer.status_code == 409
        assert "You are organiser, and these polls are running: “The board”" in answer.text
    with open_session(engine) as session:
        session.scalars(select(RoleGrant)).one().revoked_at = clock.now()
        session.commit()
    assert officer.get("/account/delete").status_code == 200


def test_downloads_are_limited(app, sign_in: SignIn) -> None:
    from shortlist.extensions import limiter

    member = sign_in("often@example.org")
    limiter.enabled = True
    limiter.reset()
    try:
        answers = [member.post("/account/data").status_code for _ in range(11)]
    finally:
        limiter.enabled = False
    assert answers == [200] * 10 + [429]
