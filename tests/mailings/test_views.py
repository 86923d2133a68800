"""Declining announcements, asking for a lost invitation, and what comes back by hook or mailbox."""

import hmac
import json
import mailbox as mailboxes
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from shortlist.cli import main
from shortlist.extensions import Running, limiter
from shortlist.mailings.lost import Desk
from shortlist.mailings.models import InvitationWanted
from shortlist.mailings.queries import has_declined
from shortlist.mailings.rules import Occasion
from shortlist.notices import references
from shortlist.notices.queries import is_bouncing
from shortlist.roll.models import Elector
from shortlist.roll.queries import entry_for
from tests.effort import limited, solved
from tests.mailings.post import Post
from tests.members.helpers import mails_to
from tests.notices.test_reports import report
from tests.voting.booth import email_of

__all__ = ("limited",)

SignIn = Callable[..., FlaskClient]
WHO = email_of(0)
SECRET = "a secret of a mail service, 32 or more"


def wants_none(post: Post) -> bool:
    with post.booth.reading() as session:
        return has_declined(session, entry_for(session, WHO).id)


def link_in_announcement(post: Post) -> str:
    post.start(Occasion.SHORTLIST)
    post.room().work()
    (message,) = [one for one in post.mailbox.received if one["To"] == WHO]
    return message["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")


def test_one_click_declines_and_looking_changes_nothing(
    post: Post, app: Flask, client: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True  # a mail program has no token of ours
    path = link_in_announcement(post)
    page = client.get(path).text
    assert "Send me no more announcements" in page
    assert WHO not in page
    assert not wants_none(post)
    one_click = client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert (one_click.status_code, wants_none(post)) == (200, True)
    client.post(path, data={"announcements": "declined"})  # twice is as good as once
    assert wants_none(post)
    client.post(path, data={"announcements": "wanted"})
    assert not wants_none(post)


@pytest.mark.parametrize("cut", [slice(0, -1), slice(1, None), slice(0, 3)])
def test_a_link_that_is_not_whole_is_nobodys(post: Post, client: FlaskClient, cut: slice) -> None:
    token = references.signed(post.settings.secret_key, references.PERSON, 1)[cut]
    assert client.get(f"/unsubscribe/{token}").status_code == 404
    assert client.post(f"/unsubscribe/{token}").status_code == 404


def test_a_message_is_no_way_to_decline_for_others(post: Post, client: FlaskClient) -> None:
    message = references.signed(post.settings.secret_key, references.BATCH, 1, 1)
    assert client.post(f"/unsubscribe/{message}").status_code == 404
    nobody = references.signed(post.settings.secret_key, references.PERSON, 999)
    assert client.get(f"/unsubscribe/{nobody}").status_code == 404


def test_the_link_of_a_test_says_that_it_is_one(client: FlaskClient) -> None:
    assert "changes nothing" in client.get("/unsubscribe/test").text
    assert client.post("/unsubscribe/test").status_code == 404


def test_the_account_has_the_same_choice(post: Post, sign_in: SignIn) -> None:
    me = sign_in(WHO)
    assert "You get announcements." in me.get("/account/notices").text
    assert me.post("/account/notices", data={"announcements": "declined"}).status_code == 303
    assert "You get no announcements." in me.get("/account/notices").text
    assert wants_none(post)
    me.post("/account/notices", data={"announcements": "wanted"})
    assert not wants_none(post)
    stranger = sign_in("outsider@example.net")
    assert "Your address is not on it" in stranger.get("/account/notices").text
    assert stranger.post("/account/notices").status_code == 303


def answer_all(post: Post) -> None:
    Desk(engine=post.booth.engine, clock=post.clock, settings=post.settings).answer_all()


def test_a_lost_invitation_comes_again_and_the_page_tells_nobody_who_is_known(
    post: Post, client: FlaskClient
) -> None:
    post.booth.open_voting()
    assert client.get("/lost-invitation").status_code == 200
    answers = [
        client.post("/lost-invitation", data={"email": address})
        for address in (WHO.upper(), "outsider@example.net", WHO)
    ]
    assert {(one.status_code, one.location, one.data) for one in answers} == {
        (303, "/lost-invitation/asked", answers[0].data)
    }
    assert "In a minute or two" in client.get("/lost-invitation/asked").text
    assert mails_to(post.booth.engine, WHO) == []
    answer_all(post)
    (letter,) = mails_to(post.booth.engine, WHO)  # asked for twice
    assert "http://localhost/polls/executive\n" in letter
    assert "Dear Elector0," in letter
    (other,) = mails_to(post.booth.engine, "outsider@example.net")
    assert "There is none" in other
    with post.booth.reading() as session:
        assert session.scalars(select(InvitationWanted)).all() == []


def test_a_lost_invitation_has_the_words_that_went_out_and_none_before_voting(
    post: Post, client: FlaskClient
) -> None:
    number = post.write(Occasion.INVITATION)
    with post.changing(number) as (_, mailing):
        mailing.body, mailing.began_at = "Our own words: {link}", post.clock.now()
    client.post("/lost-invitation", data={"email": WHO})
    answer_all(post)
    assert "There is none" in mails_to(post.booth.engine, WHO)[0]
    post.booth.open_voting()
    client.post("/lost-invitation", data={"email": WHO})
    answer_all(post)
    assert "Our own words: http://localhost/polls/executive" in mails_to(post.booth.engine, WHO)[0]


@pytest.mark.parametrize("why", ["barred", "no contest"])
def test_who_cannot_vote_has_no_invitation_that_could_be_lost(
    post: Post, client: FlaskClient, why: str
) -> None:
    with post.booth.session() as session:
        elector = session.get(Elector, post.booth.elector_id(session, 0))
        elector.barred = why == "barred"
        post.booth.poll(session).contests[0].region = "Wales" if why == "no contest" else None
        session.commit()
    post.booth.open_voting()
    client.post("/lost-invitation", data={"email": WHO})
    answer_all(post)
    assert "can anybody vote under it" in mails_to(post.booth.engine, WHO)[0]


def test_invitations_are_asked_for_in_measure(client: FlaskClient) -> None:
    assert client.post("/lost-invitation", data={"email": "no address"}).status_code == 422
    limiter.enabled = True
    limiter.reset()
    try:
        codes = [client.post("/lost-invitation", data={"email": WHO}).status_code for _ in range(4)]
    finally:
        limiter.enabled = False
    assert codes == [303, 303, 303, 429]


def test_a_hall_that_shares_an_address_loses_its_invitations_at_once(
    limited: Flask, client: FlaskClient
) -> None:
    def ask(number: int, **more: str) -> int:
        form = {"email": email_of(number), **more}
        return client.post("/lost-invitation", data=form).status_code

    assert [ask(number) for number in range(21)] == 20 * [303] + [429]
    assert 'data-effort="/effort"' in client.get("/lost-invitation").text
    assert ask(21, effort=solved(client)) == 303


def sent_to(post: Post, number: int = 1) -> str:
    """The reference of the message of mailing 1 to the first elector."""
    return references.signed(post.settings.secret_key, references.BATCH, number, 1)


def mark_of(secret: str, body: bytes, seconds: float) -> dict[str, str]:
    at = int(seconds)
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, "sha256").hexdigest()
    return {"X-Shortlist-Signature": f"t={at},v1={mac}"}


@pytest.fixture
def hooked(app: Flask, post: Post) -> FlaskClient:
    """A visitor of a site that shares a secret with a mail service."""
    parts = app.extensions["shortlist"]
    app.extensions["shortlist"] = Running(
        settings=replace(parts.settings, bounce_secret=SECRET),
        engine=parts.engine,
        clock=parts.clock,
    )
    return app.test_client()


def test_a_mail_service_reports_what_failed(post: Post, hooked: FlaskClient) -> None:
    seconds = post.clock.now().timestamp()
    events = [
        {"message_id": f"<{sent_to(post)}@example.org>", "status": "5.1.1"},
        {"message_id": f"<{sent_to(post, 2)}@example.org>", "status": "5.2.2"},
        {"message_id": "<other@example.org>"},
        "noise",
    ]
    body = json.dumps({"events": events}).encode()
    for taken in (1, 0):
        answer = hooked.post(
            "/hooks/bounces",
            data=body,
            content_type="application/json",
            headers=mark_of(SECRET, body, seconds),
        )
        assert answer.json == {"taken": taken}
    raw = report(sent_to(post, 3))
    answer = hooked.post("/hooks/bounces", data=raw, headers=mark_of(SECRET, raw, seconds))
    assert answer.json == {"taken": 1}
    with post.booth.reading() as session:
        assert is_bouncing(session, WHO, post.clock.now())


def test_what_is_not_signed_is_not_taken(post: Post, hooked: FlaskClient, client) -> None:
    raw, seconds = report(sent_to(post)), post.clock.now().timestamp()
    wrong = [
        {},
        {"X-Shortlist-Signature": "t=x,v1=y"},
        mark_of("another secret", raw, seconds),
        mark_of(SECRET, raw, seconds - 301),
        mark_of(SECRET, raw + b"x", seconds),
    ]
    answers = [hooked.post("/hooks/bounces", data=raw, headers=one) for one in wrong]
    assert {one.status_code for one in answers} == {403}


def test_without_a_secret_there_is_no_hook(client: FlaskClient) -> None:
    raw = b"anything"
    assert client.post("/hooks/bounces", data=raw, headers=mark_of("", raw, 0)).status_code == 404


@pytest.fixture
def run(post: Post, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a function that runs `shortlist mailings …` on the poll's database."""
    settings = {
        "DATABASE_URL": post.settings.database_url,
        "INSTANCE": str(post.settings.instance_path),
        "SECRET_KEY": post.settings.secret_key,
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"SHORTLIST_{name}", value)

    def command(*words: str, given: bytes = b"") -> str:
        return CliRunner().invoke(main, ["mailings", *words], input=given).output

    return command


def test_reports_are_read_from_a_mailbox_and_count_once(post: Post, run, tmp_path: Path) -> None:
    folder, file = tmp_path / "Maildir", tmp_path / "mbox"
    box, other = mailboxes.Maildir(folder), mailboxes.mbox(file)
    for number in (1, 2):
        box.add(report(sent_to(post, number)))
        other.add(report(sent_to(post, number)))
    box.add(b"From: a@example.org\n\nHello")
    other.close()
    assert run("bounces", "--maildir", str(folder)) == "Read: 3. Bounces noted: 2.\n"
    assert run("bounces", "--maildir", str(folder)) == "Read: 0. Bounces noted: 0.\n"
    assert run("bounces", "--mbox", str(file)) == "Read: 2. Bounces noted: 0.\n"
    letter = references.signed(post.settings.secret_key, references.NOTICE, 999)
    assert run("bounces", given=report(letter)) == "Read: 1. Bounces noted: 0.\n"
    assert run("bounces", given=report(sent_to(post, 3))) == "Read: 1. Bounces noted: 1.\n"
    assert "not both" in run("bounces", "--maildir", str(folder), "--mbox", str(file))
    with post.booth.reading() as session:
        assert is_bouncing(session, WHO, post.clock.now() + timedelta(days=1))


def test_the_servers_log_settles_what_is_uncertain(post: Post, run, tmp_path: Path) -> None:
    from tests.mailings.test_room import kill_at

    number = post.start(Occasion.INVITATION)
    kill_at(post, 2, arrives=True)
    post.clock.move(timedelta(minutes=5))
    post.room().work()
    log = tmp_path / "mail.log"
    log.write_text("".join(f"qmgr: from=<{one}>, size=9\n" for one in post.mailbox.return_paths))
    assert run("settle", str(log), "--send-others") == "Known to be sent: 1. Sent again: 0.\n"
    counts = post.counts(number)
    assert (counts.sent, counts.uncertain) == (5, 0)
    assert run("settle", "-", given=b"") == "Known to be sent: 0. Sent again: 0.\n"
