"""The candidate's edge: what is to be declared, conflicts of interest, and spending."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.bursaries.queries import offer_in
from shortlist.conduct.queries import acceptance_of, code_of
from shortlist.declarations import actions, policy, queries, rules
from shortlist.declarations.forms import NONE, SOME, ConflictsForm, ItemForm, StatementForm
from shortlist.declarations.models import SpendingEntry
from shortlist.declarations.rules import Asks
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import public_poll
from shortlist.questions.queries import Asked
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("own_declarations", __name__, url_prefix="/polls/<slug>/declarations")


@blueprint.get("")
@requires(Permission.EXPRESS_INTEREST)
def declarations(slug: str) -> ResponseReturnValue:
    """Show everything that the member is asked to declare, and how it stands."""
    poll = public_poll(db_session(), slug)
    return _page(poll, queries.own_spending(db_session(), poll, signed_in().id), None)


@blueprint.post("")
@requires(Permission.EXPRESS_INTEREST)
def declare(slug: str) -> ResponseReturnValue:
    """Declare conflicts of interest, or none."""
    poll, asked = _own(slug)
    form = ConflictsForm()
    if not form.validate_on_submit():
        return _page(poll, asked, form), 422
    actions.declare_conflicts(db_session(), poll, asked, form.typed(), now=now())
    db_session().commit()
    flash(say("You have declared your conflicts of interest."), "good")
    return redirect(url_for(".declarations", slug=slug), 303)


@blueprint.get("/spending")
@requires(Permission.EXPRESS_INTEREST)
def spending(slug: str) -> ResponseReturnValue:
    """Show what was spent so far, to add to it, correct it, and state that it is all."""
    poll, asked = _own_spending(slug)
    return _spending_page(poll, asked)


@blueprint.post("/spending")
@requires(Permission.EXPRESS_INTEREST)
def enter(slug: str) -> ResponseReturnValue:
    """Enter something that was spent."""
    poll, asked = _own_spending(slug)
    form = ItemForm()
    item = form.item(_today(poll))
    if item is None:
        return _spending_page(poll, asked, form), 422
    actions.enter_spending(db_session(), poll, asked, item, now=now())
    db_session().commit()
    flash(say("The item is entered. Everybody can read it once the shortlist is out."), "good")
    return redirect(url_for(".spending", slug=slug), 303)


@blueprint.post("/spending/state")
@requires(Permission.EXPRESS_INTEREST)
def state(slug: str) -> ResponseReturnValue:
    """State that the items are all that was spent."""
    poll, asked = _own_spending(slug)
    form = StatementForm()
    if not form.validate_on_submit():
        return _spending_page(poll, asked, statement=form), 422
    actions.state_spending(db_session(), poll, asked, form.pence.data or 0, now=now())
    db_session().commit()
    flash(say("Your spending is declared. You can still correct it."), "good")
    return redirect(url_for(".spending", slug=slug), 303)


@blueprint.get("/spending/<int:number>")
@requires(Permission.EXPRESS_INTEREST)
def correction(slug: str, number: int) -> ResponseReturnValue:
    """Show an item to correct it or take it out."""
    poll, asked = _own_spending(slug)
    entry = _item(poll, asked, number)
    form = ItemForm(formdata=None)
    form.show(entry)
    return _correction_page(poll, entry, form)


@blueprint.post("/spending/<int:number>")
@requires(Permission.EXPRESS_INTEREST)
def correct(slug: str, number: int) -> ResponseReturnValue:
    """Correct an item or take it out; what it said before stays to be read."""
    poll, asked = _own_spending(slug)
    entry, form = _item(poll, asked, number), ItemForm()
    item = form.item(_today(poll))
    if item is None:
        return _correction_page(poll, entry, form), 422
    reason, session = form.reason.data or "", db_session()
    try:
        if request.form.get("then") == "take-out":
            actions.take_out_spending(session, poll, asked, number, reason, now=now())
        else:
            actions.correct_spending(session, poll, asked, number, item, reason, now=now())
    except rules.CorrectionNeedsReason as refusal:
        form.reason.errors = [refusal.text]
        return _correction_page(poll, entry, form), 422
    session.commit()
    flash(say("The correction is entered. What the item said before stays to be read."), "good")
    return redirect(url_for(".spending", slug=slug), 303)


def _own(slug: str) -> tuple[Poll, Asked]:
    poll = public_poll(db_session(), slug)
    return poll, queries.own(db_session(), poll, signed_in().id)


def _own_spending(slug: str) -> tuple[Poll, Asked]:
    poll = public_poll(db_session(), slug)
    asked = queries.own_spending(db_session(), poll, signed_in().id)
    if queries.asks_in(db_session(), poll).spending_limit is None:
        raise rules.SpendingNotAsked
    return poll, asked


def _item(poll: Poll, asked: Asked, number: int) -> SpendingEntry:
    return queries.item_in(queries.account_of(db_session(), poll, asked.member_id), number)


def _today(poll: Poll) -> date:
    return now().astimezone(ZoneInfo(poll.time_zone)).date()


def _page(poll: Poll, asked: Asked, form: ConflictsForm | None) -> str:
    session = db_session()
    code, asks = code_of(session, poll), queries.asks_in(session, poll)
    if queries.own_as_withdrawn(session, poll, asked.member_id):
        code, asks = None, replace(asks, conflicts=False)
    conflicts = queries.conflicts_of(session, poll, asked.member_id)
    refusal = policy.why_not_declare_conflicts(poll, asks)
    if form is None:
        form = ConflictsForm(formdata=None)
        if conflicts:
            form.has.data = SOME if conflicts[0].text else NONE
            form.text.data = conflicts[0].text
    return render_template(
        "declarations/own.html",
        poll=poll,
        asks=asks,
        asks_anything=code is not None or asks != Asks(),
        code=code,
        accepted=acceptance_of(session, code, asked.member_id) if code else None,
        conflicts=conflicts,
        why_not_declare=refusal.text if refusal else "",
        form=form,
        account=queries.account_of(session, poll, asked.member_id),
        money=rules.money,
        has_bursary=offer_in(session, poll) is not None,
        now=now(),
    )


def _spending_page(
    poll: Poll,
    asked: Asked,
    form: ItemForm | None = None,
    statement: StatementForm | None = None,
) -> str:
    account = queries.account_of(db_session(), poll, asked.member_id)
    statement = statement or StatementForm(formdata=None)
    statement.pence.data = account.pence
    return render_template(
        "declarations/spending.html",
        poll=poll,
        account=account,
        form=form or ItemForm(formdata=None),
        statement=statement,
        money=rules.money,
        now=now(),
    )


def _correction_page(poll: Poll, entry: SpendingEntry, form: ItemForm) -> str:
    return render_template("declarations/correct.html", poll=poll, entry=entry, form=form)
