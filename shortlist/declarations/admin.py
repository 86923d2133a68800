"""The organiser's edge: say what candidates declare, see who has not, remind them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.bursaries import policy as bursary_policy
from shortlist.bursaries.queries import offer_in
from shortlist.conduct import policy as conduct_policy
from shortlist.conduct.actions import publish_code
from shortlist.conduct.forms import CodeForm
from shortlist.conduct.queries import code_of, codes_of
from shortlist.declarations import actions, policy, queries, rules
from shortlist.declarations.forms import AsksForm
from shortlist.extensions import db_session, now, settings
from shortlist.language import say, say_many, whole_pounds
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.questions.queries import asked_in
from shortlist.web.access import requires, signed_in

blueprint = Blueprint(
    "declarations_admin", __name__, url_prefix="/organise/polls/<slug>/declarations"
)


@blueprint.get("")
@requires(Permission.DECIDE_EXPRESSIONS)
def declarations(slug: str) -> ResponseReturnValue:
    """Show what is asked, who has declared it, and whom to remind."""
    poll, session = poll_by_slug(db_session(), slug), db_session()
    standings = queries.standings(session, poll, now())
    code = code_of(session, poll)
    fixed = policy.why_not_change_asks(poll, now())
    no_code = conduct_policy.why_not_publish(poll, now(), has_code=code is not None)
    no_bursary = bursary_policy.why_not_offer(poll, now())
    return render_template(
        "declarations/admin.html",
        poll=poll,
        asks=queries.asks_in(session, poll),
        asks_anything=queries.asks_anything(session, poll),
        code=code,
        standings=sorted(standings, key=lambda one: not one.missing),
        missing=sum(1 for one in standings if one.missing),
        due=len(actions.due_for_a_reminder(standings, now())),
        part_words=rules.PART_WORDS,
        money=rules.money,
        why_fixed=fixed.text if fixed else "",
        why_no_code=no_code.text if no_code else "",
        bursary=offer_in(session, poll),
        whole_pounds=whole_pounds,
        why_no_bursary=no_bursary.text if no_bursary else "",
    )


@blueprint.post("/remind")
@requires(Permission.DECIDE_EXPRESSIONS)
def remind(slug: str) -> ResponseReturnValue:
    """Write to those who have not declared everything."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    count = actions.remind_missing(
        db_session(), poll, now=now(), actor=_actor(), base_url=settings().base_url
    )
    db_session().commit()
    said = say_many(
        "%(n)s candidate is reminded by mail.", "%(n)s candidates are reminded by mail.", count
    )
    flash(said, "good")
    return redirect(url_for(".declarations", slug=slug), 303)


@blueprint.get("/asked")
@requires(Permission.ORGANISE_POLLS)
def asks(slug: str) -> ResponseReturnValue:
    """Show what is asked, to change it."""
    poll = poll_by_slug(db_session(), slug)
    if refusal := policy.why_not_change_asks(poll, now()):
        raise refusal
    form = AsksForm(formdata=None)
    form.show(queries.plan_of(db_session(), poll), poll.time_zone)
    return _asks_page(poll, form)


@blueprint.post("/asked")
@requires(Permission.ORGANISE_POLLS)
def set_asks(slug: str) -> ResponseReturnValue:
    """Say what is asked."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), AsksForm()
    wanted = form.asks(poll.time_zone)
    if wanted is None:
        return _asks_page(poll, form), 422
    try:
        actions.set_asks(db_session(), poll, wanted, now=now(), actor=_actor())
    except rules.AsksFaulty as refusal:
        form.complain(refusal.faults)
        return _asks_page(poll, form), 422
    db_session().commit()
    flash(say("What candidates declare is saved."), "good")
    return redirect(url_for(".declarations", slug=slug), 303)


@blueprint.get("/code")
@requires(Permission.ORGANISE_POLLS)
def code(slug: str) -> ResponseReturnValue:
    """Show the code of conduct, to publish its next version."""
    poll = poll_by_slug(db_session(), slug)
    before = code_of(db_session(), poll)
    if refusal := conduct_policy.why_not_publish(poll, now(), has_code=before is not None):
        raise refusal
    return _code_page(poll, CodeForm(formdata=None, obj=before))


@blueprint.post("/code")
@requires(Permission.ORGANISE_POLLS)
def publish(slug: str) -> ResponseReturnValue:
    """Publish a version of the code of conduct; whoever stands already is asked again."""
    poll, form = poll_by_slug(db_session(), slug, lock=True), CodeForm()
    if not form.validate_on_submit():
        return _code_page(poll, form), 422
    session = db_session()
    found = publish_code(
        session,
        poll,
        form.text.data or "",
        is_needed_to_send=bool(form.is_needed_to_send.data),
        now=now(),
        actor=_actor(),
    )
    people = asked_in(session, poll)
    base_url = settings().base_url
    actions.tell(session, poll, people, "conduct_changed", now=now(), base_url=base_url)
    session.commit()
    flash(
        say("Version %(number)s of the code of conduct is published.", number=found.number), "good"
    )
    return redirect(url_for(".declarations", slug=slug), 303)


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _asks_page(poll: Poll, form: AsksForm) -> str:
    return render_template("declarations/asks.html", poll=poll, form=form)


def _code_page(poll: Poll, form: CodeForm) -> str:
    return render_template(
        "declarations/code.html",
        poll=poll,
        form=form,
        number=len(codes_of(db_session(), poll)) + 1,
        told=len(asked_in(db_session(), poll)),
    )
