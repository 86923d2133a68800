"""The officers' edge: who has countersigned the shortlist, remind the others, correct an entry."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import member_actor
from shortlist.candidates import consent_queries, consenting, policy, queries, rules
from shortlist.candidates.consent_rules import Consent, is_due
from shortlist.candidates.forms import CorrectionForm
from shortlist.candidates.models import Candidate
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.extensions import db_session, now, settings
from shortlist.language import later, say, say_many
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("consent_admin", __name__, url_prefix="/organise/polls/<slug>")
KINDS = {
    Consent.GIVEN: (later("Countersigned"), "good"),
    Consent.LAPSED: (later("Changed since"), "wait"),
    Consent.WAITING: (later("Not yet"), "wait"),
    Consent.NOBODY_TO_ASK: (later("From outside"), "plain"),
}


@blueprint.get("/countersigning")
@requires(Permission.SEE_CONSOLE)
def countersigning(slug: str) -> ResponseReturnValue:
    """Who has countersigned the shortlist, and who has not."""
    poll = poll_by_slug(db_session(), slug)
    groups = [
        (contest, consent_queries.consents(db_session(), contest)) for contest in poll.contests
    ]
    stands = queries.stands_in(db_session(), poll.id, signed_in().id)
    waiting = [one for _, found in groups for one in found if not one.consent.is_enough]
    return render_template(
        "candidates/countersigning.html",
        poll=poll,
        groups=groups,
        kinds=KINDS,
        waiting=waiting,
        can_remind=any(is_due(one.candidate.reminded_at, now()) for one in waiting),
        is_fixed=policy.why_not_decide(poll, now()) is not None,
        why_not_judge=rules.StandsHere.sentence if stands else "",
        is_out=policy.shortlist_is_public(poll, now()),
    )


@blueprint.post("/countersigning/remind")
@requires(Permission.DECIDE_EXPRESSIONS)
def remind(slug: str) -> ResponseReturnValue:
    """Ask those who have not countersigned once more."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    number = consenting.remind_candidates(
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


@blueprint.get("/candidates/<int:candidate_id>/correct")
@requires(Permission.DECIDE_EXPRESSIONS)
def correction(slug: str, candidate_id: int) -> ResponseReturnValue:
    """Show what everybody is to see of a candidate, to correct it."""
    poll = poll_by_slug(db_session(), slug)
    if refusal := policy.why_not_decide(poll, now()):
        raise refusal
    refuse_whoever_stands(db_session(), poll.id, signed_in().id)
    candidate = queries.standing_candidate(db_session(), poll, candidate_id)
    form = CorrectionForm(obj=candidate)
    form.has_photo.data = candidate.photo_id is not None
    return _correction_page(poll, candidate, form)


@blueprint.post("/candidates/<int:candidate_id>/correct")
@requires(Permission.DECIDE_EXPRESSIONS)
def correct(slug: str, candidate_id: int) -> ResponseReturnValue:
    """Correct what everybody is to see of a candidate, who is asked to countersign it anew."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    candidate = queries.standing_candidate(db_session(), poll, candidate_id)
    form = CorrectionForm()
    if not form.validate_on_submit():
        return _correction_page(poll, candidate, form), 422
    changed = consenting.correct_entry(
        db_session(),
        next(one for one in poll.contests if one.id == candidate.contest_id),
        candidate,
        form.correction(),
        now=now(),
        actor=member_actor(signed_in().id),
        base_url=settings().base_url,
    )
    db_session().commit()
    said = say("It is corrected. A mail asks the candidate to countersign it.")
    flash(said if changed else say("Nothing was changed."), "good" if changed else "info")
    return redirect(url_for(".countersigning", slug=slug), 303)


def _correction_page(poll: Poll, candidate: Candidate, form: CorrectionForm) -> str:
    return render_template("candidates/correct.html", poll=poll, candidate=candidate, form=form)
