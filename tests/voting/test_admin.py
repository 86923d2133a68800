"""The returning officer's pages: ready, close, open, papers from outside; turnout."""

import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from shortlist.audit.models import Event
from shortlist.ballot_box.models import PaperBatch
from shortlist.candidates.models import Candidate
from shortlist.clock import SetClock
from shortlist.polls.models import Poll
from shortlist.voting import papers_admin
from tests.ballot_box.test_actions import BLT
from tests.officers import approve_waiting
from tests.voting.booth import Booth, add_electors, add_poll

ORGANISE = "/organise/polls/executive"


@pytest.fixture
def officer(sign_in) -> FlaskClient:
    return sign_in("officer@example.org", "returning officer")


@pytest.fixture
def planned(session, clock: SetClock) -> Poll:
    """A poll that waits to be made ready."""
    add_electors(session, clock, 3)
    poll = add_poll(session, clock)
    session.commit()
    return poll


def events(booth: Booth) -> list[str]:
    with booth.reading() as session:
        return list(session.scalars(select(Event.action).order_by(Event.number)))


def test_a_poll_is_made_ready_after_a_question(
    planned: Poll, officer: FlaskClient, session
) -> None:
    page = officer.get(f"{ORGANISE}/ready").text
    assert "Electors on the roll now" in page
    answer = officer.post(f"{ORGANISE}/ready")
    assert (answer.status_code, answer.location) == (303, ORGANISE)
    session.expire_all()
    assert session.scalars(select(Poll.ready_at)).one() is not None
    session.rollback()
    assert officer.get(f"{ORGANISE}/ready").status_code == 409
    assert officer.post(f"{ORGANISE}/ready").status_code == 409


def test_a_contest_in_which_nobody_stands_is_dropped_after_a_question(
    session, clock: SetClock, officer: FlaskClient
) -> None:
    add_electors(session, clock, 3)
    poll = add_poll(session, clock, regions=("Wales", None))
    empty, _ = contests = poll.contests
    session.execute(delete(Candidate).where(Candidate.contest_id == empty.id))
    session.commit()
    assert officer.post(f"{ORGANISE}/ready").status_code == 409
    page = officer.get(f"{ORGANISE}/ready").text
    assert f'href="{ORGANISE}/contests/1/drop"' in page
    assert f'href="{ORGANISE}/contests/2/drop"' not in page
    assert officer.get(f"{ORGANISE}/contests/2/drop").status_code == 409
    assert officer.post(f"{ORGANISE}/contests/2/drop").status_code == 409
    assert "Nobody stands in it" in officer.get(f"{ORGANISE}/contests/1/drop").text
    answer = officer.post(f"{ORGANISE}/contests/1/drop")
    assert (answer.status_code, answer.location) == (303, f"{ORGANISE}/ready")
    assert officer.get(f"{ORGANISE}/contests/1/drop").status_code == 404
    assert officer.post(f"{ORGANISE}/ready").status_code == 303
    session.expire_all()
    assert [contest.position for contest in poll.contests] == [2]
    assert [contest.dropped_at for contest in contests] == [clock.now(), None]
    said = session.scalars(select(Event.action).order_by(Event.number)).all()
    assert said == ["contest dropped", "contest made ready"]


def test_the_only_contest_is_not_dropped(session, clock: SetClock, officer: FlaskClient) -> None:
    add_poll(session, clock, names=())
    session.commit()
    assert officer.post(f"{ORGANISE}/contests/1/drop").status_code == 409


def test_boxes_are_closed_and_opened_by_two_officers(
    booth: Booth, officer: FlaskClient, sign_in
) -> None:
    booth.open_voting()
    booth.cast(0)
    assert officer.get(f"{ORGANISE}/close").status_code == 409
    assert officer.post(f"{ORGANISE}/close").status_code == 409
    assert officer.get(f"{ORGANISE}/open").status_code == 409
    assert officer.post(f"{ORGANISE}/open").status_code == 409
    booth.end_voting()
    second = sign_in("deputy@example.org", "returning officer")
    assert "fewer than 10" in officer.get(f"{ORGANISE}/close").text
    assert officer.post(f"{ORGANISE}/close").location == ORGANISE
    assert "as soon as another returning officer approves it" in officer.get(ORGANISE).text
    assert approve_waiting(second, ORGANISE).location == ORGANISE
    assert "The ballot box is closed." in second.get(ORGANISE).text
    assert "A box is opened once." in officer.get(f"{ORGANISE}/open").text
    assert officer.post(f"{ORGANISE}/open").location == ORGANISE
    assert approve_waiting(second, ORGANISE).location == ORGANISE
    assert "The box is open: 1 papers." in second.get(ORGANISE).text
    assert officer.post(f"{ORGANISE}/open").status_code == 409
    assert events(booth) == [
        "contest made ready",
        "close proposed",
        "close approved",
        "ballot box closed",
        "opening proposed",
        "opening approved",
        "ballot box opened",
    ]


def test_turnout_is_a_number_without_names(booth: Booth, sign_in) -> None:
    booth.open_voting()
    booth.cast(0)
    page = sign_in("watcher@example.org", "scrutineer").get(f"{ORGANISE}/turnout").text
    assert "fewer than 10" in page
    assert "elector0" not in page.lower()


@pytest.mark.parametrize("role", ["organiser", "scrutineer"])
@pytest.mark.parametrize("step", ["ready", "close", "open", "papers"])
def test_the_steps_are_the_returning_officers(booth: Booth, sign_in, role: str, step: str) -> None:
    client = sign_in("other@example.org", role)
    assert client.get(f"{ORGANISE}/{step}").status_code == 403
    assert client.post(f"{ORGANISE}/{step}").status_code == 403


class TestPapers:
    @pytest.fixture
    def closed(self, booth: Booth) -> Booth:
        booth.end_voting()
        booth.close()
        return booth

    def hand_in(self, client: FlaskClient, blt: bytes = BLT, **words: str):
        form = {"contest": "1", "title": "Paper votes", "source": "The hall", **words}
        return client.post(
            f"{ORGANISE}/papers", data={**form, "file": (io.BytesIO(blt), "votes.blt")}
        )

    def test_a_file_is_checked_then_counted(self, closed: Booth, officer: FlaskClient) -> None:
        answer = self.hand_in(officer)
        assert (answer.status_code, answer.location) == (303, f"{ORGANISE}/papers/1")
        page = officer.get(f"{ORGANISE}/papers/1").text
        assert all(words in page for words in ("Paper votes", "The hall", "votes.blt", ">4<"))
        assert "waits for you" in officer.get(f"{ORGANISE}/papers").text
        assert officer.post(f"{ORGANISE}/papers/1/import").location == f"{ORGANISE}/papers"
        assert "counted" in officer.get(f"{ORGANISE}/papers").text
        assert officer.get(f"{ORGANISE}/papers/1").status_code == 404
        assert events(closed)[-1] == "papers imported"

    def test_a_file_is_forgotten(self, closed: Booth, officer: FlaskClient) -> None:
        self.hand_in(officer)
        assert events(closed)[-1] == "papers handed in"
        assert officer.post(f"{ORGANISE}/papers/1/discard").location == f"{ORGANISE}/papers"
        with closed.reading() as session:
            assert session.scalars(select(PaperBatch.id)).all() == []
        assert events(closed)[-1] == "papers discarded"

    def test_a_file_has_a_limit_of_its_own(
        self, closed: Booth, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert officer.application.config["MAX_CONTENT_LENGTH"] < papers_admin.LARGEST_FILE
        assert "200 MB at most" in officer.get(f"{ORGANISE}/papers").text
        monkeypatch.setattr(papers_admin, "LARGEST_FILE", 100)
        answer = self.hand_in(officer)
        assert answer.status_code == 413
        assert "What you sent is larger than this page takes" in answer.text

    def test_a_file_that_does_not_fit_is_refused_beside_its_field(
        self, closed: Booth, officer: FlaskClient
    ) -> None:
        answer = self.hand_in(officer, BLT.replace(b"1 5 0", b"1 9 0"))
        assert answer.status_code == 422
        assert "line 4, column 3" in answer.text
        assert "The hall" in answer.text

    @pytest.mark.parametrize("missing", ["title", "source"])
    def test_what_is_not_said_is_asked_for(
        self, closed: Booth, officer: FlaskClient, missing: str
    ) -> None:
        answer = self.hand_in(officer, **{missing: " "})
        assert answer.status_code == 422
        assert "papers" in answer.text

    def test_a_missing_file_is_asked_for(self, closed: Booth, officer: FlaskClient) -> None:
        answer = officer.post(f"{ORGANISE}/papers", data={"contest": "1"})
        assert answer.status_code == 422
        assert "Choose a BLT file." in answer.text

    def test_a_contest_that_is_not_offered_is_refused(
        self, closed: Booth, officer: FlaskClient
    ) -> None:
        assert self.hand_in(officer, contest="2").status_code == 422

    def test_before_the_close_no_papers_are_taken(self, booth: Booth, officer) -> None:
        booth.open_voting()
        assert self.hand_in(officer).status_code == 409
        page = officer.get(f"{ORGANISE}/papers").text
        assert "Papers can be brought in once the box is closed" in page

    def test_a_batch_that_is_not_there_is_not_found(self, closed: Booth, officer) -> None:
        for path in ("1/import", "1/discard"):
            assert officer.post(f"{ORGANISE}/papers/{path}").status_code == 404
