"""The organiser's edge: read what was sent, decide on it, take a candidate off the paper."""

from collections.abc import Mapping

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import member_actor
from shortlist.candidates import actions, policy, queries, rules
from shortlist.candidates.balance_actions import prospect_of
from shortlist.candidates.consent_rules import HasCountersigned
from shortlist.candidates.forms import VerdictForm, WithdrawalForm
from shortlist.candidates.models import Candidate, Decision
from shortlist.candidates.rules import Outcome
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.candidates.withdrawal_rules import WithdrawalReason
from shortlist.candidates.withdrawing import withdraw_candidate
from shortlist.errors import Refusal
from shortlist.extensions import db_session, now, settings
from shortlist.interest.models import Expression, SentVersion
from shortlist.interest.queries import expression_counts, photo_by_id, sent_versions
from shortlist.interest.rules import NoPhoto
from shortlist.interest.rules import State as ExpressionState
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.balance_queries import asked_of
from shortlist.polls.models import Contest, Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("candidates_admin", __name__, url_prefix="/organise/polls/<slug>")


@blueprint.get("/expressions")
@requires(Permission.DECIDE_EXPRESSIONS)
def expressions(slug: str) -> ResponseReturnValue:
    """List what was sent in each contest; of drafts only how many there are."""
    poll = poll_by_slug(db_session(), slug)
    refusal = _why_not_decide(poll)
    return render_template(
        "candidates/expressions.html",
        poll=poll,
        groups=[_group(contest) for contest in poll.contests],
        has_closed=poll.interest_closes_at <= now(),
        why_not_decide=refusal.text if refusal else None,
        own_id=signed_in().id,
        stands=isinstance(refusal, rules.StandsHere),
    )


@blueprint.get("/expressions/<int:expression_id>")
@requires(Permission.DECIDE_EXPRESSIONS)
def expression(slug: str, expression_id: int) -> ResponseReturnValue:
    """Show one expression as it was sent, to decide on it."""
    poll = poll_by_slug(db_session(), slug)
    found = queries.sent_expression(db_session(), poll, expression_id)
    _refuse_rivals(poll, found[0])
    decision = queries.decision_on(db_session(), expression_id)
    form = VerdictForm(obj=decision)
    form.forget_standard_reason()
    return _expression_page(poll, found, form, decision), 200


@blueprint.post("/expressions/<int:expression_id>")
@requires(Permission.DECIDE_EXPRESSIONS)
def decide(slug: str, expression_id: int) -> ResponseReturnValue:
    """Accept or decline, or show what is missing."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    found = queries.sent_expression(db_session(), poll, expression_id, lock=True)
    _refuse_rivals(poll, found[0])
    form = VerdictForm()
    if form.validate_on_submit():
        try:
            actions.decide_expression(
                db_session(),
                found[2],
                found[0],
                form.verdict(),
                now=now(),
                actor=member_actor(signed_in().id),
                base_url=settings().base_url,
            )
        except rules.ReasonMissing as refusal:
            form.reason.errors = [refusal.text]
    if form.errors:
        decision = queries.decision_on(db_session(), expression_id)
        return _expression_page(poll, found, form, decision), 422
    db_session().commit()
    said = {
        Outcome.ACCEPTED.value: say("The expression is accepted. A mail tells the member."),
        Outcome.DECLINED.value: say("The expression is declined. A mail tells the member."),
    }
    flash(said[form.outcome.data], "good")
    return redirect(url_for(".expressions", slug=slug), 303)


@blueprint.get("/expressions/<int:expression_id>/photo")
@requires(Permission.DECIDE_EXPRESSIONS)
def photo(slug: str, expression_id: int) -> ResponseReturnValue:
    """Return the photo of an expression as it was sent."""
    poll = poll_by_slug(db_session(), slug)
    expression, version, _ = queries.sent_expression(db_session(), poll, expression_id)
    _refuse_rivals(poll, expression)
    found = photo_by_id(db_session(), version.photo_id)
    if found is None:
        raise NoPhoto
    return Response(found.jpeg, mimetype="image/jpeg")


@blueprint.get("/candidates/<int:candidate_id>/withdraw")
@requires(Permission.DECIDE_EXPRESSIONS)
def confirm_withdraw(slug: str, candidate_id: int) -> ResponseReturnValue:
    """Ask why, and once more, before a candidate is taken off the paper."""
    poll = poll_by_slug(db_session(), slug)
    candidate = queries.standing_candidate(db_session(), poll, candidate_id)
    if refusal := _why_not_decide(poll):
        raise refusal
    return _withdraw_page(poll, candidate, WithdrawalForm())


@blueprint.post("/candidates/<int:candidate_id>/withdraw")
@requires(Permission.DECIDE_EXPRESSIONS)
def withdraw(slug: str, candidate_id: int) -> ResponseReturnValue:
    """Take a candidate off the paper."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    candidate = queries.candidate_in(db_session(), poll, candidate_id)
    form = WithdrawalForm()
    if not form.validate_on_submit():
        return _withdraw_page(poll, candidate, form), 422
    contest = next(one for one in poll.contests if one.id == candidate.contest_id)
    try:
        withdraw_candidate(
            db_session(),
            contest,
            candidate,
            WithdrawalReason(form.why.data),
            now=now(),
            actor=member_actor(signed_in().id),
            base_url=settings().base_url,
        )
    except HasCountersigned as refusal:
        form.why.errors = [refusal.text]
        return _withdraw_page(poll, candidate, form), 422
    db_session().commit()
    flash(say("The candidate is taken off the paper."), "good")
    return redirect(url_for(".expressions", slug=slug), 303)


def _why_not_decide(poll: Poll) -> Refusal | None:
    """Return why this officer decides on nobody of a poll now, or None."""
    if queries.stands_in(db_session(), poll.id, signed_in().id):
        return rules.StandsHere()
    return policy.why_not_decide(poll, now())


def _refuse_rivals(poll: Poll, expression: Expression) -> None:
    """Raise `StandsHere` for an officer who stands and opens what another has sent."""
    if expression.member_id != signed_in().id:
        refuse_whoever_stands(db_session(), poll.id, signed_in().id)


def _withdraw_page(poll: Poll, candidate: Candidate, form: WithdrawalForm) -> str:
    return render_template("candidates/withdraw.html", poll=poll, candidate=candidate, form=form)


def _group(contest: Contest) -> dict[str, object]:
    """Return a contest's expressions with what became of each, and how many wait."""
    sent = sent_versions(db_session(), contest.id)
    decisions = queries.decisions_on(db_session(), [expression.id for expression, _ in sent])
    standing = {one.expression_id for one in queries.standing(db_session(), contest.id)}
    rows = [
        {
            "version": version,
            "id": expression.id,
            "member_id": expression.member_id,
            "status": _status(expression, decisions, standing),
        }
        for expression, version in sent
    ]
    said = [row["status"] for row in rows]
    return {
        "contest": contest,
        "rows": sorted(rows, key=lambda row: row["status"] != "waiting"),
        "counts": {status: said.count(status) for status in ("waiting", "accepted", "declined")},
        "prospect": prospect_of(db_session(), contest),
        "drafts": expression_counts(db_session(), contest.id)[ExpressionState.DRAFT],
    }


def _declared(contest: Contest, version: SentVersion) -> list[str]:
    """Return the words that were agreed to and that a rule speaks of; the rest is nobody's."""
    public = {one.id for one in asked_of(db_session(), contest.id) if one.is_public}
    return [one.words for one in version.answers if one.declares and one.group_id in public]


def _status(
    expression: Expression, decisions: Mapping[int, Decision], standing: set[int | None]
) -> str:
    decision = decisions.get(expression.id)
    if decision is None:
        return "waiting"
    withdrawn = decision.outcome == rules.Outcome.ACCEPTED and expression.id not in standing
    return "withdrawn" if withdrawn else decision.outcome


def _expression_page(
    poll: Poll,
    found: tuple[Expression, SentVersion, Contest],
    form: VerdictForm,
    decision: Decision | None,
) -> str:
    expression, version, contest = found
    refusal = _why_not_decide(poll)
    return render_template(
        "candidates/expression.html",
        reason_words=rules.reason_words,
        poll=poll,
        contest=contest,
        version=version,
        expression=expression,
        decision=decision,
        candidate=queries.candidate_from(db_session(), expression.id),
        declared=_declared(contest, version),
        form=form,
        is_own=expression.member_id == signed_in().id,
        why_not_decide=refusal.text if refusal else None,
    )
