"""The returning officers' look at both slates before they are public."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session
from shortlist.permissions import Permission
from shortlist.publication.balance_page import balance_page
from shortlist.publication.queries import counted_poll
from shortlist.web.access import requires

blueprint = Blueprint("balance_results_admin", __name__, url_prefix="/organise/polls/<slug>")


@blueprint.get("/balance")
@requires(Permission.ANSWER_FOR_POLLS)
def balance(slug: str) -> ResponseReturnValue:
    """Both slates, as everybody will see them."""
    session = db_session()
    return balance_page(session, counted_poll(session, slug))
