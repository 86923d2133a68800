"""The secretary's edge: the local parties of one's own, and what each has nominated."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from shortlist.extensions import db_session
from shortlist.nominations import entry_page
from shortlist.nominations.entry_page import Desk
from shortlist.nominations.entry_queries import held
from shortlist.nominations.models import Election, LocalParty
from shortlist.nominations.policy import check_secretary
from shortlist.nominations.queries import (
    election_by_slug,
    election_to_enter,
    live_grant,
    parties_of,
    party_by_id,
    public_elections,
)
from shortlist.nominations.rules import EnteredAs
from shortlist.permissions import Permission
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("nominations_secretary", __name__, url_prefix="/secretary")


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def start() -> ResponseReturnValue:
    """The local parties that the member enters for, with each election that takes entries."""
    session = db_session()
    elections = [one for one in public_elections(session) if one.closed_at is None]
    desks = [
        (party, [(one, held(session, one, party)) for one in elections])
        for party in parties_of(session, signed_in().id)
    ]
    return render_template("nominations/secretary.html", desks=desks)


@blueprint.get("/<election>/<int:local_party_id>")
@requires(Permission.SIGNED_IN)
def entry(election: str, local_party_id: int) -> ResponseReturnValue:
    """What one's local party has nominated, to enter or correct it."""
    session = db_session()
    found, party = election_by_slug(session, election), party_by_id(session, local_party_id)
    return entry_page.show(session, _desk(session, found, party))


@blueprint.post("/<election>/<int:local_party_id>")
@requires(Permission.SIGNED_IN)
def enter(election: str, local_party_id: int) -> ResponseReturnValue:
    """Enter it."""
    session = db_session()
    found = election_to_enter(session, election)
    party = party_by_id(session, local_party_id, lock=True)
    return entry_page.take(session, _desk(session, found, party))


def _desk(session: Session, election: Election, party: LocalParty) -> Desk:
    """Return where a secretary enters; raise `NotTheirs` for any other local party."""
    check_secretary(election, live_grant(session, party, signed_in().id))
    return Desk(
        election=election,
        party=party,
        entered_as=EnteredAs.SECRETARY,
        back_url=url_for(".start"),
        done_url=url_for(
            "nominations.local_party", election=election.slug, local_party_id=party.id
        ),
    )
