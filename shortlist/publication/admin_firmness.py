"""The officers' edge to how firm a slate is: a look before it is public, and asking again."""

from flask import Blueprint, flash, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import member_actor
from shortlist.counts.study_job import STUDIES
from shortlist.counts.studying import ask_again
from shortlist.extensions import db_session, now, running
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.queries import contest_at
from shortlist.publication.firmness_page import firmness_page, progress_of
from shortlist.publication.queries import counted_poll
from shortlist.web.access import requires, signed_in
from shortlist.work.queue import ring

blueprint = Blueprint("firmness_admin", __name__, url_prefix="/organise/polls/<slug>/firmness")


@blueprint.get("")
@requires(Permission.ANSWER_FOR_POLLS)
def firmness(slug: str) -> ResponseReturnValue:
    """How firm the slates are, as the public will see it."""
    session = db_session()
    return firmness_page(session, counted_poll(session, slug), may_ask=True)


@blueprint.get("/progress.json")
@requires(Permission.ANSWER_FOR_POLLS)
def progress(slug: str) -> ResponseReturnValue:
    """How far the work is."""
    session = db_session()
    return jsonify(progress_of(session, counted_poll(session, slug)))


@blueprint.post("/<int:position>")
@requires(Permission.ANSWER_FOR_POLLS)
def ask(slug: str, position: int) -> ResponseReturnValue:
    """Ask again after a study failed, or died with its worker."""
    session = db_session()
    contest = contest_at(counted_poll(session, slug), position)
    ask_again(session, contest, now=now(), actor=member_actor(signed_in().id))
    session.commit()
    ring(running(), STUDIES)
    flash(say("It is being worked out."), "good")
    return redirect(url_for("firmness_admin.firmness", slug=slug), 303)
