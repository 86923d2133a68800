"""The officers' look at a slate before it is public: its page and its picture."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session
from shortlist.permissions import Permission
from shortlist.publication.slate_cards import send_card, slate_card
from shortlist.publication.slate_page import poll_to_preview, slate_page
from shortlist.web.access import requires

blueprint = Blueprint("slate_admin", __name__, url_prefix="/organise/polls/<slug>")


@blueprint.get("/slate")
@requires(Permission.SEE_CONSOLE)
def slate(slug: str) -> ResponseReturnValue:
    """The slate as everybody will see it."""
    session = db_session()
    return slate_page(session, poll_to_preview(session, slug))


@blueprint.get("/slate.png")
@requires(Permission.SEE_CONSOLE)
def picture(slug: str) -> ResponseReturnValue:
    """The picture that links to the slate will unfold to."""
    session = db_session()
    return send_card(slate_card(session, poll_to_preview(session, slug)))
