"""The organiser's edge: make a poll from nothing or from another, change its words and dates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.announcements.actions import copy_call
from shortlist.audit.actions import Actor, member_actor
from shortlist.bursaries.actions import copy_offer
from shortlist.conduct.actions import copy_code
from shortlist.declarations.actions import copy_asks
from shortlist.equalities.actions import copy_form
from shortlist.extensions import db_session, now, settings
from shortlist.interest.queries import authors_of
from shortlist.language import say, say_many
from shortlist.permissions import Permission
from shortlist.polls import actions, planning
from shortlist.polls.balance import RulePlan
from shortlist.polls.balance_actions import add_rules, copy_balance
from shortlist.polls.effects import effect_of, restarted, shifted
from shortlist.polls.forms import PollForm
from shortlist.polls.models import Poll
from shortlist.polls.planning import ContestPlan, PollPlan
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.polls.queries import every_poll, poll_by_slug, regions_on_roll
from shortlist.polls.rules import TIMETABLE_FIELDS, Timetable, TimetableOutOfOrder
from shortlist.polls.templates import TEMPLATES, contest_plans_of, template_of
from shortlist.publication.deadlines import following, move_along
from shortlist.publication.telling import tell_of_moved_dates
from shortlist.questions.actions.asking import copy_questions
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("planning_admin", __name__, url_prefix="/organise/polls")

MOST_DAYS = 400


@dataclass(frozen=True, kw_only=True)
class _Start:
    """What a new poll is made from: words, contests, and the poll that it is a copy of, if any."""

    name: str = ""
    contests: Sequence[ContestPlan] = ()
    rules: Sequence[Sequence[RulePlan]] = ()
    copied: Poll | None = None


@blueprint.get("/new")
@requires(Permission.ORGANISE_POLLS)
def new() -> ResponseReturnValue:
    """Ask what the poll is and when, with words, dates and contests to start from."""
    form, start = _new_form(), _start()
    today = now().date()
    form.suggest(planning.suggested_moments(today))
    if start.copied is not None:
        poll = start.copied
        form.begin_with(poll.title, poll.description)
        form.offer_zones(poll.time_zone)
        form.forget_moments()
        form.suggest(restarted(timetable_of(poll), poll.time_zone, today))
    elif key := request.args.get("template"):
        template = template_of(key)
        form.begin_with(template.title, template.description)
    return _new_page(form, start), 200


@blueprint.post("/new")
@requires(Permission.ORGANISE_POLLS)
def make() -> ResponseReturnValue:
    """Make a draft, or show what was typed with what is wrong with it."""
    form, start = _new_form(), _start()
    typed = form.plan()
    if typed is None:
        return _new_page(form, start), 422
    try:
        poll = actions.make_poll(db_session(), now=now(), actor=_actor(), plan=typed)
    except TimetableOutOfOrder as refusal:
        form.complain_of(refusal.faults)
        return _new_page(form, start), 422
    _bring(start, poll)
    db_session().commit()
    if start.contests:
        flash(
            say("The draft is saved with its contests. Check them, then announce the poll."), "good"
        )
        return redirect(url_for("polls_admin.plan", slug=poll.slug), 303)
    flash(say("The draft is saved. Now add what is elected."), "good")
    return redirect(url_for("polls_admin.new_contest", slug=poll.slug), 303)


def _bring(start: _Start, poll: Poll) -> None:
    """Give a new poll what comes with its beginning: contests, rules, words, questions."""
    session, at, actor = db_session(), now(), _actor()
    contests = [
        actions.add_contest(session, poll, now=at, actor=actor, plan=plan)
        for plan in start.contests
    ]
    for contest, rules in zip(contests, start.rules, strict=False):
        add_rules(session, contest, rules, now=at, actor=actor)
    if start.copied is None:
        return
    for source, contest in zip(start.copied.contests, contests, strict=True):
        copy_balance(session, source, contest, now=at, actor=actor)
    copy_call(session, start.copied, poll, now=at)
    base_url = settings().base_url
    copy_questions(session, start.copied, poll, now=at, actor=actor, base_url=base_url)
    for copy in (copy_code, copy_asks, copy_form, copy_offer):
        copy(session, start.copied, poll, now=at, actor=actor)


def _new_form() -> PollForm:
    form = PollForm()
    form.offer_zones(settings().time_zone)
    return form


def _start() -> _Start:
    """Return what the address says the poll is to be made from; raise `NotFound` for nothing."""
    if slug := request.args.get("copy"):
        poll = poll_by_slug(db_session(), slug)
        return _Start(name=poll.title, contests=contest_plans_of(poll), copied=poll)
    if key := request.args.get("template"):
        template = template_of(key)
        regions = regions_on_roll(db_session())
        contests = template.contests(regions)
        return _Start(name=template.name, contests=contests, rules=template.rules)
    return _Start()


def _new_page(form: PollForm, start: _Start) -> str:
    return render_template(
        "polls/new.html",
        form=form,
        start=start,
        templates=TEMPLATES,
        polls=every_poll(db_session()),
    )


@blueprint.get("/<slug>/edit")
@requires(Permission.ORGANISE_POLLS)
def edit(slug: str) -> ResponseReturnValue:
    """Show the poll's words and dates, to change those that still may be."""
    poll = _changeable(slug)
    form = _form_for(poll)
    for field in form.moment_fields():
        form.show(field.name, getattr(poll, field.name), poll.time_zone)
    days = request.args.get("shift", 0, type=int)
    if days and abs(days) <= MOST_DAYS:
        timetable, facts = timetable_of(poll), facts_of(poll)
        form.suggest(shifted(timetable, poll.time_zone, days, now(), facts))
    return _edit_page(poll, form, days), 200


@blueprint.post("/<slug>/edit")
@requires(Permission.ORGANISE_POLLS)
def change(slug: str) -> ResponseReturnValue:
    """Show what the changes would do; save them, or go back to them, when that was asked for."""
    poll = _changeable(slug, lock=True)
    form, then = _form_for(poll), request.form.get("then")
    typed = form.plan(poll)
    if typed is None:
        return _edit_page(poll, form), 422
    if faults := planning.faults_of_change(
        now(), timetable_of(poll), typed.timetable, facts_of(poll)
    ):
        form.complain_of(faults)
        return _edit_page(poll, form), 422
    if then == "back":
        return _edit_page(poll, form), 200
    return _save(poll, typed) if then == "save" else _preview_page(poll, typed)


def _save(poll: Poll, typed: PollPlan) -> ResponseReturnValue:
    session, at, actor = db_session(), now(), _actor()
    before, besides = timetable_of(poll), following(session, poll, *_dates(typed), at)
    actions.change_poll(session, poll, now=at, actor=actor, plan=typed)
    move_along(session, poll, besides, now=at, actor=actor)
    moved, base_url = [one.as_moved for one in besides], settings().base_url
    told = tell_of_moved_dates(session, poll, before, moved, now=at, base_url=base_url)
    session.commit()
    flash(" ".join([say("Your changes are saved."), *_told(told)]), "good")
    return redirect(url_for("polls_admin.plan", slug=poll.slug), 303)


def _dates(typed: PollPlan) -> tuple[Timetable, str]:
    return typed.timetable, typed.time_zone


def _told(people: int) -> list[str]:
    if not people:
        return []
    said = say_many(
        "One person who offers to stand is told of the new dates by mail.",
        "%(n)s who offer to stand are told of the new dates by mail.",
        people,
    )
    return [said]


def _preview_page(poll: Poll, typed: PollPlan) -> str:
    facts, before = facts_of(poll), timetable_of(poll)
    effect = effect_of(now(), typed.timetable, facts, typed.time_zone, before)
    besides = following(db_session(), poll, *_dates(typed), now())
    effect = replace(effect, moved=[*effect.moved, *(one.as_moved for one in besides)])
    return render_template(
        "polls/preview.html",
        poll=poll,
        plan=typed,
        effect=effect,
        told=len(authors_of(db_session(), poll)) if facts.announced and effect.moved else 0,
        sent=[
            (name, value)
            for name, value in request.form.items(multi=True)
            if name not in {"csrf_token", "then"}
        ],
    )


def _changeable(slug: str, *, lock: bool = False) -> Poll:
    poll = poll_by_slug(db_session(), slug, lock=lock)
    if refusal := planning.why_not_change(facts_of(poll)):
        raise refusal
    return poll


def _form_for(poll: Poll) -> PollForm:
    """Return the form for a poll, asking only for what may still change."""
    form = PollForm(obj=poll)
    form.offer_zones(poll.time_zone)
    facts, timetable = facts_of(poll), timetable_of(poll)
    for name in TIMETABLE_FIELDS:
        if not planning.may_move(name, now(), timetable, facts):
            del form[name]
    if facts.announced:
        del form["time_zone"]
    return form


def _edit_page(poll: Poll, form: PollForm, days: int = 0) -> str:
    """Show the form with what was typed, and what is wrong with it if anything is."""
    moment: datetime = now()
    effect = effect_of(moment, timetable_of(poll), facts_of(poll), poll.time_zone)
    return render_template("polls/edit.html", form=form, poll=poll, effect=effect, shift=days)


def _actor() -> Actor:
    return member_actor(signed_in().id)
