"""The organiser's edge: entries for any local party, one by one or by a file."""

import json
from pathlib import PurePath

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.nominations import entry_page
from shortlist.nominations.actions import files as actions
from shortlist.nominations.actions.files import Handed
from shortlist.nominations.entry_page import Desk
from shortlist.nominations.entry_queries import last_entry_id, numbers_in
from shortlist.nominations.forms_entry import NominationFileForm
from shortlist.nominations.models import Election, LocalParty
from shortlist.nominations.pages import region_rows
from shortlist.nominations.places import region_name
from shortlist.nominations.policy import check_takes_entries
from shortlist.nominations.queries import (
    election_by_slug,
    election_to_enter,
    file_by_id,
    parties_in,
    party_by_id,
)
from shortlist.nominations.refusals import NominationsMoved, NoSuchLocalParty
from shortlist.nominations.rules import EnteredAs
from shortlist.permissions import Permission
from shortlist.web.access import requires, signed_in
from shortlist.web.converters import clamped

blueprint = Blueprint("nomination_entries", __name__, url_prefix="/organise/elections/<election>")

SHOWN_CORRECTIONS = 50


@blueprint.get("/local-parties")
@requires(Permission.ORGANISE_POLLS)
def choose(election: str) -> ResponseReturnValue:
    """All nations and regions, or the local parties of one, to enter for one of them."""
    session = db_session()
    found = election_by_slug(session, election)
    rows = region_rows(session, found)
    key = request.args.get("region", "")
    if key and key not in {one for one, *_ in rows}:
        raise NoSuchLocalParty
    code = "" if key == "elsewhere" else key
    return render_template(
        "nominations/choose.html",
        election=found,
        regions=rows,
        region=region_name(code) if key else "",
        parties=parties_in(session, code) if key else (),
        amounts=numbers_in(session, code, found) if key else {},
    )


@blueprint.get("/local-parties/<int:local_party_id>")
@requires(Permission.ORGANISE_POLLS)
def entry(election: str, local_party_id: int) -> ResponseReturnValue:
    """What a local party has nominated, to enter or correct it."""
    session = db_session()
    found, party = election_by_slug(session, election), party_by_id(session, local_party_id)
    return entry_page.show(session, _desk(found, party))


@blueprint.post("/local-parties/<int:local_party_id>")
@requires(Permission.ORGANISE_POLLS)
def enter(election: str, local_party_id: int) -> ResponseReturnValue:
    """Enter it."""
    session = db_session()
    found = election_to_enter(session, election)
    party = party_by_id(session, local_party_id, lock=True)
    return entry_page.take(session, _desk(found, party))


@blueprint.get("/file")
@requires(Permission.ORGANISE_POLLS)
def file(election: str) -> ResponseReturnValue:
    """Ask for a file of nominations, and say what must be in it."""
    found = election_by_slug(db_session(), election)
    check_takes_entries(found)
    return render_template("nominations/import.html", election=found, form=NominationFileForm())


@blueprint.post("/file")
@requires(Permission.ORGANISE_POLLS)
def hand_in(election: str) -> ResponseReturnValue:
    """Read a file and show what it would do, or what is wrong with it."""
    session = db_session()
    found, form = election_by_slug(session, election), NominationFileForm()
    if not form.validate_on_submit():
        return render_template("nominations/import.html", election=found, form=form), 422
    handed = Handed(
        file=form.file.data.stream,
        size=request.content_length or 0,
        name=PurePath(form.file.data.filename or "nominations.csv").name,
        evidence=form.evidence.data or "",
        decided_on=form.decided_on.data,
    )
    kept = actions.hand_in(session, found, handed, now=now(), actor=_actor())
    session.commit()
    return redirect(url_for(".file_state", election=election, file_id=kept.id), 303)


@blueprint.get("/files/<int:file_id>")
@requires(Permission.ORGANISE_POLLS)
def file_state(election: str, file_id: int) -> ResponseReturnValue:
    """What was found in a file, what applying it would do, and what can be done."""
    session = db_session()
    found = election_by_slug(session, election)
    kept = file_by_id(session, found, file_id)
    steps = actions.steps_of(session, found, kept)
    corrections = [one for one in steps if one.held is not None and not one.is_same]
    names = {one.number: one.name for one in found.contenders}
    return render_template(
        "nominations/file.html",
        election=found,
        kept=kept,
        report=json.loads(kept.report),
        entered=sum(one.held is None for one in steps),
        unchanged=sum(one.is_same for one in steps),
        added=sum(one.party is None for one in steps),
        corrected=len(corrections),
        corrections=[
            (one.name, _names(names, one.coming), _names(names, one.going))
            for one in corrections[:SHOWN_CORRECTIONS]
        ],
        seen=last_entry_id(session, found),
    )


@blueprint.post("/files/<int:file_id>/apply")
@requires(Permission.ORGANISE_POLLS)
def apply(election: str, file_id: int) -> ResponseReturnValue:
    """Enter all that a file says, if nothing was entered since its figures were shown."""
    session = db_session()
    found = election_by_slug(session, election, lock=True)
    kept = file_by_id(session, found, file_id, lock=True)
    seen = clamped(request.form.get("seen", type=int))
    try:
        actions.apply_file(
            session, found, kept, seen=-1 if seen is None else seen, now=now(), actor=_actor()
        )
    except NominationsMoved as no:
        session.rollback()
        flash(no.text, "warn")
        return redirect(url_for(".file_state", election=election, file_id=file_id), 303)
    session.commit()
    flash(say("The nominations are entered."), "good")
    return redirect(url_for("nominations_admin.election", election=election), 303)


@blueprint.post("/files/<int:file_id>/discard")
@requires(Permission.ORGANISE_POLLS)
def discard(election: str, file_id: int) -> ResponseReturnValue:
    """Put a file aside, unapplied."""
    session = db_session()
    found = election_by_slug(session, election)
    kept = file_by_id(session, found, file_id, lock=True)
    actions.discard_file(session, found, kept, now=now(), actor=_actor())
    session.commit()
    flash(say("The file is put aside. Nothing was entered."), "good")
    return redirect(url_for("nominations_admin.election", election=election), 303)


def _names(names: dict[int, str], numbers: frozenset[int]) -> str:
    return ", ".join(names[number] for number in sorted(numbers)) or "–"


def _desk(election: Election, party: LocalParty) -> Desk:
    return Desk(
        election=election,
        party=party,
        entered_as=EnteredAs.ORGANISER,
        back_url=url_for(".choose", election=election.slug, region=party.region or "elsewhere"),
        done_url=url_for(".choose", election=election.slug, region=party.region or "elsewhere"),
    )


def _actor() -> Actor:
    return member_actor(signed_in().id)
