"""The public's edge to how firm a slate is: the page, how far the work is, and the files."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session
from shortlist.permissions import Permission
from shortlist.polls.queries import contest_at
from shortlist.publication import downloads
from shortlist.publication.firmness_page import firmness_page, progress_of
from shortlist.publication.queries import poll_with_results
from shortlist.web.access import requires

blueprint = Blueprint("firmness", __name__, url_prefix="/polls/<slug>/firmness")


@blueprint.get("")
@requires(Permission.PUBLIC)
def firmness(slug: str) -> ResponseReturnValue:
    """Who is on the slate whatever is asked, and who depends on what."""
    session = db_session()
    return firmness_page(session, poll_with_results(session, slug), may_ask=False)


@blueprint.get("/progress.json")
@requires(Permission.PUBLIC)
def progress(slug: str) -> ResponseReturnValue:
    """How far the work is."""
    session = db_session()
    return jsonify(progress_of(session, poll_with_results(session, slug)))


@blueprint.get("/<int:position>/firmness.json")
@requires(Permission.PUBLIC)
def firmness_json(slug: str, position: int) -> ResponseReturnValue:
    """Whom every other count of the papers elects."""
    session = db_session()
    contest = contest_at(poll_with_results(session, slug), position)
    return downloads.send_firmness(session, contest, "firmness.json")


@blueprint.get("/<int:position>/firmness.csv")
@requires(Permission.PUBLIC)
def firmness_csv(slug: str, position: int) -> ResponseReturnValue:
    """A row for each candidate and a column for each other count."""
    session = db_session()
    contest = contest_at(poll_with_results(session, slug), position)
    return downloads.send_firmness(session, contest, "firmness.csv")
