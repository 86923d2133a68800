"""The edge to a mail service that reports failed deliveries by itself; there only with a secret.

What is sent is signed: `X-Shortlist-Signature: t=<seconds>,v1=<hex>`, HMAC-SHA256 with the shared
secret over the seconds, a full stop and the body. A signature is worth five minutes.
"""

import hmac
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from shortlist.errors import NotAllowed, NotFound
from shortlist.extensions import csrf, db_session, now, settings
from shortlist.mailings.returns import take_report
from shortlist.notices.reports import LARGEST, Report, read_report, report_of
from shortlist.permissions import Permission
from shortlist.web.access import requires

blueprint = Blueprint("mail_hooks", __name__)

HEADER = "X-Shortlist-Signature"
FRESH_SECONDS = 300
MOST_EVENTS = 1_000


class NotSigned(NotAllowed):
    """The signature is missing, wrong, or too old."""

    sentence = "This is not signed with the shared secret, or was signed too long ago."


@blueprint.post("/hooks/bounces")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types; a signature proves who sends it
@requires(Permission.PUBLIC)
def bounces() -> ResponseReturnValue:
    """Take reports: one as it came by mail, or several as JSON."""
    secret = settings().bounce_secret
    if secret is None:
        raise NotFound
    request.max_content_length = LARGEST
    db_session().rollback()  # a slow sender keeps nobody waiting
    body = request.get_data()
    if not is_signed(secret, request.headers.get(HEADER, ""), body, now().timestamp()):
        raise NotSigned
    taken = sum(take_report(db_session(), one, now=now()) for one in _reports(body))
    db_session().commit()
    return {"taken": taken}


def is_signed(secret: str, header: str, body: bytes, seconds: float) -> bool:
    """Say whether a body carries a fresh signature of ours."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    at, given = parts.get("t", ""), parts.get("v1", "")
    if not (at.isascii() and at.isdigit() and len(at) < 12 and given.isascii()):
        return False
    if abs(seconds - int(at)) > FRESH_SECONDS:
        return False
    wanted = hmac.new(secret.encode(), f"{at}.".encode() + body, "sha256").hexdigest()
    return hmac.compare_digest(given, wanted)


def _reports(body: bytes) -> Iterator[Report]:
    key = settings().secret_key
    if not request.is_json:
        if report := read_report(body, key):
            yield report
        return
    for event in _events(request.get_json(silent=True)):
        if report := report_of(str(event.get("message_id")), str(event.get("status")), key):
            yield report


def _events(sent: object) -> list[dict[str, Any]]:  # whatever a stranger's JSON holds
    events = sent.get("events") if isinstance(sent, dict) else None
    found = events if isinstance(events, list) else []
    return [event for event in found[:MOST_EVENTS] if isinstance(event, dict)]
