"""The public's edge to check codes: a page to look one up, and the lists it is looked up in."""

from hashlib import sha256

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session
from shortlist.permissions import Permission
from shortlist.polls.models import Contest
from shortlist.polls.queries import contest_at
from shortlist.publication.code_pages import WHOLE, lookup_of, names_of, papers_at
from shortlist.publication.codes import NoSuchList, NotAStart, read_start
from shortlist.publication.forms import StartForm
from shortlist.publication.queries import code_lines, code_start_length, poll_with_results
from shortlist.web.access import requires

blueprint = Blueprint("codes", __name__, url_prefix="/polls/<slug>")

A_YEAR = 365 * 24 * 3600  # seconds


@blueprint.get("/codes", defaults={"position": 1})
@blueprint.get("/contests/<int:position>/codes")
@requires(Permission.PUBLIC)
def codes(slug: str, position: int) -> ResponseReturnValue:
    """Look up a check code: in the browser, or without scripts in the list of its beginning."""
    contest = _contest(slug, position)
    lookup = lookup_of(db_session(), contest)
    form = StartForm.of(request.args, lookup.length or 0)
    start = None if lookup.length is None else form.read(lookup.length)
    page = render_template(
        "publication/codes.html",
        poll=contest.poll,
        contest=contest,
        lookup=lookup,
        names=names_of(db_session(), contest),
        form=form,
        start=start,
        papers=papers_at(db_session(), contest, start),
        list_url=url_for(".code_list", slug=slug, position=position, name=lookup.stand_in),
    )
    return page, NotAStart.status if form.errors else 200


@blueprint.get("/contests/<int:position>/codes/<name>.txt")
@requires(Permission.PUBLIC)
def code_list(slug: str, position: int, name: str) -> ResponseReturnValue:
    """The papers whose check codes begin alike, a line each; it never changes."""
    contest = _contest(slug, position)
    length = code_start_length(db_session(), contest.id)
    if length is None:
        raise NoSuchList
    start = "" if name == WHOLE and not length else _start(name, length)
    response = Response(code_lines(db_session(), contest.id, start), mimetype="text/plain")
    response.set_etag(sha256(response.data).hexdigest())
    response.cache_control.public = response.cache_control.immutable = True
    response.cache_control.max_age = A_YEAR
    return response.make_conditional(request)


def _start(name: str, length: int) -> str:
    try:
        start = read_start(name, length)
    except NotAStart:
        raise NoSuchList from None
    if start != name:  # each list has one address
        raise NoSuchList
    return start


def _contest(slug: str, position: int) -> Contest:
    return contest_at(poll_with_results(db_session(), slug), position)
