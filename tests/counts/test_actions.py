"""Counting a poll: one contest that nobody voted in does not hold up the others."""

import io

from flask.testing import FlaskClient

from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.counts.actions import count_poll
from shortlist.counts.queries import record_of
from shortlist.proposals.rules import Change
from shortlist.publication.actions import publish_results
from shortlist.slates.actions import publish_slate
from shortlist.stv import read_blt
from tests.officers import two_officers
from tests.voting.booth import make_booth


def test_a_contest_that_nobody_voted_in_has_a_record_and_its_pages(
    engine, clock: SetClock, settings: Settings, client: FlaskClient
) -> None:
    booth = make_booth(engine, clock, settings.keys_path, regions=(None, None))
    booth.open_voting()
    booth.cast(0, (2, 1), position=1)
    booth.end_voting()
    booth.close()
    booth.open()
    with booth.session() as session:
        poll = booth.poll(session)
        count_poll(session, poll, now=clock.now(), actor=PLATFORM)
        two_officers(session, poll, Change.PUBLISH_RESULTS, clock.now())
        publish_results(session, poll, now=clock.now(), actor=PLATFORM)
        two_officers(session, poll, Change.PUBLISH_SLATE, clock.now())
        publish_slate(session, poll, now=clock.now(), actor=PLATFORM)
        voted, empty = [record_of(session, contest.id) for contest in poll.contests]
        session.commit()
    assert voted.elected
    assert (empty.elected, empty.stages, empty.papers.total) == ((), (), 0)
    page = client.get("/polls/executive/results").text
    assert "Nobody voted in this contest" in page
    assert "Nobody is elected in this contest" in client.get("/polls/executive/slate").text
    records = client.get("/polls/executive/results.json").json["contests"]
    assert [bool(one["record"]["elected"]) for one in records] == [True, False]
    lines = io.StringIO(client.get("/polls/executive/stages.csv").text).readlines()
    assert {line.split(",")[0] for line in lines[1:]} == {"1"}
    papers = read_blt(client.get("/polls/executive/contests/2/papers.blt").data)
    assert (papers.total, papers.candidates) == (0, 5)
