"""The voter's pages: ballot, check, cast, receipt, and who sees them when."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from shortlist.ballot_box.plaintext import check_code
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.extensions import limiter
from shortlist.voting import queries
from shortlist.voting.ballots import tracker_of
from shortlist.voting.models import Envelope, Leaf
from shortlist.voting.pages import log_text
from tests.voting.booth import NAMES, Booth, add_poll, email_of, make_booth

VOTE = "/polls/executive/vote"
BALLOT = f"{VOTE}/1"
LOG = "/polls/executive/log/1"
RANKS = {"rank-1": "", "rank-2": "2", "rank-3": "", "rank-4": "9", "rank-5": "1"}


@pytest.fixture
def elector(booth: Booth, sign_in) -> FlaskClient:
    """The first elector, signed in, while voting is open."""
    booth.open_voting()
    return sign_in(email_of(0))


def nonce_of(page: str) -> str:
    found = re.search(r'name="nonce" value="([0-9a-f]{32})"', page)
    assert found
    return found[1]


def sent_from(page: str) -> dict[str, str]:
    """Return what the check page's button sends."""
    found = re.search(r'name="replaces" value="([^"]+)"', page)
    assert found
    return {"nonce": nonce_of(page), "replaces": found[1], **hidden_ranks(page)}


def hidden_ranks(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(rank-\d+)" value="(\d+)">', page))


def typed_ranks(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(rank-\d+)" value="([^"]*)"', page))


def envelopes(booth: Booth) -> int:
    with booth.reading() as session:
        return session.scalar(select(func.count()).select_from(Envelope)) or 0


def leaves(booth: Booth) -> int:
    with booth.reading() as session:
        return session.scalar(select(func.count()).select_from(Leaf)) or 0


def test_a_poll_with_one_contest_leads_to_its_ballot(elector: FlaskClient) -> None:
    assert elector.get(VOTE).location == BALLOT


def test_a_poll_with_several_contests_lists_those_of_the_elector(
    engine, clock: SetClock, settings: Settings, sign_in
) -> None:
    booth = make_booth(engine, clock, settings.keys_path, regions=(None, "London", "Wales"))
    booth.open_voting()
    booth.cast(0, position=2)
    page = sign_in(email_of(0)).get(VOTE).text
    assert re.findall(r'href="/polls/executive/vote/(\d(?:/receipt)?)"', page) == [
        "1",
        "2",
        "2/receipt",
    ]


def test_the_ballot_says_what_matters(elector: FlaskClient) -> None:
    page = elector.get(BALLOT).text
    assert all(name in page for name in NAMES)
    assert "the operator is able to link voters to ballots" in " ".join(page.split())
    assert "Ranking more people cannot hurt those above them" in page
    assert "Tuesday 3\u00a0February, 1\u00a0pm (London)" in page
    assert set(typed_ranks(page).values()) == {""}


def test_the_order_of_the_candidates_is_the_visitors_own(booth: Booth, sign_in) -> None:
    booth.open_voting()
    one, other = sign_in(email_of(0)), sign_in(email_of(1))
    one.set_cookie("order", "a" * 16)
    other.set_cookie("order", "b" * 16)
    orders = [list(typed_ranks(client.get(BALLOT).text)) for client in (one, one, other)]
    assert orders[0] == orders[1] != orders[2]


def test_the_check_page_shows_the_order_with_gaps_closed(elector: FlaskClient) -> None:
    answer = elector.post(BALLOT, data=RANKS)
    page = answer.text
    assert answer.status_code == 200
    assert page.index("Ewa Nowak") < page.index("Bryn Hughes") < page.index("Dev Patel")
    assert hidden_ranks(page) == {"rank-5": "1", "rank-2": "2", "rank-4": "3"}
    assert "2 candidates are not ranked" in page


def test_a_ballot_is_cast_from_the_check_page(elector: FlaskClient, booth: Booth) -> None:
    page = elector.post(BALLOT, data=RANKS).text
    nonce = nonce_of(page)
    answer = elector.post(f"{BALLOT}/cast", data=sent_from(page))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert check_code(tracker_of(nonce)) in answer.text
    assert "<li>Ewa Nowak</li><li>Bryn Hughes</li><li>Dev Patel</li>" in answer.text
    assert "<dt>Sealed</dt><dd>on this server</dd>" in answer.text
    with booth.reading() as session:
        line = session.scalars(select(Leaf.line).where(Leaf.index == 1)).one()
    assert line in answer.text
    assert 'data-clear-ballot="1"' in answer.text


def test_the_receipt_is_shown_again_without_the_check_code(elector: FlaskClient) -> None:
    page = elector.post(BALLOT, data=RANKS).text
    nonce = nonce_of(page)
    first = elector.post(f"{BALLOT}/cast", data=sent_from(page)).text
    again = elector.get(f"{BALLOT}/receipt").text
    codes = re.compile(r"<code>([^<]+)</code>")
    assert codes.findall(first) == codes.findall(again)
    assert check_code(tracker_of(nonce)) not in again


def test_a_double_click_casts_once(elector: FlaskClient, booth: Booth) -> None:
    page = elector.post(BALLOT, data=RANKS).text
    sent = sent_from(page)
    answers = [elector.post(f"{BALLOT}/cast", data=sent) for _ in range(2)]
    assert answers[0].text == answers[1].text
    assert (envelopes(booth), leaves(booth)) == (1, 2)


def test_voting_again_says_that_the_earlier_ballot_is_replaced(
    elector: FlaskClient, booth: Booth
) -> None:
    for _ in range(2):
        page = elector.post(BALLOT, data=RANKS).text
        sent = sent_from(page)
        answer = elector.post(f"{BALLOT}/cast", data=sent)
    assert "takes the place of the one you cast before" in answer.text
    assert (envelopes(booth), leaves(booth)) == (1, 3)


def test_an_old_cast_sent_again_does_not_replace_a_newer_one(
    elector: FlaskClient, booth: Booth
) -> None:
    old = sent_from(elector.post(BALLOT, data=RANKS).text)
    elector.post(f"{BALLOT}/cast", data=old)
    newer = sent_from(elector.post(BALLOT, data={"rank-3": "1"}).text)
    receipt = elector.post(f"{BALLOT}/cast", data=newer)
    answer = elector.post(f"{BALLOT}/cast", data=old)
    assert answer.status_code == 409
    assert "Your ballot was changed meanwhile" in answer.text
    assert hidden_ranks(answer.text) == hidden_ranks(elector.post(BALLOT, data=RANKS).text)
    assert leaves(booth) == 3
    assert elector.post(f"{BALLOT}/cast", data=newer).text == receipt.text


def test_a_nonce_with_another_order_is_not_taken_for_the_cast_before(
    elector: FlaskClient, booth: Booth
) -> None:
    sent = sent_from(elector.post(BALLOT, data=RANKS).text)
    elector.post(f"{BALLOT}/cast", data=sent)
    answer = elector.post(f"{BALLOT}/cast", data={**sent, "rank-1": "1", "rank-5": "4"})
    assert answer.status_code == 409
    assert leaves(booth) == 2


def test_a_retry_after_the_close_shows_the_receipt(elector: FlaskClient, booth: Booth) -> None:
    sent = sent_from(elector.post(BALLOT, data=RANKS).text)
    elector.post(f"{BALLOT}/cast", data=sent)
    booth.clock.move(timedelta(hours=24))
    booth.close()
    answer = elector.post(f"{BALLOT}/cast", data=sent)
    assert answer.status_code == 200
    assert check_code(tracker_of(sent["nonce"])) in answer.text


@pytest.mark.parametrize("replaces", ["", "x", "9" * 5000])
def test_a_cast_that_does_not_say_what_it_replaces_is_checked_once_more(
    elector: FlaskClient, booth: Booth, replaces: str
) -> None:
    sent = {"nonce": "0" * 32, "replaces": replaces, "rank-1": "1"}
    assert "Check your ballot" in elector.post(f"{BALLOT}/cast", data=sent).text
    assert envelopes(booth) == 0


def test_ballot_and_check_page_say_that_one_has_voted(elector: FlaskClient, booth: Booth) -> None:
    said = "You have voted."
    assert said not in elector.get(BALLOT).text
    assert said not in elector.post(BALLOT, data=RANKS).text
    booth.cast(0)
    assert f"{said} Your ranking is sealed" in elector.get(BALLOT).text
    assert said in elector.post(BALLOT, data=RANKS).text


def test_casting_very_often_slows_down_that_member_only(
    elector: FlaskClient, booth: Booth, sign_in
) -> None:
    limiter.enabled = True
    limiter.reset()
    try:
        sent = sent_from(elector.post(BALLOT, data=RANKS).text)
        for _ in range(20):
            assert elector.post(f"{BALLOT}/cast", data=sent).status_code == 200
        answer = elector.post(f"{BALLOT}/cast", data=sent)
        other = sign_in(email_of(1)).post(f"{BALLOT}/cast", data=sent)
    finally:
        limiter.reset()
        limiter.enabled = False
    assert answer.status_code == 429
    assert "the ballot that you cast before stays in the box" in answer.text
    assert hidden_ranks(answer.text) == {name: sent[name] for name in sent if "rank" in name}
    assert other.status_code == 200


def test_changing_the_order_keeps_every_rank(elector: FlaskClient) -> None:
    ranks = hidden_ranks(elector.post(BALLOT, data=RANKS).text)
    page = elector.post(f"{BALLOT}/change", data=ranks).text
    kept = {name: value for name, value in typed_ranks(page).items() if value}
    assert kept == ranks


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"rank-1": "1", "rank-2": "1"}, "You gave 1 to 2 candidates."),
        ({"rank-1": "1", "rank-2": "second"}, "Write a whole number"),
        ({"rank-1": "1", "rank-99": "2"}, "somebody who is not on this paper"),
        ({"rank-1": "1", "rank-" + "9" * 5000: "2"}, "somebody who is not on this paper"),
        ({"rank-1": ["1", "2"]}, "Write a whole number"),
        ({"rank-1": " "}, "You have not ranked anybody yet"),
        ({}, "You have not ranked anybody yet"),
    ],
)
@pytest.mark.parametrize("step", ["", "/cast"])
def test_a_ballot_with_faults_is_shown_again_with_all_that_was_typed(
    elector: FlaskClient, booth: Booth, step: str, typed: dict[str, str], sentence: str
) -> None:
    answer = elector.post(BALLOT + step, data={"nonce": "0" * 32, **typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    shown = typed_ranks(answer.text)
    for name, value in typed.items():
        if not name.startswith("rank-9"):
            assert shown[name] == " ".join(value if isinstance(value, list) else [value]).strip()
    assert envelopes(booth) == 0


@pytest.mark.parametrize("nonce", ["", "short", "G" * 32])
def test_a_cast_without_a_nonce_of_ours_is_checked_once_more(
    elector: FlaskClient, booth: Booth, nonce: str
) -> None:
    answer = elector.post(f"{BALLOT}/cast", data={"nonce": nonce, "replaces": "-", "rank-1": "1"})
    assert "Check your ballot" in answer.text
    assert envelopes(booth) == 0


@pytest.mark.parametrize("step", ["change", "cast"])
def test_the_address_of_a_step_leads_to_the_ballot(elector: FlaskClient, step: str) -> None:
    assert elector.get(f"{BALLOT}/{step}").location == BALLOT


def test_before_the_opening_the_page_says_when(booth: Booth, sign_in) -> None:
    client = sign_in(email_of(0))
    for path in (VOTE, BALLOT):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "It opens on Monday 2\u00a0February, 1\u00a0pm (London)." in answer.text
    assert client.post(BALLOT, data=RANKS).status_code == 409


def test_before_there_is_a_register_nobody_is_told_that_they_are_not_on_it(
    session, clock: SetClock, sign_in
) -> None:
    add_poll(session, clock)
    session.commit()
    client = sign_in("anybody@example.org")
    assert "It opens on Monday 2\u00a0February, 1\u00a0pm (London)." in client.get(VOTE).text
    clock.move(timedelta(hours=2))
    assert "the poll is not ready yet" in client.get(BALLOT).text


def test_after_the_grace_the_page_says_when_it_closed(booth: Booth, sign_in) -> None:
    client = sign_in(email_of(0))
    booth.end_voting()
    assert "It closed on Tuesday 3\u00a0February, 1\u00a0pm (London)." in client.get(BALLOT).text
    for step in ("", "/change", "/cast"):
        answer = client.post(BALLOT + step, data={"nonce": "0" * 32, "rank-1": "1"})
        assert answer.status_code == 409
    assert envelopes(booth) == 0


def test_a_ballot_begun_in_time_is_taken_within_the_grace(elector, booth: Booth) -> None:
    page = elector.post(BALLOT, data=RANKS).text
    booth.clock.move(timedelta(hours=23, minutes=9))
    sent = sent_from(page)
    assert elector.post(f"{BALLOT}/cast", data=sent).status_code == 200
    assert envelopes(booth) == 1


def test_the_receipt_stays_after_the_close(booth: Booth, sign_in) -> None:
    booth.open_voting()
    booth.cast(0)
    booth.end_voting()
    booth.close()
    page = sign_in(email_of(0)).get(f"{BALLOT}/receipt").text
    assert "You have voted" in page
    assert "Vote again" not in page


def test_a_member_who_is_not_on_the_register_is_told_so(booth: Booth, sign_in) -> None:
    booth.open_voting()
    client = sign_in("stranger@example.org")
    for path in (VOTE, BALLOT, f"{BALLOT}/receipt"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "You are not on the register of this poll" in answer.text
    assert client.post(f"{BALLOT}/cast", data={"rank-1": "1"}).status_code == 403


def test_a_contest_of_another_region_is_refused(
    engine, clock: SetClock, settings: Settings, sign_in
) -> None:
    booth = make_booth(engine, clock, settings.keys_path, regions=("Wales",))
    booth.open_voting()
    client = sign_in(email_of(0))
    answers = [client.get(VOTE), client.get(BALLOT), client.post(BALLOT, data=RANKS)]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


@pytest.mark.parametrize("path", ["/polls/none/vote", f"{VOTE}/2", f"{VOTE}/2/receipt"])
def test_what_is_not_there_is_not_found(elector: FlaskClient, path: str) -> None:
    assert elector.get(path).status_code == 404


def test_no_receipt_without_a_ballot(elector: FlaskClient) -> None:
    assert elector.get(f"{BALLOT}/receipt").status_code == 404


@pytest.mark.parametrize("path", [VOTE, BALLOT, f"{BALLOT}/receipt"])
def test_a_visitor_is_asked_to_sign_in(client: FlaskClient, booth: Booth, path: str) -> None:
    assert "/sign-in" in client.get(path).location


def test_the_log_and_the_manifest_are_public(
    client: FlaskClient, booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "CHUNK", 2)  # lines of one part, so that there are several
    booth.open_voting()
    for number in range(3):
        booth.cast(number)
    assert len(list(log_text(booth.engine, 1))) == 2
    lines = client.get(f"{LOG}/log.txt").text.splitlines()
    manifest = client.get(f"{LOG}/manifest.json").data
    with booth.reading() as session:
        assert lines == list(session.scalars(select(Leaf.line).order_by(Leaf.index)))
    assert b'"register":{"sha256":' in manifest


def test_a_contest_that_is_not_ready_has_no_manifest(client: FlaskClient, booth: Booth) -> None:
    assert client.get("/polls/executive/log/2/manifest.json").status_code == 404
