"""The returning officer's edge: make a poll ready, propose close and opening; turnout, erasure."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.candidates.balance_actions import why_not_balanced
from shortlist.candidates.consent_queries import not_countersigned
from shortlist.candidates.consent_rules import NotCountersigned
from shortlist.candidates.queries import candidate_count
from shortlist.candidates.rules import NoCandidates
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.errors import Refusal
from shortlist.extensions import db_session, now, settings
from shortlist.language import say, thousands
from shortlist.permissions import Permission
from shortlist.polls.balance import RulesCannotBeKept, sentences_of
from shortlist.polls.balance_queries import rules_of
from shortlist.polls.models import Contest, Poll
from shortlist.polls.queries import contest_at, poll_by_slug
from shortlist.proposals.actions import propose
from shortlist.proposals.rules import Change, said_to_proposer
from shortlist.roll.queries import roll_size
from shortlist.voting import actions, queries, rules
from shortlist.voting.actions import closing, extending, opening
from shortlist.voting.actions.readiness import why_not_make_ready
from shortlist.voting.erasure_rules import HeldBack, erased_from
from shortlist.voting.forms import ExtensionForm
from shortlist.voting.hours_page import chart_of
from shortlist.voting.pages import moment_text
from shortlist.voting.trustee_queries import contests_to_open
from shortlist.web.access import may, requires, signed_in

blueprint = Blueprint("voting_admin", __name__, url_prefix="/organise/polls/<slug>")
# With what can be done about it.
SAID_ON_THE_PAGE = (NoCandidates, NotCountersigned, RulesCannotBeKept)


@blueprint.get("/ready")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_ready(slug: str) -> ResponseReturnValue:
    """Ask once more before register, paper and key are fixed."""
    poll = poll_by_slug(db_session(), slug)
    refusal = why_not_make_ready(db_session(), poll, now())
    if refusal is not None and not isinstance(refusal, SAID_ON_THE_PAGE):
        raise refusal
    counts = [candidate_count(db_session(), contest.id) for contest in poll.contests]
    return render_template(
        "voting/ready.html",
        poll=poll,
        electors=roll_size(db_session()),
        candidates=list(zip(poll.contests, counts, strict=True)),
        balance=[(one, *_balance_of(one)) for one in poll.contests],
        missing=[one.candidate.name for one in not_countersigned(db_session(), poll)],
        opens_text=moment_text(poll, poll.opens_at, now()),
        closes_text=moment_text(poll, poll.closes_at, now()),
    )


def _balance_of(contest: Contest) -> tuple[tuple[str, ...], str]:
    """Return a contest's balance rules in sentences, and why they cannot be kept, if so."""
    sentences = sentences_of(rules_of(db_session(), contest.id), contest.seats)
    refusal = why_not_balanced(db_session(), contest)
    return sentences, refusal.text if refusal else ""


@blueprint.post("/ready")
@requires(Permission.ANSWER_FOR_POLLS)
def ready(slug: str) -> ResponseReturnValue:
    """Fix everything that voting rests on."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    actions.make_ready(
        db_session(), poll, now=now(), keys_path=settings().keys_path, actor=_actor()
    )
    db_session().commit()
    if poll.waits_for_trustees:
        flash(say("The poll is ready but for its trustees. Send each of them their file."), "good")
        return redirect(url_for("trustees_admin.trustees", slug=poll.slug), 303)
    flash(say("The poll is ready. Voting opens by itself."), "good")
    return _to_poll(poll)


@blueprint.get("/contests/<int:position>/drop")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_drop(slug: str, position: int) -> ResponseReturnValue:
    """Ask once more before a contest without candidates is dropped."""
    poll = poll_by_slug(db_session(), slug)
    contest = contest_at(poll, position)
    if refusal := actions.why_not_drop(db_session(), contest, now()):
        raise refusal
    return render_template("voting/drop.html", poll=poll, contest=contest)


@blueprint.post("/contests/<int:position>/drop")
@requires(Permission.ANSWER_FOR_POLLS)
def drop(slug: str, position: int) -> ResponseReturnValue:
    """Drop a contest without candidates, so that the others can be made ready."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    contest = contest_at(poll, position)
    actions.drop_contest(db_session(), contest, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The contest is dropped."), "good")
    return redirect(url_for(".confirm_ready", slug=poll.slug), 303)


@blueprint.get("/extend")
@requires(Permission.ANSWER_FOR_POLLS)
def extension(slug: str) -> ResponseReturnValue:
    """Ask until when voting is to be extended."""
    poll = poll_by_slug(db_session(), slug)
    refuse_whoever_stands(db_session(), poll.id, signed_in().id)
    extending.check_may_extend(poll, None, now())
    return _extension_page(poll, ExtensionForm())


@blueprint.post("/extend")
@requires(Permission.ANSWER_FOR_POLLS, again=True)
def extend(slug: str) -> ResponseReturnValue:
    """Propose to extend voting, or show what is wrong with the time that was typed."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    extending.check_may_extend(poll, None, now())
    form = ExtensionForm()
    if not form.validate_on_submit():
        return _extension_page(poll, form), 422
    try:
        closes_at = form.moment(poll.time_zone)
        extending.check_may_extend(poll, closes_at, now())
    except Refusal as refusal:
        form.complain(refusal.text)
        return _extension_page(poll, form), 422
    terms = extending.extension_terms(poll, closes_at)
    return _propose(poll, Change.EXTEND, terms, closes_at)


def _extension_page(poll: Poll, form: ExtensionForm) -> str:
    closes_text = moment_text(poll, poll.closes_at, now())
    return render_template("voting/extend.html", poll=poll, form=form, closes_text=closes_text)


@blueprint.get("/close")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_close(slug: str) -> ResponseReturnValue:
    """Ask once more before the close is proposed."""
    poll = poll_by_slug(db_session(), slug)
    refuse_whoever_stands(db_session(), poll.id, signed_in().id)
    closing.check_may_close(poll, now())
    return render_template("voting/close.html", poll=poll, turnout=_turnout(poll))


@blueprint.post("/close")
@requires(Permission.ANSWER_FOR_POLLS, again=True)
def close(slug: str) -> ResponseReturnValue:
    """Propose to close every box of the poll."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    closing.check_may_close(poll, now())
    return _propose(poll, Change.CLOSE, closing.closing_terms(poll))


@blueprint.get("/open")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_open(slug: str) -> ResponseReturnValue:
    """Ask once more before the opening is proposed."""
    poll = poll_by_slug(db_session(), slug)
    refuse_whoever_stands(db_session(), poll.id, signed_in().id)
    opening.check_may_open(poll)
    return render_template(
        "voting/open.html",
        poll=poll,
        turnout=_turnout(poll),
        by_trustees=poll.trustees > 0 and len(contests_to_open(db_session(), poll)) > 0,
        by_command=rules.is_for_command(queries.envelope_count(db_session(), poll)),
    )


@blueprint.post("/open")
@requires(Permission.ANSWER_FOR_POLLS, again=True)
def open_(slug: str) -> ResponseReturnValue:
    """Propose to open every box of the poll."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    opening.check_may_open(poll)
    return _propose(poll, Change.OPEN, opening.opening_terms(db_session(), poll))


@blueprint.get("/turnout")
@requires(Permission.SEE_CONSOLE)
def turnout(slug: str) -> ResponseReturnValue:
    """Show how many have voted in each contest, never who, and no small number."""
    poll = poll_by_slug(db_session(), slug)
    charts = [chart_of(db_session(), contest, now()) for contest in poll.contests]
    return render_template(
        "voting/turnout.html",
        poll=poll,
        turnout=_turnout(poll),
        charts=[chart for chart in charts if chart],
    )


@blueprint.get("/seal")
@requires(Permission.SEE_CONSOLE)
def erasure(slug: str) -> ResponseReturnValue:
    """Show when the poll's envelopes are erased, what goes and what stays."""
    poll = poll_by_slug(db_session(), slug)
    status, when = _erasure_in_words(poll)
    return render_template(
        "voting/erasure.html",
        poll=poll,
        status=status,
        when=when,
        is_erased=poll.erased_at is not None,
        may_hold=may(Permission.ANSWER_FOR_POLLS) and poll.results_published_at is not None,
    )


@blueprint.post("/seal/hold")
@requires(Permission.ANSWER_FOR_POLLS)
def hold(slug: str) -> ResponseReturnValue:
    """Keep everything of a poll whose results are challenged."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    actions.hold_back(db_session(), poll, now=now(), actor=member_actor(signed_in().id))
    db_session().commit()
    flash(say("Nothing of this poll is erased until you let it go."), "good")
    return redirect(url_for(".erasure", slug=slug), 303)


@blueprint.post("/seal/release")
@requires(Permission.ANSWER_FOR_POLLS)
def release(slug: str) -> ResponseReturnValue:
    """Let the clock run again once the challenge is decided."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    actions.let_go(db_session(), poll, now=now(), actor=member_actor(signed_in().id))
    db_session().commit()
    flash(say("The challenge is over: what is due is erased again."), "good")
    return redirect(url_for(".erasure", slug=slug), 303)


def _erasure_in_words(poll: Poll) -> tuple[tuple[str, str], str]:
    """Return how far it is, in a word and its kind, and in a sentence."""
    if poll.erased_at is not None:
        return (
            say("Erased"),
            "good",
        ), say(
            "They were erased on %(moment_text)s.",
            moment_text=moment_text(poll, poll.erased_at, now()),
        )
    if poll.results_published_at is None:
        return (say("Not yet"), "plain"), say("The 30 days begin when the results are published.")
    due_at = erased_from(poll.results_published_at)
    moment = moment_text(poll, due_at, now())
    if poll.held_at is not None:
        return (say("Held back"), "wait"), HeldBack.sentence
    if now() < due_at:
        return (say("Not yet"), "plain"), say("They are erased from %(moment)s on.", moment=moment)
    return (say("Due"), "wait"), say("They have been due since %(moment)s.", moment=moment)


def _turnout(poll: Poll) -> list[tuple[str, str, str]]:
    """Return each contest's title, how many have voted, and of how many."""
    return [
        (one.contest.title, rules.shown_count(one.cast), thousands(one.electors))
        for one in queries.turnout_by_contest(db_session(), poll)
    ]


def _propose(
    poll: Poll, change: Change, terms: str, closes_at: datetime | None = None
) -> ResponseReturnValue:
    propose(
        db_session(),
        poll,
        change,
        terms=terms,
        now=now(),
        member_id=signed_in().id,
        base_url=settings().base_url,
        closes_at=closes_at,
    )
    db_session().commit()
    flash(said_to_proposer(change), "info")
    return _to_poll(poll)


def _actor() -> Actor:
    return member_actor(signed_in().id)


def _to_poll(poll: Poll) -> ResponseReturnValue:
    return redirect(url_for("publication_admin.poll", slug=poll.slug), 303)
