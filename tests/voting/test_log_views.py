"""The public pages of the ballot box: log, checkpoint, manifest, and the check of a receipt."""

import json
from base64 import b64decode
from io import BytesIO

import pytest
import rfc8785
from flask.testing import FlaskClient

from shortlist.ballot_box.log_keys import make_log_key
from shortlist.ballot_box.plaintext import encode
from shortlist.ballot_box.queries import papers_in_order
from shortlist.config import Settings
from shortlist.voting.checkpoints import read_checkpoint
from shortlist.voting.leaves import live_hashes
from shortlist.voting.queries import fixed_for, log_lines
from shortlist.voting.statements import set_of, set_of_all
from shortlist.voting.tree import Tree
from tests.voting.booth import Booth, email_of
from tests.voting.test_views import BALLOT, LOG, RANKS, envelopes, sent_from


@pytest.fixture
def elector(booth: Booth, sign_in) -> FlaskClient:
    """An elector who has voted, the third of three."""
    booth.open_voting()
    booth.cast(0)
    booth.cast(1)
    booth.cast(2)
    return sign_in(email_of(2))


def _saved(elector: FlaskClient) -> bytes:
    answer = elector.get(f"{BALLOT}/receipt.json")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.data


def _check(visitor: FlaskClient, data: bytes):
    return visitor.post("/receipt", data={"file": (BytesIO(data), "receipt.json"), "text": ""})


def test_the_log_page_shows_its_signed_state(client: FlaskClient, booth: Booth, elector) -> None:
    note = client.get(f"{LOG}/checkpoint").text
    with booth.reading() as session:
        identity = fixed_for(session, 1).log
        tree = Tree.of(log_lines(session, 1))
    assert identity is not None
    state = read_checkpoint(note, identity)
    assert (state.size, state.root) == (4, tree.root())
    page = client.get(LOG).text
    assert "It grows by one line" in page
    assert tree.root().hex() in page
    assert note.splitlines()[-1] in page
    assert "1 Amina Okafor" in page


def test_the_log_page_says_when_the_log_is_closed(client: FlaskClient, booth: Booth) -> None:
    booth.end_voting()
    booth.close()
    assert "nothing can follow" in client.get(LOG).text


def test_what_came_out_is_signed_and_shown_from_the_opening_on(
    client: FlaskClient, booth: Booth, elector
) -> None:
    booth.end_voting()
    booth.close()
    assert client.get(f"{LOG}/opening.json").status_code == 404
    booth.open()
    said = json.loads(client.get(f"{LOG}/opening.json").data)
    with booth.reading() as session:
        fixed = fixed_for(session, 1)
        papers = papers_in_order(session, 1)
        plain = [encode(tracker, order, fixed.candidates) for tracker, order in papers]
        lines, sha256 = log_lines(session, 1), fixed.terms.manifest_sha256
        live = live_hashes(lines, sha256, fixed.closes_at)
    assert fixed.log is not None
    signature = b64decode(said.pop("signature"))
    fixed.log.key.verify(signature, rfc8785.dumps(said))
    numbers = ("envelopes", "by_server", "papers", "undecryptable", "duplicate", "left_sealed")
    assert [said[one] for one in numbers] == [3, 3, 3, 0, 0, 0]
    assert said["papers_sha256"] == set_of_all(plain).sha256.hex()
    assert said["envelopes_sha256"] == set_of(live.elements()).sha256.hex()
    assert said["manifest_sha256"] == fixed.terms.manifest_sha256.hex()
    page = client.get(LOG).text
    assert "What came out of the box" in page
    assert said["papers_sha256"] in page


@pytest.mark.parametrize("path", ["", "/checkpoint", "/manifest.json", "/opening.json"])
def test_a_contest_without_a_box_has_no_log(client: FlaskClient, booth: Booth, path: str) -> None:
    assert client.get(f"/polls/executive/log/2{path}").status_code == 404


def test_a_saved_receipt_is_found_in_the_log(client: FlaskClient, elector: FlaskClient) -> None:
    answer = _check(client, _saved(elector))
    assert answer.status_code == 200
    assert "The receipt is genuine" in answer.text
    assert "4 of 4" in answer.text


def test_a_receipt_may_be_pasted(client: FlaskClient, elector: FlaskClient) -> None:
    answer = client.post("/receipt", data={"text": _saved(elector).decode()})
    assert "The receipt is genuine" in answer.text


def test_a_receipt_of_a_replaced_ballot_is_still_genuine(
    client: FlaskClient, booth: Booth, elector: FlaskClient
) -> None:
    first = _saved(elector)
    booth.cast(2, (2, 1))
    assert "4 of 5" in _check(client, first).text
    assert "5 of 5" in _check(client, _saved(elector)).text


def test_a_changed_receipt_is_refused(client: FlaskClient, elector: FlaskClient) -> None:
    content = json.loads(_saved(elector))
    content["index"] = 2
    answer = _check(client, json.dumps(content).encode())
    assert answer.status_code == 422
    assert "Something in this receipt has been changed" in answer.text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "This is not a receipt."), (b"hello", "This is not a receipt.")],
)
def test_what_is_no_receipt_is_said_so(client, booth, data: bytes, sentence: str) -> None:
    answer = client.post("/receipt", data={"text": data.decode()})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_receipt_of_no_poll_is_refused(client: FlaskClient, elector: FlaskClient) -> None:
    content = json.loads(_saved(elector)) | {"poll": "another"}
    assert _check(client, json.dumps(content).encode()).status_code == 422


def test_a_log_that_was_changed_is_found_out(
    client: FlaskClient, settings: Settings, elector: FlaskClient, booth: Booth
) -> None:
    """The key has signed a leaf that the log does not hold (any more)."""
    from shortlist.voting.checkpoints import sign_checkpoint
    from shortlist.voting.receipts import Receipt, receipt_file

    tree = Tree()
    tree.append("M another log")
    path = tuple(tree.append("E never -"))
    receipt = Receipt(
        leaf="E never -", index=1, size=2, root=tree.root(), path=path, by_server=False
    )
    key = make_log_key(settings.keys_path, 1)
    note = sign_checkpoint(receipt.checkpoint, "shortlist/executive/1", key)
    answer = _check(client, receipt_file("executive", 1, receipt, note))
    assert answer.status_code == 422
    assert "it proves that the log was changed" in " ".join(answer.text.split())


@pytest.mark.parametrize("damage", ["missing", "other"])
def test_without_its_log_key_no_ballot_is_taken_and_the_order_is_kept(
    booth: Booth, sign_in, settings: Settings, damage: str
) -> None:
    booth.open_voting()
    elector = sign_in(email_of(0))
    page = elector.post(BALLOT, data=RANKS).text
    path = settings.keys_path / "1-log.pem"
    path.unlink()
    if damage == "other":
        make_log_key(settings.keys_path, 1)
    answer = elector.post(f"{BALLOT}/cast", data=sent_from(page))
    assert answer.status_code == 503
    assert "Your ballot was not cast" in answer.text
    assert 'name="rank-5" value="1"' in answer.text
    assert envelopes(booth) == 0
