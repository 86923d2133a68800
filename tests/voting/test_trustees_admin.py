"""The officers' pages of trustees, and a whole poll with two laptops that run the real command."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from shortlist.ballot_box.models import Paper
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.polls.models import Poll
from shortlist.proposals.rules import Change
from shortlist.trustees.keys import new_keys
from shortlist.voting import trustees_admin
from shortlist.voting.cards import card_file
from tests.officers import approve_waiting
from tests.trustees.laptop import Laptop
from tests.voting.booth import Booth, add_electors, add_poll
from tests.voting.conftest import MakeHall
from tests.voting.hall import Hall

PAGE = "/organise/polls/executive/trustees"
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def officer(sign_in: SignIn) -> FlaskClient:
    return sign_in("officer@example.org", "returning officer")


@pytest.fixture
def planned(session, clock: SetClock) -> Poll:
    """A poll that waits to be made ready."""
    add_electors(session, clock, 20)
    poll = add_poll(session, clock)
    session.commit()
    return poll


def hand_in(client: FlaskClient, path: str, data: bytes, name: str = "file"):
    return client.post(path, data={"file": (io.BytesIO(data), name)})


def a_card(name: str) -> bytes:
    keys = new_keys()
    return card_file(name, keys.sealing.public_key(), keys.signing)


def test_a_poll_with_two_trustees_from_their_keys_to_the_papers(
    planned: Poll,
    officer: FlaskClient,
    engine: Engine,
    clock: SetClock,
    settings: Settings,
    tmp_path: Path,
) -> None:
    laptops = [Laptop(tmp_path / name) for name in ("amina", "bryn")]
    for laptop, name in zip(laptops, ("Amina Okafor", "Bryn Hughes"), strict=True):
        said = laptop.run("keygen", "my.key", "--name", name)
        answer = hand_in(officer, PAGE, laptop.read("my-card.json"))
        assert (answer.status_code, answer.location) == (303, PAGE)
        fingerprint = said.strip().rpartition(": ")[2]
        assert fingerprint in officer.get(PAGE).text
    assert "2 trustees" in officer.get("/organise/polls/executive/ready").text
    assert officer.post("/organise/polls/executive/ready").location == PAGE
    assert "See who is missing" in officer.get("/organise/polls/executive").text
    for number, laptop in enumerate(laptops, start=1):
        laptop.put("task.json", officer.get(f"{PAGE}/{number}/file").data)
        laptop.run("rehearse", "my.key", "task.json")
        assert "Bryn Hughes" in laptop.run("sign", "my.key", "task.json", "--yes")
        for kind in ("rehearsed", "signed"):
            assert "not yet" in officer.get(PAGE).text
            answer = hand_in(officer, f"{PAGE}/answers", laptop.read(f"task-{kind}.json"))
            assert (answer.status_code, answer.location) == (303, PAGE)
    assert "not yet" not in officer.get(PAGE).text
    booth = Booth(engine=engine, clock=clock, keys_path=settings.keys_path, poll_id=planned.id)
    booth.open_voting()
    for number in range(20):
        booth.cast(number, (1 + number % 5, 1 + (number + 1) % 5))
    booth.end_voting()
    booth.close()
    assert "Two officers agree first" in officer.get(PAGE).text
    assert officer.get(f"{PAGE}/envelopes").status_code == 409
    booth.agree(Change.OPEN)
    assert "Open it with the trustees" in officer.get("/organise/polls/executive").text
    first, second = laptops
    first.put("envelopes.zip", officer.get(f"{PAGE}/envelopes").data)
    assert "not your turn" in second_too_early(second, first.read("envelopes.zip"))
    first.run("open", "--yes", "my.key", "envelopes.zip")
    second.put("opened.zip", first.read("executive-opened-1.zip"))
    assert "20 came out" in second.run("open", "--yes", "my.key", "opened.zip")
    papers = second.read("executive-papers.zip")
    answer = hand_in(officer, f"{PAGE}/papers", papers)
    assert (answer.status_code, answer.location) == (303, "/organise/polls/executive")
    with booth.reading() as session:
        found = session.scalars(select(Paper.preferences)).all()
    expected = [bytes((1 + number % 5, 1 + (number + 1) % 5)) for number in range(20)]
    assert sorted(found) == sorted(expected)
    assert "20 papers" in officer.get("/organise/polls/executive").text
    assert "The box is open" in officer.get(PAGE).text
    log = officer.get("/polls/executive/log/1").text
    assert "How the box was opened" in log
    assert log.count("shortlist/v1/opening") == 2
    assert "Amina Okafor, Bryn Hughes: all of them together" in log
    assert hand_in(officer, f"{PAGE}/papers", papers).status_code == 409


def second_too_early(laptop: Laptop, envelopes: bytes) -> str:
    laptop.put("early.zip", envelopes)
    return laptop.run("open", "--yes", "my.key", "early.zip", exit_code=2)


def test_a_trustee_is_taken_off_the_list_after_a_question(
    planned: Poll, officer: FlaskClient
) -> None:
    hand_in(officer, PAGE, a_card("Amina Okafor"))
    assert "Take Amina Okafor off the list?" in officer.get(f"{PAGE}/1/remove").text
    assert officer.post(f"{PAGE}/1/remove").location == PAGE
    assert "There are no trustees" in officer.get(PAGE).text
    assert officer.get(f"{PAGE}/1/remove").status_code == 404


def test_a_card_that_is_not_taken_is_explained_beside_its_field(
    planned: Poll, officer: FlaskClient
) -> None:
    card = a_card("Amina Okafor")
    assert hand_in(officer, PAGE, card).status_code == 303
    again = hand_in(officer, PAGE, card)
    assert (again.status_code, "on the list already" in again.text) == (409, True)
    wrong = hand_in(officer, PAGE, b"{}")
    assert (wrong.status_code, "not a trustee’s public card" in wrong.text) == (422, True)
    missing = officer.post(PAGE)
    assert (missing.status_code, "Choose the trustee’s public card." in missing.text) == (422, True)


def test_four_are_the_most(planned: Poll, officer: FlaskClient) -> None:
    for name in ("Amina", "Bryn", "Ciara", "Dev"):
        hand_in(officer, PAGE, a_card(name))
    page = officer.get(PAGE).text
    assert "four trustees at the most" in page
    assert "Add this trustee" not in page


class TestReady:
    @pytest.fixture
    def hall(self, make_hall: MakeHall) -> Hall:
        return make_hall(2)

    def test_the_list_is_fixed(self, hall: Hall, officer: FlaskClient) -> None:
        assert officer.get(f"{PAGE}/1/remove").status_code == 409
        assert officer.post(f"{PAGE}/1/remove").status_code == 409
        assert hand_in(officer, PAGE, a_card("Ciara Byrne")).status_code == 409
        assert "Voting waits for the trustees" in officer.get(PAGE).text

    def test_an_answer_that_is_not_taken_is_explained(
        self, hall: Hall, officer: FlaskClient
    ) -> None:
        wrong = hand_in(officer, f"{PAGE}/answers", b"[]")
        assert (wrong.status_code, "not an answer" in wrong.text) == (422, True)
        missing = officer.post(f"{PAGE}/answers")
        assert (missing.status_code, "Choose a trustee’s answer." in missing.text) == (422, True)

    def test_voters_are_told_to_come_back(
        self, hall: Hall, officer: FlaskClient, sign_in: SignIn
    ) -> None:
        hall.open_voting()
        voter = sign_in("elector0@example.org")
        assert "the poll is not ready yet" in voter.get("/polls/executive/vote/1").text
        assert "is being made ready" in voter.get("/polls").text

    def test_the_ballot_says_what_it_takes_to_link(self, hall: Hall, sign_in: SignIn) -> None:
        hall.answer_all()
        hall.open_voting()
        voter = sign_in("elector0@example.org")
        for page in (
            voter.get("/polls/executive/vote/1").text,
            voter.post("/polls/executive/vote/1", data={"rank-1": "1"}).text,
        ):
            assert "linking you to your ballot takes all trustees of this poll" in page
            assert "the operator is able to link" not in page

    @pytest.mark.parametrize("role", ["organiser", "scrutineer"])
    def test_other_officers_see_who_is_missing_and_do_nothing(
        self, hall: Hall, sign_in: SignIn, role: str
    ) -> None:
        client = sign_in("other@example.org", role)
        page = client.get(PAGE).text
        assert "not yet" in page
        assert "<form" not in page.partition("<main")[2].partition("</main")[0]
        for path in ("", "/answers", "/papers", "/1/remove"):
            assert client.post(f"{PAGE}{path}").status_code == 403
        for path in ("/1/file", "/envelopes", "/1/remove"):
            assert client.get(f"{PAGE}{path}").status_code == 403


class TestClosed:
    @pytest.fixture
    def hall(self, make_hall: MakeHall) -> Hall:
        hall = make_hall(1)
        hall.vote_and_close()
        return hall

    def test_papers_that_are_not_taken_are_explained(
        self, hall: Hall, officer: FlaskClient
    ) -> None:
        wrong = hand_in(officer, f"{PAGE}/papers", officer.get(f"{PAGE}/envelopes").data)
        assert (wrong.status_code, "do not follow from the ballot box" in wrong.text) == (422, True)
        torn = hand_in(officer, f"{PAGE}/papers", b"PK")
        assert (torn.status_code, "not a file of envelopes" in torn.text) == (422, True)
        missing = officer.post(f"{PAGE}/papers")
        assert (missing.status_code, "Choose the file of papers." in missing.text) == (422, True)

    def test_papers_have_a_limit_of_their_own(
        self, hall: Hall, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert officer.application.config["MAX_CONTENT_LENGTH"] < trustees_admin.LARGEST_FILE
        monkeypatch.setattr(trustees_admin, "LARGEST_FILE", 100)
        assert hand_in(officer, f"{PAGE}/papers", bytes(1000)).status_code == 413

    def test_the_server_is_not_asked_to_open_it(
        self, make_hall: MakeHall, officer: FlaskClient, sign_in: SignIn
    ) -> None:
        hall = make_hall(1)
        hall.vote_and_close(20, agreed=False)
        console = "/organise/polls/executive"
        assert "each trustee opens a layer" in officer.get(f"{console}/open").text
        assert officer.post(f"{console}/open").status_code == 303
        second = sign_in("deputy@example.org", "returning officer")
        assert approve_waiting(second, console).status_code == 303
        page = second.get(console).text
        assert "Now the trustees open the box" in page
        assert "Open it with the trustees" in page
        assert officer.get(f"{PAGE}/envelopes").status_code == 200


def test_too_few_ballots_are_left_sealed_by_two_officers(
    make_hall: MakeHall, officer: FlaskClient, sign_in: SignIn
) -> None:
    hall = make_hall(1)
    hall.vote_and_close(3)
    assert "too few ballots to open" in officer.get(PAGE).text
    assert officer.get(f"{PAGE}/envelopes").status_code == 409
    assert "sealed?" in officer.get("/organise/polls/executive/open").text
    assert officer.post("/organise/polls/executive/open").status_code == 303
    second = sign_in("deputy@example.org", "returning officer")
    assert approve_waiting(second, "/organise/polls/executive").status_code == 303
    assert "The ballots stay sealed" in second.get("/organise/polls/executive").text
    assert "This box was not opened" in officer.get("/polls/executive/log/1").text


def test_before_the_close_no_papers_are_taken(make_hall: MakeHall, officer: FlaskClient) -> None:
    hall = make_hall(1)
    hall.answer_all()
    hall.clock.move(timedelta(hours=2))
    assert officer.post(f"{PAGE}/papers").status_code == 409
    assert officer.get(f"{PAGE}/envelopes").status_code == 409
