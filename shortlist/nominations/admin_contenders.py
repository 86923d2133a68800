"""The organiser's edge: who stands in an election."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.nominations.actions import contenders as actions
from shortlist.nominations.entry_queries import is_named
from shortlist.nominations.forms import ContenderForm, ContendersForm
from shortlist.nominations.models import Contender, Election
from shortlist.nominations.places import region_name
from shortlist.nominations.queries import contender_at, election_by_slug, on_our_slates
from shortlist.nominations.refusals import NameTaken, TooManyContenders
from shortlist.nominations.wording import slate_words
from shortlist.permissions import Permission
from shortlist.web.access import requires, signed_in

blueprint = Blueprint(
    "nominations_contenders", __name__, url_prefix="/organise/elections/<election>/candidates"
)


@blueprint.get("")
@requires(Permission.ORGANISE_POLLS)
def contenders(election: str) -> ResponseReturnValue:
    """Who stands, and a form to add more."""
    return _list_page(election_by_slug(db_session(), election), ContendersForm())


@blueprint.post("")
@requires(Permission.ORGANISE_POLLS)
def add(election: str) -> ResponseReturnValue:
    """Add candidates, or show what was typed with what is wrong with it."""
    session = db_session()
    found, form = election_by_slug(session, election, lock=True), ContendersForm()
    if not form.validate_on_submit():
        return _list_page(found, form), 422
    plans = form.plans()
    try:
        actions.add_contenders(session, found, plans, now=now(), actor=_actor())
    except (NameTaken, TooManyContenders) as no:
        form.lines.errors = [no.text]
        return _list_page(found, form), no.status
    session.commit()
    flash(
        say("The candidate is added.") if len(plans) == 1 else say("The candidates are added."),
        "good",
    )
    return redirect(url_for(".contenders", election=election), 303)


@blueprint.get("/<int:number>")
@requires(Permission.ORGANISE_POLLS)
def contender(election: str, number: int) -> ResponseReturnValue:
    """One candidate, to change who they are."""
    found = contender_at(election_by_slug(db_session(), election), number)
    form = _form()
    form.show(found)
    return _page(found, form)


@blueprint.post("/<int:number>")
@requires(Permission.ORGANISE_POLLS)
def change(election: str, number: int) -> ResponseReturnValue:
    """Change a candidate, or show what was typed with what is wrong with it."""
    session = db_session()
    found = contender_at(election_by_slug(session, election, lock=True), number)
    form = _form()
    if not form.validate_on_submit():
        return _page(found, form), 422
    try:
        actions.change_contender(session, found, form.plan(), now=now(), actor=_actor())
    except NameTaken as no:
        form.name.errors = [no.text]
        return _page(found, form), no.status
    session.commit()
    flash(say("Your changes are saved."), "good")
    return redirect(url_for(".contenders", election=election), 303)


@blueprint.post("/<int:number>/withdrawn")
@requires(Permission.ORGANISE_POLLS)
def withdrawn(election: str, number: int) -> ResponseReturnValue:
    """Note that a candidate has withdrawn, or stands after all."""
    session = db_session()
    found = contender_at(election_by_slug(session, election, lock=True), number)
    actions.mark_withdrawn(session, found, now=now(), actor=_actor())
    session.commit()
    said = (
        say("It is noted that %(name)s has withdrawn.", name=found.name)
        if found.withdrawn_at
        else say("It is noted that %(name)s stands again.", name=found.name)
    )
    flash(said, "good")
    return redirect(url_for(".contender", election=election, number=number), 303)


@blueprint.post("/<int:number>/remove")
@requires(Permission.ORGANISE_POLLS)
def remove(election: str, number: int) -> ResponseReturnValue:
    """Take out a candidate whom nobody has nominated."""
    session = db_session()
    found = contender_at(election_by_slug(session, election, lock=True), number)
    name = found.name
    actions.remove_contender(session, found, now=now(), actor=_actor())
    session.commit()
    flash(say("%(name)s is taken out.", name=name), "good")
    return redirect(url_for(".contenders", election=election), 303)


def _form() -> ContenderForm:
    form = ContenderForm()
    form.offer((row.id, row.name, row.title) for row in on_our_slates(db_session()))
    return form


def _list_page(found: Election, form: ContendersForm) -> str:
    rows = [
        (one, slate_words(one.slate), region_name(one.region) if one.region else "")
        for one in found.contenders
    ]
    return render_template("nominations/contenders.html", election=found, rows=rows, form=form)


def _page(found: Contender, form: ContenderForm) -> str:
    return render_template(
        "nominations/contender.html",
        election=found.election,
        contender=found,
        form=form,
        is_named=is_named(db_session(), found),
        slates=sorted({one.slate for one in found.election.contenders if one.slate}),
    )


def _actor() -> Actor:
    return member_actor(signed_in().id)
