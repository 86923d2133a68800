"""The scrutineers' sample of the voted list: when, for whom, what it tells and what it does not."""

import re
from collections import Counter
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from shortlist.audit.actions import PLATFORM
from shortlist.audit.models import Event
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.notices.models import Notice
from shortlist.roll.models import Elector
from shortlist.voting.actions import make_ready, sample_voted
from shortlist.voting.rules import NotReady
from shortlist.voting.sample_rules import (
    SampledTooEarly,
    SampledTooLate,
    VotedSample,
    drawn_ranks,
)
from tests.people import add_roll_entry
from tests.voting.booth import Booth, add_poll, email_of, make_booth

CONSOLE = "/organise/polls/executive"
PAGE = f"{CONSOLE}/voted"


@pytest.fixture
def scrutineer(sign_in) -> FlaskClient:
    return sign_in("watcher@example.org", "scrutineer")


@pytest.fixture
def closed(booth: Booth) -> Booth:
    """A closed box of three electors, of whom two have voted, one of them twice."""
    booth.open_voting()
    booth.cast(0)
    booth.cast(2)
    booth.cast(2, (3, 1))
    booth.end_voting()
    booth.close()
    return booth


def sampled(booth: Booth, number: int, seed: int = 1) -> VotedSample:
    with booth.session() as session:
        return sample_voted(
            session,
            booth.poll(session),
            number,
            chance=Random(seed),
            now=booth.clock.now(),
            actor=PLATFORM,
        )


def erase(booth: Booth) -> None:
    with booth.session() as session:
        booth.poll(session).erased_at = booth.clock.now()
        session.commit()


def rows_of(page: str) -> list[list[str]]:
    """Return the cells of each row of the page's one table."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t", row) for row in body.split("</tr>")]
    return [row for row in rows if row]


def test_a_scrutineer_draws_members_and_learns_whether_their_envelopes_are_there(
    closed: Booth, scrutineer: FlaskClient
) -> None:
    assert f'href="{PAGE}"' in scrutineer.get(CONSOLE).text
    question = scrutineer.get(PAGE).text
    assert "Draw at random" in question
    assert "Elector0" not in question
    answer = scrutineer.post(PAGE, data={"electors": "200"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "3 members were drawn" in answer.text
    assert rows_of(answer.text) == [
        [f"Elector{number}", word, f"M-{email_of(number)}", "Anyborough", "London"]
        for number, word in enumerate(("yes", "no", "yes"))
    ]
    assert "Elector0" not in scrutineer.get(PAGE).text


def test_the_drawing_is_an_event_and_no_name_is_kept(
    closed: Booth, scrutineer: FlaskClient
) -> None:
    with closed.reading() as session:
        letters = len(session.scalars(select(Notice)).all())
    scrutineer.post(PAGE, data={"electors": "2"})
    with closed.reading() as session:
        event = session.scalars(select(Event).order_by(Event.number.desc())).first()
        assert (event.action, event.subject) == ("voted list sampled", "poll:executive")
        assert event.details == '{"electors":2}'
        assert event.actor.startswith("member ")
        assert len(session.scalars(select(Notice)).all()) == letters
    assert "Voted list sampled" in scrutineer.get(CONSOLE).text


def test_as_many_are_drawn_as_were_asked_for(closed: Booth) -> None:
    drawn = [frozenset(one.name for one in sampled(closed, 2, seed).electors) for seed in range(9)]
    assert {len(names) for names in drawn} == {2}
    assert len(set(drawn)) > 1


def test_each_contest_is_told_apart_and_only_to_whom_it_belongs(
    engine: Engine, clock: SetClock, settings: Settings
) -> None:
    with open_session(engine) as session:
        add_roll_entry(session, clock, "welsh@example.org", name="Welsh", region="Wales")
        session.commit()
    booth = make_booth(engine, clock, settings.keys_path, electors=2, regions=(None, "London"))
    booth.open_voting()
    booth.cast(0, position=2)
    booth.end_voting()
    booth.close()
    sample = sampled(booth, 200)
    assert sample.contests == ("Members", "Members for London")
    assert {one.name: one.in_boxes for one in sample.electors} == {
        "Elector0": (False, True),
        "Elector1": (False, False),
        "Welsh": (False, None),
    }


def test_only_electors_of_this_poll_are_drawn(
    closed: Booth, clock: SetClock, settings: Settings
) -> None:
    with closed.session() as session:
        add_roll_entry(session, clock, "later@example.org")
        other = add_poll(session, clock, slug="other")
        make_ready(session, other, now=clock.now(), keys_path=settings.keys_path, actor=PLATFORM)
        session.commit()
        assert len(session.scalars(select(Elector)).all()) == 7
    assert [one.name for one in sampled(closed, 200).electors] == [
        "Elector0",
        "Elector1",
        "Elector2",
    ]


def test_nobody_is_told_who_has_voted_while_the_box_may_change(
    booth: Booth, scrutineer: FlaskClient
) -> None:
    booth.open_voting()
    booth.cast(0)
    booth.end_voting()  # over, but the last leaf is not written
    with pytest.raises(SampledTooEarly):
        sampled(booth, 1)
    for answer in (scrutineer.get(PAGE), scrutineer.post(PAGE, data={"electors": "1"})):
        assert answer.status_code == 409
        assert SampledTooEarly.sentence in answer.text
    assert PAGE not in scrutineer.get(CONSOLE).text


def test_nobody_is_told_after_the_envelopes_were_erased(
    closed: Booth, scrutineer: FlaskClient
) -> None:
    erase(closed)
    with pytest.raises(SampledTooLate):
        sampled(closed, 1)
    for answer in (scrutineer.get(PAGE), scrutineer.post(PAGE, data={"electors": "1"})):
        assert answer.status_code == 409
        assert SampledTooLate.sentence in answer.text
    assert PAGE not in scrutineer.get(CONSOLE).text


def test_a_poll_without_a_box_has_no_voted_list(
    session, clock: SetClock, scrutineer: FlaskClient
) -> None:
    poll = add_poll(session, clock)
    session.commit()
    assert NotReady.sentence in scrutineer.get(PAGE).text
    with pytest.raises(NotReady):
        sample_voted(session, poll, 1, chance=Random(1), now=clock.now(), actor=PLATFORM)


@pytest.mark.parametrize("role", ["organiser", "returning officer"])
def test_other_officers_never_see_who_voted(closed: Booth, sign_in, role: str) -> None:
    client = sign_in("other@example.org", role)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data={"electors": "1"}).status_code == 403
    assert PAGE not in client.get(CONSOLE).text


@pytest.mark.parametrize("typed", ["", "0", "201", "-1", "many", "9" * 30])
def test_a_number_out_of_range_draws_nobody(
    closed: Booth, scrutineer: FlaskClient, typed: str
) -> None:
    answer = scrutineer.post(PAGE, data={"electors": typed})
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert "Elector" not in answer.text.partition("<main")[2]
    with closed.reading() as session:
        assert "voted list sampled" not in session.scalars(select(Event.action)).all()


def test_drawing_asks_for_the_forms_token(app: Flask, closed: Booth, scrutineer) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = scrutineer.post(PAGE, data={"electors": "1"})
    assert answer.status_code == 403
    assert "Elector" not in answer.text.partition("<main")[2]


@given(st.integers(0, 300), st.integers(1, 200), st.randoms(use_true_random=False))
def test_ranks_are_different_ones_of_the_register(size: int, number: int, chance: Random) -> None:
    ranks = drawn_ranks(size, number, chance)
    assert len(set(ranks)) == len(ranks) == min(size, number)
    assert set(ranks) <= set(range(1, size + 1))


def test_every_elector_is_as_likely_as_any_other() -> None:
    chance = Random(20260202)
    drawn = Counter(rank for _ in range(4000) for rank in drawn_ranks(10, 2, chance))
    assert sorted(drawn) == list(range(1, 11))
    assert all(abs(times - 800) < 125 for times in drawn.values())  # five standard deviations
