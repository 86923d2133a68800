"""The public's edge: how nominations stand, by candidate, by local party, over time, as files."""

from collections.abc import Callable
from hashlib import sha256
from itertools import groupby

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from shortlist.extensions import db_session
from shortlist.language import ENGLISH, speaking
from shortlist.nominations import entry_queries, writing
from shortlist.nominations.models import Election
from shortlist.nominations.pages import (
    candidate_map,
    election_view,
    history_views,
    latest_views,
    region_rows,
)
from shortlist.nominations.places import region_name
from shortlist.nominations.policy import state_of
from shortlist.nominations.queries import (
    contender_at,
    contest_of,
    parties_in,
    parties_of,
    party_by_id,
    poll_behind,
    public_election,
    public_elections,
)
from shortlist.nominations.refusals import NoSuchLocalParty
from shortlist.nominations.standing import per_cent
from shortlist.nominations.wording import (
    ROUNDING,
    lacking,
    needed_words,
    rank_words,
    reason_words,
    slate_words,
)
from shortlist.permissions import Permission
from shortlist.web.access import identity, requires
from shortlist.web.converters import clamped

blueprint = Blueprint("nominations", __name__, url_prefix="/nominations")

A_PAGE = 50
A_MINUTE = 60  # seconds that others may keep a file


@blueprint.get("")
@requires(Permission.PUBLIC)
def elections() -> ResponseReturnValue:
    """Every election whose nominations can be followed."""
    found = public_elections(db_session())
    return render_template(
        "nominations/elections.html", elections=[(one, state_of(one)) for one in found]
    )


@blueprint.get("/<election>")
@requires(Permission.PUBLIC)
def election(election: str) -> ResponseReturnValue:
    """How the candidates and slates of an election stand."""
    session = db_session()
    found = public_election(session, election)
    me = identity()
    return render_template(
        "nominations/election.html",
        election=found,
        state=state_of(found),
        view=election_view(session, found),
        own_parties=parties_of(session, me.id) if me and found.closed_at is None else (),
        contest=contest_of(session, found),
        rounding=ROUNDING,
    )


@blueprint.get("/<election>/candidates/<int:number>")
@requires(Permission.PUBLIC)
def candidate(election: str, number: int) -> ResponseReturnValue:
    """One candidate: how they stand, and which local parties nominate them."""
    session = db_session()
    found = public_election(session, election)
    contender = contender_at(found, number)
    standing = entry_queries.standing(session, found)
    line, needed = standing.line_of(number), standing.needed
    return render_template(
        "nominations/candidate.html",
        election=found,
        contender=contender,
        line=line,
        rank=rank_words(line),
        share=per_cent(line.share),
        region=region_name(contender.region) if contender.region else "",
        needed=needed,
        needed_words=needed_words(needed.nominations, needed.regions),
        lacking=lacking(line),
        slate=slate_words(contender.slate),
        map=candidate_map(line),
        parties=[
            (region_name(code), list(parties))
            for code, parties in groupby(
                entry_queries.nominated_by(session, contender), key=lambda one: one.region
            )
        ],
        poll_slug=poll_behind(session, contender),
    )


@blueprint.get("/<election>/local-parties")
@requires(Permission.PUBLIC)
def local_parties(election: str) -> ResponseReturnValue:
    """All nations and regions, or the local parties of one: who has nominated, who has not."""
    session = db_session()
    found = public_election(session, election)
    rows = region_rows(session, found)
    key = request.args.get("region", "")
    if key and key not in {one for one, *_ in rows}:
        raise NoSuchLocalParty
    code = "" if key == "elsewhere" else key
    return render_template(
        "nominations/local_parties.html",
        election=found,
        regions=rows,
        region=region_name(code) if key else "",
        parties=parties_in(session, code) if key else (),
        amounts=entry_queries.numbers_in(session, code, found) if key else {},
    )


@blueprint.get("/<election>/local-parties/<int:local_party_id>")
@requires(Permission.PUBLIC)
def local_party(election: str, local_party_id: int) -> ResponseReturnValue:
    """What one local party nominates, where it can be read, and every correction."""
    session = db_session()
    found = public_election(session, election)
    party = party_by_id(session, local_party_id)
    return render_template(
        "nominations/local_party.html",
        reason_words=reason_words,
        election=found,
        party=party,
        region=region_name(party.region),
        entries=history_views(session, found, party),
    )


@blueprint.get("/<election>/changes")
@requires(Permission.PUBLIC)
def changes(election: str) -> ResponseReturnValue:
    """Everything that was entered and corrected, the newest first."""
    session = db_session()
    found = public_election(session, election)
    before = clamped(request.args.get("before", type=int))
    rows = latest_views(session, found, before=before, limit=A_PAGE + 1)
    older = rows[A_PAGE - 1].id if len(rows) > A_PAGE else None
    return render_template(
        "nominations/changes.html", election=found, rows=rows[:A_PAGE], older=older, before=before
    )


@blueprint.get("/<election>/nominations.csv")
@requires(Permission.PUBLIC)
def as_csv(election: str) -> ResponseReturnValue:
    """A line for each nomination, in the columns in which files are handed in."""
    return _file(election, "text/csv", writing.nominations_csv)


@blueprint.get("/<election>/candidates.csv")
@requires(Permission.PUBLIC)
def candidates_csv(election: str) -> ResponseReturnValue:
    """A line for each candidate."""
    return _file(election, "text/csv", writing.candidates_csv)


@blueprint.get("/<election>/nominations.json")
@requires(Permission.PUBLIC)
def as_json(election: str) -> ResponseReturnValue:
    """Everything for programs, with every correction."""
    return _file(election, "application/json", writing.nominations_json)


def _file(
    slug: str, mimetype: str, write: Callable[[Session, Election], bytes]
) -> ResponseReturnValue:
    session = db_session()
    with speaking(ENGLISH):  # a file is the same for everybody
        body = write(session, public_election(session, slug))
    response = Response(body, mimetype=mimetype)
    response.set_etag(sha256(body).hexdigest())
    response.cache_control.public = True
    response.cache_control.max_age = A_MINUTE
    return response.make_conditional(request)
