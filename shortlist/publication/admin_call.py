"""The organiser's edge to the call for interest as it will be read."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from shortlist.announcements.queries import call_of
from shortlist.announcements.rules import NothingToPublish, Section
from shortlist.extensions import db_session, now
from shortlist.permissions import Permission
from shortlist.polls.queries import poll_by_slug
from shortlist.publication.call_page import call_page
from shortlist.web.access import requires

blueprint = Blueprint("call_admin", __name__, url_prefix="/organise/polls/<slug>/call")


@blueprint.get("/preview")
@requires(Permission.ORGANISE_POLLS)
def preview(slug: str) -> ResponseReturnValue:
    """Show the draft as it will be read, to publish it."""
    poll = poll_by_slug(db_session(), slug)
    call = call_of(db_session(), poll)
    if call is None:
        raise NothingToPublish
    words = {Section(one.section): one.draft for one in call.sections}
    return call_page(poll, words, now(), published_at=call.published_at, saved_at=call.saved_at)
