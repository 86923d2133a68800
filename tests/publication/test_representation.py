"""A poll's page of representation: who sees which numbers, and from when."""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM, member_actor
from shortlist.candidates.actions import Verdict, decide_expression
from shortlist.candidates.queries import standing
from shortlist.candidates.rules import Outcome
from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.polls.actions import make_poll
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.publication.composition import Composition, composition_of
from shortlist.roll.actions import freeze_register
from tests.candidates.offers import countersign_all, offer_to_stand
from tests.people import add_member, add_roll_entry
from tests.timetables import SHORTLIST, add_poll, plan_of

SignIn = Callable[..., FlaskClient]
ACCEPT = Verdict(outcome=Outcome.ACCEPTED, reason="")


def offered(session: Session, clock: SetClock, *, others: int) -> Poll:
    """A poll with one candidate each in London and Wales, and others who offered in London."""
    poll = add_poll(session)
    (contest,) = poll.contests
    olu = member_actor(add_member(session, clock, "olu@example.org", ["organiser"]).id)
    for name, region in (("Ann Ash", "London"), ("Bea Box", "Wales")):
        expression = offer_to_stand(session, clock, contest, name, region=region)
        decide_expression(
            session,
            contest,
            expression,
            ACCEPT,
            now=SHORTLIST,
            actor=olu,
            base_url="https://x.example",
        )
    countersign_all(session, contest, SHORTLIST)
    for number in range(others):
        offer_to_stand(session, clock, contest, f"Other{number} Person")
    return poll


def numbers(found: Composition, title: str) -> tuple[int | None, int | None, int | None]:
    """London, Wales, and together."""
    column = next(one for one in found.columns if one.title == title)
    return column.people["ENG-LON"], column.people["WLS"], column.total


def titles(found: Composition) -> list[str]:
    return [one.title for one in found.columns]


def test_organisers_see_every_number(session: Session, clock: SetClock) -> None:
    found = composition_of(session, offered(session, clock, others=5), for_organisers=True)
    assert numbers(found, "Offered to stand") == (6, 1, 7)
    assert numbers(found, "Shortlist") == (1, 1, 2)


def test_others_see_only_how_many_offered_where_few_were_not_shortlisted(
    session: Session, clock: SetClock
) -> None:
    found = composition_of(session, offered(session, clock, others=5), for_organisers=False)
    assert numbers(found, "Offered to stand") == (None, None, 7)
    assert numbers(found, "Shortlist") == (1, 1, 2)


def test_few_who_were_not_shortlisted_are_not_told_of_at_all(
    session: Session, clock: SetClock
) -> None:
    found = composition_of(session, offered(session, clock, others=4), for_organisers=False)
    assert titles(found) == ["Shortlist"]


def test_the_slate_is_beside_the_seats_once_it_is_published(
    client: FlaskClient, engine: Engine, published: str
) -> None:
    with open_session(engine) as session:
        poll = poll_by_slug(session, published)
        for one in standing(session, poll.contests[0].id):
            one.region = "Wales" if one.name == "Ann Ash" else "London"
        session.flush()
        found = composition_of(session, poll, for_organisers=False)
        session.commit()
    assert numbers(found, "Slate") == (1, 1, 2)
    assert numbers(found, "Shortlist") == (4, 1, 5)
    assert found.sharing is not None
    assert found.sharing.seats == 2
    page = client.get(f"/polls/{published}/representation").text
    assert "On the slate</th>" in page
    assert "The slate has people from 2 of 11 nations and regions" in page


@pytest.mark.parametrize(
    ("sizes", "shares"),
    [
        ({"London": 15, "Wales": 5}, {"ENG-LON": Fraction(3, 4), "WLS": Fraction(1, 4)}),
        ({"London": 5, "Abroad": 5}, {"ENG-LON": Fraction(1, 2), "": Fraction(1, 2)}),
    ],
)
def test_members_are_the_registers_where_nobody_is_one_of_few(
    session: Session, clock: SetClock, sizes: dict[str, int], shares: dict[str, Fraction]
) -> None:
    found = composition_of(session, with_register(session, clock, sizes), for_organisers=False)
    assert found.yardstick.is_register
    assert {key: one for key, one in found.yardstick.shares.items() if one} == shares


@pytest.mark.parametrize("sizes", [{"London": 9, "Wales": 4}, {"London": 9, "Abroad": 1}, {"X": 9}])
def test_members_are_the_published_shares_where_somebody_is_one_of_few(
    session: Session, clock: SetClock, sizes: dict[str, int]
) -> None:
    found = composition_of(session, with_register(session, clock, sizes), for_organisers=False)
    assert not found.yardstick.is_register
    assert found.yardstick.shares["WLS"] == Fraction("0.0506")


def with_register(session: Session, clock: SetClock, sizes: dict[str, int]) -> Poll:
    poll = add_poll(session)
    for region, size in sizes.items():
        for number in range(size):
            add_roll_entry(session, clock, f"{region.lower()}{number}@example.org", region=region)
    freeze_register(session, poll_id=poll.id, now=clock.now())
    return poll


def test_the_page_is_public_from_the_day_of_the_shortlist(
    client: FlaskClient, sign_in: SignIn, engine: Engine, clock: SetClock
) -> None:
    with open_session(engine) as session:
        poll = offered(session, clock, others=5)
        session.commit()
        slug = poll.slug
    organiser = sign_in("organiser@example.org", "organiser")
    assert client.get(f"/polls/{slug}/representation").status_code == 404
    assert organiser.get(f"/polls/{slug}/representation").status_code == 404
    preview = organiser.get(f"/organise/polls/{slug}/representation").text
    assert "organisers, who see every number here" in preview
    assert "withheld</td>" not in preview
    clock.move(SHORTLIST - clock.now() + timedelta(seconds=1))
    page = client.get(f"/polls/{slug}/representation").text
    assert "The shortlist has people from 2 of 11 nations and regions" in page
    assert page.count("withheld</td>") == 12 + 1 + 4  # regions, elsewhere, nations


def test_a_draft_without_contests_has_no_seats_to_share(
    sign_in: SignIn, engine: Engine, clock: SetClock
) -> None:
    with open_session(engine) as session:
        poll = make_poll(session, now=clock.now(), actor=PLATFORM, plan=plan_of())
        session.commit()
        slug = poll.slug
    organiser = sign_in("organiser@example.org", "organiser")
    page = organiser.get(f"/organise/polls/{slug}/representation").text
    assert "No homes are known yet" in page
    assert "Seats by share" not in page


def test_a_shortlist_from_nowhere_on_the_map_is_told(client: FlaskClient, published: str) -> None:
    page = client.get(f"/polls/{published}/representation").text
    assert "No homes are known yet" in page
    assert "Elsewhere or not said" in page
