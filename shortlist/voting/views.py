"""The voter's edge: the ballot, the page to check it on, the cast, and the receipt.

Where scripts run, the ballot page checks and seals the ballot itself, and `sealed_views` takes it.
The steps after the ballot here are for browsers without. There a ranking travels in hidden fields
from page to page and is written nowhere: not in the session, not in an address, not in a log. The
cast answers with the receipt itself instead of a redirect, because the check code is on that page
and is kept nowhere; sent again, it answers the same.
"""

from collections.abc import Sequence
from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from shortlist.ballot_box.plaintext import check_code
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import on_paper, shuffled
from shortlist.errors import Refusal
from shortlist.extensions import SAFE_METHODS, db_session, now, settings
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.balance import sentences_of
from shortlist.polls.balance_queries import rules_of
from shortlist.polls.queries import public_poll
from shortlist.voting import actions, pages, queries, rules, trust
from shortlist.voting.ballots import SealedBallot, is_nonce, new_nonce, seal_order, tracker_of
from shortlist.voting.leaves import is_replaced, read_replaced, replaced_text
from shortlist.voting.pages import Place
from shortlist.voting.places import (
    elector_on,
    fixed_at,
    limit_casts,
    live_leaf_at,
    place_at,
    refuse_barred,
    refuse_unless_open,
)
from shortlist.voting.receipt_pages import Private, receipt_page, receipt_to_save
from shortlist.voting.rules import Marks
from shortlist.voting.signing import CannotSign, refuse_unless_signed
from shortlist.web.access import requires
from shortlist.web.shuffling import visitor_seed

blueprint = Blueprint("voting", __name__, url_prefix="/polls/<slug>/vote")


@blueprint.get("")
@requires(Permission.VOTE)
def choose(slug: str) -> ResponseReturnValue:
    """Show the contests that the member votes in, or go to the only one."""
    poll = public_poll(db_session(), slug)
    elector = elector_on(poll)
    refuse_unless_open(poll)
    refuse_barred(elector)
    contests = queries.contests_for(poll, elector)
    if not contests:
        raise rules.OtherRegion
    if len(contests) == 1:
        return redirect(url_for(".ballot", slug=slug, position=contests[0].position))
    voted = [queries.has_voted(db_session(), contest.id, elector.id) for contest in contests]
    return render_template(
        "voting/choose.html",
        poll=poll,
        choices=list(zip(contests, voted, strict=True)),
        closes_text=pages.moment_text(poll, poll.closes_at, now()),
    )


@blueprint.get("/<int:position>")
@requires(Permission.VOTE)
def ballot(slug: str, position: int) -> ResponseReturnValue:
    """Show the ballot of a contest, with nobody ranked."""
    place = place_at(slug, position)
    refuse_unless_open(place.poll)
    refuse_barred(place.elector)
    return _ballot_page(place)


@blueprint.post("/<int:position>")
@requires(Permission.VOTE)
def check(slug: str, position: int) -> ResponseReturnValue:
    """Show the ballot in rank order to check it, or again with what is wrong with it."""
    place = place_at(slug, position)
    return _look_again(place, _marks(place))


@blueprint.post("/<int:position>/change")
@requires(Permission.VOTE)
def change(slug: str, position: int) -> ResponseReturnValue:
    """Go back from the check page to the ballot, with every rank kept."""
    place = place_at(slug, position)
    refuse_unless_open(place.poll)
    return _ballot_page(place)


@blueprint.get("/<int:position>/change")
@blueprint.get("/<int:position>/cast")
@requires(Permission.VOTE)
def start_over(slug: str, position: int) -> ResponseReturnValue:
    """Lead whoever follows the address of a step that only a form can take to the ballot."""
    return redirect(url_for(".ballot", slug=slug, position=position))


@blueprint.post("/<int:position>/cast")
@requires(Permission.VOTE)
@limit_casts
def cast(slug: str, position: int) -> ResponseReturnValue:
    """Seal the ballot, put it in the box, and show the receipt once that is on the disk."""
    place = place_at(slug, position)
    marks, nonce = _marks(place), request.form.get("nonce", "")
    replaces = request.form.get("replaces", "")
    if not (marks.order and is_nonce(nonce) and is_replaced(replaces)):
        return _look_again(place, marks)
    sealed = _sealed(place, marks, nonce)
    try:
        refuse_unless_signed(fixed_at(place), settings().keys_path)
        receipt = actions.cast_ballot(
            db_session(),
            place.contest,
            sealed,
            replaces=read_replaced(replaces),
            now=now(),
        )
    except rules.ChangedMeanwhile as refusal:
        return _not_cast_page(
            say("Your ballot was changed meanwhile"), refusal.text
        ), refusal.status
    except CannotSign as refusal:
        return _not_cast_page(say("Your ballot was not cast"), refusal.text), refusal.status
    db_session().commit()
    private = Private(code=check_code(tracker_of(nonce)), order=_names(place, marks))
    return receipt_page(place, receipt, private)


@blueprint.get("/<int:position>/receipt")
@requires(Permission.VOTE)
def receipt(slug: str, position: int) -> ResponseReturnValue:
    """Show the receipt of the member's live envelope."""
    place = place_at(slug, position)
    found = queries.receipt_of(db_session(), place.contest.id, place.elector.id)
    return receipt_page(place, found)


@blueprint.get("/<int:position>/receipt.json")
@requires(Permission.VOTE)
def receipt_file(slug: str, position: int) -> ResponseReturnValue:
    """Return the receipt of the member's live envelope as a file to keep."""
    place = place_at(slug, position)
    found = queries.receipt_of(db_session(), place.contest.id, place.elector.id)
    name = f"receipt-{slug}-{position}.json"
    return send_file(
        BytesIO(receipt_to_save(place, found)),
        mimetype="application/json",
        as_attachment=True,
        download_name=name,
    )


@blueprint.errorhandler(rules.VotingNotOpen)
@blueprint.errorhandler(rules.VotingClosed)
def not_now(refusal: Refusal) -> ResponseReturnValue:
    """Show that ballots are not taken now, and when they are or were."""
    poll = public_poll(db_session(), (request.view_args or {})["slug"])
    is_over = isinstance(refusal, rules.VotingClosed)
    page = render_template(
        "voting/not_now.html",
        poll=poll,
        is_over=is_over,
        is_late=not is_over and now() >= poll.opens_at,
        when=pages.moment_text(poll, poll.closes_at if is_over else poll.opens_at, now()),
    )
    return page, 200 if request.method in SAFE_METHODS else refusal.status


@blueprint.errorhandler(429)
def slow_down(_error: Exception) -> ResponseReturnValue:
    """Keep the order of somebody who casts faster than the log should grow."""
    return _not_cast_page(say("Please wait a few minutes"), rules.TOO_MANY_CASTS), 429


def _not_cast_page(title: str, sentence: str) -> str:
    """Say why a ballot was not cast, with its order kept and the ways on."""
    where = request.view_args or {}
    return render_template(
        "voting/not_cast.html",
        title=title,
        sentence=sentence,
        ranks=_typed(),
        check_url=url_for(".check", **where),
        receipt_url=url_for(".receipt", **where),
    )


def _paper(place: Place) -> Sequence[Candidate]:
    return on_paper(db_session(), place.contest.id)


def _marks(place: Place) -> Marks:
    paper = {candidate.number for candidate in _paper(place) if candidate.number}
    return rules.read_marks(_typed(), paper)


def _typed() -> dict[str, str]:
    return pages.typed_ranks(dict(request.form.lists()))


def _names(place: Place, marks: Marks) -> list[str]:
    by_number = {candidate.number: candidate.name for candidate in _paper(place)}
    return [by_number[number] for number in marks.order]


def _sealed(place: Place, marks: Marks, nonce: str) -> SealedBallot:
    return seal_order(fixed_at(place), place.elector.id, marks.order, nonce)


def _look_again(place: Place, marks: Marks) -> ResponseReturnValue:
    """Show what cannot be cast as it is: the ballot with its faults, or the page to check it."""
    refuse_unless_open(place.poll)
    return _check_page(place, marks) if marks.order else _ballot_with_faults(place, marks)


def _ballot_with_faults(place: Place, marks: Marks) -> tuple[str, int]:
    faults = marks.faults or ((None, rules.EmptyBallot.sentence),)
    return _ballot_page(place, faults), 422


def _ballot_page(place: Place, faults: Sequence[tuple[int | None, str]] = ()) -> str:
    candidates = shuffled(_paper(place), visitor_seed())
    typed, live_leaf = _typed(), live_leaf_at(place)
    return render_template(
        "voting/ballot.html",
        **pages.common_parts(place, now()),
        candidates=pages.candidate_parts(place.poll, candidates),
        ranks={one.number: typed.get(str(one.number), "") for one in candidates},
        errors=faults,
        has_voted=live_leaf is not None,
        replaces=replaced_text(live_leaf),
        later_harm=rules.later_harm(place.contest.rule),
        balance=sentences_of(rules_of(db_session(), place.contest.id), place.contest.seats),
        form_url=place.url("check"),
        **pages.sealing_parts(place, fixed_at(place)),
    )


def _check_page(place: Place, marks: Marks) -> str:
    by_number = {candidate.number: candidate for candidate in _paper(place)}
    order = [by_number[number] for number in marks.order]
    live_leaf = live_leaf_at(place)
    return render_template(
        "voting/check.html",
        **pages.common_parts(place, now()),
        order=pages.candidate_parts(place.poll, order),
        not_ranked_count=len(by_number) - len(order),
        nonce=new_nonce(),
        replaces=replaced_text(live_leaf),
        has_voted=live_leaf is not None,
        cast_url=place.url("cast"),
        back_url=place.url("change"),
        sealing_note=trust.by_server_note(fixed_at(place)),
    )
