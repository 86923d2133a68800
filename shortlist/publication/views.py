"""The public's edge: the start page, polls, results, slates, and how it all works."""

from hashlib import sha256

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from shortlist.announcements.queries import has_published_call
from shortlist.candidates.consent_queries import shown
from shortlist.conduct.queries import code_of
from shortlist.declarations.queries import asks_in
from shortlist.equalities.queries import has_form
from shortlist.extensions import db_session, now, settings
from shortlist.hustings.queries import hustings_of
from shortlist.permissions import Permission
from shortlist.polls.balance import sentences_of
from shortlist.polls.balance_queries import rules_of
from shortlist.polls.models import Poll
from shortlist.polls.planning import rule_title
from shortlist.polls.policy import phase_of
from shortlist.polls.queries import contest_at, public_poll, public_polls
from shortlist.polls.rules import Phase
from shortlist.polls.showing import in_short
from shortlist.publication import bundle, downloads, files, shelf
from shortlist.publication.candidacies import tasks_of
from shortlist.publication.offers import answering_of, bursary_of, offerings_of
from shortlist.publication.pages import (
    card_of,
    is_from_outside,
    timeline_of,
    turnout_of,
    votes_of,
    what_is_next,
)
from shortlist.publication.queries import poll_with_results
from shortlist.publication.results_page import results_page
from shortlist.publication.rules import STATUS
from shortlist.publication.slate_page import poll_with_slate, slate_page
from shortlist.questions.queries import questions_of
from shortlist.stv.schema import schema_bytes
from shortlist.voting.pages import extension_words
from shortlist.voting.queries import logged_contests
from shortlist.web.access import identity, requires

blueprint = Blueprint("publication", __name__)

# While an expression is written, and while its author waits to hear of it.
TAKES_OFFERS = frozenset({Phase.INTEREST_OPEN, Phase.INTEREST_CLOSED})


@blueprint.get("/")
@requires(Permission.PUBLIC)
def home() -> ResponseReturnValue:
    """What this is, and the polls in which something can be done now."""
    cards = [card_of(poll, now()) for poll in public_polls(db_session())]
    return render_template("publication/home.html", cards=cards)


@blueprint.get("/polls")
@requires(Permission.PUBLIC)
def polls() -> ResponseReturnValue:
    """All announced polls."""
    cards = [card_of(poll, now()) for poll in public_polls(db_session())]
    return render_template("publication/polls.html", cards=cards)


@blueprint.get("/polls/<slug>")
@requires(Permission.PUBLIC)
def poll(slug: str) -> ResponseReturnValue:
    """One poll: what is happening, what is next and when, what you can do now."""
    session, moment = db_session(), now()
    found = public_poll(session, slug)
    phase = phase_of(found, moment)
    status, kind = STATUS[phase]
    return render_template(
        "publication/poll.html",
        poll=found,
        has_call=has_published_call(session, found),
        has_equalities=has_form(session, found),
        has_hustings=bool(hustings_of(session, found)),
        phase=phase.name.lower(),
        status=status,
        kind=kind,
        next_sentence=what_is_next(found, phase, moment),
        extensions=extension_words(session, found, moment),
        timeline=[] if is_from_outside(session, found) else timeline_of(found, moment),
        rule_title=rule_title,
        shown_in_short=in_short,
        balance={
            one.id: sentences_of(rules_of(session, one.id), one.seats) for one in found.contests
        },
        candidate_counts=_candidate_counts(session, found)
        if phase.is_at_least(Phase.SHORTLIST_PUBLISHED)
        else {},
        answering=answering_of(session, found, identity(), moment),
        code=code_of(session, found),
        bursary=bursary_of(session, found, identity(), moment),
        declares=asks_in(session, found),
        asks=bool(found.information_opens_at and questions_of(session, found)),
        candidacies=tasks_of(session, found, identity(), moment),
        offerings=offerings_of(session, found, identity()) if phase in TAKES_OFFERS else [],
        votes=votes_of(session, found, identity()) if phase is Phase.POLL_OPEN else None,
        logged=logged_contests(session, found),
        turnout=turnout_of(session, found) if phase.is_at_least(Phase.POLL_OPEN) else None,
    )


def _candidate_counts(session: Session, found: Poll) -> dict[int, int]:
    """Return how many everybody may see, and vote for, by the contests' ids."""
    return {
        contest.id: sum(not one.has_withdrawn for one in shown(session, contest))
        for contest in found.contests
    }


@blueprint.get("/polls/<slug>/results")
@requires(Permission.PUBLIC)
def results(slug: str) -> ResponseReturnValue:
    """The results of a poll: a sentence, bars, every stage, and the files."""
    session = db_session()
    found = poll_with_results(session, slug)
    return results_page(session, found)


@blueprint.get("/polls/<slug>/results.json")
@requires(Permission.PUBLIC)
def results_json(slug: str) -> ResponseReturnValue:
    """The records of a poll, complete."""
    session = db_session()
    found = poll_with_results(session, slug)
    tag = shelf.tag_of(session, "results.json", found, found.contests)
    return shelf.send(tag, "application/json", lambda: files.results_json(session, found))


@blueprint.get("/polls/<slug>/stages.csv")
@requires(Permission.PUBLIC)
def stages_csv(slug: str) -> ResponseReturnValue:
    """Every tally of every stage."""
    session = db_session()
    found = poll_with_results(session, slug)
    tag = shelf.tag_of(session, "stages.csv", found, found.contests)
    return shelf.send(tag, "text/csv", lambda: files.stages_csv(session, found))


@blueprint.get("/polls/<slug>/papers.blt", defaults={"position": 1})
@blueprint.get("/polls/<slug>/contests/<int:position>/papers.blt")
@requires(Permission.PUBLIC)
def papers_blt(slug: str, position: int) -> ResponseReturnValue:
    """The papers of a contest, for any counting program."""
    session = db_session()
    contest = contest_at(poll_with_results(session, slug), position)
    return downloads.send(session, contest, "papers.blt")


@blueprint.get("/polls/<slug>/bundle.zip")
@requires(Permission.PUBLIC)
def bundle_zip(slug: str) -> ResponseReturnValue:
    """All that a stranger needs to check a poll, with the program that checks it."""
    session = db_session()
    found = poll_with_results(session, slug)

    def make() -> bytes:
        return bundle.bundle_zip(bundle.bundle_files(session, found, settings().keys_path))

    return shelf.send(bundle.bundle_tag(session, found), "application/zip", make)


@blueprint.get("/polls/<slug>/slate")
@requires(Permission.PUBLIC)
def slate(slug: str) -> ResponseReturnValue:
    """The slate of a poll: who is on it and in which order, how they were chosen, who is not."""
    session = db_session()
    return slate_page(session, poll_with_slate(session, slug))


@blueprint.get("/record.schema.json")
@requires(Permission.PUBLIC)
def record_schema() -> ResponseReturnValue:
    """The JSON Schema that the record of every count keeps to."""
    tag = sha256(schema_bytes()).hexdigest()
    return shelf.send(tag, "application/schema+json", schema_bytes)


@blueprint.get("/how-it-works")
@requires(Permission.PUBLIC)
def how_it_works() -> ResponseReturnValue:
    """From interest to slate, in plain words."""
    return render_template("publication/how_it_works.html")


@blueprint.get("/accessibility")
@requires(Permission.PUBLIC)
def accessibility() -> ResponseReturnValue:
    """What works for whom, and what does not yet."""
    return render_template("publication/accessibility.html")
