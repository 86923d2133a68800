"""The organiser's edge: say what the form asks, or that there is none."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.equalities import actions, policy, queries, rules
from shortlist.equalities.forms import PlanForm
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("equalities_admin", __name__, url_prefix="/organise/polls/<slug>/equalities")
A_FEW_DAYS = timedelta(days=3)  # for those who send an expression on the last day


@blueprint.get("")
@requires(Permission.ORGANISE_POLLS)
def plan(slug: str) -> ResponseReturnValue:
    """Show what the form asks, to set it."""
    poll = poll_by_slug(db_session(), slug)
    form = PlanForm(formdata=None)
    suggested = min(poll.interest_closes_at + A_FEW_DAYS, poll.shortlist_at)
    form.show(queries.plan_of(db_session(), poll), suggested, poll.time_zone)
    return _page(poll, form)


@blueprint.post("")
@requires(Permission.ORGANISE_POLLS)
def set_plan(slug: str) -> ResponseReturnValue:
    """Set what the form asks."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), PlanForm()
    plan = form.plan(poll.time_zone)
    if plan is None:
        return _page(poll, form), 422
    try:
        actions.set_form(db_session(), poll, plan, now=now(), actor=_actor())
    except (rules.NothingAsked, rules.ClosesTooEarly) as refusal:
        name = "questions" if isinstance(refusal, rules.NothingAsked) else "closes_at"
        form.complain(name, refusal.text)
        return _page(poll, form), 422
    db_session().commit()
    flash(say("The equalities form is saved."), "good")
    return redirect(url_for(".plan", slug=slug), 303)


@blueprint.post("/remove")
@requires(Permission.ORGANISE_POLLS)
def remove(slug: str) -> ResponseReturnValue:
    """Ask nothing after all."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    actions.remove_form(db_session(), poll, now=now(), actor=_actor())
    db_session().commit()
    flash(say("This poll has no equalities form now."), "good")
    return redirect(url_for(".plan", slug=slug), 303)


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _page(poll: Poll, form: PlanForm) -> str:
    plan = queries.plan_of(db_session(), poll)
    refusal = policy.why_not_plan(poll, now(), has_form=plan is not None)
    return render_template(
        "equalities/plan.html",
        poll=poll,
        form=form,
        plan=plan,
        questions=rules.QUESTIONS,
        why_fixed=refusal.text if refusal else "",
    )
