"""The organiser's edge: bringing the roll up to a file of members."""

import json
from pathlib import PurePath

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import FileStorage

from shortlist.extensions import csrf, db_session, now, running, settings
from shortlist.language import say, thousands
from shortlist.permissions import Permission
from shortlist.roll.cells import COLUMNS
from shortlist.roll.forms import UploadForm
from shortlist.roll.imports import (
    Job,
    Workshop,
    apply_import,
    begin_again,
    begin_applying,
    begin_import,
    check_import,
    discard_import,
    in_background,
)
from shortlist.roll.models import RollImport
from shortlist.roll.queries import import_by_id, roll_size
from shortlist.roll.rules import ImportState, has_gone_quiet
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("roll_imports", __name__, url_prefix="/organise/roll")

LARGEST_FILE = 200 * 1024 * 1024


def workshop() -> Workshop:
    """Return where this app works on imports."""
    parts = running()
    folder = parts.settings.instance_path / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Workshop(engine=parts.engine, clock=parts.clock, folder=folder)


@blueprint.get("/import")
@requires(Permission.MANAGE_ROLL)
def start() -> ResponseReturnValue:
    """Ask for the file, and say what must be in it."""
    return render_template("roll/import.html", form=UploadForm(), columns=COLUMNS)


@blueprint.post("/import")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types; the form proves itself once the larger limit is set
@requires(Permission.MANAGE_ROLL)
def hand_in() -> ResponseReturnValue:
    """Keep the file and begin to check it."""
    request.max_content_length = LARGEST_FILE
    db_session().rollback()  # a slow upload must not keep SQLite's one writer waiting
    form = UploadForm()
    if not form.validate_on_submit():
        if "csrf_token" in form.errors:
            raise CSRFError
        return render_template("roll/import.html", form=form, columns=COLUMNS), 422
    workshop().forget_old()
    found = _keep(form.file.data)
    db_session().commit()
    return _set_to_work(check_import, found)


def _keep(file: FileStorage) -> RollImport:
    found = begin_import(
        db_session(),
        file_name=PurePath(file.filename or "members.csv").name,
        size=0,
        by_member_id=signed_in().id,
        now=now(),
    )
    path = workshop().upload(found.id)
    path.touch(mode=0o600)
    file.save(path)
    found.bytes_total = path.stat().st_size
    return found


def _set_to_work(job: Job, found: RollImport) -> ResponseReturnValue:
    in_background(job, workshop(), found.id)
    return redirect(url_for(".import_", import_id=found.id), 303)


@blueprint.get("/imports/<int:import_id>")
@requires(Permission.MANAGE_ROLL)
def import_(import_id: int) -> ResponseReturnValue:
    """Show how far the file is, what was found in it, and what can be done."""
    found = import_by_id(db_session(), import_id)
    return render_template(
        "roll/import_state.html",
        found=found,
        report=json.loads(found.report),
        is_quiet=has_gone_quiet(ImportState(found.state), found.progressed_at, now()),
        zone=settings().time_zone,
    )


@blueprint.get("/imports/<int:import_id>/progress")
@requires(Permission.MANAGE_ROLL)
def progress(import_id: int) -> ResponseReturnValue:
    """Answer how far the file is, for the page's script."""
    found = import_by_id(db_session(), import_id)
    return jsonify(
        state=found.state, done=found.bytes_done, total=found.bytes_total, rows=found.rows
    )


@blueprint.get("/imports/<int:import_id>/apply")
@requires(Permission.MANAGE_ROLL)
def confirm_apply(import_id: int) -> ResponseReturnValue:
    """Ask once more, with the size of the roll before and after."""
    found = import_by_id(db_session(), import_id)
    if found.state != ImportState.CHECKED:
        return redirect(url_for(".import_", import_id=import_id))
    before = roll_size(db_session())
    is_drastic = found.gone * 10 > before
    facts = [
        (say("On the roll now"), before),
        (say("Added"), found.added),
        (say("Changed"), found.changed),
        (say("Gone"), found.gone),
        (say("On the roll afterwards"), before + found.added - found.gone),
    ]
    return render_template(
        "components/_confirm.html",
        title=say("Bring the roll up to this file?"),
        message=say("More than one in ten would leave the roll. Is this the whole file of members?")
        if is_drastic
        else say("All of it is applied at once, or nothing if anything goes wrong."),
        kind="warn" if is_drastic else "info",
        facts=[{"label": label, "value": thousands(figure)} for label, figure in facts],
        action_url=url_for(".apply", import_id=import_id),
        action_label=say("Change the roll"),
        back_url=url_for(".import_", import_id=import_id),
    )


@blueprint.post("/imports/<int:import_id>/apply")
@requires(Permission.MANAGE_ROLL)
def apply(import_id: int) -> ResponseReturnValue:
    """Begin to apply the file to the roll."""
    found = import_by_id(db_session(), import_id, lock=True)
    begin_applying(found, workshop().plan(import_id), now())
    db_session().commit()
    return _set_to_work(apply_import, found)


@blueprint.post("/imports/<int:import_id>/again")
@requires(Permission.MANAGE_ROLL)
def again(import_id: int) -> ResponseReturnValue:
    """Check the file from the beginning, after a restart or when the roll has changed."""
    found = import_by_id(db_session(), import_id, lock=True)
    upload = workshop().upload(import_id)
    begin_again(db_session(), found, upload, by_member_id=signed_in().id, now=now())
    db_session().commit()
    return _set_to_work(check_import, found)


@blueprint.post("/imports/<int:import_id>/discard")
@requires(Permission.MANAGE_ROLL)
def discard(import_id: int) -> ResponseReturnValue:
    """Delete the file that was handed in, unapplied."""
    found = import_by_id(db_session(), import_id, lock=True)
    discard_import(db_session(), found, by_member_id=signed_in().id, now=now())
    db_session().commit()
    workshop().forget(import_id)
    flash(say("The file is deleted. The roll is as it was."), "good")
    return redirect(url_for("roll_admin.roll"), 303)
