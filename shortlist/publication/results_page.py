"""The results page of a poll, for everybody or, before it is published, for its officers."""

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from shortlist.polls.models import Poll
from shortlist.publication.addresses import addresses_of
from shortlist.publication.downloads import contest_files, poll_files
from shortlist.publication.papers import shows_papers
from shortlist.publication.results import results_of


def results_page(session: Session, poll: Poll) -> str:
    """Return the page, opened at the stage that its address names (`?contest=1&stage=7`)."""
    at = addresses_of(poll)
    contest = request.args.get("contest", 1, type=int)
    shown = {contest: request.args.get("stage", 1, type=int)}
    public = [] if at.is_preview else poll.contests
    return render_template(
        "publication/results.html",
        poll=poll,
        contests=results_of(session, poll, shown),
        contest_files={one.position: contest_files(session, one) for one in public},
        files=[] if at.is_preview else poll_files(session, poll),
        tables_only=[one.title for one in poll.contests if not shows_papers(session, one)],
        is_preview=at.is_preview,
        addresses=at,
        publish_url=url_for("publication_admin.confirm_publish", slug=poll.slug),
    )
