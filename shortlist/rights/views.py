"""Everybody's edge: what is kept; a member's: everything held about them, and its deletion."""

from flask import (
    Blueprint,
    Response,
    redirect,
    render_template,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from shortlist.audit.actions import member_actor
from shortlist.errors import TooOften
from shortlist.extensions import db_session, is_too_often, now, running, settings
from shortlist.permissions import Permission
from shortlist.rights import actions
from shortlist.rights.download import zip_of
from shortlist.rights.forms import DeletionForm
from shortlist.rights.gathering import gather
from shortlist.rights.leaving import farewell
from shortlist.rights.pages import kinds_shown, what_is_held
from shortlist.rights.queries import Owner
from shortlist.rights.rules import NotTyped, is_typed
from shortlist.rights.table import KINDS
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("rights", __name__)
DOWNLOADS = "10 per hour"


@blueprint.get("/privacy")
@requires(Permission.PUBLIC)
def privacy() -> ResponseReturnValue:
    """Say of each kind of data what it is, why it is kept, who sees it, and for how long."""
    return render_template(
        "rights/privacy.html", kinds=kinds_shown(KINDS.values()), contact=settings().contact
    )


@blueprint.get("/account/data")
@requires(Permission.SIGNED_IN)
def data() -> ResponseReturnValue:
    """Show of which kinds something is held about the member, before they download it."""
    return render_template(
        "rights/data.html", me=signed_in(), held=what_is_held(gather(db_session(), _owner()))
    )


@blueprint.post("/account/data")
@requires(Permission.SIGNED_IN)
def download() -> ResponseReturnValue:
    """Send everything held about the member as a zip, and tell their address that it was."""
    owner, moment = _owner(), now()
    if is_too_often(DOWNLOADS, "own data", str(owner.member_id)):
        raise TooOften
    actions.note_download(db_session(), owner, now=moment, base_url=settings().base_url)
    db_session().commit()
    parts = gather(db_session(), owner)
    page = render_template("rights/download.html", parts=parts, owner=owner, now=moment)
    made = zip_of(running().engine, parts, owner, now=moment, page=page)
    name = f"shortlist-{moment.date().isoformat()}.zip"
    return Response(
        made,
        mimetype="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.get("/account/delete")
@requires(Permission.SIGNED_IN)
def confirm_delete() -> ResponseReturnValue:
    """Say exactly what goes, what stays and why, before the account is deleted."""
    actions.check_may_leave(db_session(), _owner(), now())
    return _deletion_page(DeletionForm())


@blueprint.post("/account/delete")
@requires(Permission.SIGNED_IN)
def delete() -> ResponseReturnValue:
    """Delete the account and end all its sessions."""
    owner, form = _owner(), DeletionForm()
    actions.check_may_leave(db_session(), owner, now())
    if not form.validate_on_submit() or not is_typed(form.address.data or "", owner.email):
        form.address.errors = [NotTyped.sentence]
        return _deletion_page(form), NotTyped.status
    actions.delete_account(
        db_session(),
        owner,
        now=now(),
        actor=member_actor(owner.member_id),
        notice="account_deleted",
        base_url=settings().base_url,
    )
    db_session().commit()
    logout_user()
    session.clear()
    return redirect(url_for(".deleted"), 303)


@blueprint.get("/account/deleted")
@requires(Permission.PUBLIC)
def deleted() -> ResponseReturnValue:
    """Say that the account is gone, and how one comes back."""
    return render_template("rights/deleted.html")


def _deletion_page(form: DeletionForm) -> str:
    return render_template(
        "rights/delete.html",
        form=form,
        me=signed_in(),
        farewell=farewell(db_session(), _owner()),
        zone=settings().time_zone,
    )


def _owner() -> Owner:
    me = signed_in()
    return Owner(member_id=me.id, email=me.email)
