"""The public's edge: the shortlist, each candidate's page, photos."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.board.queries import replies_by
from shortlist.candidates import policy, queries, rules
from shortlist.candidates.balance_queries import counts_among
from shortlist.candidates.models import Candidate
from shortlist.extensions import db_session, now
from shortlist.interest.models import Photo
from shortlist.interest.queries import photo_by_id
from shortlist.interest.rules import NoPhoto
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import public_poll
from shortlist.questions.reading import answers_of
from shortlist.web.access import requires
from shortlist.web.links import host_of
from shortlist.web.moments import in_words, zone_in_words
from shortlist.web.shuffling import visitor_seed

blueprint = Blueprint("candidates", __name__, url_prefix="/polls/<slug>/candidates")


@blueprint.get("")
@requires(Permission.PUBLIC)
def shortlist(slug: str) -> ResponseReturnValue:
    """Show everybody who stands, contest by contest, in this visitor's own order."""
    poll = _poll_with_shortlist(slug)
    groups = [
        (contest, [_card(slug, one) for one in _in_own_order(contest.id)])
        for contest in poll.contests
    ]
    return render_template("candidates/shortlist.html", poll=poll, groups=groups)


@blueprint.get("/<int:candidate_id>")
@requires(Permission.PUBLIC)
def candidate(slug: str, candidate_id: int) -> ResponseReturnValue:
    """Show one candidate's statement, and the way to the next in this visitor's order."""
    poll = _poll_with_shortlist(slug)
    found = queries.public_candidate(db_session(), poll, candidate_id)
    order = _in_own_order(found.contest_id)
    place = [one.id for one in order].index(found.id)
    contest = next(one for one in poll.contests if one.id == found.contest_id)
    return render_template(
        "candidates/candidate.html",
        poll=poll,
        candidate=found,
        contest=contest,
        counts_among=counts_among(db_session(), contest, [found])[found.id],
        before=order[place - 1] if place else None,
        after=order[place + 1] if place + 1 < len(order) else None,
        answers=answers_of(db_session(), poll, found),
        host_of=host_of,
        replies=replies_by(db_session(), found),
    )


@blueprint.get("/<int:candidate_id>/photo")
@requires(Permission.PUBLIC)
def photo(slug: str, candidate_id: int) -> ResponseReturnValue:
    """Return a candidate's photo."""
    found = _photo(slug, candidate_id)
    return _jpeg(found.jpeg, found.sha256)


@blueprint.get("/<int:candidate_id>/face")
@requires(Permission.PUBLIC)
def face(slug: str, candidate_id: int) -> ResponseReturnValue:
    """Return a candidate's photo as a small square, for lists."""
    found = _photo(slug, candidate_id)
    return _jpeg(found.face, f"face-{found.sha256}")


def _poll_with_shortlist(slug: str) -> Poll:
    poll = public_poll(db_session(), slug)
    if not policy.shortlist_is_public(poll, now()):
        when = in_words(poll.shortlist_at, poll.time_zone, today=now().date())
        zone = zone_in_words(poll.time_zone)
        raise rules.NotPublishedYet(f"The candidates are published on {when} ({zone}).")
    return poll


def _in_own_order(contest_id: int) -> list[Candidate]:
    return queries.shuffled(queries.standing(db_session(), contest_id), visitor_seed())


def _card(slug: str, one: Candidate) -> dict[str, str | None]:
    return {
        "name": one.name,
        "meta": " · ".join(part for part in (one.region, one.local_party) if part),
        "photo_url": url_for(".face", slug=slug, candidate_id=one.id) if one.photo_id else None,
        "url": url_for(".candidate", slug=slug, candidate_id=one.id),
    }


def _photo(slug: str, candidate_id: int) -> Photo:
    poll = _poll_with_shortlist(slug)
    found = queries.public_candidate(db_session(), poll, candidate_id)
    photo = photo_by_id(db_session(), found.photo_id)
    if photo is None:
        raise NoPhoto
    return photo


def _jpeg(jpeg: bytes, tag: str) -> Response:
    """Answer with a picture that a browser may keep for an hour."""
    response = Response(jpeg, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.set_etag(tag)
    response.make_conditional(request)
    return response
