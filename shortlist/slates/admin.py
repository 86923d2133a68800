"""The returning officer's edge: propose to publish the slate."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session, now, settings
from shortlist.permissions import Permission
from shortlist.polls.queries import poll_by_slug
from shortlist.proposals.actions import propose
from shortlist.proposals.rules import WORDS, Change, said_to_proposer
from shortlist.slates.actions import check_may_publish, slate_terms
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("slates_admin", __name__)


@blueprint.get("/organise/polls/<slug>/publish-slate")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_slate(slug: str) -> ResponseReturnValue:
    """Ask once more before it is proposed to publish the slate."""
    poll = poll_by_slug(db_session(), slug)
    check_may_publish(poll)
    return render_template(
        "components/_confirm.html",
        title="Propose to publish the slate?",
        message=f"{WORDS[Change.PUBLISH_SLATE].what_happens} Another returning officer has to "
        "approve it.",
        facts=[{"label": "Poll", "value": poll.title}],
        action_url=url_for("slates_admin.publish", slug=slug),
        action_label="Propose it",
        back_url=url_for("slate_admin.slate", slug=slug),
        kind="warn",
    )


@blueprint.post("/organise/polls/<slug>/publish-slate")
@requires(Permission.ANSWER_FOR_POLLS, again=True)
def publish(slug: str) -> ResponseReturnValue:
    """Propose to publish the slate."""
    session = db_session()
    poll = poll_by_slug(session, slug, lock=True)
    check_may_publish(poll)
    propose(
        session,
        poll,
        Change.PUBLISH_SLATE,
        terms=slate_terms(session, poll),
        now=now(),
        member_id=signed_in().id,
        base_url=settings().base_url,
    )
    session.commit()
    flash(said_to_proposer(Change.PUBLISH_SLATE), "info")
    return redirect(url_for("publication_admin.poll", slug=slug), 303)
