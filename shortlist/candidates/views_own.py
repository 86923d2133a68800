"""The candidate's own edge: see what everybody will see, countersign it, or withdraw."""

from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.candidates import consent_queries, consenting, withdrawing
from shortlist.candidates.consent_rules import Page
from shortlist.candidates.forms import CountersignForm, OwnWithdrawalForm
from shortlist.candidates.models import Candidate
from shortlist.candidates.policy import shortlist_is_public, why_not_decide
from shortlist.candidates.queries import decision_on
from shortlist.candidates.withdrawal_rules import WORDS, Effect, EffectChanged
from shortlist.errors import Refusal
from shortlist.extensions import db_session, now, settings
from shortlist.interest.models import Expression
from shortlist.interest.queries import latest_version, photo_by_id
from shortlist.interest.rules import NoPhoto
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Contest, Poll
from shortlist.polls.policy import is_public
from shortlist.polls.queries import NoSuchPoll, contest_at, poll_by_slug, public_poll
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("candidacy", __name__)
ADDRESS = "/polls/<slug>/candidacy/<int:position>"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One candidacy in the list of a member's own: what it is called, and how it stands."""

    poll: str
    contest: str
    url: str
    status: str
    kind: str


@blueprint.get("/candidacies")
@requires(Permission.SIGNED_IN)
def candidacies() -> ResponseReturnValue:
    """Everything that the member stands in, and what waits for them."""
    found = consent_queries.own_candidacies(db_session(), signed_in().id)
    lines = [_line(*one) for one in found if is_public(one[0].poll)]
    return render_template("candidates/candidacies.html", lines=lines)


@blueprint.get(ADDRESS)
@requires(Permission.SIGNED_IN)
def candidacy(slug: str, position: int) -> ResponseReturnValue:
    """What everybody sees or will see of the member in a contest, to countersign it."""
    contest = contest_at(public_poll(db_session(), slug), position)
    return _page(contest)


@blueprint.post(f"{ADDRESS}/countersign")
@requires(Permission.SIGNED_IN)
def countersign(slug: str, position: int) -> ResponseReturnValue:
    """Agree to be shown exactly so."""
    contest = contest_at(_locked(slug), position)
    form = CountersignForm()
    if not form.validate_on_submit():
        return _page(contest, form), 422
    consenting.countersign_entry(
        db_session(), contest, signed_in().id, form.version.data or "", now=now()
    )
    db_session().commit()
    flash(say("You have countersigned your page. Thank you."), "good")
    return redirect(url_for(".candidacy", slug=slug, position=position), 303)


@blueprint.get(f"{ADDRESS}/photo")
@requires(Permission.SIGNED_IN)
def photo(slug: str, position: int) -> ResponseReturnValue:
    """Return the photo that everybody will see, to the candidate."""
    contest = contest_at(public_poll(db_session(), slug), position)
    _, candidate = consent_queries.own_candidacy(db_session(), contest, signed_in().id)
    found = photo_by_id(db_session(), candidate.photo_id) if candidate else None
    if found is None:
        raise NoPhoto
    return Response(found.jpeg, mimetype="image/jpeg")


@blueprint.get(f"{ADDRESS}/withdraw")
@requires(Permission.SIGNED_IN)
def confirm_withdraw(slug: str, position: int) -> ResponseReturnValue:
    """Say exactly what withdrawing does now, and ask once more."""
    contest = contest_at(public_poll(db_session(), slug), position)
    return _withdraw_page(contest, OwnWithdrawalForm())


@blueprint.post(f"{ADDRESS}/withdraw")
@requires(Permission.SIGNED_IN)
def withdraw(slug: str, position: int) -> ResponseReturnValue:
    """Withdraw, with the effect that was said."""
    contest, form = contest_at(_locked(slug), position), OwnWithdrawalForm()
    if not form.validate_on_submit():
        return _withdraw_page(contest, form), 422
    try:
        withdrawing.withdraw_own(
            db_session(),
            contest,
            signed_in().id,
            form.told(),
            now=now(),
            base_url=settings().base_url,
        )
    except EffectChanged as refusal:
        return _withdraw_page(contest, OwnWithdrawalForm(), refusal), refusal.status
    db_session().commit()
    flash(say("You have withdrawn. A mail confirms it, and the officers are told."), "good")
    return redirect(url_for(".candidacies"), 303)


def _locked(slug: str) -> Poll:
    """Return an announced poll, its row held; raise `NoSuchPoll`."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    if not is_public(poll):
        raise NoSuchPoll
    return poll


def _page(contest: Contest, form: CountersignForm | None = None) -> str:
    session, poll = db_session(), contest.poll
    expression, candidate = consent_queries.own_candidacy(session, contest, signed_in().id)
    if candidate is None:
        return render_template(
            "candidates/waiting.html",
            poll=poll,
            contest=contest,
            version=latest_version(session, expression.id),
            decision=decision_on(session, expression.id),
        )
    found = consent_queries.consent_to_entry(session, contest, candidate)
    given = consent_queries.last_countersigned(session, Page.SHORTLIST, candidate.id, found.version)
    form = form or CountersignForm(formdata=None)
    form.version.data = found.version
    return render_template(
        "candidates/candidacy.html",
        poll=poll,
        contest=contest,
        candidate=candidate,
        consent=found.consent.name.lower(),
        counts_among=found.counts_among,
        given=given,
        form=form,
        is_fixed=why_not_decide(poll, now()) is not None,
        is_out=shortlist_is_public(poll, now()),
        withdrawn=_withdrawn_words(candidate),
    )


def _withdrawn_words(candidate: Candidate) -> str:
    one = candidate.withdrawal
    return WORDS[Effect(one.effect)].title if one else ""


def _withdraw_page(
    contest: Contest, form: OwnWithdrawalForm, refusal: Refusal | None = None
) -> str:
    session = db_session()
    expression, candidate = consent_queries.own_candidacy(session, contest, signed_in().id)
    effect = withdrawing.effect_on(session, contest, expression, candidate, now())
    form.effect.data = effect.value
    return render_template(
        "candidates/withdraw_own.html",
        poll=contest.poll,
        contest=contest,
        form=form,
        effect=WORDS[effect],
        refusal=refusal.text if refusal else "",
    )


def _line(contest: Contest, expression: Expression, candidate: Candidate | None) -> Line:
    status, kind = _status(contest, expression, candidate)
    return Line(
        poll=contest.poll.title,
        contest=contest.title,
        url=url_for(".candidacy", slug=contest.poll.slug, position=contest.position),
        status=status,
        kind=kind,
    )


def _status(
    contest: Contest, expression: Expression, candidate: Candidate | None
) -> tuple[str, str]:
    session = db_session()
    if candidate is None:
        is_decided = decision_on(session, expression.id) is not None
        return (say("Declined"), "stop") if is_decided else (say("Not decided yet"), "plain")
    if candidate.has_withdrawn:
        return say("Withdrawn"), "stop"
    found = consent_queries.consent_to_entry(session, contest, candidate)
    is_asked = candidate.number is None and not found.consent.is_enough
    return (say("Please countersign"), "wait") if is_asked else (say("Candidate"), "good")
