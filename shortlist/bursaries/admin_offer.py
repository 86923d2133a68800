"""The organisers' edge: say whether a poll pays a bursary. Of who applies nothing is seen here."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import member_actor
from shortlist.bursaries import actions, policy, queries, rules
from shortlist.bursaries.forms import OfferForm
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import requires, signed_in

blueprint = Blueprint(
    "bursary_offer", __name__, url_prefix="/organise/polls/<slug>/declarations/bursary"
)


@blueprint.get("")
@requires(Permission.ORGANISE_POLLS)
def offer(slug: str) -> ResponseReturnValue:
    """Show what is offered, to change it."""
    poll = poll_by_slug(db_session(), slug)
    if refusal := policy.why_not_offer(poll, now()):
        raise refusal
    form = OfferForm(formdata=None)
    form.show(queries.offer_in(db_session(), poll), poll.time_zone)
    return _page(poll, form)


@blueprint.post("")
@requires(Permission.ORGANISE_POLLS)
def change(slug: str) -> ResponseReturnValue:
    """Offer a bursary, or none."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), OfferForm()
    if not form.validate_on_submit():
        return _page(poll, form), 422
    if not form.is_offered.data:
        return _take_back(poll)
    wanted = form.offer(poll.time_zone)
    if wanted is None:
        return _page(poll, form), 422
    try:
        actions.offer_bursary(
            db_session(), poll, wanted, now=now(), actor=member_actor(signed_in().id)
        )
    except rules.OfferFaulty as refusal:
        form.complain(refusal.faults)
        return _page(poll, form), 422
    db_session().commit()
    flash(say("The bursary is offered. Everybody can read it on the poll’s page."), "good")
    return redirect(url_for("declarations_admin.declarations", slug=slug), 303)


def _take_back(poll: Poll) -> ResponseReturnValue:
    actions.take_back_offer(db_session(), poll, now=now(), actor=member_actor(signed_in().id))
    db_session().commit()
    flash(say("No bursary is offered in this poll."), "good")
    return redirect(url_for("declarations_admin.declarations", slug=poll.slug), 303)


def _page(poll: Poll, form: OfferForm) -> str:
    officers = queries.officers_of(db_session(), poll, now())
    return render_template(
        "bursaries/offer.html",
        poll=poll,
        form=form,
        is_kept=policy.is_kept(poll, now()) and queries.offer_in(db_session(), poll) is not None,
        officers=[one.name or say("An officer") for one in officers],
    )
