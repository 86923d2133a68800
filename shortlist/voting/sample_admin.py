"""The scrutineers' edge to the voted list: a sample of the register, drawn and shown once."""

from secrets import SystemRandom

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import member_actor
from shortlist.extensions import db_session, now
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.voting.actions import sample_voted, why_not_sample
from shortlist.voting.forms import SampleForm
from shortlist.voting.sample_rules import VotedSample
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("sample_admin", __name__, url_prefix="/organise/polls/<slug>")


@blueprint.get("/voted")
@requires(Permission.SAMPLE_VOTED)
def voted(slug: str) -> ResponseReturnValue:
    """Say what a sample of the voted list is for, and ask how many members it shall have."""
    poll = poll_by_slug(db_session(), slug)
    if refusal := why_not_sample(db_session(), poll):
        raise refusal
    return _page(poll, SampleForm())


@blueprint.post("/voted")
@requires(Permission.SAMPLE_VOTED, again=True)
def draw(slug: str) -> ResponseReturnValue:
    """Draw members and show them in this very answer, which no cache keeps and no address names."""
    session = db_session()
    poll = poll_by_slug(session, slug, lock=True)
    if refusal := why_not_sample(session, poll):
        raise refusal
    form = SampleForm()
    if not form.validate_on_submit():
        return _page(poll, form), 422
    actor, number = member_actor(signed_in().id), form.number()
    sample = sample_voted(session, poll, number, chance=SystemRandom(), now=now(), actor=actor)
    session.commit()
    return _page(poll, form, sample)


def _page(poll: Poll, form: SampleForm, sample: VotedSample | None = None) -> str:
    return render_template("voting/voted.html", poll=poll, form=form, sample=sample)
