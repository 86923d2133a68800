"""An election with three who stand, and two local parties."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.nominations.actions.contenders import add_contenders
from shortlist.nominations.actions.elections import make_election, publish_election
from shortlist.nominations.actions.local_parties import add_party
from shortlist.nominations.plans import ContenderPlan, ElectionPlan
from tests.publication.conftest import counted, published

__all__ = ["counted", "published"]

SignIn = Callable[..., FlaskClient]
LINK = "https://www.anyborough.example/minutes"
PLAN = ElectionPlan(
    title="The executive", seats=2, allowed=2, needed=2, needed_regions=2, our_slate="Us"
)
STANDING = (
    ContenderPlan(name="Ann Ash", slate="Us", region="WLS"),
    ContenderPlan(name="Ben Box", slate="Them"),
    ContenderPlan(name="=Cat Cole"),
)


@dataclass(frozen=True, kw_only=True)
class Followed:
    """The address of an election, and the ids of its local parties."""

    slug: str
    anyborough: int
    newtown: int

    @property
    def public(self) -> str:
        return f"/nominations/{self.slug}"

    @property
    def console(self) -> str:
        return f"/organise/elections/{self.slug}"


@pytest.fixture
def organiser(sign_in: SignIn) -> FlaskClient:
    return sign_in("organiser@example.org", "organiser")


@pytest.fixture
def followed(engine: Engine, clock: SetClock) -> Followed:
    """A public election: Anyborough in Wales and Newtown in Scotland may nominate two each."""
    with open_session(engine) as session:
        told = {"now": clock.now(), "actor": PLATFORM}
        election = make_election(session, PLAN, time_zone="Europe/London", **told)
        add_contenders(session, election, STANDING, **told)
        publish_election(session, election, **told)
        parties = [
            add_party(session, name=name, region=region, **told)
            for name, region in (("Anyborough", "WLS"), ("Newtown", "SCT"))
        ]
        session.commit()
        return Followed(slug=election.slug, anyborough=parties[0].id, newtown=parties[1].id)


def typed(*numbers: int, after: int = 0, **cells: str) -> dict[str, object]:
    """Return what is sent from the page of an entry."""
    usual = {"evidence": LINK, "decided_on": "2026-02-01", "reason": ""}
    return {"candidates": [str(one) for one in numbers], "after": str(after)} | usual | cells
