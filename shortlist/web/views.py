"""The web layer's own pages: whether the platform is well, and a challenge to work on."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from shortlist.extensions import db_session
from shortlist.permissions import Permission
from shortlist.web.access import requires
from shortlist.web.effort import challenges_by_client, new_challenge

blueprint = Blueprint("web", __name__)


@blueprint.get("/healthz")
@requires(Permission.PUBLIC)
def health() -> ResponseReturnValue:
    """Answer 200 when the database answers."""
    db_session().execute(text("SELECT 1"))
    return jsonify(status="ok")


@blueprint.get("/effort")
@requires(Permission.PUBLIC)
@challenges_by_client
def effort() -> ResponseReturnValue:
    """Return a challenge to work on before a public form is sent; nothing is kept of it."""
    return jsonify(new_challenge())
