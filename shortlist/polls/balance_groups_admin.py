"""The organiser's edge to balance: the groups that candidates are asked to declare."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls import balance_actions, balance_queries
from shortlist.polls.balance_forms import GroupForm
from shortlist.polls.models import BalanceGroup, Contest
from shortlist.polls.queries import contest_at, poll_by_slug
from shortlist.web.access import requires, signed_in

blueprint = Blueprint(
    "balance_groups_admin",
    __name__,
    url_prefix="/organise/polls/<slug>/contests/<int:position>/balance/groups",
)


@blueprint.get("/new")
@requires(Permission.ORGANISE_POLLS)
def new(slug: str, position: int) -> ResponseReturnValue:
    """Ask which further group candidates are to declare."""
    contest = _contest(slug, position)
    balance_actions.check_may_change(contest, now())
    return _group_page(contest, GroupForm())


@blueprint.post("/new")
@requires(Permission.ORGANISE_POLLS)
def add(slug: str, position: int) -> ResponseReturnValue:
    """Ask candidates about a group, or show what was typed with what is wrong with it."""
    contest, form = _contest(slug, position, lock=True), GroupForm()
    plan = form.plan(one.name for one in balance_queries.groups_of(db_session(), contest.id))
    if plan is None:
        return _group_page(contest, form), 422
    balance_actions.add_group(db_session(), contest, plan, now=now(), actor=_actor())
    db_session().commit()
    flash(say("Candidates are asked about it. A rule can now speak of it."), "good")
    return _to_rules(contest)


@blueprint.get("/<int:group_id>")
@requires(Permission.ORGANISE_POLLS)
def edit(slug: str, position: int, group_id: int) -> ResponseReturnValue:
    """Show a group, to change it."""
    contest = _contest(slug, position)
    group = balance_queries.group_row(db_session(), contest, group_id)
    balance_actions.check_may_change(contest, now())
    return _group_page(contest, GroupForm(obj=group), group)


@blueprint.post("/<int:group_id>")
@requires(Permission.ORGANISE_POLLS)
def change(slug: str, position: int, group_id: int) -> ResponseReturnValue:
    """Change a group, or show what was typed with what is wrong with it."""
    contest, form = _contest(slug, position, lock=True), GroupForm()
    group = balance_queries.group_row(db_session(), contest, group_id)
    others = balance_queries.groups_of(db_session(), contest.id)
    plan = form.plan(one.name for one in others if one is not group)
    if plan is None:
        return _group_page(contest, form, group), 422
    balance_actions.change_group(db_session(), contest, group, plan, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The group is changed."), "good")
    return _to_rules(contest)


@blueprint.get("/<int:group_id>/remove")
@requires(Permission.ORGANISE_POLLS)
def confirm_remove(slug: str, position: int, group_id: int) -> ResponseReturnValue:
    """Ask once more before candidates are no longer asked about a group."""
    contest = _contest(slug, position)
    group = balance_queries.group_row(db_session(), contest, group_id)
    balance_actions.check_may_remove_group(db_session(), contest, group, now())
    return render_template(
        "components/_confirm.html",
        title=say("No longer ask about “%(group)s”?", group=group.name),
        message=say("Candidates are then not asked to declare it."),
        action_url=url_for(".remove", slug=slug, position=position, group_id=group_id),
        action_label=say("Remove this group"),
        back_url=_rules_url(contest),
        kind="warn",
    )


@blueprint.post("/<int:group_id>/remove")
@requires(Permission.ORGANISE_POLLS)
def remove(slug: str, position: int, group_id: int) -> ResponseReturnValue:
    """Ask candidates about a group no longer."""
    contest = _contest(slug, position, lock=True)
    group = balance_queries.group_row(db_session(), contest, group_id)
    balance_actions.remove_group(db_session(), contest, group, now=now(), actor=_actor())
    db_session().commit()
    flash(say("Candidates are not asked about it any more."), "good")
    return _to_rules(contest)


def _contest(slug: str, position: int, *, lock: bool = False) -> Contest:
    return contest_at(poll_by_slug(db_session(), slug, lock=lock), position)


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _rules_url(contest: Contest) -> str:
    return url_for("balance_admin.rules", slug=contest.poll.slug, position=contest.position)


def _to_rules(contest: Contest) -> ResponseReturnValue:
    return redirect(_rules_url(contest), 303)


def _group_page(contest: Contest, form: GroupForm, group: BalanceGroup | None = None) -> str:
    return render_template(
        "polls/balance_group.html", poll=contest.poll, contest=contest, group=group, form=form
    )
