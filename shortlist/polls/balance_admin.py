"""The organiser's edge to balance: rules that read as sentences."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.errors import Refusal
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls import balance, balance_actions, balance_queries
from shortlist.polls.balance_forms import RuleForm
from shortlist.polls.balance_usual import Usual, usual_rules
from shortlist.polls.models import BalanceRule, Contest
from shortlist.polls.queries import contest_at, poll_by_slug, regions_on_roll
from shortlist.regions import all_regions
from shortlist.web.access import requires, signed_in

blueprint = Blueprint(
    "balance_admin", __name__, url_prefix="/organise/polls/<slug>/contests/<int:position>/balance"
)

# What is said beside the form, with all that was typed still in it.
CANNOT_BE = (balance.RulesContradict, balance.RuleThereAlready, balance.TooManyRules)


@blueprint.get("")
@requires(Permission.ORGANISE_POLLS)
def rules(slug: str, position: int) -> ResponseReturnValue:
    """Show the balance rules of a contest, with a form for a further one while they may change."""
    contest = _contest(slug, position)
    return _rules_page(contest, _rule_form(contest))


@blueprint.post("")
@requires(Permission.ORGANISE_POLLS)
def add_rule(slug: str, position: int) -> ResponseReturnValue:
    """Add a rule, or one for each choice; or show what was typed with what is wrong with it."""
    contest = _contest(slug, position, lock=True)
    balance_actions.check_may_change(contest, now())
    form = _rule_form(contest)
    plans = form.plans(contest.seats)
    if plans is not None:
        try:
            balance_actions.add_rules(db_session(), contest, plans, now=now(), actor=_actor())
        except CANNOT_BE as refusal:
            form.form_errors.append(refusal.text)
    if form.errors:
        return _rules_page(contest, form), 422
    db_session().commit()
    flash(
        say("The rule is added.") if len(plans or ()) == 1 else say("The rules are added."), "good"
    )
    return _to_rules(contest)


@blueprint.post("/usual/<name>")
@requires(Permission.ORGANISE_POLLS)
def add_usual(slug: str, position: int, name: str) -> ResponseReturnValue:
    """Add a usual rule as it stands; it can be changed afterwards."""
    contest = _contest(slug, position, lock=True)
    usual = next((one for one in _usual(contest) if one.key == name), None)
    if usual is None:
        raise balance_queries.NoSuchRule
    balance_actions.add_rules(db_session(), contest, usual.rules, now=now(), actor=_actor())
    db_session().commit()
    flash(say("It is added. You can change it as you need it."), "good")
    return _to_rules(contest)


@blueprint.get("/<int:rule_id>")
@requires(Permission.ORGANISE_POLLS)
def edit_rule(slug: str, position: int, rule_id: int) -> ResponseReturnValue:
    """Show a rule, to change it."""
    contest, row = _rule(slug, position, rule_id)
    balance_actions.check_may_change(contest, now())
    form = _rule_form(contest)
    form.show(balance_queries.numbered_rules(db_session(), contest.id)[row.id])
    return _rule_page(contest, row, form)


@blueprint.post("/<int:rule_id>")
@requires(Permission.ORGANISE_POLLS)
def change_rule(slug: str, position: int, rule_id: int) -> ResponseReturnValue:
    """Change a rule, or show what was typed with what is wrong with it."""
    contest, row = _rule(slug, position, rule_id, lock=True)
    form = _rule_form(contest)
    plans = form.plans(contest.seats)
    if plans is not None:
        try:
            balance_actions.change_rule(
                db_session(), contest, row, plans[0], now=now(), actor=_actor()
            )
        except CANNOT_BE as refusal:
            form.form_errors.append(refusal.text)
    if form.errors:
        return _rule_page(contest, row, form), 422
    db_session().commit()
    flash(say("The rule is changed."), "good")
    return _to_rules(contest)


@blueprint.get("/<int:rule_id>/remove")
@requires(Permission.ORGANISE_POLLS)
def confirm_remove_rule(slug: str, position: int, rule_id: int) -> ResponseReturnValue:
    """Ask once more before a rule is removed."""
    contest, row = _rule(slug, position, rule_id)
    balance_actions.check_may_change(contest, now())
    plan = balance_queries.numbered_rules(db_session(), contest.id)[row.id]
    return render_template(
        "components/_confirm.html",
        title=say("Remove this balance rule?"),
        message=say("The slate then need not keep it any more."),
        facts=[{"label": say("The rule"), "value": balance.sentence_of(plan, contest.seats)}],
        action_url=url_for(".remove_rule", slug=slug, position=position, rule_id=rule_id),
        action_label=say("Remove this rule"),
        back_url=_rules_url(contest),
        kind="warn",
    )


@blueprint.post("/<int:rule_id>/remove")
@requires(Permission.ORGANISE_POLLS)
def remove_rule(slug: str, position: int, rule_id: int) -> ResponseReturnValue:
    """Remove a rule."""
    contest, row = _rule(slug, position, rule_id, lock=True)
    balance_actions.remove_rule(db_session(), contest, row, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The rule is removed."), "good")
    return _to_rules(contest)


@blueprint.post("/<int:rule_id>/earlier")
@requires(Permission.ORGANISE_POLLS)
def put_earlier(slug: str, position: int, rule_id: int) -> ResponseReturnValue:
    """Let a rule come before the one above it."""
    contest, row = _rule(slug, position, rule_id, lock=True)
    balance_actions.put_rule_earlier(db_session(), contest, row, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The rule has moved up by one."), "good")
    return _to_rules(contest)


def _contest(slug: str, position: int, *, lock: bool = False) -> Contest:
    return contest_at(poll_by_slug(db_session(), slug, lock=lock), position)


def _rule(
    slug: str, position: int, rule_id: int, *, lock: bool = False
) -> tuple[Contest, BalanceRule]:
    contest = _contest(slug, position, lock=lock)
    return contest, balance_queries.rule_row(db_session(), contest, rule_id)


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _rules_url(contest: Contest) -> str:
    return url_for("balance_admin.rules", slug=contest.poll.slug, position=contest.position)


def _to_rules(contest: Contest) -> ResponseReturnValue:
    return redirect(_rules_url(contest), 303)


def _regions(contest: Contest) -> list[str]:
    """Return the regions to choose from: the roll's and the rules', or all where there is none."""
    on_roll = regions_on_roll(db_session()) or [one.name for one in all_regions()]
    rules = balance_queries.rules_of(db_session(), contest.id)
    named = [part.region for rule in rules for part in rule.parts if part.region]
    return sorted({*on_roll, *named})


def _usual(contest: Contest) -> tuple[Usual, ...]:
    there = balance_queries.rules_of(db_session(), contest.id)
    return usual_rules(contest.seats, [] if contest.region else _regions(contest), there)


def _rule_form(contest: Contest) -> RuleForm:
    form = RuleForm()
    form.offer(balance_queries.groups_of(db_session(), contest.id), _regions(contest))
    return form


def _rules_page(contest: Contest, form: RuleForm) -> str:
    session = db_session()
    numbered = balance_queries.numbered_rules(session, contest.id)
    used = {part.group.name for rule in numbered.values() for part in rule.parts if part.group}
    on_roll = regions_on_roll(session)
    named = {part.region for rule in numbered.values() for part in rule.parts if part.region}
    return render_template(
        "polls/balance.html",
        poll=contest.poll,
        contest=contest,
        form=form,
        rules=[
            (number, balance.sentence_of(rule, contest.seats)) for number, rule in numbered.items()
        ],
        groups=[(one, one.name in used) for one in balance_queries.groups_of(session, contest.id)],
        usual=[
            (one.key, balance.sentences_of(one.rules, contest.seats)) for one in _usual(contest)
        ],
        unknown_regions=sorted(named - set(on_roll)) if on_roll else [],
        why_fixed=_why_fixed(contest),
    )


def _why_fixed(contest: Contest) -> str | None:
    try:
        balance_actions.check_may_change(contest, now())
    except Refusal as refusal:
        return refusal.text
    return None


def _rule_page(contest: Contest, row: BalanceRule, form: RuleForm) -> str:
    return render_template(
        "polls/balance_rule.html", poll=contest.poll, contest=contest, rule=row, form=form
    )
