"""The scrutineers' edge: the audit log."""

import json

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from shortlist.audit.queries import latest_events
from shortlist.extensions import db_session
from shortlist.permissions import Permission
from shortlist.web.access import requires
from shortlist.web.converters import clamped

blueprint = Blueprint("audit_admin", __name__)
PAGE = 50


@blueprint.get("/organise/audit")
@blueprint.get("/organise/polls/<slug>/audit")
@requires(Permission.SCRUTINISE)
def events(slug: str | None = None) -> ResponseReturnValue:
    """The newest events first, a page at a time; those of one poll for who scrutinises it alone."""
    before = clamped(request.args.get("before", type=int))
    subject = None if slug is None else f"poll:{slug}"
    found = latest_events(db_session(), subject=subject, before=before, limit=PAGE + 1)
    shown = found[:PAGE]
    rows = [(event, json.loads(event.details)) for event in shown]
    older = shown[-1].number if len(found) > PAGE else None
    return render_template("audit/events.html", rows=rows, older=older, before=before, slug=slug)
