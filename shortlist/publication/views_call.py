"""The public's edge to a poll's call for interest, its announcements, its feed and its calendar."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from shortlist.announcements.queries import announcements_of, call_of, published_call
from shortlist.announcements.rules import Section
from shortlist.announcements.telling import Told, told_of
from shortlist.calendars import MIMETYPE, calendar_file
from shortlist.extensions import db_session, now
from shortlist.hustings.dates import entries_of
from shortlist.hustings.queries import hustings_of
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import public_poll
from shortlist.proposals.queries import done_proposals
from shortlist.proposals.rules import Change
from shortlist.publication.call_page import call_card, call_page
from shortlist.publication.dates import deadlines_of
from shortlist.publication.feed import send_feed
from shortlist.publication.pages import is_from_outside, timeline_of
from shortlist.publication.slate_cards import send_card
from shortlist.web.access import requires

blueprint = Blueprint("call", __name__, url_prefix="/polls/<slug>")


@blueprint.get("/call")
@requires(Permission.PUBLIC)
def call(slug: str) -> ResponseReturnValue:
    """The call for interest, to be read and shared."""
    poll = public_poll(db_session(), slug)
    found = published_call(db_session(), poll)
    words = {Section(one.section): one.published for one in found.sections}
    return call_page(poll, words, now(), published_at=found.published_at)


@blueprint.get("/call.png")
@requires(Permission.PUBLIC)
def picture(slug: str) -> ResponseReturnValue:
    """The call as a picture for links."""
    poll = public_poll(db_session(), slug)
    published_call(db_session(), poll)
    return send_card(call_card(poll, now()))


@blueprint.get("/announcements")
@requires(Permission.PUBLIC)
def announcements(slug: str) -> ResponseReturnValue:
    """Everything that was told of a poll, the newest first."""
    poll = public_poll(db_session(), slug)
    told = _told(db_session(), poll)
    return render_template(
        "publication/announcements.html",
        poll=poll,
        told=told,
        titles={one.key: one.title for one in told},
        timeline=[] if is_from_outside(db_session(), poll) else timeline_of(poll, now()),
    )


@blueprint.get("/feed.xml")
@requires(Permission.PUBLIC)
def feed(slug: str) -> ResponseReturnValue:
    """The same as a feed."""
    poll = public_poll(db_session(), slug)
    return send_feed(poll, _told(db_session(), poll))


@blueprint.get("/calendar.ics")
@requires(Permission.PUBLIC)
def calendar(slug: str) -> ResponseReturnValue:
    """Every deadline of a poll and every meeting, for a calendar."""
    poll = public_poll(db_session(), slug)
    entries = deadlines_of(db_session(), poll) + entries_of(poll, hustings_of(db_session(), poll))
    file = calendar_file(poll.title, poll.time_zone, entries, now=now())
    return send_calendar(file, poll.slug)


def send_calendar(file: bytes, name: str) -> Response:
    """Answer with a calendar file of this name."""
    response = Response(file, mimetype=MIMETYPE)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.ics")
    return response


def _told(session: Session, poll: Poll) -> list[Told]:
    found = call_of(session, poll)
    return told_of(
        poll,
        announcements_of(session, poll),
        found.first_published_at if found else None,
        now(),
        extensions=done_proposals(session, poll, Change.EXTEND),
        is_from_outside=is_from_outside(session, poll),
    )
