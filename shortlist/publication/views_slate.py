"""The public's edge to a slate's files, and to the pictures that links unfold to."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from shortlist.areas.queries import area_at, the_published_plan_of
from shortlist.candidates.consent_queries import shown_candidate
from shortlist.candidates.models import Candidate
from shortlist.candidates.policy import shortlist_is_public
from shortlist.candidates.rules import NoSuchCandidate
from shortlist.extensions import db_session, now, settings
from shortlist.permissions import Permission
from shortlist.polls.queries import public_poll
from shortlist.publication import shelf, slate_cards, slate_files
from shortlist.publication.slate_page import poll_with_slate
from shortlist.slates.queries import withdrawals_tag
from shortlist.web.access import requires

blueprint = Blueprint("slate", __name__, url_prefix="/polls/<slug>")


@blueprint.get("/slate.png")
@requires(Permission.PUBLIC)
def picture(slug: str) -> ResponseReturnValue:
    """The slate as a picture for links: its names in order."""
    session = db_session()
    return slate_cards.send_card(slate_cards.slate_card(session, poll_with_slate(session, slug)))


@blueprint.get("/slate.csv")
@requires(Permission.PUBLIC)
def as_csv(slug: str) -> ResponseReturnValue:
    """The slate and its reserves for a spreadsheet."""
    session = db_session()
    poll = poll_with_slate(session, slug)
    kind = f"slate.csv {withdrawals_tag(session, poll)}"
    tag = shelf.tag_of(session, kind, poll, poll.contests)
    return shelf.send(tag, "text/csv", lambda: slate_files.slate_csv(session, poll))


@blueprint.get("/slate.json")
@requires(Permission.PUBLIC)
def as_json(slug: str) -> ResponseReturnValue:
    """The slate and its reserves for programs."""
    session = db_session()
    poll = poll_with_slate(session, slug)

    def address(one: Candidate) -> str:
        page = url_for("candidates.candidate", slug=slug, candidate_id=one.id)
        return f"{settings().base_url}{page}"

    kind = f"slate.json {settings().base_url} {withdrawals_tag(session, poll)}"
    tag = shelf.tag_of(session, kind, poll, poll.contests)
    return shelf.send(
        tag, "application/json", lambda: slate_files.slate_json(session, poll, address)
    )


@blueprint.get("/areas/<int:number>/card.png")
@requires(Permission.PUBLIC)
def area_picture(slug: str, number: int) -> ResponseReturnValue:
    """An area's order as a picture for links."""
    session = db_session()
    poll = public_poll(session, slug)
    area = area_at(the_published_plan_of(session, poll), number)
    return slate_cards.send_card(slate_cards.area_card(session, poll, area))


@blueprint.get("/candidates/<int:candidate_id>/card.png")
@requires(Permission.PUBLIC)
def candidate_picture(slug: str, candidate_id: int) -> ResponseReturnValue:
    """A candidate as a picture for links."""
    session = db_session()
    poll = public_poll(session, slug)
    if not shortlist_is_public(poll, now()):
        raise NoSuchCandidate
    found = shown_candidate(session, poll, candidate_id)
    return slate_cards.send_card(slate_cards.candidate_card(session, poll, found))
