"""The public's edge to balance: both slates side by side, and the files of both counts."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session
from shortlist.permissions import Permission
from shortlist.polls.models import Contest
from shortlist.polls.queries import contest_at
from shortlist.publication import balance_page, downloads, shelf
from shortlist.publication.queries import poll_with_results
from shortlist.web.access import requires

blueprint = Blueprint("balance", __name__, url_prefix="/polls/<slug>")


@blueprint.get("/balance")
@requires(Permission.PUBLIC)
def balance(slug: str) -> ResponseReturnValue:
    """Who came in and who went out by the balance rules, and at which stage."""
    session = db_session()
    return balance_page.balance_page(session, poll_with_results(session, slug))


@blueprint.get("/balance.csv")
@requires(Permission.PUBLIC)
def as_csv(slug: str) -> ResponseReturnValue:
    """Both slates for a spreadsheet."""
    session = db_session()
    poll = poll_with_results(session, slug)
    tag = shelf.tag_of(session, "balance.csv", poll, poll.contests)
    return shelf.send(tag, "text/csv", lambda: balance_page.balance_csv(session, poll))


@blueprint.get("/balance.json")
@requires(Permission.PUBLIC)
def as_json(slug: str) -> ResponseReturnValue:
    """Both slates, and why they differ, for programs."""
    session = db_session()
    poll = poll_with_results(session, slug)
    tag = shelf.tag_of(session, "balance.json", poll, poll.contests)
    return shelf.send(tag, "application/json", lambda: balance_page.balance_json(session, poll))


@blueprint.get("/results/<int:position>/groups.csv")
@requires(Permission.PUBLIC)
def groups_csv(slug: str, position: int) -> ResponseReturnValue:
    """Who counts among whom in the balance rules of a contest."""
    return downloads.send_balance(db_session(), _contest(slug, position), "groups.csv")


@blueprint.get("/results/<int:position>/without-rules.json")
@requires(Permission.PUBLIC)
def plain_json(slug: str, position: int) -> ResponseReturnValue:
    """The record of the count without the balance rules."""
    return downloads.send_balance(db_session(), _contest(slug, position), "without-rules.json")


@blueprint.get("/results/<int:position>/without-rules.txt")
@requires(Permission.PUBLIC)
def plain_txt(slug: str, position: int) -> ResponseReturnValue:
    """The count without the balance rules as a text to print."""
    return downloads.send_balance(db_session(), _contest(slug, position), "without-rules.txt")


def _contest(slug: str, position: int) -> Contest:
    return contest_at(poll_with_results(db_session(), slug), position)
