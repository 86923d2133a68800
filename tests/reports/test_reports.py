"""A report from the phone to the officers and back, and that nobody else can tell it exists."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from shortlist.audit.models import Event
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.members.models import RoleGrant
from shortlist.notices.models import Notice
from shortlist.reports import rules
from shortlist.reports.attachments import clean
from shortlist.reports.models import ReportCase, ReportCopy, ReportFile
from shortlist.reports.sealing import Said
from shortlist.rights.erasing import eraser_for
from shortlist.rights.rules import LastReader
from tests.effort import limited, solved
from tests.faults.disk import kept_bytes
from tests.interest.pictures import bomb, picture, with_metadata
from tests.people import add_member

__all__ = ("limited",)

SignIn = Callable[..., FlaskClient]
OFFICE = "safeguarding officer"
PASSPHRASE = "wet gravel sings softly"
WORDS = "planted-harassment-42"
TEXT = "planted-attachment-43"


@pytest.fixture
def officers(sign_in: SignIn) -> tuple[FlaskClient, FlaskClient]:
    """Two safeguarding officers; the first has a key, the second none yet."""
    first = sign_in("first@example.org", OFFICE, name="Sade First")
    second = sign_in("second@example.org", OFFICE, name="Ted Second")
    assert make_key(first).status_code == 303
    return first, second


def make_key(client: FlaskClient, passphrase: str = PASSPHRASE):
    form = {"passphrase": passphrase, "again": passphrase}
    return client.post("/safeguarding/key", data=form)


def report(client: FlaskClient, **more: object) -> str:
    """Report something; return the code."""
    answer = client.post("/report", data={"text": WORDS, "about": "the meeting", **more})
    assert answer.status_code == 200, answer.text
    found = re.search(r"[0-9A-Z]{4}(?: [0-9A-Z]{4}){5}", answer.text)
    assert found
    return found[0]


def case_path(client: FlaskClient) -> str:
    [path] = set(re.findall(r"/safeguarding/[0-9a-f]{32}", client.get("/safeguarding").text))
    return path


@pytest.mark.own_database
def test_a_report_goes_to_the_officers_and_the_answer_comes_back(
    client: FlaskClient,
    officers: tuple[FlaskClient, FlaskClient],
    engine: Engine,
    settings: Settings,
    clock: SetClock,
    capfd: pytest.CaptureFixture[str],
) -> None:
    first, second = officers
    with open_session(engine) as session:
        events = session.scalar(select(func.count()).select_from(Event))
    capfd.readouterr()
    files = [(io.BytesIO(with_metadata()), "IMG_0001.jpg"), (io.BytesIO(TEXT.encode()), "n.txt")]
    code = report(client, files=files)
    path = case_path(first)
    assert WORDS not in first.get(path).text
    assert "not the passphrase" in first.post(path, data={"passphrase": "wrong"}).text
    opened = first.post(path, data={"passphrase": PASSPHRASE})
    assert WORDS in opened.text
    assert TEXT in opened.text
    assert "data:image/jpeg;base64," in opened.text
    assert first.post(f"{path}/answer", data={"text": "planted-answer-44"}).status_code == 303
    typed = code.lower().replace(" ", "-")
    back = client.post("/report/case", data={"code": typed}).text
    for words in (WORDS, TEXT, "planted-answer-44", "Sade First"):
        assert words in back
    more = client.post("/report/case/add", data={"code": code, "text": "planted-more-45"})
    assert "planted-more-45" in more.text
    assert "planted-more-45" in first.post(path, data={"passphrase": PASSPHRASE}).text
    # The officer without a key finds nothing, until the first one seals it to theirs.
    assert "Make your key first" in second.get("/safeguarding").text
    assert second.get(path).status_code == 409
    make_key(second, "another long passphrase")
    assert second.get(path).status_code == 404
    handed = {"to": second_id(engine), "own_passphrase": PASSPHRASE}
    assert first.post(f"{path}/hand-over", data=handed).status_code == 303
    theirs = second.post(path, data={"passphrase": "another long passphrase"}).text
    assert WORDS in theirs
    assert "handed over" in theirs
    assert first.post(f"{path}/assign").status_code == 303
    assert "You do." in first.get(path).text
    # Nothing of it is on the disk in clear, in the log, in the audit log or in a mail.
    out = "".join(capfd.readouterr())
    planted = (WORDS, TEXT, "planted-answer-44", "planted-more-45", code, code.replace(" ", ""))
    kept = [content for _, content in kept_bytes(engine, settings)]
    for words in planted:
        assert not any(words.encode() in content for content in kept)
        assert words not in out
    assert "/report" not in out
    assert "/safeguarding" not in out
    with open_session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Event)) == events
        notices = session.scalars(select(Notice).order_by(Notice.id)).all()
        assert {one.subject for one in notices} == {"There is something to read"}
        assert [one.to_address for one in notices] == [
            "first@example.org",
            "first@example.org",
            "second@example.org",
        ]
    _closed_and_erased(first, path, engine, settings, clock, capfd)
    assert client.post("/report/case", data={"code": code}).status_code == 422


def second_id(engine: Engine) -> int:
    with open_session(engine) as session:
        return add_member(session, SetClock(), "second@example.org").id


def _closed_and_erased(first, path, engine, settings, clock, capfd) -> None:
    """A year after it was closed nothing is left, and no event, line or figure tells of it."""
    assert first.post(f"{path}/close").status_code == 303
    assert first.post(f"{path}/answer", data={"text": "late"}).status_code == 409
    clock.move(timedelta(days=365))
    eraser = eraser_for(engine, settings, clock)
    assert "reports" not in eraser.due()
    erased = eraser.erase()
    assert "reports" not in erased.rows
    assert "report_copies" in erased.tables
    with open_session(engine) as session:
        for table in (ReportCase, ReportCopy, ReportFile):
            assert session.scalars(select(table)).all() == []
        kinds = session.scalars(select(Event.subject)).all()
    assert "kind:reports" not in kinds
    assert "report" not in "".join(capfd.readouterr())


def test_whoever_is_left_out_cannot_tell_and_cannot_be_given_it(
    client: FlaskClient,
    officers: tuple[FlaskClient, FlaskClient],
    engine: Engine,
    clock: SetClock,
) -> None:
    first, second = officers
    make_key(second)
    everybody = [1, second_id(engine)]
    refused = client.post("/report", data={"text": WORDS, "left_out": everybody})
    assert (refused.status_code, rules.EverybodyLeftOut.sentence in refused.text) == (422, True)
    code = report(client, left_out=[second_id(engine)])
    path = case_path(first)
    assert "Nothing to read" in second.get("/safeguarding").text
    for answer in (second.get(path), second.post(path, data={"passphrase": PASSPHRASE})):
        assert (answer.status_code, rules.NoSuchCase.sentence in answer.text) == (404, True)
    handed = {"to": second_id(engine), "own_passphrase": PASSPHRASE}
    assert first.post(f"{path}/hand-over", data=handed).status_code == 409
    # The one who alone can read it does not take the key away with the account.
    assert LastReader.sentence in first.get("/account/delete").text
    assert second.get("/account/delete").status_code == 200
    first.post(f"{path}/close")
    assert first.get("/account/delete").status_code == 200
    # Nothing more is taken once nobody who could read it is in office.
    with open_session(engine) as session:
        for grant in session.scalars(select(RoleGrant)):
            grant.revoked_at = clock.now()
        session.commit()
    late = client.post("/report/case/add", data={"code": code, "text": "too late"})
    assert (late.status_code, rules.NobodyToRead.sentence in late.text) == (409, True)


def test_a_lost_passphrase_costs_the_old_cases_and_not_the_office(
    client: FlaskClient, officers: tuple[FlaskClient, FlaskClient], engine: Engine
) -> None:
    first, second = officers
    make_key(second, "another long passphrase")
    both, alone = report(client), report(client, left_out=[second_id(engine)])
    path = case_path(second)
    assert "/safeguarding/key/lost" in first.get("/safeguarding").text
    assert "Nobody can give it back" in first.get("/safeguarding/key/lost").text
    new = {"passphrase": "found four other words", "again": "found four other words"}
    refused = first.post("/safeguarding/key/lost", data=new | {"again": "something else"})
    assert refused.status_code == 422
    assert first.post("/safeguarding/key/lost", data=new).status_code == 303
    # What was sealed to the old key is out of reach; another officer hands it over anew.
    assert "Nothing to read" in first.get("/safeguarding").text
    assert first.post(path, data={"passphrase": PASSPHRASE}).status_code == 404
    handed = {"to": first_id(engine), "own_passphrase": "another long passphrase"}
    assert second.post(f"{path}/hand-over", data=handed).status_code == 303
    assert first.post(path, data={"passphrase": PASSPHRASE}).status_code == 422
    assert WORDS in first.post(path, data={"passphrase": new["again"]}).text
    # The reporters are told whether anybody can still read.
    for code, is_read in ((both, True), (alone, False)):
        page = client.post("/report/case", data={"code": code}).text
        assert ("No officer can read this case any more" in page) is not is_read
        assert ("Add something" in page) is is_read
    with open_session(engine, read_only=True) as session:
        told = select(Notice.to_address, Notice.subject).where(Notice.kind == "key_replaced")
        assert session.execute(told.order_by(Notice.id)).all() == [
            ("first@example.org", "You have a new key for reports in confidence"),
            ("second@example.org", "Sade First has a new key for reports in confidence"),
        ]


def first_id(engine: Engine) -> int:
    with open_session(engine) as session:
        return add_member(session, SetClock(), "first@example.org").id


def test_what_is_refused_is_said_and_nothing_typed_is_lost(
    client: FlaskClient, sign_in: SignIn
) -> None:
    page = client.get("/report").text
    assert "No report can be taken here now" in page
    assert client.post("/report", data={"text": WORDS}).status_code == 409
    officer = sign_in("first@example.org", OFFICE, name="Sade First")
    assert officer.get("/safeguarding/" + "0" * 32).status_code == 409
    assert officer.get("/safeguarding/key/lost").status_code == 409
    assert make_key(officer, "too short").status_code == 422
    assert make_key(officer).status_code == 303
    assert make_key(officer).status_code == 409
    pdf = (io.BytesIO(b"%PDF-1.7 ..."), "letter.pdf")
    answer = client.post("/report", data={"text": WORDS, "files": [pdf]})
    assert (answer.status_code, rules.FileRefused.sentence in answer.text) == (422, True)
    assert WORDS in answer.text
    for code in ("", "short", "0" * 24):
        wrong = client.post("/report/case", data={"code": code})
        assert wrong.status_code == 422
        if code:
            assert "This code opens no case" in wrong.text
    for who in ("organiser", "returning officer", "scrutineer"):
        other = sign_in(f"{who.split()[0]}@example.org", who)
        assert other.get("/safeguarding").status_code == 403
        assert "/safeguarding" not in other.get("/organise").text


@pytest.mark.own_database
def test_a_case_that_nobody_closes_is_erased_three_years_after_its_last_message(
    client: FlaskClient,
    officers: tuple[FlaskClient, FlaskClient],
    sign_in: SignIn,
    engine: Engine,
    settings: Settings,
    clock: SetClock,
) -> None:
    code = report(client)
    clock.move(timedelta(days=100))
    client.post("/report/case/add", data={"code": code, "text": "more"})
    first = sign_in("first@example.org", name="Sade First")  # a session ends after fourteen days
    page = first.get("/safeguarding").text.replace("\u00a0", " ")
    assert "is erased on Saturday 12 May 2029 if nobody writes in it" in page
    assert "If nobody writes in it any more it is erased on" in first.get(case_path(first)).text
    eraser = eraser_for(engine, settings, clock)
    path, left = case_path(first), []
    clock.move(timedelta(days=3 * 365 - 1))
    first = sign_in("first@example.org", name="Sade First")
    for _ in range(2):  # who opens it again means to go on
        assert first.post(f"{path}/close").status_code == 303
    for days in (1, 3 * 365 - 2, 1):
        clock.move(timedelta(days=days))
        assert "open-reports" not in {**eraser.due(), **eraser.erase().rows}
        with open_session(engine, read_only=True) as session:
            left.append(session.scalar(select(func.count()).select_from(ReportCopy)))
    assert left == [4, 4, 0]


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        (b"\0\1\2", rules.FileRefused),
        (b"%PDF-1.4", rules.FileRefused),
        ("é".encode("latin-1"), rules.FileRefused),
        (bomb(), rules.FileTooLarge),
        (b"x" * 200_001, rules.FileTooLarge),
    ],
)
def test_files_that_may_tell_of_their_maker_are_refused(file: bytes, refusal: type) -> None:
    with pytest.raises(refusal):
        clean(file)


def test_a_picture_is_drawn_anew_without_what_it_tells() -> None:
    made = clean(with_metadata())
    assert made.kind == "image/jpeg"
    assert not re.search(rb"Secret|Exif|ICC_PROFILE", made.content)
    assert clean(picture("PNG")).kind == "image/jpeg"


def test_whose_browser_has_worked_for_it_reports_and_adds_however_many_others_do(
    limited: Flask, client: FlaskClient, officers: tuple[FlaskClient, FlaskClient]
) -> None:
    code = report(client)
    for path, form, number in (
        ("/report", {"text": WORDS}, 9),
        ("/report/case/add", {"text": WORDS, "code": code}, 30),
    ):
        answers = [client.post(path, data=form) for _ in range(number + 1)]
        assert [one.status_code for one in answers] == number * [200] + [429]
        assert "no need to wait" in answers[-1].text
        assert f">{WORDS}</textarea>" in answers[-1].text.replace("\r", "").replace("\n", "")
        assert 'data-effort="/report/effort"' in answers[-1].text
        worked = {"effort": solved(client, "/report/effort")}
        assert client.post(path, data=form | worked).status_code == 200


@given(st.text(max_size=50), st.text(max_size=20), st.lists(st.integers(), max_size=3))
def test_a_message_reads_as_it_was_written(text: str, about: str, left_out: list[int]) -> None:
    said = Said(text=text, about=about, left_out=tuple(left_out))
    assert Said.from_bytes(said.to_bytes()) == said
    assert len(said.to_bytes()) % 2_048 == 0


def test_a_code_is_long_and_tells_nothing_by_what_is_kept_of_it() -> None:
    code = rules.new_code()
    assert rules.read_code(rules.code_in_words(code).lower()) == code
    assert len(code) * 5 == 120
    assert rules.lookup_of(code) not in rules.key_passphrase_of(code)
    with pytest.raises(rules.WrongCode):
        rules.read_code(code[:-1])
