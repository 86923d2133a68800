"""The candidate's own edge to the slate: see it as it stands, and countersign it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.candidates.consent_queries import last_countersigned
from shortlist.candidates.consent_rules import Page
from shortlist.candidates.forms import CountersignForm
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Contest
from shortlist.polls.policy import is_public
from shortlist.polls.queries import NoSuchPoll, contest_at, poll_by_slug, public_poll
from shortlist.slates import asking
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("own_slate", __name__, url_prefix="/polls/<slug>/candidacy/<int:position>")


@blueprint.get("/slate")
@requires(Permission.SIGNED_IN)
def slate(slug: str, position: int) -> ResponseReturnValue:
    """The slate as it stands, with the member's own place on it, to countersign it."""
    contest = contest_at(public_poll(db_session(), slug), position)
    asking.check_may_ask(contest.poll)
    return _page(contest)


@blueprint.post("/slate/countersign")
@requires(Permission.SIGNED_IN)
def countersign(slug: str, position: int) -> ResponseReturnValue:
    """Agree to be on the slate exactly as it was shown."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    if not is_public(poll):
        raise NoSuchPoll
    contest, form = contest_at(poll, position), CountersignForm()
    if not form.validate_on_submit():
        asking.check_may_ask(poll)
        return _page(contest, form), 422
    asking.countersign_slate(
        db_session(), contest, signed_in().id, form.version.data or "", now=now()
    )
    db_session().commit()
    flash(say("You have countersigned the slate. Thank you."), "good")
    return redirect(url_for(".slate", slug=slug, position=position), 303)


def _page(contest: Contest, form: CountersignForm | None = None) -> str:
    lineup, candidate = asking.own_place(db_session(), contest, signed_in().id)
    form = form or CountersignForm(formdata=None)
    form.version.data = lineup.version
    return render_template(
        "slates/own.html",
        poll=contest.poll,
        contest=contest,
        lineup=lineup,
        candidate=candidate,
        place=lineup.place_of(candidate),
        in_line=lineup.place_in_line(candidate),
        is_asked=candidate.id in lineup.asked,
        given=last_countersigned(db_session(), Page.SLATE, candidate.id, lineup.version),
        answer=lineup.answers.get(candidate.id),
        form=form,
        is_due=now() >= contest.poll.slate_at,
    )
