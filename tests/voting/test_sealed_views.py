"""Ballots that a browser has sealed: what is taken in, what is refused, and what is counted."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from shortlist.ballot_box.plaintext import encode
from shortlist.ballot_box.queries import opening_of
from shortlist.ballot_box.sealing import seal
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.extensions import limiter
from shortlist.voting.models import Envelope, Leaf
from shortlist.voting.queries import fixed_for, head_of
from tests.voting.booth import Booth, email_of, make_booth

BALLOT = "/polls/executive/vote/1"
SEALED = f"{BALLOT}/sealed"
TRACKER = bytes(range(10))


@pytest.fixture
def elector(booth: Booth, sign_in) -> FlaskClient:
    """The first elector, signed in, while voting is open."""
    booth.open_voting()
    return sign_in(email_of(0))


def envelope_for(booth: Booth, order: Sequence[int] = (2, 1), contest_id: int = 1) -> str:
    """Return an envelope as a browser seals and sends it."""
    with booth.reading() as session:
        fixed = fixed_for(session, contest_id)
    sealed = seal(encode(TRACKER, order, fixed.candidates), fixed.terms, fixed.keys)
    return as_text(sealed)


def as_text(sealed: bytes) -> str:
    return urlsafe_b64encode(sealed).rstrip(b"=").decode()


def send(client: FlaskClient, envelope: str, replaces: str = "-", address: str = SEALED):
    return client.post(address, data={"envelope": envelope, "replaces": replaces})


def lines(booth: Booth) -> list[str]:
    with booth.reading() as session:
        query = select(Leaf.line).where(Leaf.contest_id == 1).order_by(Leaf.index)
        return list(session.scalars(query))


def codes_on(page: str) -> list[str]:
    return re.findall(r"<code>([^<]+)</code>", page)


def test_an_envelope_is_cast_and_is_not_counted_as_sealed_by_the_server(
    elector: FlaskClient, booth: Booth
) -> None:
    answer = send(elector, envelope_for(booth))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert lines(booth)[1] in answer.text
    assert "<dt>Sealed</dt><dd>in your browser</dd>" in answer.text
    with booth.reading() as session:
        assert session.scalars(select(Envelope.by_server)).all() == [False]
        head = head_of(session, 1)
        assert (head.live, head.by_server) == (1, 0)


def test_the_receipt_leaves_code_and_order_to_the_browser(
    elector: FlaskClient, booth: Booth
) -> None:
    page = send(elector, envelope_for(booth)).text
    assert '<template id="code-template">' in page
    assert '<input class="input" id="check-code" value="" readonly>' in page
    assert '<ol class="code-order"></ol>' in page
    assert "code-template" not in elector.get(f"{BALLOT}/receipt").text


def test_the_same_envelope_sent_again_has_the_same_receipt(
    elector: FlaskClient, booth: Booth
) -> None:
    envelope = envelope_for(booth)
    answers = [send(elector, envelope) for _ in range(3)]
    assert len({answer.text for answer in answers}) == 1
    assert len(lines(booth)) == 2


def test_the_same_envelope_has_its_receipt_also_after_the_close(
    elector: FlaskClient, booth: Booth
) -> None:
    envelope = envelope_for(booth)
    first = send(elector, envelope)
    booth.end_voting()
    booth.close()
    again = send(elector, envelope)
    assert again.status_code == 200
    assert codes_on(again.text) == codes_on(first.text)


def test_a_new_envelope_replaces_the_one_it_names(elector: FlaskClient, booth: Booth) -> None:
    send(elector, envelope_for(booth))
    answer = send(elector, envelope_for(booth), replaces="1")
    assert "takes the place of the one you cast before" in answer.text
    assert lines(booth)[2].endswith(" 1")


def test_an_envelope_from_an_old_page_does_not_replace_a_newer_one(
    elector: FlaskClient, booth: Booth
) -> None:
    send(elector, envelope_for(booth))
    answer = send(elector, envelope_for(booth))
    assert (answer.status_code, answer.json["refusal"]) == (409, "ChangedMeanwhile")
    assert "you have cast another one since this page was made" in answer.json["sentence"]
    assert len(lines(booth)) == 2


def test_an_envelope_of_another_length_is_refused(elector: FlaskClient, booth: Booth) -> None:
    with booth.reading() as session:
        fixed = fixed_for(session, 1)
    length = fixed.plaintext_length + 81
    for other in (1, length - 1, length + 1, length + 81):
        answer = send(elector, as_text(bytes(other)))
        assert (answer.status_code, answer.json["refusal"]) == (422, "NotAnEnvelope")
    assert send(elector, as_text(bytes(length))).status_code == 200


@pytest.mark.parametrize("text", ["", "A", "é", "not base64url", "+/+/", "AAAA=", "A\x00"])
def test_what_is_not_base64url_is_refused(elector: FlaskClient, booth: Booth, text: str) -> None:
    for envelope in (text, envelope_for(booth)[:-1] + text + " "):
        answer = send(elector, envelope)
        assert (answer.status_code, answer.json["refusal"]) == (422, "NotAnEnvelope")
    assert len(lines(booth)) == 1


@pytest.mark.parametrize("replaces", ["", "x", "9" * 5000])
def test_an_envelope_that_does_not_say_what_it_replaces_is_refused(
    elector: FlaskClient, booth: Booth, replaces: str
) -> None:
    answer = send(elector, envelope_for(booth), replaces)
    assert (answer.status_code, answer.json["refusal"]) == (422, "NotAnEnvelope")
    assert len(lines(booth)) == 1


def test_an_envelope_of_another_contest_cannot_be_told_and_is_dropped_at_the_opening(
    engine, clock: SetClock, settings: Settings, sign_in
) -> None:
    booth = make_booth(engine, clock, settings.keys_path, regions=(None, None))
    booth.open_voting()
    assert send(sign_in(email_of(0)), envelope_for(booth, contest_id=2)).status_code == 200
    assert send(sign_in(email_of(1)), envelope_for(booth)).status_code == 200
    booth.end_voting()
    booth.close()
    booth.open()
    with booth.reading() as session:
        opening = opening_of(session, 1)
        assert opening is not None
        assert (opening.envelopes, opening.papers, opening.undecryptable) == (2, 1, 1)


def test_who_sealed_is_counted_at_the_close_and_at_the_opening(
    elector: FlaskClient, booth: Booth
) -> None:
    send(elector, envelope_for(booth))
    booth.cast(1)
    booth.end_voting()
    booth.close()
    booth.open()
    assert lines(booth)[-1] == "C 2 1"
    with booth.reading() as session:
        opening = opening_of(session, 1)
        assert opening is not None
        assert (opening.envelopes, opening.by_server, opening.papers) == (2, 1, 2)
    page = elector.get("/polls/executive/log/1").text
    assert "2, of which 1 were sealed by the server" in page


def test_outside_its_hours_no_envelope_is_taken(booth: Booth, sign_in) -> None:
    client, envelope = sign_in(email_of(0)), envelope_for(booth)
    early = send(client, envelope)
    assert (early.status_code, early.json["refusal"]) == (409, "VotingNotOpen")
    booth.end_voting()
    late = send(client, envelope)
    assert (late.status_code, late.json["refusal"]) == (409, "VotingClosed")
    assert len(lines(booth)) == 1


def test_a_server_without_the_log_key_takes_no_envelope(elector: FlaskClient, booth: Booth) -> None:
    envelope = envelope_for(booth)
    (booth.keys_path / "1-log.pem").unlink()
    answer = send(elector, envelope)
    assert (answer.status_code, answer.json["refusal"]) == (503, "CannotSign")
    assert len(lines(booth)) == 1


def test_casting_very_often_slows_down_whoever_seals(elector: FlaskClient, booth: Booth) -> None:
    limiter.enabled = True
    limiter.reset()
    try:
        envelope = envelope_for(booth)
        for _ in range(19):
            assert send(elector, envelope).status_code == 200
        elector.post(f"{BALLOT}/cast")  # both ways count together
        answer = send(elector, envelope)
    finally:
        limiter.reset()
        limiter.enabled = False
    assert (answer.status_code, answer.json["refusal"]) == (429, "TooOften")
    assert "the ballot that you cast before stays in the box" in answer.json["sentence"]


def test_only_electors_send_envelopes(booth: Booth, client: FlaskClient, sign_in) -> None:
    booth.open_voting()
    stranger = send(sign_in("stranger@example.org"), envelope_for(booth))
    assert (stranger.status_code, stranger.json["refusal"]) == (403, "NotOnRegister")
    visitor = send(client, envelope_for(booth))
    assert visitor.status_code == 403
    assert "You were signed out before this was sent." in visitor.text
    nowhere = send(sign_in(email_of(0)), "AA", address="/polls/executive/vote/2/sealed")
    assert nowhere.status_code == 404


def test_the_ballot_page_has_what_a_browser_needs_to_seal(
    elector: FlaskClient, booth: Booth
) -> None:
    page = elector.get(BALLOT).text
    assert 'data-manifest="/polls/executive/log/1/manifest.json"' in page
    assert f'action="{SEALED}"' in page
    assert '<input type="hidden" name="replaces" value="-">' in page
    assert "Your ballot is sealed in your browser, and only the sealed ballot is sent." in page
    send(elector, envelope_for(booth))
    assert '<input type="hidden" name="replaces" value="1">' in elector.get(BALLOT).text
