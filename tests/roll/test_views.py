"""The roll by the pages: my entry, the search, taking off, and imports."""

import io
import os
import re
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from shortlist.audit.queries import latest_events
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.roll.actions import freeze_register
from shortlist.roll.models import RollEntry, RollImport
from shortlist.roll.queries import entry_for
from tests.people import add_roll_entry
from tests.roll.files import HEADER, row
from tests.roll.test_registers import poll

__all__ = ["poll"]

SignIn = Callable[..., FlaskClient]
WHO = "sian@example.org"


@pytest.fixture
def organiser(sign_in: SignIn) -> FlaskClient:
    return sign_in("o@example.org", "organiser")


def hand_in(client: FlaskClient, *lines: str, header: str = HEADER) -> str:
    """Hand a file in, wait for the check, and return the page of the import."""
    content = "\n".join((header, *lines)).encode()
    # Encoded here: for a large body the test client would leave a temporary file open.
    boundary, body = encode_multipart({"file": FileStorage(io.BytesIO(content), "m.csv")})
    kind = f'multipart/form-data; boundary="{boundary}"'
    answer = client.post("/organise/roll/import", data=body, content_type=kind)
    assert answer.status_code == 303
    wait()
    return answer.location


def wait() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("import-"):
            thread.join(30)


def kept_files(settings: Settings) -> list[Path]:
    return sorted((settings.instance_path / "imports").iterdir())


def test_a_member_sees_their_entry_and_registers(
    sign_in: SignIn, session: Session, clock: SetClock, poll
) -> None:
    add_roll_entry(session, clock, WHO, number="M-77")
    freeze_register(session, poll_id=poll.id, now=clock.now())
    session.commit()
    client = sign_in(WHO)
    text = client.get("/roll/me").text
    assert "M-77" in text
    assert "1 May 2024" in text
    assert "/polls/executive" not in text  # a draft is nobody's business
    poll.announced_at = clock.now()
    session.commit()
    assert "/polls/executive" in client.get("/roll/me").text


def test_a_member_who_is_not_on_the_roll_learns_what_to_do(sign_in: SignIn) -> None:
    text = sign_in(WHO).get("/roll/me").text
    assert "You are not on the roll" in text
    assert 'href="/register"' in text


def test_an_organiser_finds_somebody_without_a_name_in_the_address(
    organiser: FlaskClient, session: Session, clock: SetClock
) -> None:
    add_roll_entry(session, clock, WHO, number="M-77", name="Siân Pritchard")
    add_roll_entry(session, clock, "100%@example.org", number="M-78", name="Rhys Tudor")
    session.commit()
    assert "on the roll" in organiser.get("/organise/roll").text
    for words in ("M-77", "pritchard", "SIAN@example.org"):
        found = organiser.post("/organise/roll/search", data={"words": words})
        assert ("Pritchard" in found.text, "Tudor" in found.text) == (True, False)
    assert "Nobody is found" in organiser.post("/organise/roll/search", data={"words": "_x"}).text
    assert "Tudor" in organiser.post("/organise/roll/search", data={"words": "0%"}).text
    assert organiser.post("/organise/roll/search", data={"words": ""}).status_code == 422
    assert organiser.get("/organise/roll/search").status_code == 405


def test_an_organiser_takes_somebody_off_after_being_asked_once_more(
    organiser: FlaskClient, engine: Engine, session: Session, clock: SetClock
) -> None:
    entry = add_roll_entry(session, clock, WHO, name="Siân Pritchard")
    session.commit()
    page = f"/organise/roll/entries/{entry.id}"
    assert "Take off the roll" in organiser.get(page).text
    assert "Take Siân Pritchard off the roll?" in organiser.get(f"{page}/take-off").text
    assert organiser.post(f"{page}/take-off").location == page
    assert "Off the roll" in organiser.get(page).text
    assert organiser.post(f"{page}/take-off").status_code == 409
    with open_session(engine, read_only=True) as reading:
        assert entry_for(reading, WHO) is None
        events = latest_events(reading, subject=f"roll-entry:{entry.id}")
    assert [event.action for event in events] == ["entry taken off the roll"]


def test_no_such_entry_or_import_is_a_missing_page(organiser: FlaskClient) -> None:
    assert organiser.get("/organise/roll/entries/9").status_code == 404
    assert organiser.get("/organise/roll/imports/9").status_code == 404


def test_a_file_is_checked_confirmed_and_applied(
    organiser: FlaskClient, engine: Engine, settings: Settings
) -> None:
    page = hand_in(organiser, *map(row, range(1200)))
    checked = organiser.get(page).text
    assert "The file is in order" in checked
    assert "1,200" in checked
    assert "http-equiv" not in checked
    assert organiser.get(f"{page}/progress").json == {
        "state": "checked",
        "done": organiser.get(f"{page}/progress").json["total"],
        "total": organiser.get(f"{page}/progress").json["total"],
        "rows": 1200,
    }
    assert {path.stat().st_mode & 0o077 for path in kept_files(settings)} == {0}
    assert "On the roll afterwards" in organiser.get(f"{page}/apply").text
    assert organiser.post(f"{page}/apply").location == page
    wait()
    assert "The roll is up to date" in organiser.get(page).text
    assert kept_files(settings) == []
    with open_session(engine, read_only=True) as session:
        assert entry_for(session, "m7@example.org") is not None
        events = latest_events(session, subject=f"roll-import:{page.rsplit('/', 1)[1]}")
    assert [event.action for event in events] == ["roll imported", "roll file handed in"]
    assert events[0].details == '{"added":1200,"changed":0,"gone":0}'
    again = organiser.post(f"{page}/apply")
    assert again.status_code == 409


def test_a_file_with_faults_changes_nothing_and_is_deleted(
    organiser: FlaskClient, engine: Engine, settings: Settings
) -> None:
    page = hand_in(organiser, row(1), row(2, email="nobody"))
    text = organiser.get(page).text
    assert "There is one fault" in text
    assert "This is not an e-mail address." in text
    assert kept_files(settings) == []
    assert organiser.post(f"{page}/apply").status_code == 409
    assert organiser.get(f"{page}/apply").location == page
    with open_session(engine, read_only=True) as session:
        assert session.scalars(select(RollEntry)).all() == []


def test_a_file_that_lets_many_go_is_asked_about(organiser: FlaskClient) -> None:
    first = hand_in(organiser, *map(row, range(10)))
    organiser.post(f"{first}/apply")
    wait()
    second = hand_in(organiser, *map(row, range(8)), header=HEADER)
    assert "More than one in ten would leave the roll" in organiser.get(f"{second}/apply").text


def test_a_roll_that_changed_meanwhile_stops_the_import(
    organiser: FlaskClient, session: Session, clock: SetClock, engine: Engine
) -> None:
    page = hand_in(organiser, row(1))
    add_roll_entry(session, clock, WHO)
    session.commit()
    organiser.post(f"{page}/apply")
    wait()
    text = organiser.get(page).text
    assert "The roll has changed since the file was checked." in text
    assert organiser.post(f"{page}/again").location == page
    wait()
    assert "The file is in order" in organiser.get(page).text


def test_an_import_cut_off_by_a_restart_says_so_and_starts_again(
    organiser: FlaskClient, session: Session, clock: SetClock
) -> None:
    page = hand_in(organiser, row(1))
    found = session.scalars(select(RollImport)).one()
    found.state, found.progressed_at = "checking", clock.now()
    session.commit()
    working = organiser.get(page).text
    assert re.search(r'<meta http-equiv="refresh" content="\d+">', working)
    assert "<progress" in working
    assert organiser.post(f"{page}/again").status_code == 409
    clock.move(timedelta(minutes=2))
    assert "Nothing has moved for a while" in organiser.get(page).text
    assert organiser.post(f"{page}/again").location == page
    wait()
    assert "The file is in order" in organiser.get(page).text


def test_what_is_done_with_a_file_is_recorded(organiser: FlaskClient, engine: Engine) -> None:
    page = hand_in(organiser, row(1))
    organiser.post(f"{page}/again")
    wait()
    organiser.post(f"{page}/discard")
    with open_session(engine, read_only=True) as session:
        events = latest_events(session, subject="roll-import:1")
    assert [event.action for event in events] == [
        "import discarded",
        "roll file checked again",
        "roll file handed in",
    ]


def test_an_unwanted_file_is_deleted(organiser: FlaskClient, settings: Settings) -> None:
    page = hand_in(organiser, row(1))
    assert organiser.post(f"{page}/discard").location == "/organise/roll"
    assert kept_files(settings) == []
    assert "Deleted" in organiser.get("/organise/roll").text
    assert organiser.post(f"{page}/again").status_code == 409


def test_a_forgotten_file_goes_when_the_next_comes(
    organiser: FlaskClient, settings: Settings
) -> None:
    hand_in(organiser, row(1))
    old = kept_files(settings)
    for path in old:
        os.utime(path, (0, 0))
    hand_in(organiser, row(1))
    assert len(old) == len(kept_files(settings)) == 2
    assert not set(old) & set(kept_files(settings))


def test_a_file_that_is_lost_cannot_be_started_again(
    organiser: FlaskClient, settings: Settings
) -> None:
    page = hand_in(organiser, row(1))
    for path in kept_files(settings):
        path.unlink()
    assert organiser.post(f"{page}/again").status_code == 409
    assert "no longer kept" in organiser.post(f"{page}/apply").text


def test_handing_in_nothing_is_refused_beside_the_field(organiser: FlaskClient) -> None:
    answer = organiser.post("/organise/roll/import", data={})
    assert answer.status_code == 422
    assert "Choose the file of members." in answer.text


def test_a_file_larger_than_other_forms_is_taken(organiser: FlaskClient) -> None:
    lines = [row(number, local_party="x" * 200) for number in range(36_000)]
    assert len("\n".join(lines)) > 8 * 1024 * 1024
    assert "36,000" in organiser.get(hand_in(organiser, *lines)).text


def test_handing_in_needs_the_token_of_our_page(app: Flask, organiser: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    content = io.BytesIO(f"{HEADER}\n{row(1)}".encode())
    answer = organiser.post("/organise/roll/import", data={"file": (content, "m.csv")})
    assert answer.status_code == 403
    assert "This page was open for a long time" in answer.text
    form = organiser.get("/organise/roll/import").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token is not None
    content = io.BytesIO(f"{HEADER}\n{row(1)}".encode())
    again = organiser.post(
        "/organise/roll/import", data={"file": (content, "m.csv"), "csrf_token": token[1]}
    )
    assert again.status_code == 303
    wait()


@pytest.mark.parametrize("page", ["", "/import", "/entries/1", "/imports/1"])
def test_a_member_may_not_manage_the_roll(sign_in: SignIn, page: str) -> None:
    assert sign_in(WHO).get(f"/organise/roll{page}").status_code == 403
