"""The demonstration's letter box: what would have been mailed, for everybody to read."""

import re

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from shortlist.extensions import db_session
from shortlist.notices.queries import latest_notices
from shortlist.permissions import Permission
from shortlist.web.access import requires

blueprint = Blueprint("demonstration", __name__)


@blueprint.get("/demo/mail")
@requires(Permission.PUBLIC)
def mail() -> ResponseReturnValue:
    """Show the newest messages, their links as links."""
    notices = latest_notices(db_session(), limit=30)
    letters = [(notice, _with_links(notice.body)) for notice in notices]
    return render_template("demonstration/mail.html", letters=letters)


def _with_links(body: str) -> Markup:
    """Return plain text with its web addresses made into links."""
    text = str(escape(body))
    linked = re.sub(
        r"https?://[^\s<>&]+", lambda found: f'<a href="{found[0]}">{found[0]}</a>', text
    )
    return Markup(linked)  # noqa: S704 - escaped above, and only our own links are added
