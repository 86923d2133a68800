"""The organiser's pages of balance, on both databases: sentences, and groups to declare."""

from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.polls.balance_queries import groups_of, numbered_rules
from shortlist.polls.models import BalanceGroup
from shortlist.polls.queries import poll_by_slug
from tests.people import add_roll_entry
from tests.polls.test_views import CONTEST
from tests.timetables import BEFORE, INTEREST_OPENS, add_draft, add_poll

SignIn = Callable[..., FlaskClient]
AT = "/organise/polls/national-executive/contests/1/balance"
WOMEN = {"name": "women", "singular": "a woman", "words": "I am a woman."}


@pytest.fixture
def organiser(sign_in: SignIn, clock: SetClock, session: Session) -> FlaskClient:
    clock.at = BEFORE
    for number, region in enumerate(("Scotland", "Wales", "North", "London", "East")):
        add_roll_entry(session, clock, f"m{number}@example.org", region=region)
    add_draft(session)
    session.commit()
    return sign_in("olu@example.org", "organiser")


def page(response) -> str:
    return " ".join(unescape(response.get_data(as_text=True)).split())


def rules_in(engine: Engine) -> dict[int, str]:
    with open_session(engine, read_only=True) as session:
        contest = poll_by_slug(session, "national-executive").contests[0]
        rules = numbered_rules(session, contest.id)
    return {number: str(rule.bound) for number, rule in rules.items()}


def group_in(engine: Engine) -> BalanceGroup:
    with open_session(engine, read_only=True) as session:
        contest = poll_by_slug(session, "national-executive").contests[0]
        [group] = groups_of(session, contest.id)
    return group


def add(client: FlaskClient, **typed: object):
    return client.post(AT, data={"sense": ">=", "number": "1", "join": "together", **typed})


def test_an_organiser_writes_rules_that_read_as_sentences(
    organiser: FlaskClient, engine: Engine
) -> None:
    assert "Votes alone decide who is on the slate." in page(organiser.get(AT))
    assert organiser.post(f"{AT}/groups/new", data=WOMEN).status_code == 303
    group = group_in(engine)
    women = str(group.id)
    assert add(organiser, number="4", groups=women).status_code == 303
    assert add(organiser, sense="<=", number="2", regions="London").status_code == 303
    assert add(organiser, regions=["Scotland", "Wales"], join="each").status_code == 303
    assert add(organiser, regions=["North", "East"]).status_code == 303
    assert add(organiser, groups=women, regions="Wales", pair="both").status_code == 303
    assert list(rules_in(engine).values()) == [
        "women>=4",
        "from London<=2",
        "from Scotland>=1",
        "from Wales>=1",
        "from North+from East>=1",
        "women from Wales>=1",
    ]
    shown = page(organiser.get(AT))
    for said in (
        "At least 4 of the 9 are women.",
        "At most 2 of the 9 are from London.",
        "At least 1 of the 9 is from Scotland.",
        "At least 1 of the 9 is from North or East.",
        "At least 1 of the 9 is a woman from Wales.",
        "“I am a woman.”",
        "Public, for a rule speaks of it",
    ):
        assert said in shown
    plan = page(organiser.get("/organise/polls/national-executive/plan"))
    assert "At least 1 of the 9 is from each of Scotland and Wales." in plan


def test_rules_are_changed_moved_and_removed(organiser: FlaskClient, engine: Engine) -> None:
    assert organiser.post(f"{AT}/usual/women").status_code == 303
    add(organiser, regions="Wales")
    first, second = rules_in(engine)
    form = page(organiser.get(f"{AT}/{second}"))
    assert 'value="Wales" checked' in form or 'checked id="regions-4"' in form
    changed = {"sense": "<=", "number": "3", "regions": ["Wales", "North"], "pair": "both"}
    assert organiser.post(f"{AT}/{second}", data=changed).status_code == 303
    assert rules_in(engine)[second] == "from Wales+from North<=3"
    assert organiser.post(f"{AT}/{second}/earlier").status_code == 303
    assert list(rules_in(engine)) == [second, first]
    assert organiser.post(f"{AT}/{second}/earlier").status_code == 303  # it is the first already
    assert "At least 4 of the 9 are women." in page(organiser.get(f"{AT}/{first}/remove"))
    assert organiser.post(f"{AT}/{first}/remove").status_code == 303
    assert list(rules_in(engine)) == [second]
    group = group_in(engine)
    assert (group.name, group.version) == ("women", 1)
    assert organiser.post(f"{AT}/groups/{group.id}", data=WOMEN).status_code == 303
    told = {**WOMEN, "words": "I am a woman, whatever any paper says."}
    assert organiser.post(f"{AT}/groups/{group.id}", data=told).status_code == 303
    group = group_in(engine)
    assert (group.words, group.version) == (told["words"], 2)
    assert "No longer ask" in page(organiser.get(f"{AT}/groups/{group.id}/remove"))
    assert organiser.post(f"{AT}/groups/{group.id}/remove").status_code == 303
    assert organiser.post("/organise/polls/national-executive/delete").status_code == 303


def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    organiser: FlaskClient, engine: Engine
) -> None:
    organiser.post(f"{AT}/usual/women")
    [rule] = rules_in(engine)
    group = group_in(engine)
    women = str(group.id)
    for typed, said in (
        ({"number": ""}, "Enter a number."),
        ({"number": "12", "regions": "Wales"}, "Enter a number from 1 to 9: there are 9 seats."),
        ({"number": "1"}, "Choose at least one group or region."),
        ({"number": "4", "groups": women}, "The contest has this balance rule already."),
        ({"sense": "<=", "number": "3", "groups": women}, "These balance rules contradict each"),
    ):
        refused = add(organiser, **typed)
        assert (refused.status_code, said in page(refused)) == (422, True), said
        assert f'value="{typed["number"]}"' in page(refused)
    other = {"sense": ">=", "number": "5", "groups": women, "pair": "both"}
    add(organiser, sense="<=", number="8", groups=women)
    twice = organiser.post(f"{AT}/{rule}", data=other | {"sense": "<=", "number": "8"})
    assert (twice.status_code, "has this balance rule already" in page(twice)) == (422, True)
    for seats in ("3",):
        fewer = organiser.post(
            "/organise/polls/national-executive/contests/1", data=CONTEST | {"seats": seats}
        )
        assert (fewer.status_code, "Nobody could keep this balance rule" in page(fewer)) == (
            422,
            True,
        )
    named = organiser.post(f"{AT}/groups/new", data={**WOMEN, "name": "Women"})
    assert (named.status_code, "has a group of this name" in page(named)) == (422, True)
    assert organiser.post(f"{AT}/groups/{group.id}/remove").status_code == 409
    assert organiser.get(f"{AT}/groups/{group.id}/remove").status_code == 409
    assert organiser.post(f"{AT}/usual/women").status_code == 404  # it is there
    assert organiser.get(f"{AT}/999").status_code == 404
    assert organiser.get(f"{AT}/groups/999").status_code == 404
    for number in range(7):
        organiser.post(f"{AT}/groups/new", data={**WOMEN, "name": f"group {number}"})
    ninth = organiser.post(f"{AT}/groups/new", data={**WOMEN, "name": "one more"})
    assert (ninth.status_code, "8 groups at the most" in page(ninth)) == (409, True)


def test_rules_stay_once_interest_has_opened(
    sign_in: SignIn, session: Session, engine: Engine, clock: SetClock
) -> None:
    clock.at = BEFORE
    add_poll(session)
    session.commit()
    organiser = sign_in("olu@example.org", "organiser")
    organiser.post(f"{AT}/usual/women")
    [rule] = rules_in(engine)
    group = group_in(engine)
    clock.at = INTEREST_OPENS
    assert "so these rules stay as they are" in page(organiser.get(AT))
    for path in (f"{AT}/{rule}", f"{AT}/{rule}/remove", f"{AT}/groups/new"):
        assert organiser.get(path).status_code == 409
    for path, typed in (
        (AT, {"sense": ">=", "number": "1", "regions": "London"}),
        (f"{AT}/usual/disabled", {}),
        (f"{AT}/{rule}", {"sense": ">=", "number": "2", "groups": str(group.id)}),
        (f"{AT}/{rule}/remove", {}),
        (f"{AT}/{rule}/earlier", {}),
        (f"{AT}/groups/new", {**WOMEN, "name": "others"}),
        (f"{AT}/groups/{group.id}", WOMEN),
        (f"{AT}/groups/{group.id}/remove", {}),
    ):
        assert organiser.post(path, data=typed).status_code == 409, path
    assert list(rules_in(engine).values()) == ["women>=4"]
