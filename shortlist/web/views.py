"""The one page of the web layer itself: whether the platform is well."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from shortlist.extensions import db_session
from shortlist.permissions import Permission
from shortlist.web.access import requires

blueprint = Blueprint("web", __name__)


@blueprint.get("/healthz")
@requires(Permission.PUBLIC)
def health() -> ResponseReturnValue:
    """Answer 200 when the database answers."""
    db_session().execute(text("SELECT 1"))
    return jsonify(status="ok")
