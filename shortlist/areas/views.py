"""The public's edge: the orders of all areas, one area's order, both as files, and a picture."""

import json
from hashlib import sha256

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.areas.image import OrderPicture, order_png
from shortlist.areas.pages import AreaView, area_view, plan_view
from shortlist.areas.qr import qr_svg
from shortlist.areas.queries import area_at, runners_of, the_published_plan_of
from shortlist.areas.reading import title_of
from shortlist.areas.rows import plan_of, published_values
from shortlist.areas.writing import WAYS, plan_csv
from shortlist.extensions import db_session, settings
from shortlist.language import ENGLISH, say, say_many, speaking
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import public_poll
from shortlist.web.access import requires

blueprint = Blueprint("areas", __name__, url_prefix="/polls/<slug>")

FIVE_MINUTES = 300  # seconds


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
    poll, view = _area(slug, number)
    return render_template("areas/area.html", poll=poll, area=view)


@blueprint.get("/areas/<int:number>.png")
@requires(Permission.PUBLIC)
def area_picture(slug: str, number: int) -> ResponseReturnValue:
    """One area's order as a picture, in the reader's language."""
    poll, view = _area(slug, number)
    picture = OrderPicture(
        title=poll.title,
        heading=say("Your order in"),
        regions=view.regions,
        names=tuple(one["shown_name"] or "" for one in view.people),
        advice=say_many("Rank this one.", "Rank all %(n)s, in this order.", len(view.people)),
        address=_address(slug, number),
    )
    return _file(order_png(picture), "image/png")


@blueprint.get("/areas/<int:number>.svg")
@requires(Permission.PUBLIC)
def area_qr(slug: str, number: int) -> ResponseReturnValue:
    """The address of one area's order as a QR code."""
    _area(slug, number)
    return _file(qr_svg(_address(slug, number)), "image/svg+xml")


@blueprint.get("/areas.csv")
@requires(Permission.PUBLIC)
def areas_csv(slug: str) -> ResponseReturnValue:
    """All orders, a line for each area and place."""
    session = db_session()
    plan = the_published_plan_of(session, public_poll(session, slug))
    with speaking(ENGLISH):  # a file is the same for everybody
        names = [one.shown_name for one in runners_of(session, plan)]
        return Response(plan_csv(plan_of(plan), names, title_of), mimetype="text/csv")


@blueprint.get("/areas.json")
@requires(Permission.PUBLIC)
def areas_json(slug: str) -> ResponseReturnValue:
    """The plan complete: orders, balance and bound, assumptions and what was simulated."""
    session = db_session()
    poll = public_poll(session, slug)
    plan = the_published_plan_of(session, poll)
    with speaking(ENGLISH):  # a file is the same for everybody
        names = [one.shown_name for one in runners_of(session, plan)]
        values = published_values(poll.slug, plan, names)
    text = json.dumps(values, ensure_ascii=False, indent=1)
    return Response(text, mimetype="application/json")


def _area(slug: str, number: int) -> tuple[Poll, AreaView]:
    session = db_session()
    poll = public_poll(session, slug)
    plan = the_published_plan_of(session, poll)
    area = area_at(plan, number)
    return poll, area_view(slug, area, plan_of(plan), runners_of(session, plan))


def _address(slug: str, number: int) -> str:
    return settings().base_url + url_for(".area", slug=slug, number=number)


def _file(body: bytes, mimetype: str) -> Response:
    """Return a file that may be kept for some minutes: a later plan can take the orders' place."""
    response = Response(body, mimetype=mimetype)
    response.set_etag(sha256(body).hexdigest())
    response.cache_control.public = True
    response.cache_control.max_age = FIVE_MINUTES
    response.make_conditional(request)
    return response
