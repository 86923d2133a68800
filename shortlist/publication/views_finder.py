"""The public's edge to the finder: by postcode, by the roll, from a list; and in others' frames.

A postcode comes in the body of a request that is answered at once, from a session that only reads:
it is in no address, no log and no table.
"""

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from shortlist.areas.models import AreaPlan
from shortlist.areas.pages import AreaView, area_view
from shortlist.areas.queries import area_at, runners_of, the_published_plan_of
from shortlist.areas.rows import plan_of
from shortlist.extensions import csrf, reading_session, settings
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import public_poll
from shortlist.postcodes.queries import directory_in_use, find_place
from shortlist.postcodes.rules import UnknownPostcode
from shortlist.publication.finder import Choice, Found, choices_of, found_for, own_choice
from shortlist.publication.forms_finder import PostcodeForm
from shortlist.web.access import identity, requires
from shortlist.web.headers import allow_frames

blueprint = Blueprint("finder", __name__)

PAGE, FRAME = "publication/finder.html", "publication/finder_frame.html"


@blueprint.get("/polls/<slug>/find-your-order")
@requires(Permission.PUBLIC)
def finder(slug: str) -> ResponseReturnValue:
    """Ask for a postcode; who is on the roll sees the own order at once."""
    with reading_session() as session:
        poll = public_poll(session, slug)
        return _answer(PAGE, session, poll, PostcodeForm(), None)


@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types; asking changes nothing
@blueprint.post("/polls/<slug>/find-your-order")
@requires(Permission.PUBLIC)
def find(slug: str) -> ResponseReturnValue:
    """Answer a postcode with its area's order, or ask which side of a border."""
    return _look_up(PAGE, slug)


@blueprint.get("/embed/polls/<slug>/find-your-order")
@requires(Permission.PUBLIC)
def frame(slug: str) -> ResponseReturnValue:
    """The finder for a frame on another site: small, and without a session."""
    with reading_session() as session:
        poll = public_poll(session, slug)
        return _framed(_answer(FRAME, session, poll, PostcodeForm(), None))


@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types; asking changes nothing
@blueprint.post("/embed/polls/<slug>/find-your-order")
@requires(Permission.PUBLIC)
def frame_find(slug: str) -> ResponseReturnValue:
    """Answer a postcode within the frame."""
    return _framed(_look_up(FRAME, slug))


@blueprint.get("/embed/polls/<slug>/areas/<int:number>")
@requires(Permission.PUBLIC)
def frame_area(slug: str, number: int) -> ResponseReturnValue:
    """One area's order within the frame, for who chose it from the list."""
    with reading_session() as session:
        poll = public_poll(session, slug)
        area = area_at(the_published_plan_of(session, poll), number)
        found = Found(sentence="", area=area)
        return _framed(_answer(FRAME, session, poll, PostcodeForm(), found))


def _look_up(template: str, slug: str) -> Response:
    form, found = PostcodeForm(request.form), None
    with reading_session() as session:
        poll = public_poll(session, slug)
        plan = the_published_plan_of(session, poll)
        if postcode := form.read():
            try:
                found = found_for(plan, postcode, find_place(session, postcode))
                form.forget()
            except UnknownPostcode as no:
                form.refuse(no.text)
        return _answer(template, session, poll, form, found)


def _answer(
    template: str, session: Session, poll: Poll, form: PostcodeForm, found: Found | None
) -> Response:
    plan = the_published_plan_of(session, poll)
    own = None if template == FRAME or found or form.errors else _own(session, plan)
    number = found.area.position if found and found.area else own and own.number
    page = render_template(
        template,
        poll=poll,
        form=form,
        found=found,
        choices=choices_of(plan),
        directory=directory_in_use(session),
        area=number and _order(session, poll, plan, number),
        own_region=own and own.region,
    )
    response = make_response(page, 422 if form.errors else 200)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _own(session: Session, plan: AreaPlan) -> Choice | None:
    """Return where the roll has the member who is signed in, if anybody is."""
    person = identity()
    return None if person is None else own_choice(session, plan, person.email)


def _order(session: Session, poll: Poll, plan: AreaPlan, number: int) -> AreaView:
    return area_view(poll.slug, area_at(plan, number), plan_of(plan), runners_of(session, plan))


def _framed(response: Response) -> Response:
    allow_frames(response, settings().embed_sites)
    return response
