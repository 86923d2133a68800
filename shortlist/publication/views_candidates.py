"""The public's edge: the shortlist, each candidate's page, photos."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.board.queries import replies_by
from shortlist.candidates import consent_queries, policy, queries, rules
from shortlist.candidates.balance_queries import counts_among
from shortlist.candidates.models import Candidate
from shortlist.candidates.withdrawal_rules import WORDS, Effect
from shortlist.declarations.reading import declared_by
from shortlist.declarations.rules import money
from shortlist.extensions import db_session, now
from shortlist.hustings.queries import meetings_of
from shortlist.interest.models import Photo
from shortlist.interest.queries import photo_by_id
from shortlist.interest.rules import NoPhoto
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Contest, Poll
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
    """Show everybody who stands and agreed to be shown, in this visitor's own order."""
    poll = _poll_with_shortlist(slug)
    return render_template(
        "candidates/shortlist.html",
        poll=poll,
        groups=[_group(contest) for contest in poll.contests],
        left=consent_queries.left_since(db_session(), poll),
    )


@blueprint.get("/<int:candidate_id>")
@requires(Permission.PUBLIC)
def candidate(slug: str, candidate_id: int) -> ResponseReturnValue:
    """Show one candidate's statement, and the way to the next in this visitor's order."""
    poll = _poll_with_shortlist(slug)
    found = consent_queries.shown_candidate(db_session(), poll, candidate_id)
    contest = next(one for one in poll.contests if one.id == found.contest_id)
    order = _in_own_order(consent_queries.shown(db_session(), contest))
    place = [one.id for one in order].index(found.id)
    return render_template(
        "candidates/candidate.html",
        poll=poll,
        candidate=found,
        contest=contest,
        counts_among=counts_among(db_session(), contest, [found])[found.id],
        withdrawn=_withdrawn_sentence(poll, found),
        before=order[place - 1] if place else None,
        after=order[place + 1] if place + 1 < len(order) else None,
        answers=answers_of(db_session(), poll, found),
        host_of=host_of,
        declared=declared_by(db_session(), poll, found),
        money=money,
        now=now(),
        replies=replies_by(db_session(), found),
        meetings=[one for one in meetings_of(db_session(), found) if one[0].ends_at > now()],
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
        raise rules.NotPublishedYet(
            say("The candidates are published on %(when)s (%(zone)s).", when=when, zone=zone)
        )
    return poll


@dataclass(frozen=True, kw_only=True)
class Group:
    """One contest of the shortlist: who is shown, how many stand, how many have yet to agree."""

    contest: Contest
    cards: list[dict[str, str | None]]
    standing: int
    waiting: int
    is_outside: bool


def _group(contest: Contest) -> Group:
    """Return a contest's candidates in this visitor's own order."""
    people = consent_queries.shown(db_session(), contest)
    waiting = sum(
        not one.consent.is_enough for one in consent_queries.consents(db_session(), contest)
    )
    return Group(
        contest=contest,
        cards=[_card(contest.poll.slug, one) for one in _in_own_order(people)],
        standing=sum(not one.has_withdrawn for one in people),
        waiting=0 if contest.poll.ready_at else waiting,
        is_outside=bool(people) and not any(one.can_be_asked for one in people),
    )


def _in_own_order(people: Sequence[Candidate]) -> list[Candidate]:
    return queries.shuffled(people, visitor_seed())


def _withdrawn_sentence(poll: Poll, candidate: Candidate) -> str:
    """Say when somebody has withdrawn and what follows, or nothing."""
    one = candidate.withdrawal
    if one is None:
        return (
            say("%(name)s has withdrawn.", name=candidate.name) if candidate.has_withdrawn else ""
        )
    when = in_words(
        one.withdrawn_at.replace(second=0, microsecond=0), poll.time_zone, today=now().date()
    )
    zone = zone_in_words(poll.time_zone)
    said = WORDS[Effect(one.effect)].to_all
    return say(
        "%(name)s has withdrawn, on %(when)s (%(zone)s). %(said)s",
        name=candidate.name,
        when=when,
        zone=zone,
        said=said,
    )


def _card(slug: str, one: Candidate) -> dict[str, str | None]:
    return {
        "name": one.name,
        "meta": one.home_line,
        "photo_url": url_for(".face", slug=slug, candidate_id=one.id) if one.photo_id else None,
        "url": url_for(".candidate", slug=slug, candidate_id=one.id),
    }


def _photo(slug: str, candidate_id: int) -> Photo:
    poll = _poll_with_shortlist(slug)
    found = consent_queries.shown_candidate(db_session(), poll, candidate_id)
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
