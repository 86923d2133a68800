"""The returning officer's edge: publish the slate."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import member_actor
from shortlist.extensions import db_session, now
from shortlist.permissions import Permission
from shortlist.polls.queries import poll_by_slug
from shortlist.slates.actions import check_may_publish, publish_slate
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("slates_admin", __name__)


@blueprint.get("/organise/polls/<slug>/publish-slate")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_slate(slug: str) -> ResponseReturnValue:
    """Ask once more before the slate is published."""
    poll = poll_by_slug(db_session(), slug)
    check_may_publish(poll)
    return render_template(
        "components/_confirm.html",
        title="Publish the slate?",
        message="Everybody sees who is on the slate, in order of election, and who the reserves "
        "are. A published slate does not change.",
        facts=[{"label": "Poll", "value": poll.title}],
        action_url=url_for("slates_admin.publish", slug=slug),
        action_label="Publish the slate",
        back_url=url_for("publication_admin.poll", slug=slug),
        kind="warn",
    )


@blueprint.post("/organise/polls/<slug>/publish-slate")
@requires(Permission.ANSWER_FOR_POLLS)
def publish(slug: str) -> ResponseReturnValue:
    """Publish the slate."""
    session = db_session()
    poll = poll_by_slug(session, slug, lock=True)
    publish_slate(session, poll, now=now(), actor=member_actor(signed_in().id))
    session.commit()
    flash("The slate is published.", "good")
    return redirect(url_for("publication.slate", slug=slug), 303)
