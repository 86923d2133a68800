"""Reports of failed deliveries: which are believed, what they say, and what an address comes to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.clock import SetClock
from shortlist.config import MailSettings
from shortlist.notices import references
from shortlist.notices.actions import note_bounce, note_reached
from shortlist.notices.letters import Letter, message_of, return_path_of
from shortlist.notices.queries import bounce_count, is_bouncing
from shortlist.notices.reports import read_report, report_of
from shortlist.notices.rules import BOUNCES_KEPT, Fate, fate_of_recipient
from shortlist.notices.sender import send_due
from tests.conftest import NOON
from tests.notices.conftest import Mailbox
from tests.notices.test_sender import WHO, write

KEY = "a secret key that only tests have, 32+"
MAILED = references.signed(KEY, references.BATCH, 12, 345)


def report(reference: str = MAILED, *, status: str = "5.1.1", action: str = "failed") -> bytes:
    """A report as Postfix writes it (RFC 3464), on a message with a reference."""
    return f"""\
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: bounces+{reference}@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; sian@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no

--part
Content-Type: text/rfc822-headers

Message-ID: <{reference}@example.org>
Subject: Vote

--part--
""".encode()


@given(
    numbers=st.lists(st.integers(0, 10**17), min_size=1, max_size=2),
    kind=st.sampled_from("nme"),
    around=st.sampled_from(["<{}@example.org>", "BOUNCES+{}@EXAMPLE.ORG", "from=<b+{}@x>,"]),
)
def test_a_reference_is_read_wherever_it_stands_and_only_with_its_key(numbers, kind, around):
    reference = references.signed(KEY, kind, *numbers)
    text = around.format(reference).encode()
    assert references.first_in(KEY, text) == (reference, (kind, tuple(numbers)))
    assert references.every_in(KEY, text * 2) == {(kind, tuple(numbers))}
    assert references.read(KEY, reference, kind) == tuple(numbers)
    assert references.first_in("another key", text) is None
    assert references.read("another key", reference, kind) is None
    assert references.read(KEY, f"{kind}9{reference[2:]}x", kind) is None
    assert len(reference) <= 64 - len("bounces+")  # the longest name that an address may have


def test_a_report_says_which_message_failed_and_why() -> None:
    found = read_report(report(), KEY)
    assert found is not None
    assert (found.kind, found.numbers, found.status) == ("m", (12, 345), "5.1.1")
    assert found.reference == MAILED


@pytest.mark.parametrize(
    "raw",
    [
        report(action="delayed", status="4.4.1"),  # it may still arrive
        report(status="5.2.2"),  # the mailbox is full
        report(status="5.7.1"),  # against somebody's policy
        report("m12-345-aaaaaaaaaaaaaaaa"),  # not signed by us
        report(references.signed(KEY, references.PERSON, 345)),  # no message is called so
        f"To: us\nIn-Reply-To: <{MAILED}@example.org>\n\nThank you.".encode(),
        b"\xff\x00",
    ],
    ids=["delayed", "full", "policy", "forged", "no message", "an answer", "not mail"],
)
def test_whatever_else_arrives_counts_against_nobody(raw: bytes) -> None:
    assert read_report(raw, KEY) is None


def test_a_mail_service_says_it_in_fewer_words() -> None:
    found = report_of(f"<{MAILED}@example.org>", "smtp; 550 5.1.1 gone", KEY)
    assert found == read_report(report(), KEY)
    assert report_of(f"<{MAILED}@example.org>", "5.2.2", KEY) is None
    assert report_of("<other@example.org>", "5.1.1", KEY) is None


@pytest.mark.parametrize(
    ("code", "said", "fate"),
    [
        (550, "no such mailbox", Fate.NO_SUCH_ADDRESS),
        (550, "5.1.1 no such user", Fate.NO_SUCH_ADDRESS),
        (550, "5.7.1 relaying denied", Fate.FAILED),
        (550, "5.1.8 sender has no domain", Fate.FAILED),
        (554, "transaction failed", Fate.FAILED),
        (452, "4.2.2 full", Fate.PUT_OFF),
    ],
)
def test_what_a_server_says_of_a_recipient(code: int, said: str, fate: Fate) -> None:
    assert fate_of_recipient(code, said) is fate


def test_two_messages_that_came_back_mark_an_address_until_somebody_reads_there(
    session: Session,
) -> None:
    other = references.signed(KEY, references.NOTICE, 7)
    for reference, batch in ((MAILED, 12), (MAILED, 12), (other, None)):
        assert not is_bouncing(session, WHO, NOON)
        note_bounce(
            session, reference=reference, address=WHO, batch=batch, status="5.1.1", now=NOON
        )
    assert is_bouncing(session, WHO, NOON)
    assert bounce_count(session, 12) == 1
    assert not is_bouncing(session, WHO, NOON + BOUNCES_KEPT)
    note_reached(session, WHO)
    assert not is_bouncing(session, WHO, NOON)


def test_signing_in_shows_that_an_address_is_read(client, session, engine, clock, sign_in) -> None:
    for number in (1, 2):
        reference = references.signed(KEY, references.NOTICE, number)
        note_bounce(session, reference=reference, address=WHO, status="5.1.1", now=clock.now())
    session.commit()
    from tests.members.helpers import code_in, mails_to
    from tests.people import add_roll_entry

    entry = add_roll_entry(session, clock, WHO)
    session.commit()
    organiser = sign_in("an.organiser@example.net", "organiser")
    assert "cannot reach them" in organiser.get(f"/organise/roll/entries/{entry.id}").text
    assert "cannot reach you" in sign_in(WHO).get("/roll/me").text
    client.post("/sign-in", data={"email": WHO})
    client.post("/sign-in/code", data={"code": code_in(mails_to(engine, WHO)[0])})
    assert "cannot reach you" not in client.get("/roll/me").text


def test_an_address_that_the_server_refuses_twice_is_marked(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    mail, mailbox.refused = replace(mail, key=KEY), {WHO}
    for _ in range(2):
        write(session, clock)
    send_due(engine, mail, clock)
    assert is_bouncing(session, WHO, clock.now())


def test_a_notice_is_called_the_same_whenever_it_is_sent(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    mail = replace(mail, key=KEY, returns_to="bounces@example.org")
    mailbox.answers = ["451 try later"]
    notice = write(session, clock)
    send_due(engine, mail, clock)
    clock.move(timedelta(minutes=1))
    send_due(engine, mail, clock)
    reference = references.signed(KEY, references.NOTICE, notice.id)
    assert [one["Message-ID"] for one in mailbox.received] == [f"<{reference}@example.org>"]
    assert mailbox.return_paths == [f"bounces+{reference}@example.org"] * 2


def test_a_letter_without_a_reference_leads_nobody_back() -> None:
    mail = MailSettings(sender="Polls <polls@example.org>", returns_to="b@example.org", key=KEY)
    letter = Letter(
        to_address=WHO, subject="Zażółć – reminder", body="Grüße.\n.dot\n", is_bulk=True
    )
    message = message_of(letter, mail, NOON)
    assert return_path_of(letter, mail) == "b@example.org"
    assert return_path_of(letter, replace(mail, returns_to=None)) == "polls@example.org"
    assert message["Precedence"] == "bulk"
    assert message["List-Unsubscribe"] is None
    assert message.as_bytes().isascii()


def test_every_byte_arrives_as_it_was_written(
    engine: Engine, session: Session, clock: SetClock, mail: MailSettings, mailbox: Mailbox
) -> None:
    notice = write(session, clock, is_secret=False)
    notice.body = ".\n..two dots\nGrüße, 7 pm\n" + "long " * 400 + "\n.\n"
    session.commit()
    send_due(engine, mail, clock)
    assert mailbox.received[0].get_content().replace("\r\n", "\n") == notice.body
