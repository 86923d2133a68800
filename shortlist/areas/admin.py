"""The organiser's edge: make a plan of areas, edit its orders, simulate it, publish it.

Plans and simulations are worked out while the request's session holds no lock, for which others
would have to wait.
"""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from shortlist.areas import actions, findings
from shortlist.areas.actions import Made
from shortlist.areas.forms import AssumptionsForm, OrderForm, PlanForm, field_name, order_form
from shortlist.areas.models import AreaPlan
from shortlist.areas.pages import area_view, plan_view
from shortlist.areas.planner import make_plan
from shortlist.areas.queries import (
    area_at,
    draft_of,
    published_plan_of,
    runners_of,
    slate_for,
    the_draft_of,
)
from shortlist.areas.rows import (
    assumptions_of,
    current_land,
    homes_of,
    land_of_plan,
    plan_of,
    reordered,
)
from shortlist.areas.rules import FEWEST_CANDIDATES, CannotPlan, CannotSimulate
from shortlist.areas.simulator import Assumptions
from shortlist.areas.writing import WAYS
from shortlist.audit.actions import Actor, member_actor
from shortlist.candidates.models import Candidate
from shortlist.extensions import db_session, now, reading_session, settings
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("areas_admin", __name__, url_prefix="/organise/polls/<slug>/areas")


@blueprint.get("")
@requires(Permission.ORGANISE_POLLS)
def plan(slug: str) -> ResponseReturnValue:
    """The draft with its balance and what was simulated of it, or a form to make one."""
    session = db_session()
    poll = poll_by_slug(session, slug)
    return _page(session, poll, _plan_form(slate_for(session, poll)), None)


@blueprint.post("")
@requires(Permission.ORGANISE_POLLS)
def make(slug: str) -> ResponseReturnValue:
    """Make a plan and keep it as the draft, or show what is wrong with what was typed."""
    with reading_session() as session:
        poll = poll_by_slug(session, slug)
        slate = slate_for(session, poll)
        form, made = _plan_form(slate), None
        if form.validate_on_submit():
            made = _made(session, poll, slate[: form.run.data], form)
        if made is None:
            return _page(session, poll, form, None), 422
    poll = poll_by_slug(db_session(), slug, lock=True)
    actions.keep_draft(db_session(), poll, made, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The plan is made. Only organisers see it until you publish it."), "good")
    return redirect(url_for(".plan", slug=slug), 303)


@blueprint.get("/<int:number>")
@requires(Permission.ORGANISE_POLLS)
def order(slug: str, number: int) -> ResponseReturnValue:
    """The order of one area, to change it by hand."""
    session = db_session()
    poll = poll_by_slug(session, slug)
    draft = the_draft_of(session, poll)
    people = runners_of(session, draft)
    form = order_form(area_at(draft, number).ranks, [one.name for one in people])
    return _order_page(poll, draft, number, form, people)


@blueprint.post("/<int:number>")
@requires(Permission.ORGANISE_POLLS)
def change_order(slug: str, number: int) -> ResponseReturnValue:
    """Change the order of one area and simulate what that costs, or show what is wrong with it."""
    with reading_session() as session:
        poll = poll_by_slug(session, slug)
        draft = the_draft_of(session, poll)
        area, people = area_at(draft, number), runners_of(session, draft)
        form = order_form(area.ranks, [one.name for one in people])
        typed = form.order(area.ranks)
        if typed is None:
            return _order_page(poll, draft, number, form, people), 422
        made, given = reordered(plan_of(draft), number, typed), assumptions_of(draft)
        planned = plan_of(draft, as_planned=True)
    found = findings.comparison_of(made, planned, given, findings.COMPARED_RUNS)
    session = db_session()
    poll = poll_by_slug(session, slug, lock=True)
    area = area_at(the_draft_of(session, poll, lock=True), number)
    actions.change_order(session, poll, area, typed, found, now=now(), actor=_actor())
    session.commit()
    flash(say("The order is changed."), "good")
    return redirect(url_for(".plan", slug=slug) + "#balance", 303)


@blueprint.post("/simulate")
@requires(Permission.ORGANISE_POLLS)
def simulate(slug: str) -> ResponseReturnValue:
    """Simulate the draft under the assumptions typed."""
    with reading_session() as session:
        poll = poll_by_slug(session, slug)
        draft = the_draft_of(session, poll)
        given = _typed_assumptions(form := AssumptionsForm())
        if given is None:
            return _page(session, poll, _plan_form(slate_for(session, poll)), form), 422
        made, planned = plan_of(draft), plan_of(draft, as_planned=True)
    found = findings.comparison_of(made, planned, given, findings.COMPARED_RUNS)
    poll = poll_by_slug(db_session(), slug, lock=True)
    draft = the_draft_of(db_session(), poll, lock=True)
    actions.note_comparison(db_session(), poll, draft, given, found, now=now(), actor=_actor())
    db_session().commit()
    return redirect(url_for(".plan", slug=slug) + "#simulation", 303)


@blueprint.post("/numbers")
@requires(Permission.ORGANISE_POLLS)
def numbers(slug: str) -> ResponseReturnValue:
    """Simulate how many candidates to run, under the assumptions of the draft."""
    with reading_session() as session:
        poll = poll_by_slug(session, slug)
        draft, slate = the_draft_of(session, poll), slate_for(session, poll)
        land, homes, given = land_of_plan(draft), tuple(homes_of(slate)), assumptions_of(draft)
    found = findings.sweep_of(land, homes, given, findings.SWEPT_RUNS)
    poll = poll_by_slug(db_session(), slug, lock=True)
    draft = the_draft_of(db_session(), poll, lock=True)
    actions.note_sweep(db_session(), poll, draft, found, now=now(), actor=_actor())
    db_session().commit()
    return redirect(url_for(".plan", slug=slug) + "#numbers", 303)


@blueprint.get("/publish")
@requires(Permission.ORGANISE_POLLS)
def confirm_publish(slug: str) -> ResponseReturnValue:
    """Ask once more before a plan is published."""
    poll = poll_by_slug(db_session(), slug)
    draft = the_draft_of(db_session(), poll)
    actions.check_may_publish(db_session(), poll, draft)
    return render_template(
        "components/_confirm.html",
        title=say("Publish the orders?"),
        message=say(
            "Everybody sees the order of every area, and what the simulation takes for "
            "granted. Published orders do not change; a later plan can take their place."
        ),
        facts=[
            {"label": say("Poll"), "value": poll.title},
            {"label": say("Areas"), "value": str(len(draft.areas))},
            {"label": say("Candidates"), "value": str(len(draft.runners))},
        ],
        action_url=url_for(".publish", slug=slug),
        action_label=say("Publish the orders"),
        back_url=url_for(".plan", slug=slug),
        kind="warn",
    )


@blueprint.post("/publish")
@requires(Permission.ORGANISE_POLLS, again=True)
def publish(slug: str) -> ResponseReturnValue:
    """Publish the draft."""
    session = db_session()
    poll = poll_by_slug(session, slug, lock=True)
    draft = the_draft_of(session, poll, lock=True)
    actions.publish_plan(session, poll, draft, now=now(), actor=_actor())
    session.commit()
    flash(say("The orders are published."), "good")
    return redirect(url_for("areas.areas", slug=slug), 303)


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _plan_form(slate: Sequence[Candidate]) -> PlanForm:
    form = PlanForm()
    form.limit(len(slate), findings.most_areas(current_land()))
    return form


def _made(
    session: Session, poll: Poll, runners: Sequence[Candidate], form: PlanForm
) -> Made | None:
    """Return the plan that was asked for with what it wins, or None beside a complaint."""
    land = current_land()
    try:
        made = make_plan(land, homes_of(runners), form.areas.data or 0)
    except CannotPlan as refusal:
        form.form_errors.append(refusal.text)
        return None
    given = _starting_assumptions(poll, draft_of(session, poll))
    return Made(
        plan=made,
        land=land,
        candidates=runners,
        assumptions=given,
        comparison=findings.comparison_of(made, made, given, findings.COMPARED_RUNS),
    )


def _starting_assumptions(poll: Poll, draft: AreaPlan | None) -> Assumptions:
    """Return those of the draft before, else ones that suit the poll."""
    if draft is not None:
        return assumptions_of(draft)
    return Assumptions(
        seats=sum(contest.seats for contest in poll.contests), rule=poll.contests[0].rule
    )


def _typed_assumptions(form: AssumptionsForm) -> Assumptions | None:
    if not form.validate_on_submit():
        return None
    try:
        return form.assumptions()
    except CannotSimulate as refusal:
        form.form_errors.append(refusal.text)
        return None


def _page(session: Session, poll: Poll, form: PlanForm, assumed: AssumptionsForm | None) -> str:
    draft = draft_of(session, poll)
    if draft is not None and assumed is None:
        assumed = AssumptionsForm(formdata=None)
        assumed.show(assumptions_of(draft))
    return render_template(
        "areas/plan.html",
        poll=poll,
        form=form,
        assumed=assumed,
        ways=WAYS,
        can_plan=len(slate_for(session, poll)) >= FEWEST_CANDIDATES,
        view=draft and plan_view(poll.slug, draft, runners_of(session, draft)),
        is_published=published_plan_of(session, poll) is not None,
        snippet=_snippet(poll.slug),
        embed_sites=settings().embed_sites,
    )


def _snippet(slug: str) -> str:
    """Return the HTML that shows the poll's finder in a frame."""
    address = settings().base_url + url_for("finder.frame", slug=slug)
    return (
        f'<iframe src="{address}" title="Find your order" width="100%" height="640" '
        'loading="lazy"></iframe>'
    )


def _order_page(
    poll: Poll, draft: AreaPlan, number: int, form: OrderForm, people: Sequence[Candidate]
) -> str:
    return render_template(
        "areas/order.html",
        poll=poll,
        form=form,
        area=area_view(poll.slug, area_at(draft, number), plan_of(draft), people),
        fields=[form[field_name(rank)] for rank in area_at(draft, number).ranks],
    )
