"""The outbox and its sender, over real SMTP."""

import smtplib
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shortlist.cli import main
from shortlist.clock import SetClock
from shortlist.config import MailSettings
from shortlist.db import open_session
from shortlist.notices.actions import send_notice, take
from shortlist.notices.models import Notice
from shortlist.notices.rules import ATTEMPTS, HELD, KEPT, next_attempt_at
from shortlist.notices.sender import forget_sent, send_due
from tests.conftest import NOON
from tests.members.helpers import code_in
from tests.notices.conftest import Mailbox

WHO = "sian@example.org"


def write(
    session: Session, clock: SetClock, to: str = WHO, *, minutes: int = 10, is_secret: bool = True
) -> Notice:
    notice = send_notice(
        session,
        now=clock.now(),
        kind="sign_in",
        to_address=to,
        expires_at=clock.now() + timedelta(minutes=minutes),
        is_secret=is_secret,
        code="7K3M-Q0XD",
        link="https://polls.example/sign-in/link#secret",
    )
    session.commit()
    return notice


def notices(engine: Engine) -> list[Notice]:
    with open_session(engine, read_only=True) as session:
        return list(session.scalars(select(Notice).order_by(Notice.id)))


def test_a_notice_arrives_as_plain_text(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    write(session, clock)
    assert send_due(engine, mail, clock) == 1
    (message,) = mailbox.received
    assert message["To"] == WHO
    assert message["From"] == "Polls <polls@example.org>"
    assert message["Subject"] == "Sign in to Shortlist"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.org>")
    assert message.get_content_type() == "text/plain"
    assert code_in(message.get_content().replace("\r\n", "\n")) == "7K3M-Q0XD"
    assert send_due(engine, mail, clock) == 0


def test_a_secret_is_emptied_once_sent_and_other_words_stay(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings
) -> None:
    write(session, clock)
    write(session, clock, is_secret=False)
    assert send_due(engine, mail, clock) == 2
    secret, other = notices(engine)
    assert (secret.body, secret.sent_at) == ("", clock.now())
    assert "7K3M-Q0XD" in other.body


def test_an_expired_notice_is_never_sent(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    write(session, clock)
    clock.move(timedelta(minutes=10))
    assert send_due(engine, mail, clock) == 0
    (notice,) = notices(engine)
    assert (notice.failure, notice.body, notice.sent_at) == ("expired", "", None)
    assert mailbox.received == []


def test_a_refused_address_is_given_up_and_the_next_is_sent(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    mailbox.refused = {"gone@example.org"}
    write(session, clock, "gone@example.org")
    write(session, clock)
    assert send_due(engine, mail, clock) == 1
    refused, sent = notices(engine)
    assert (refused.failure, refused.failed_at, refused.body) == (
        "address refused",
        clock.now(),
        "",
    )
    assert sent.sent_at == clock.now()


@pytest.mark.parametrize("says_goodbye", [False, True])
def test_a_server_that_takes_two_at_a_time_gets_them_all_and_none_twice(
    engine: Engine,
    session: Session,
    clock: SetClock,
    mail: MailSettings,
    mailbox: Mailbox,
    says_goodbye: bool,
) -> None:
    mailbox.most_each, mailbox.says_goodbye = 2, says_goodbye
    everybody = [f"m{number}@example.org" for number in range(30)]
    for address in everybody:
        write(session, clock, address)
    assert send_due(engine, mail, clock) == 30
    assert sorted(message["To"] for message in mailbox.received) == sorted(everybody)
    assert {notice.attempts for notice in notices(engine)} == {1}


def test_a_server_that_hangs_up_at_once_is_left_alone_and_nothing_is_lost(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    mailbox.most_each = 0
    for _ in range(5):
        write(session, clock)
    assert send_due(engine, mail, clock) == 0
    assert {(notice.attempts, notice.failed_at) for notice in notices(engine)} == {(0, None)}
    mailbox.most_each = None
    assert send_due(engine, mail, clock) == 2
    clock.move(timedelta(seconds=30))
    assert send_due(engine, mail, clock) == 3


def test_an_address_refused_for_now_is_tried_again(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    mailbox.refused, mailbox.refusal = {WHO}, "451 come back later"
    write(session, clock)
    assert send_due(engine, mail, clock) == 0
    mailbox.refused = set()
    clock.move(timedelta(seconds=30))
    assert send_due(engine, mail, clock) == 1


def test_what_was_sent_a_month_ago_is_deleted_and_what_waits_is_not(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    mailbox.refused = {"gone@example.org"}
    for address in (WHO, "gone@example.org"):
        write(session, clock, address)
    send_due(engine, mail, clock)
    waiting = write(session, clock)
    clock.move(KEPT)
    forget_sent(engine, clock)
    assert len(notices(engine)) == 3
    clock.move(timedelta(seconds=1))
    forget_sent(engine, clock)
    assert [notice.id for notice in notices(engine)] == [waiting.id]


def test_a_failure_for_now_is_tried_again_later(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    mailbox.answers = ["451 try later"]
    write(session, clock)
    assert send_due(engine, mail, clock) == 0
    (notice,) = notices(engine)
    assert (notice.attempts, notice.due_at) == (1, clock.now() + timedelta(seconds=30))
    assert "7K3M-Q0XD" in notice.body
    clock.move(timedelta(seconds=29))
    assert send_due(engine, mail, clock) == 0
    clock.move(timedelta(seconds=1))
    assert send_due(engine, mail, clock) == 1
    assert len(mailbox.received) == 1


def test_no_transaction_is_open_while_the_server_answers(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    write(session, clock)
    mailbox.meanwhile = lambda: write(session, clock)
    assert send_due(engine, mail, clock) == 2


def test_a_notice_whose_sender_died_is_sent_later(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings
) -> None:
    take(write(session, clock), clock.now())
    session.commit()
    assert send_due(engine, mail, clock) == 0
    clock.move(HELD)
    assert send_due(engine, mail, clock) == 1


def test_a_notice_is_given_up_after_the_last_attempt(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    mailbox.answers = ["451 try later"] * ATTEMPTS
    write(session, clock, minutes=600, is_secret=False)
    for _ in range(ATTEMPTS):
        assert send_due(engine, mail, clock) == 0
        clock.move(timedelta(hours=1))
    (notice,) = notices(engine)
    assert notice.failed_at is not None
    assert send_due(engine, mail, clock) == 0


def test_a_server_that_does_not_answer_loses_nothing(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings
) -> None:
    write(session, clock)
    with pytest.raises(OSError, match="refused"):
        send_due(engine, replace(mail, port=1), clock)
    (notice,) = notices(engine)
    assert (notice.attempts, notice.sent_at, notice.failed_at) == (0, None, None)


def test_no_server_is_asked_when_nothing_is_due(
    engine: Engine, clock: SetClock, mail: MailSettings
) -> None:
    assert send_due(engine, replace(mail, port=1), clock) == 0


def test_no_more_is_sent_than_asked_for(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    for _ in range(3):
        write(session, clock)
    assert send_due(engine, mail, clock, most=2) == 2
    assert len(mailbox.received) == 2


def test_mail_is_not_sent_in_the_clear_to_a_server_that_cannot_encrypt(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    write(session, clock)
    with pytest.raises(smtplib.SMTPNotSupportedError):
        send_due(engine, replace(mail, security="starttls"), clock)
    assert mailbox.received == []


def test_the_mailed_code_signs_in(
    client: FlaskClient,
    engine: Engine,
    clock: SetClock,
    mail: MailSettings,
    mailbox: Mailbox,
) -> None:
    client.post("/sign-in", data={"email": WHO})
    assert send_due(engine, mail, clock) == 1
    body = mailbox.received[0].get_content().replace("\r\n", "\n")
    assert client.post("/sign-in/code", data={"code": code_in(body)}).location == "/account"
    assert WHO in client.get("/account").text
    assert [notice.body for notice in notices(engine)] == [""]


def test_a_subject_holds_one_line(session: Session, clock: SetClock) -> None:
    notice = send_notice(
        session,
        now=clock.now(),
        kind="registration_declined",
        to_address=WHO,
        name="A\nBcc: all@example.org",
        reason="r",
        link="l",
    )
    assert "\n" not in notice.subject
    assert "Bcc" not in notice.subject


def test_the_command_needs_a_server(
    monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path
) -> None:
    monkeypatch.setenv("SHORTLIST_DATABASE_URL", database_url)
    monkeypatch.setenv("SHORTLIST_INSTANCE", str(tmp_path))
    result = CliRunner().invoke(main, ["notices", "send"])
    assert result.exit_code == 2
    assert "SHORTLIST_MAIL_HOST" in result.output


def test_the_command_sends_the_outbox(
    monkeypatch: pytest.MonkeyPatch,
    database_url: str,
    tmp_path,
    session: Session,
    mail: MailSettings,
    mailbox: Mailbox,
) -> None:
    write(session, SetClock())
    settings = {
        "DATABASE_URL": database_url,
        "INSTANCE": str(tmp_path),
        "MAIL_HOST": mail.host,
        "MAIL_PORT": str(mail.port),
        "MAIL_SECURITY": "none",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"SHORTLIST_{name}", value or "")
    assert CliRunner().invoke(main, ["notices", "send"]).output == "Sent: 1.\n"
    assert len(mailbox.received) == 1


def test_waits_double_and_end() -> None:
    waits = [next_attempt_at(attempts, NOON) for attempts in range(1, ATTEMPTS + 1)]
    assert [wait and (wait - NOON).total_seconds() for wait in waits] == [
        30,
        60,
        120,
        240,
        480,
        None,
    ]
