"""Everybody's edge: what is kept, why, and for how long."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from shortlist.permissions import Permission
from shortlist.rights.pages import kinds_shown
from shortlist.rights.table import KINDS
from shortlist.web.access import requires

blueprint = Blueprint("rights", __name__)


@blueprint.get("/privacy")
@requires(Permission.PUBLIC)
def privacy() -> ResponseReturnValue:
    """Say of each kind of data what it is, why it is kept, who sees it, and for how long."""
    return render_template("rights/privacy.html", kinds=kinds_shown(KINDS.values()))
