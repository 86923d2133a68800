"""The officers' edge: who agrees to be on the slate, go on without some, propose to publish it."""

from collections.abc import Collection

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import member_actor
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.extensions import db_session, now, settings
from shortlist.language import later, say, say_many
from shortlist.permissions import Permission
from shortlist.polls.queries import poll_by_slug
from shortlist.proposals.actions import propose
from shortlist.proposals.rules import WORDS, Change, said_to_proposer
from shortlist.slates import asking
from shortlist.slates.actions import check_may_publish, slate_terms
from shortlist.slates.lineups import lineups_of
from shortlist.slates.rules import Answer, AskedAlready, may_go_without
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("slates_admin", __name__, url_prefix="/organise/polls/<slug>")
KINDS = {
    Answer.COUNTERSIGNED: (later("Countersigned"), "good"),
    Answer.CHANGED_SINCE: (later("Not as it is now"), "wait"),
    Answer.NOT_YET: (later("Not yet"), "wait"),
    Answer.NOT_ASKED: (later("Not asked yet"), "plain"),
    Answer.WITHDRAWN: (later("Withdrawn"), "stop"),
    Answer.NOBODY_TO_ASK: (later("From outside"), "plain"),
}


@blueprint.get("/slate/countersigning")
@requires(Permission.SEE_CONSOLE)
def countersigning(slug: str) -> ResponseReturnValue:
    """Who agrees to be on the slate, who has not answered, and how to go on."""
    poll = poll_by_slug(db_session(), slug)
    asking.check_may_ask(poll)
    lineups = lineups_of(db_session(), poll)
    return render_template(
        "slates/countersigning.html",
        poll=poll,
        lineups=lineups,
        kinds=KINDS,
        waiting=[one for lineup in lineups for one in lineup.waiting],
        is_asked=all(lineup.is_asked for lineup in lineups),
        is_due=now() >= poll.slate_at,
        may_go_without=may_go_without,
    )


@blueprint.post("/slate/ask")
@requires(Permission.ANSWER_FOR_POLLS)
def ask(slug: str) -> ResponseReturnValue:
    """Ask those elected to countersign the slate, where nobody has asked them yet."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    number = asking.ask_elected(
        db_session(),
        poll,
        now=now(),
        actor=member_actor(signed_in().id),
        base_url=settings().base_url,
    )
    if not number:
        raise AskedAlready
    db_session().commit()
    flash(say("Those elected are asked by mail to countersign the slate."), "good")
    return redirect(url_for(".countersigning", slug=slug), 303)


@blueprint.post("/slate/remind")
@requires(Permission.ANSWER_FOR_POLLS)
def remind(slug: str) -> ResponseReturnValue:
    """Ask those who have not answered once more."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    number = asking.remind_asked(
        db_session(),
        poll,
        now=now(),
        actor=member_actor(signed_in().id),
        base_url=settings().base_url,
    )
    db_session().commit()
    flash(
        say_many("%(n)s reminder is on the way.", "%(n)s reminders are on the way.", number), "good"
    )
    return redirect(url_for(".countersigning", slug=slug), 303)


@blueprint.get("/slate/without")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_without(slug: str) -> ResponseReturnValue:
    """Say who would be asked instead, and ask once more before officers go on without somebody."""
    poll = poll_by_slug(db_session(), slug)
    asking.check_may_ask(poll)
    lineups, chosen = lineups_of(db_session(), poll), _chosen(request.args.getlist("candidate"))
    asking.check_may_go_on(lineups, chosen, now())
    changes = []
    for lineup in lineups:
        gone = [one for one in lineup.people if one.id in chosen]
        if gone:
            changes.append((lineup, gone, lineup.reserves[: len(gone)]))
    return render_template("slates/without.html", poll=poll, changes=changes)


@blueprint.post("/slate/without")
@requires(Permission.ANSWER_FOR_POLLS)
def without(slug: str) -> ResponseReturnValue:
    """Go on without some: the next reserves are asked."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    asking.go_on_without(
        db_session(),
        poll,
        _chosen(request.form.getlist("candidate")),
        now=now(),
        actor=member_actor(signed_in().id),
        base_url=settings().base_url,
    )
    db_session().commit()
    flash(
        say("The slate has changed. Everybody on it is asked to countersign it as it is now."),
        "good",
    )
    return redirect(url_for(".countersigning", slug=slug), 303)


@blueprint.get("/publish-slate")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_slate(slug: str) -> ResponseReturnValue:
    """Ask once more before it is proposed to publish the slate."""
    poll = poll_by_slug(db_session(), slug)
    refuse_whoever_stands(db_session(), poll.id, signed_in().id)
    check_may_publish(db_session(), poll)
    return render_template(
        "components/_confirm.html",
        title=say("Propose to publish the slate?"),
        message=say(
            "%(what_happens)s Another returning officer has to approve it.",
            what_happens=WORDS[Change.PUBLISH_SLATE].what_happens,
        ),
        facts=[{"label": say("Poll"), "value": poll.title}],
        action_url=url_for(".publish", slug=slug),
        action_label=say("Propose it"),
        back_url=url_for("slate_admin.slate", slug=slug),
        kind="warn",
    )


@blueprint.post("/publish-slate")
@requires(Permission.ANSWER_FOR_POLLS, again=True)
def publish(slug: str) -> ResponseReturnValue:
    """Propose to publish the slate."""
    session = db_session()
    poll = poll_by_slug(session, slug, lock=True)
    check_may_publish(session, poll)
    propose(
        session,
        poll,
        Change.PUBLISH_SLATE,
        terms=slate_terms(session, poll),
        now=now(),
        member_id=signed_in().id,
        base_url=settings().base_url,
    )
    session.commit()
    flash(said_to_proposer(Change.PUBLISH_SLATE), "info")
    return redirect(url_for("publication_admin.poll", slug=slug), 303)


def _chosen(typed: Collection[str]) -> set[int]:
    return {int(one) for one in typed if one.isdecimal() and len(one) <= 18}
