"""The public's edge: the orders of all areas, one area's order, and both as files."""

import json

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from shortlist.areas.pages import area_view, plan_view
from shortlist.areas.queries import area_at, runners_of, the_published_plan_of
from shortlist.areas.reading import title_of
from shortlist.areas.rows import plan_of, published_values
from shortlist.areas.writing import WAYS, plan_csv
from shortlist.extensions import db_session
from shortlist.permissions import Permission
from shortlist.polls.queries import public_poll
from shortlist.web.access import requires

blueprint = Blueprint("areas", __name__, url_prefix="/polls/<slug>")


@blueprint.get("/areas")
@requires(Permission.PUBLIC)
def areas(slug: str) -> ResponseReturnValue:
    """All areas with their orders, how level they are, and what the simulation found."""
    session = db_session()
    poll = public_poll(session, slug)
    plan = the_published_plan_of(session, poll)
    view = plan_view(slug, plan, runners_of(session, plan))
    return render_template("areas/areas.html", poll=poll, plan=plan, view=view, ways=WAYS)


@blueprint.get("/areas/<int:number>")
@requires(Permission.PUBLIC)
def area(slug: str, number: int) -> ResponseReturnValue:
    """One area's order: large, to copy and to print."""
    session = db_session()
    poll = public_poll(session, slug)
    plan = the_published_plan_of(session, poll)
    view = area_view(slug, area_at(plan, number), plan_of(plan), runners_of(session, plan))
    return render_template("areas/area.html", poll=poll, area=view)


@blueprint.get("/areas.csv")
@requires(Permission.PUBLIC)
def areas_csv(slug: str) -> ResponseReturnValue:
    """All orders, a line for each area and place."""
    session = db_session()
    plan = the_published_plan_of(session, public_poll(session, slug))
    names = [one.name for one in runners_of(session, plan)]
    return Response(plan_csv(plan_of(plan), names, title_of), mimetype="text/csv")


@blueprint.get("/areas.json")
@requires(Permission.PUBLIC)
def areas_json(slug: str) -> ResponseReturnValue:
    """The plan complete: orders, balance and bound, assumptions and what was simulated."""
    session = db_session()
    poll = public_poll(session, slug)
    plan = the_published_plan_of(session, poll)
    names = [one.name for one in runners_of(session, plan)]
    text = json.dumps(published_values(poll.slug, plan, names), ensure_ascii=False, indent=1)
    return Response(text, mimetype="application/json")
