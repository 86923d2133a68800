"""The organiser's edge: local parties, and the secretaries who enter for them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.extensions import db_session, now, settings
from shortlist.language import say, say_many, thousands
from shortlist.nominations.actions import local_parties as actions
from shortlist.nominations.forms import PartyForm, SecretaryForm
from shortlist.nominations.models import LocalParty
from shortlist.nominations.places import CODES, region_name
from shortlist.nominations.queries import (
    has_history,
    parties_by_region,
    parties_in,
    party_by_id,
    party_on_roll,
    secretaries_count,
    secretaries_of,
)
from shortlist.nominations.refusals import NameTaken, SecretaryAlready
from shortlist.permissions import Permission
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("local_parties", __name__, url_prefix="/organise/local-parties")


@blueprint.get("")
@requires(Permission.ORGANISE_POLLS)
def local_parties() -> ResponseReturnValue:
    """All nations and regions, or the local parties of one; a form to add one."""
    return _list_page(PartyForm())


@blueprint.post("")
@requires(Permission.ORGANISE_POLLS)
def add() -> ResponseReturnValue:
    """Add a local party, or show what was typed with what is wrong with it."""
    form = PartyForm()
    if not form.validate_on_submit():
        return _list_page(form), 422
    name = form.name.data or ""
    try:
        actions.add_party(db_session(), name=name, region=form.code, now=now(), actor=_actor())
    except NameTaken as no:
        form.name.errors = [no.text]
        return _list_page(form), no.status
    db_session().commit()
    flash(say("%(name)s is added.", name=name), "good")
    return redirect(url_for(".local_parties", region=form.region.data), 303)


@blueprint.post("/from-roll")
@requires(Permission.ORGANISE_POLLS)
def take_from_roll() -> ResponseReturnValue:
    """Add every local party that the roll names."""
    added = actions.take_from_roll(db_session(), now=now(), actor=_actor())
    db_session().commit()
    said = say_many(
        "One local party was added from the roll.",
        "%(added)s local parties were added from the roll.",
        added,
        added=thousands(added),
    )
    flash(said if added else say("The roll names no other."), "good")
    return redirect(url_for(".local_parties"), 303)


@blueprint.get("/<int:local_party_id>")
@requires(Permission.ORGANISE_POLLS)
def local_party(local_party_id: int) -> ResponseReturnValue:
    """One local party, to change it, and who enters for it."""
    party = party_by_id(db_session(), local_party_id)
    form = PartyForm(data={"name": party.name, "region": party.region or "elsewhere"})
    return _page(party, form, SecretaryForm())


@blueprint.post("/<int:local_party_id>")
@requires(Permission.ORGANISE_POLLS)
def change(local_party_id: int) -> ResponseReturnValue:
    """Change a local party, or show what was typed with what is wrong with it."""
    party, form = party_by_id(db_session(), local_party_id, lock=True), PartyForm()
    if not form.validate_on_submit():
        return _page(party, form, SecretaryForm(formdata=None)), 422
    try:
        actions.change_party(
            db_session(),
            party,
            name=form.name.data or "",
            region=form.code,
            now=now(),
            actor=_actor(),
        )
    except NameTaken as no:
        form.name.errors = [no.text]
        return _page(party, form, SecretaryForm(formdata=None)), no.status
    db_session().commit()
    flash(say("Your changes are saved."), "good")
    return redirect(url_for(".local_party", local_party_id=local_party_id), 303)


@blueprint.get("/<int:local_party_id>/remove")
@requires(Permission.ORGANISE_POLLS)
def confirm_remove(local_party_id: int) -> ResponseReturnValue:
    """Ask once more before a local party is removed."""
    party = party_by_id(db_session(), local_party_id)
    actions.check_may_remove(db_session(), party)
    return render_template(
        "components/_confirm.html",
        title=say("Remove %(name)s?", name=party.name),
        message=say("Nothing was entered for it. Its secretaries lose what they were granted."),
        action_url=url_for(".remove", local_party_id=local_party_id),
        action_label=say("Remove it"),
        back_url=url_for(".local_party", local_party_id=local_party_id),
        kind="warn",
    )


@blueprint.post("/<int:local_party_id>/remove")
@requires(Permission.ORGANISE_POLLS)
def remove(local_party_id: int) -> ResponseReturnValue:
    """Remove a local party for which nothing was entered."""
    party = party_by_id(db_session(), local_party_id, lock=True)
    name = party.name
    actions.remove_party(db_session(), party, now=now(), actor=_actor())
    db_session().commit()
    flash(say("%(name)s is removed.", name=name), "good")
    return redirect(url_for(".local_parties"), 303)


@blueprint.post("/<int:local_party_id>/secretaries")
@requires(Permission.ORGANISE_POLLS)
def grant(local_party_id: int) -> ResponseReturnValue:
    """Let a member enter for a local party, or show what is wrong with the address."""
    session = db_session()
    party, form = party_by_id(session, local_party_id, lock=True), SecretaryForm()
    plain = PartyForm(
        formdata=None, data={"name": party.name, "region": party.region or "elsewhere"}
    )
    if not form.validate_on_submit():
        return _page(party, plain, form), 422
    email = form.email.data or ""
    link = settings().base_url + url_for("nominations_secretary.start")
    try:
        actions.grant_secretary(session, party, email=email, link=link, now=now(), actor=_actor())
    except SecretaryAlready as no:
        form.email.errors = [no.text]
        return _page(party, plain, form), no.status
    on_roll = party_on_roll(session, email)
    session.commit()
    flash(say("They can enter now. We have written to them."), "good")
    if on_roll is not None and on_roll.casefold() != party.name.casefold():
        flash(
            say(
                "The roll has this member in %(on_roll)s. Look whether that is right.",
                on_roll=on_roll,
            ),
            "warn",
        )
    return redirect(url_for(".local_party", local_party_id=local_party_id), 303)


@blueprint.get("/<int:local_party_id>/secretaries/<int:member_id>/revoke")
@requires(Permission.ORGANISE_POLLS)
def confirm_revoke(local_party_id: int, member_id: int) -> ResponseReturnValue:
    """Ask once more before a secretary loses the right to enter."""
    party = party_by_id(db_session(), local_party_id)
    member = actions.secretary(db_session(), party, member_id)
    return render_template(
        "components/_confirm.html",
        title=say("Take this right back?"),
        message=say("They can no longer enter or correct. What they entered stays."),
        facts=[
            {"label": say("Secretary"), "value": member.name or member.email},
            {"label": say("Local party"), "value": party.name},
        ],
        action_url=url_for(".revoke", local_party_id=local_party_id, member_id=member_id),
        action_label=say("Take it back"),
        back_url=url_for(".local_party", local_party_id=local_party_id),
        kind="warn",
    )


@blueprint.post("/<int:local_party_id>/secretaries/<int:member_id>/revoke")
@requires(Permission.ORGANISE_POLLS)
def revoke(local_party_id: int, member_id: int) -> ResponseReturnValue:
    """Take the right to enter back from a secretary."""
    party = party_by_id(db_session(), local_party_id, lock=True)
    actions.revoke_secretary(db_session(), party, member_id, now=now(), actor=_actor())
    db_session().commit()
    flash(say("They can no longer enter for this local party."), "good")
    return redirect(url_for(".local_party", local_party_id=local_party_id), 303)


def _list_page(form: PartyForm) -> str:
    session, key = db_session(), request.args.get("region", "")
    sizes = parties_by_region(session)
    known = {code or "elsewhere": code for code in CODES if sizes.get(code)}
    return render_template(
        "nominations/admin_local_parties.html",
        form=form,
        regions=[(one, region_name(code), sizes[code]) for one, code in known.items()],
        region=region_name(known[key]) if key in known else "",
        parties=parties_in(session, known[key]) if key in known else (),
        secretaries=secretaries_count(session) if key in known else {},
    )


def _page(party: LocalParty, form: PartyForm, secretary_form: SecretaryForm) -> str:
    return render_template(
        "nominations/admin_local_party.html",
        party=party,
        form=form,
        secretary_form=secretary_form,
        secretaries=secretaries_of(db_session(), party),
        has_history=has_history(db_session(), party),
    )


def _actor() -> Actor:
    return member_actor(signed_in().id)
