"""The officer's own edge: lay an office down."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session, now, settings
from shortlist.language import say
from shortlist.offices.actions import Occasion, lay_down
from shortlist.offices.queries import own_grant
from shortlist.permissions import Permission, role_title
from shortlist.polls.models import Poll
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("offices", __name__, url_prefix="/account/offices")


@blueprint.get("/<int:grant_id>/lay-down")
@requires(Permission.SIGNED_IN)
def confirm_lay_down(grant_id: int) -> ResponseReturnValue:
    """Ask once more before somebody lays an office of their own down."""
    grant = own_grant(db_session(), signed_in().id, grant_id, now())
    poll = db_session().get(Poll, grant.poll_id) if grant.poll_id else None
    return render_template(
        "components/_confirm.html",
        title=say("Lay this office down?"),
        message=say(
            "It ends at once. To hold it again, two returning officers have to agree on it."
        ),
        facts=[
            {"label": say("Office"), "value": role_title(grant.role)},
            {"label": say("For"), "value": poll.title if poll else say("all polls")},
        ],
        action_url=url_for(".end", grant_id=grant_id),
        action_label=say("Lay it down"),
        back_url=url_for("members.account"),
        kind="warn",
    )


@blueprint.post("/<int:grant_id>/lay-down")
@requires(Permission.SIGNED_IN)
def end(grant_id: int) -> ResponseReturnValue:
    """Lay an office of one's own down."""
    session, own = db_session(), settings()
    grant = own_grant(session, signed_in().id, grant_id, now())
    poll = session.get(Poll, grant.poll_id) if grant.poll_id else None
    occasion = Occasion(
        now=now(), member_id=signed_in().id, base_url=own.base_url, zone=own.time_zone
    )
    lay_down(session, grant, poll, occasion=occasion)
    session.commit()
    flash(say("You hold this office no longer."), "good")
    return redirect(url_for("members.account"), 303)
