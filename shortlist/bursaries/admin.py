"""The bursary officers' edge: the applications of a poll, and the decision on each.

None of it leaves a line in the log: the use of these pages alone would tell something.
"""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.bursaries import actions, policy, queries, rules
from shortlist.bursaries.forms import VerdictForm
from shortlist.bursaries.models import BursaryApplication
from shortlist.candidates.queries import stands_in
from shortlist.candidates.rules import StandsHere
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.extensions import db_session, now, settings
from shortlist.language import say, whole_pounds
from shortlist.members.models import Member
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import may_in, requires, signed_in

blueprint = Blueprint("bursaries_admin", __name__, url_prefix="/organise")
HERE = "/polls/<slug>/bursaries"


@blueprint.url_value_preprocessor
def _leave_no_line(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Keep these requests out of the log; the values of a route may be of any kind."""
    g.is_unlogged = True


@blueprint.get("/bursaries")
@requires(Permission.DECIDE_BURSARIES, in_any_poll=True)
def polls() -> ResponseReturnValue:
    """List the polls with a bursary that the officer decides in."""
    found = [
        (poll, waiting)
        for poll, waiting in queries.polls_offering(db_session())
        if may_in(Permission.DECIDE_BURSARIES, poll.slug)
    ]
    return render_template("bursaries/polls.html", polls=found)


@blueprint.get(HERE)
@requires(Permission.DECIDE_BURSARIES)
def applications(slug: str) -> ResponseReturnValue:
    """List the applications of a poll; to an officer who stands in it none but their own."""
    session, me = db_session(), signed_in().id
    poll = poll_by_slug(session, slug)
    stands = stands_in(session, poll.id, me)
    everybody = queries.applications_in(session, poll)
    return render_template(
        "bursaries/applications.html",
        poll=poll,
        offer=queries.offer_in(session, poll),
        applications=[one for one in everybody if not stands or one.application.member_id == me],
        why_not_all=StandsHere.sentence if stands else "",
        money=whole_pounds,
    )


@blueprint.get(f"{HERE}/<int:application_id>")
@requires(Permission.DECIDE_BURSARIES)
def application(slug: str, application_id: int) -> ResponseReturnValue:
    """Show an application, to decide on it."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.application_in(db_session(), poll, application_id)
    if found.member_id != signed_in().id:
        refuse_whoever_stands(db_session(), poll.id, signed_in().id)
    return _page(poll, found, VerdictForm(formdata=None, data={"version": found.version}))


@blueprint.post(f"{HERE}/<int:application_id>")
@requires(Permission.DECIDE_BURSARIES)
def decide(slug: str, application_id: int) -> ResponseReturnValue:
    """Decide on an application, which writes to whoever has applied."""
    session, form = db_session(), VerdictForm()
    poll = poll_by_slug(session, slug)
    found = queries.application_in(session, poll, application_id, lock=True)
    verdict = form.verdict()
    if verdict is None:
        return _page(poll, found, form), 422
    try:
        actions.decide(
            session,
            poll,
            found,
            verdict,
            version=form.version.data or 0,
            officer_id=signed_in().id,
            now=now(),
            base_url=settings().base_url,
        )
    except rules.GrantTooHigh as no:
        form.pounds.errors = [no.text]
        return _page(poll, found, form), no.status
    session.commit()
    flash(say("It is decided. A mail says that there is a decision, and not which."), "good")
    return redirect(url_for(".applications", slug=slug), 303)


def _page(poll: Poll, found: BursaryApplication, form: VerdictForm) -> str:
    session = db_session()
    member = session.get_one(Member, found.member_id)
    refusal = policy.why_not_decide(found, signed_in().id)
    decider = session.get(Member, found.decided_by_id) if found.decided_by_id else None
    return render_template(
        "bursaries/application.html",
        poll=poll,
        application=found,
        name=member.name or member.email,
        email=member.email,
        standings=queries.standings_of(session, poll, found.member_id, now()),
        offer=queries.offer_in(session, poll),
        decider=decider,
        why_not_decide=refusal.text if refusal else "",
        form=form,
        money=whole_pounds,
    )
