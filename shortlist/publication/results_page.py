"""The results page of a poll, for everybody or, before it is published, for its officers."""

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from shortlist.counts.queries import plain_row
from shortlist.language import say
from shortlist.polls.models import Contest, Poll
from shortlist.publication.addresses import addresses_of
from shortlist.publication.downloads import balance_files, contest_files, poll_files
from shortlist.publication.papers import shows_papers
from shortlist.publication.results import results_of
from shortlist.voting.queries import logged_contests


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
        contest_files={
            one.position: [*contest_files(session, one), *_balance_files(session, one)]
            for one in public
        },
        logged=[] if at.is_preview else _lookups(session, poll),
        files=[] if at.is_preview else poll_files(session, poll),
        tables_only=[one.title for one in poll.contests if not shows_papers(session, one)],
        is_preview=at.is_preview,
        addresses=at,
        publish_url=url_for("publication_admin.confirm_publish", slug=poll.slug),
    )


def _balance_files(session: Session, contest: Contest) -> list[dict[str, str]]:
    has_rules = plain_row(session, contest.id) is not None
    return balance_files(session, contest) if has_rules else []


def _lookups(session: Session, poll: Poll) -> list[dict[str, str]]:
    """Return where check codes are looked up, a link for each contest that has a ballot box."""
    return [
        {
            "label": say("Look up your check code"),
            "url": url_for("codes.codes", slug=poll.slug, position=contest.position),
            "note": contest.title,
        }
        for contest in logged_contests(session, poll)
    ]
