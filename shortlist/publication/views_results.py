"""The public's edge to a result: each stage, each candidate, and the files of one contest."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session
from shortlist.language import language, speaking
from shortlist.permissions import Permission
from shortlist.polls.models import Contest
from shortlist.polls.queries import contest_at
from shortlist.publication import downloads, shelf
from shortlist.publication.queries import poll_with_results
from shortlist.publication.results import candidate_result, stage_of
from shortlist.web.access import requires

blueprint = Blueprint("results", __name__, url_prefix="/polls/<slug>/results/<int:position>")


@blueprint.get("/stages/<int:number>")
@requires(Permission.PUBLIC)
def stage(slug: str, position: int, number: int) -> ResponseReturnValue:
    """One stage: what happened, how everybody stood, and where votes went."""
    part = stage_of(db_session(), _contest(slug, position), number)
    return render_template("publication/stage.html", part=part, poll=part.contest.poll)


@blueprint.get("/stages/<int:number>/part")
@requires(Permission.PUBLIC)
def stage_part(slug: str, position: int, number: int) -> ResponseReturnValue:
    """What the results page takes in when another stage is chosen; the same for everybody."""
    session, contest = db_session(), _contest(slug, position)
    part = stage_of(session, contest, number)
    tag = shelf.tag_of(session, f"stage {number} {language()}", contest.poll, [contest])

    spoken = language()

    def make() -> bytes:
        with speaking(spoken):
            return render_template("publication/_stage.html", part=part).encode()

    return shelf.send(tag, "text/html", make)


@blueprint.get("/candidates/<int:number>")
@requires(Permission.PUBLIC)
def candidate(slug: str, position: int, number: int) -> ResponseReturnValue:
    """Why a candidate won, or went out."""
    found = candidate_result(db_session(), _contest(slug, position), number)
    return render_template("publication/candidate.html", one=found, poll=found.contest.poll)


@blueprint.get("/record.json")
@requires(Permission.PUBLIC)
def record_json(slug: str, position: int) -> ResponseReturnValue:
    """The record of one contest, byte for byte as it was made."""
    return downloads.send(db_session(), _contest(slug, position), "record.json")


@blueprint.get("/sheet.txt")
@requires(Permission.PUBLIC)
def sheet_txt(slug: str, position: int) -> ResponseReturnValue:
    """The count of one contest as a text to print."""
    return downloads.send(db_session(), _contest(slug, position), "sheet.txt")


@blueprint.get("/summary.json")
@requires(Permission.PUBLIC)
def summary_json(slug: str, position: int) -> ResponseReturnValue:
    """The count of one contest in the shape that other programs draw."""
    return downloads.send(db_session(), _contest(slug, position), "summary.json")


def _contest(slug: str, position: int) -> Contest:
    return contest_at(poll_with_results(db_session(), slug), position)
