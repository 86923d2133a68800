"""The voter's edge for ballots that a browser has sealed: an envelope comes in, a receipt goes out.

Nothing that is sent here shows an order. What goes wrong is answered as JSON, for the script that
holds the envelope and shows the sentence beside it; the receipt is answered as its page.
"""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from shortlist.errors import Refusal
from shortlist.extensions import db_session, now, settings
from shortlist.permissions import Permission
from shortlist.voting import actions, rules
from shortlist.voting.ballots import browsers_ballot
from shortlist.voting.leaves import is_replaced, read_replaced
from shortlist.voting.places import fixed_at, limit_casts, place_at
from shortlist.voting.receipt_pages import Private, receipt_page
from shortlist.voting.signing import refuse_unless_signed
from shortlist.web.access import requires

blueprint = Blueprint("sealed_voting", __name__, url_prefix="/polls/<slug>/vote")


@blueprint.post("/<int:position>/sealed")
@requires(Permission.VOTE)
@limit_casts
def cast(slug: str, position: int) -> ResponseReturnValue:
    """Put an envelope into the box, and show the receipt once that is on the disk."""
    place = place_at(slug, position)
    fixed = fixed_at(place)
    ballot = browsers_ballot(fixed, place.elector.id, request.form.get("envelope", ""))
    replaces = request.form.get("replaces", "")
    if not is_replaced(replaces):
        raise rules.NotAnEnvelope
    refuse_unless_signed(fixed, settings().keys_path)
    receipt = actions.cast_ballot(
        db_session(), place.contest, ballot, replaces=read_replaced(replaces), now=now()
    )
    db_session().commit()
    return receipt_page(place, receipt, Private())


@blueprint.errorhandler(Refusal)
def refused(refusal: Refusal) -> ResponseReturnValue:
    """Name the refusal, and say its sentence."""
    return jsonify(refusal=type(refusal).__name__, sentence=refusal.text), refusal.status


@blueprint.errorhandler(429)
def slow_down(_error: Exception) -> ResponseReturnValue:
    """Say that the log should not grow as fast."""
    return jsonify(refusal="TooOften", sentence=str(rules.TOO_MANY_CASTS)), 429
