"""The applicant's edge: apply, change, withdraw, and read what was decided.

None of it leaves a line in the log: the use of these pages alone would tell something.
"""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.bursaries import actions, policy, queries, rules
from shortlist.bursaries.forms import WishForm
from shortlist.bursaries.models import BursaryApplication
from shortlist.bursaries.rules import Offer
from shortlist.errors import Refusal, TooOften
from shortlist.extensions import db_session, is_too_often, now, settings
from shortlist.language import say, whole_pounds
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import public_poll
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("own_bursary", __name__, url_prefix="/polls/<slug>/bursary")
APPLICATIONS = "5 per day"  # by one member: each is a mail to every officer


@blueprint.url_value_preprocessor
def _leave_no_line(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Keep these requests out of the log; the values of a route may be of any kind."""
    g.is_unlogged = True


@blueprint.get("")
@requires(Permission.EXPRESS_INTEREST)
def bursary(slug: str) -> ResponseReturnValue:
    """Show what is offered, and what became of the visitor's application."""
    poll, offer, own = _own(slug)
    return _page(poll, offer, own, None)


@blueprint.post("")
@requires(Permission.EXPRESS_INTEREST)
def apply(slug: str) -> ResponseReturnValue:
    """Apply, or change what is asked for."""
    poll, offer, own = _own(slug)
    form = WishForm()
    wish = form.wish()
    if wish is None:
        return _page(poll, offer, own, form), 422
    if own is None and is_too_often(APPLICATIONS, "bursaries", str(signed_in().id)):
        raise TooOften
    try:
        actions.apply_for(
            db_session(), poll, signed_in().id, wish, now=now(), base_url=settings().base_url
        )
    except rules.TooMuch as no:
        form.pounds.errors = [no.text]
        return _page(poll, offer, own, form), no.status
    db_session().commit()
    flash(
        say("Your application is changed.")
        if own
        else say("Your application is sent. We write to you when it is decided."),
        "good",
    )
    return redirect(url_for(".bursary", slug=slug), 303)


@blueprint.get("/withdraw")
@requires(Permission.EXPRESS_INTEREST)
def confirm_withdraw(slug: str) -> ResponseReturnValue:
    """Ask once more before an application is withdrawn."""
    _, offer, own = _own(slug)
    if own is None:
        raise rules.NoSuchApplication
    if refusal := policy.why_not_take_back(offer, own, now()):
        raise refusal
    return render_template(
        "components/_confirm.html",
        title=say("Withdraw your application?"),
        message=say("It is erased at once. Until the last moment to apply you can apply again."),
        action_url=url_for(".withdraw", slug=slug),
        action_label=say("Withdraw it"),
        back_url=url_for(".bursary", slug=slug),
    )


@blueprint.post("/withdraw")
@requires(Permission.EXPRESS_INTEREST)
def withdraw(slug: str) -> ResponseReturnValue:
    """Withdraw an application, of which nothing is kept."""
    poll = public_poll(db_session(), slug)
    actions.withdraw(db_session(), poll, signed_in().id, now=now())
    db_session().commit()
    flash(say("Your application is withdrawn and erased."), "good")
    return redirect(url_for("publication.poll", slug=slug), 303)


def _own(slug: str) -> tuple[Poll, Offer | None, BursaryApplication | None]:
    """Return the poll, what it offers and the visitor's application; raise why there is none."""
    session = db_session()
    poll = public_poll(session, slug)
    offer = queries.offer_in(session, poll)
    own = queries.own_application(session, poll, signed_in().id)
    if own is None and offer is None:
        raise rules.NoBursary
    if own is None and not queries.standings_of(session, poll, signed_in().id, now()):
        raise rules.NotStanding
    return poll, offer, own


def _why_not_ask(poll: Poll, offer: Offer | None, own: BursaryApplication | None) -> Refusal | None:
    is_standing = bool(queries.standings_of(db_session(), poll, signed_in().id, now()))
    return policy.why_not_ask(offer, own, is_standing=is_standing, now=now())


def _page(
    poll: Poll, offer: Offer | None, own: BursaryApplication | None, form: WishForm | None
) -> str:
    refusal = _why_not_ask(poll, offer, own)
    if form is None:
        form = WishForm(formdata=None)
        if own is not None:
            form.show(own)
    officers = queries.officers_of(db_session(), poll, now())
    return render_template(
        "bursaries/own.html",
        poll=poll,
        offer=offer,
        own=own,
        form=form,
        why_not_ask=refusal.text if refusal else "",
        may_withdraw=own is not None and policy.why_not_take_back(offer, own, now()) is None,
        officers=[one.name or say("An officer") for one in officers],
        money=whole_pounds,
    )
