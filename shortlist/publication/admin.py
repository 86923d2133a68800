"""The organisers' console: every poll, its next step, and the results before they are public."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.queries import latest_events
from shortlist.candidates.queries import stands_in
from shortlist.candidates.rules import StandsHere
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.extensions import db_session, now, settings
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, is_public, phase_of, timetable_of
from shortlist.polls.queries import every_poll, poll_by_slug
from shortlist.proposals.actions import propose
from shortlist.proposals.queries import live_by_poll, live_proposals
from shortlist.proposals.rules import WORDS, Change, said_to_proposer
from shortlist.publication.actions import check_may_publish, results_terms
from shortlist.publication.guide import guide_of, next_step
from shortlist.publication.pages import timeline_of, turnout_of
from shortlist.publication.queries import counted_poll
from shortlist.publication.results_page import results_page
from shortlist.publication.rules import STATUS
from shortlist.publication.waiting import waiting_on
from shortlist.voting.actions import why_not_sample
from shortlist.voting.rules import why_not_extend
from shortlist.web.access import may, may_in, requires, signed_in

blueprint = Blueprint("publication_admin", __name__)


@blueprint.get("/organise")
@requires(Permission.SEE_CONSOLE, in_any_poll=True)
def console() -> ResponseReturnValue:
    """Every poll that this officer has an office in, with its next step."""
    live = live_by_poll(db_session())
    rows = [
        (poll, _status(poll), next_step(db_session(), poll, live.get(poll.id, ()), now()))
        for poll in every_poll(db_session())
        if may_in(Permission.SEE_CONSOLE, poll.slug)
    ]
    return render_template("publication/console.html", rows=rows)


@blueprint.get("/organise/polls/<slug>")
@requires(Permission.SEE_CONSOLE)
def poll(slug: str) -> ResponseReturnValue:
    """One poll as its officers see it: the next step first."""
    session = db_session()
    found = poll_by_slug(session, slug)
    live = live_proposals(session, found)
    stands = stands_in(session, found.id, signed_in().id)
    return render_template(
        "publication/console_poll.html",
        poll=found,
        status=_status(found),
        why_not_judge=StandsHere.sentence if stands else "",
        guide=guide_of(session, found, live, now()),
        waiting=[waiting_on(session, found, one, signed_in().id, now()) for one in live],
        tasks=_tasks(found),
        timeline=timeline_of(found, now()),
        turnout=turnout_of(session, found),
        events=latest_events(session, subject=f"poll:{slug}", limit=8),
    )


@blueprint.get("/organise/polls/<slug>/results")
@requires(Permission.ANSWER_FOR_POLLS)
def results(slug: str) -> ResponseReturnValue:
    """The results as the public will see them, for returning officers."""
    session = db_session()
    found = counted_poll(session, slug)
    return results_page(session, found)


@blueprint.get("/organise/polls/<slug>/publish-results")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_publish(slug: str) -> ResponseReturnValue:
    """Ask once more before it is proposed to publish the results."""
    found = poll_by_slug(db_session(), slug)
    refuse_whoever_stands(db_session(), found.id, signed_in().id)
    check_may_publish(found)
    return render_template(
        "components/_confirm.html",
        title=say("Propose to publish the results?"),
        message=say(
            "%(what_happens)s Another returning officer has to approve it.",
            what_happens=WORDS[Change.PUBLISH_RESULTS].what_happens,
        ),
        facts=[{"label": say("Poll"), "value": found.title}],
        action_url=url_for("publication_admin.publish", slug=slug),
        action_label=say("Propose it"),
        back_url=url_for("publication_admin.results", slug=slug),
        kind="warn",
    )


@blueprint.post("/organise/polls/<slug>/publish-results")
@requires(Permission.ANSWER_FOR_POLLS, again=True)
def publish(slug: str) -> ResponseReturnValue:
    """Propose to publish the results."""
    session = db_session()
    found = poll_by_slug(session, slug, lock=True)
    check_may_publish(found)
    propose(
        session,
        found,
        Change.PUBLISH_RESULTS,
        terms=results_terms(session, found),
        now=now(),
        member_id=signed_in().id,
        base_url=settings().base_url,
    )
    session.commit()
    flash(said_to_proposer(Change.PUBLISH_RESULTS), "info")
    return redirect(url_for("publication_admin.poll", slug=slug), 303)


def _status(poll: Poll) -> tuple[str, str]:
    return STATUS[phase_of(poll, now())]


def _can_be_extended(poll: Poll) -> bool:
    return why_not_extend(now(), timetable_of(poll), facts_of(poll), None) is None


def _tasks(poll: Poll) -> list[dict[str, str]]:
    """Return the pages of a poll that this officer may open."""
    pages = (
        (say("Title, dates and contests"), "polls_admin.plan", Permission.ORGANISE_POLLS),
        (say("The call for interest"), "announcements_admin.edit_call", Permission.ORGANISE_POLLS),
        (say("Announcements"), "announcements_admin.announcements", Permission.ORGANISE_POLLS),
        (say("Notices by mail"), "mailings_admin.mailings", Permission.SEND_NOTICES),
        (
            say("Expressions of interest"),
            "candidates_admin.expressions",
            Permission.DECIDE_EXPRESSIONS,
        ),
        (say("Questions to candidates"), "questions_admin.questions", Permission.ORGANISE_POLLS),
        (say("Answers of candidates"), "answers_admin.answers", Permission.DECIDE_EXPRESSIONS),
        (
            say("Declarations of candidates"),
            "declarations_admin.declarations",
            Permission.DECIDE_EXPRESSIONS,
        ),
        (say("Equalities form"), "equalities_admin.plan", Permission.ORGANISE_POLLS),
        (say("Questions from members"), "board_admin.board", Permission.DECIDE_EXPRESSIONS),
        (
            say("Countersigning the shortlist"),
            "consent_admin.countersigning",
            Permission.SEE_CONSOLE,
        ),
        (say("Hustings"), "hustings_admin.hustings", Permission.ORGANISE_POLLS),
        (say("Who comes from where"), "representation.preview", Permission.DECIDE_EXPRESSIONS),
        (say("Trustees"), "trustees_admin.trustees", Permission.SEE_CONSOLE),
        (say("Officers"), "offices_admin.offices", Permission.SEE_CONSOLE),
        (say("Papers from outside"), "voting_admin.papers", Permission.ANSWER_FOR_POLLS),
    )
    tasks = [
        {"label": label, "url": url_for(endpoint, slug=poll.slug)}
        for label, endpoint, permission in pages
        if may(permission)
    ]
    if may(Permission.ANSWER_FOR_POLLS) and _can_be_extended(poll):
        extension = url_for("voting_admin.extension", slug=poll.slug)
        tasks.append({"label": say("Extend voting"), "url": extension})
    if poll.ready_at is not None:
        register = url_for("register_admin.register", slug=poll.slug)
        tasks.append({"label": say("The register and its ledger"), "url": register})
        hours = url_for("voting_admin.turnout", slug=poll.slug)
        tasks.append({"label": say("Turnout by the hour"), "url": hours})
    if may(Permission.SAMPLE_VOTED) and why_not_sample(db_session(), poll) is None:
        voted = url_for("sample_admin.voted", slug=poll.slug)
        tasks.append({"label": say("Who has voted: a sample"), "url": voted})
    if poll.results_published_at is not None and may(Permission.ORGANISE_POLLS):
        areas = url_for("areas_admin.plan", slug=poll.slug)
        tasks.append({"label": say("Areas and their orders"), "url": areas})
    if poll.results_published_at is not None and poll.slate_published_at is None:
        slate = url_for("slate_admin.slate", slug=poll.slug)
        tasks.append({"label": say("The slate, as it will be published"), "url": slate})
        agreed = url_for("slates_admin.countersigning", slug=poll.slug)
        tasks.append({"label": say("Countersigning the slate"), "url": agreed})
    if poll.results_published_at is not None:
        erasure = url_for("voting_admin.erasure", slug=poll.slug)
        tasks.append({"label": say("Erasing the envelopes"), "url": erasure})
    if poll.counted_at is not None and may(Permission.ANSWER_FOR_POLLS):
        firmness = url_for("firmness_admin.firmness", slug=poll.slug)
        tasks.append({"label": say("How firm the slate is"), "url": firmness})
    if poll.slate_published_at is not None and may(Permission.ORGANISE_POLLS):
        elections = url_for("nominations_admin.elections")
        tasks.append({"label": say("Nominations in the real election"), "url": elections})
    if is_public(poll):
        public = url_for("publication.poll", slug=poll.slug)
        tasks.append({"label": say("The public page of this poll"), "url": public})
    return tasks
