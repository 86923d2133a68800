"""The organiser's edge: look at a poll's plan, its contests, announce it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls import actions, planning
from shortlist.polls.balance import RulesContradict, sentences_of
from shortlist.polls.balance_queries import rules_of
from shortlist.polls.effects import effect_of
from shortlist.polls.forms import ContestForm
from shortlist.polls.models import Contest, Poll
from shortlist.polls.policy import facts_of, phase_of, timetable_of
from shortlist.polls.queries import contest_at, poll_by_slug, regions_on_roll, unknown_regions
from shortlist.polls.showing import SHOWN_WORDS, in_short
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("polls_admin", __name__, url_prefix="/organise/polls")


@blueprint.get("/<slug>/plan")
@requires(Permission.ORGANISE_POLLS)
def plan(slug: str) -> ResponseReturnValue:
    """Show everything about the poll, to check it and to announce it."""
    poll = poll_by_slug(db_session(), slug)
    facts, timetable = facts_of(poll), timetable_of(poll)
    refusal = planning.why_not_announce(now(), timetable, facts, len(poll.contests))
    return render_template(
        "polls/plan.html",
        poll=poll,
        phase=phase_of(poll, now()),
        rule_titles=planning.RULE_TITLES,
        shown_in_short=in_short,
        may_change=planning.why_not_change(facts) is None,
        may_change_contests=planning.why_not_change_contests(now(), timetable, facts) is None,
        why_not_announce=refusal.text if refusal else None,
        unknown_regions=unknown_regions(db_session(), poll),
        effect=effect_of(now(), timetable, facts, poll.time_zone),
        balance={
            one.id: sentences_of(rules_of(db_session(), one.id), one.seats) for one in poll.contests
        },
    )


@blueprint.get("/<slug>/announce")
@requires(Permission.ORGANISE_POLLS)
def confirm_announce(slug: str) -> ResponseReturnValue:
    """Ask once more before the poll becomes public; a draft that lacks something shows its plan."""
    poll = poll_by_slug(db_session(), slug)
    refusal = planning.why_not_announce(
        now(), timetable_of(poll), facts_of(poll), len(poll.contests)
    )
    if isinstance(refusal, planning.AlreadyAnnounced):
        raise refusal
    if refusal is not None:
        return redirect(url_for(".plan", slug=slug))
    return render_template("polls/announce.html", poll=poll)


@blueprint.post("/<slug>/announce")
@requires(Permission.ORGANISE_POLLS)
def announce(slug: str) -> ResponseReturnValue:
    """Make the poll public."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    actions.announce_poll(db_session(), poll, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The poll is announced. Everybody can read it now."), "good")
    return redirect(url_for(".plan", slug=slug), 303)


@blueprint.get("/<slug>/delete")
@requires(Permission.ORGANISE_POLLS)
def confirm_delete(slug: str) -> ResponseReturnValue:
    """Ask once more before a draft is deleted."""
    poll = poll_by_slug(db_session(), slug)
    if refusal := planning.why_not_delete(facts_of(poll)):
        raise refusal
    return render_template("polls/delete.html", poll=poll)


@blueprint.post("/<slug>/delete")
@requires(Permission.ORGANISE_POLLS)
def delete(slug: str) -> ResponseReturnValue:
    """Delete a draft."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    actions.delete_draft(db_session(), poll, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The draft is deleted."), "good")
    return redirect(url_for("publication_admin.console"), 303)


@blueprint.get("/<slug>/contests/new")
@requires(Permission.ORGANISE_POLLS)
def new_contest(slug: str) -> ResponseReturnValue:
    """Ask what is elected in a further contest."""
    poll = poll_by_slug(db_session(), slug)
    _refuse_when_fixed(poll)
    form = ContestForm()
    if not poll.contests:
        form.title.data = poll.title
    return _contest_page(form, poll), 200


@blueprint.post("/<slug>/contests/new")
@requires(Permission.ORGANISE_POLLS)
def add_contest(slug: str) -> ResponseReturnValue:
    """Add a contest, or show what was typed with what is wrong with it."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    form = ContestForm()
    if not form.validate_on_submit():
        return _contest_page(form, poll), 422
    actions.add_contest(db_session(), poll, now=now(), actor=_actor(), plan=form.plan())
    db_session().commit()
    flash(say("The contest is added."), "good")
    return redirect(url_for(".plan", slug=slug), 303)


@blueprint.get("/<slug>/contests/<int:position>")
@requires(Permission.ORGANISE_POLLS)
def edit_contest(slug: str, position: int) -> ResponseReturnValue:
    """Show a contest, to change it."""
    poll = poll_by_slug(db_session(), slug)
    contest = contest_at(poll, position)
    _refuse_when_fixed(poll)
    return _contest_page(ContestForm(obj=contest), poll, contest), 200


@blueprint.post("/<slug>/contests/<int:position>")
@requires(Permission.ORGANISE_POLLS)
def change_contest(slug: str, position: int) -> ResponseReturnValue:
    """Change a contest, or show what was typed with what is wrong with it."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    contest = contest_at(poll, position)
    form = ContestForm()
    if not form.validate_on_submit():
        return _contest_page(form, poll, contest), 422
    try:
        actions.change_contest(db_session(), contest, now=now(), actor=_actor(), plan=form.plan())
    except RulesContradict as refusal:
        form.seats.errors = [refusal.text]
        return _contest_page(form, poll, contest), 422
    db_session().commit()
    flash(say("The contest is changed."), "good")
    return redirect(url_for(".plan", slug=slug), 303)


@blueprint.get("/<slug>/contests/<int:position>/remove")
@requires(Permission.ORGANISE_POLLS)
def confirm_remove_contest(slug: str, position: int) -> ResponseReturnValue:
    """Ask once more before a contest is removed."""
    poll = poll_by_slug(db_session(), slug)
    contest = contest_at(poll, position)
    refusal = planning.why_not_remove_contest(
        now(), timetable_of(poll), facts_of(poll), len(poll.contests)
    )
    if refusal is not None:
        raise refusal
    return render_template("polls/remove_contest.html", poll=poll, contest=contest)


@blueprint.post("/<slug>/contests/<int:position>/remove")
@requires(Permission.ORGANISE_POLLS)
def remove_contest(slug: str, position: int) -> ResponseReturnValue:
    """Remove a contest."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    contest = contest_at(poll, position)
    actions.remove_contest(db_session(), contest, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The contest is removed."), "good")
    return redirect(url_for(".plan", slug=slug), 303)


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _contest_page(form: ContestForm, poll: Poll, contest: Contest | None = None) -> str:
    regions = regions_on_roll(db_session())
    return render_template(
        "polls/contest.html",
        form=form,
        poll=poll,
        contest=contest,
        regions=regions,
        rule_words=planning.RULE_WORDS,
        shown_words=SHOWN_WORDS,
    )


def _refuse_when_fixed(poll: Poll) -> None:
    """Raise `ContestsAreFixed` before anybody types in vain."""
    refusal = planning.why_not_change_contests(now(), timetable_of(poll), facts_of(poll))
    if refusal is not None:
        raise refusal
