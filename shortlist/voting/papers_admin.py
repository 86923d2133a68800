"""The returning officer's edge to papers from outside: hand in a file, look at it, count it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.ballot_box import actions
from shortlist.ballot_box.models import PaperBatch
from shortlist.ballot_box.queries import batch_list, waiting_batch
from shortlist.errors import Refusal
from shortlist.extensions import csrf, db_session, now
from shortlist.language import say, thousands
from shortlist.permissions import Permission
from shortlist.polls.models import Contest, Poll
from shortlist.polls.policy import facts_of
from shortlist.polls.queries import contest_at, poll_by_slug
from shortlist.voting import rules
from shortlist.voting.admin import blueprint
from shortlist.voting.forms import PapersForm
from shortlist.web.access import requires, signed_in

__all__ = ["blueprint"]  # the officers' one blueprint, these views included

LARGEST_FILE = 200 * 1024 * 1024  # bytes of one upload


@blueprint.get("/papers")
@requires(Permission.ANSWER_FOR_POLLS)
def papers(slug: str) -> ResponseReturnValue:
    """Show the batches of a poll, and ask for another file while that may be."""
    poll = poll_by_slug(db_session(), slug)
    form = PapersForm()
    form.offer_contests(poll)
    return _papers_page(poll, form)


@blueprint.post("/papers")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types; the form proves itself once the larger limit is set
@requires(Permission.ANSWER_FOR_POLLS)
def hand_in(slug: str) -> ResponseReturnValue:
    """Check a file and keep it until it is confirmed, or say what is wrong with it."""
    _poll_for_papers(slug)
    request.max_content_length = LARGEST_FILE
    db_session().rollback()  # a slow upload must not keep SQLite's one writer waiting
    form = PapersForm()
    poll = _poll_for_papers(slug)
    form.offer_contests(poll)
    if not form.validate_on_submit():
        return _papers_page(poll, form), 422
    contest = contest_at(poll, form.contest.data)
    try:
        batch = actions.hand_in_papers(
            db_session(), contest, form.paper_file(), now=now(), actor=_actor()
        )
    except Refusal as refusal:
        form.complain(refusal.text)
        return _papers_page(poll, form), 422
    db_session().commit()
    return redirect(url_for(".confirm_papers", slug=slug, batch_id=batch.id), 303)


@blueprint.get("/papers/<int:batch_id>")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_papers(slug: str, batch_id: int) -> ResponseReturnValue:
    """Show what is in a file that waits, and ask whether to count it."""
    poll = poll_by_slug(db_session(), slug)
    batch = _waiting(poll, batch_id)
    return render_template(
        "voting/confirm_papers.html", poll=poll, batch=batch, contest=_contest_of(poll, batch)
    )


@blueprint.post("/papers/<int:batch_id>/import")
@requires(Permission.ANSWER_FOR_POLLS)
def import_papers(slug: str, batch_id: int) -> ResponseReturnValue:
    """Count a waiting file with its contest."""
    poll = _poll_for_papers(slug)
    batch = _waiting(poll, batch_id)
    contest = _contest_of(poll, batch)
    actions.confirm_papers(db_session(), contest, batch, now=now(), actor=_actor())
    db_session().commit()
    flash(
        say(
            "%(papers)s papers are counted with %(title)s.",
            papers=thousands(batch.papers),
            title=contest.title,
        ),
        "good",
    )
    return redirect(url_for(".papers", slug=slug), 303)


@blueprint.post("/papers/<int:batch_id>/discard")
@requires(Permission.ANSWER_FOR_POLLS)
def discard_papers(slug: str, batch_id: int) -> ResponseReturnValue:
    """Forget a waiting file."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    batch = _waiting(poll, batch_id)
    contest = _contest_of(poll, batch)
    actions.discard_papers(db_session(), contest, batch, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The file is forgotten. Nothing of it was counted."), "good")
    return redirect(url_for(".papers", slug=slug), 303)


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _poll_for_papers(slug: str) -> Poll:
    poll = poll_by_slug(db_session(), slug, lock=True)
    if not rules.takes_papers(facts_of(poll)):
        raise rules.NotForPapersNow
    return poll


def _waiting(poll: Poll, batch_id: int) -> PaperBatch:
    return waiting_batch(db_session(), [contest.id for contest in poll.contests], batch_id)


def _contest_of(poll: Poll, batch: PaperBatch) -> Contest:
    return next(contest for contest in poll.contests if contest.id == batch.contest_id)


def _papers_page(poll: Poll, form: PapersForm) -> str:
    batches = batch_list(db_session(), [contest.id for contest in poll.contests])
    return render_template(
        "voting/papers.html",
        poll=poll,
        form=form,
        takes_papers=rules.takes_papers(facts_of(poll)),
        batches=[(batch, _contest_of(poll, batch)) for batch in batches],
    )
