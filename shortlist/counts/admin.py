"""The returning officer's edge: count a poll whose box is open."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import member_actor
from shortlist.counts.actions import check_may_count, count_poll
from shortlist.counts.study_job import STUDIES
from shortlist.extensions import db_session, now, running
from shortlist.language import say, thousands
from shortlist.permissions import Permission
from shortlist.polls.planning import rule_title
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import requires, signed_in
from shortlist.work.queue import ring

blueprint = Blueprint("counts_admin", __name__)


@blueprint.get("/organise/polls/<slug>/count")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_count(slug: str) -> ResponseReturnValue:
    """Ask once more before the count."""
    poll = poll_by_slug(db_session(), slug)
    check_may_count(poll)
    rules = ", ".join(sorted({rule_title(contest.rule) for contest in poll.contests}))
    return render_template(
        "components/_confirm.html",
        title=say("Count this poll?"),
        message=say(
            "The papers are counted now, and the record is kept as it is. "
            "Nothing is shown to anybody but returning officers before you publish it."
        ),
        facts=[
            {"label": say("Poll"), "value": poll.title},
            {"label": say("Contests"), "value": len(poll.contests)},
            {"label": say("Rule"), "value": rules},
        ],
        action_url=url_for("counts_admin.count", slug=slug),
        action_label=say("Count the papers"),
        back_url=url_for("publication_admin.poll", slug=slug),
    )


@blueprint.post("/organise/polls/<slug>/count")
@requires(Permission.ANSWER_FOR_POLLS)
def count(slug: str) -> ResponseReturnValue:
    """Count every contest of the poll."""
    session = db_session()
    poll = poll_by_slug(session, slug, lock=True)
    records = count_poll(session, poll, now=now(), actor=member_actor(signed_in().id))
    session.commit()
    ring(running(), STUDIES)
    flash(
        say(
            "Counted: %(papers)s papers.",
            papers=thousands(sum(record.papers.total for record in records)),
        ),
        "good",
    )
    return redirect(url_for("publication_admin.results", slug=slug), 303)
