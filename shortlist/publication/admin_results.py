"""The officers' look at a result before it is public: each stage and each candidate."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session
from shortlist.permissions import Permission
from shortlist.polls.models import Contest
from shortlist.polls.queries import contest_at
from shortlist.publication.queries import counted_poll
from shortlist.publication.results import candidate_result, stage_of
from shortlist.web.access import requires

blueprint = Blueprint(
    "results_admin", __name__, url_prefix="/organise/polls/<slug>/results/<int:position>"
)


@blueprint.get("/stages/<int:number>")
@requires(Permission.ANSWER_FOR_POLLS)
def stage(slug: str, position: int, number: int) -> ResponseReturnValue:
    """One stage, as the public will see it."""
    part = stage_of(db_session(), _contest(slug, position), number)
    return render_template("publication/stage.html", part=part, poll=part.contest.poll)


@blueprint.get("/stages/<int:number>/part")
@requires(Permission.ANSWER_FOR_POLLS)
def stage_part(slug: str, position: int, number: int) -> ResponseReturnValue:
    """What the preview takes in when another stage is chosen."""
    part = stage_of(db_session(), _contest(slug, position), number)
    return render_template("publication/_stage.html", part=part)


@blueprint.get("/candidates/<int:number>")
@requires(Permission.ANSWER_FOR_POLLS)
def candidate(slug: str, position: int, number: int) -> ResponseReturnValue:
    """Why a candidate won or went out, as the public will see it."""
    found = candidate_result(db_session(), _contest(slug, position), number)
    return render_template("publication/candidate.html", one=found, poll=found.contest.poll)


def _contest(slug: str, position: int) -> Contest:
    return contest_at(counted_poll(db_session(), slug), position)
