"""The second officer's edge: look at what is proposed, approve it, or call it off."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import member_actor
from shortlist.extensions import db_session, now, settings
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.proposals.actions import approve as approve_proposal
from shortlist.proposals.actions import call_off as call_off_proposal
from shortlist.proposals.actions import check_may_approve
from shortlist.proposals.policy import why_not_call_off
from shortlist.proposals.queries import proposal_of
from shortlist.proposals.rules import Change
from shortlist.publication.changes import Occasion, carry_out, terms_of, why_it_waits
from shortlist.publication.waiting import waiting_on
from shortlist.web.access import requires, signed_in

blueprint = Blueprint(
    "proposals_admin",
    __name__,
    url_prefix="/organise/polls/<slug>/proposals/<int:proposal_id>",
)


@blueprint.get("/approve")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_approve(slug: str, proposal_id: int) -> ResponseReturnValue:
    """Show exactly what is proposed, before it is approved."""
    session = db_session()
    poll = poll_by_slug(session, slug)
    proposal = proposal_of(session, poll, proposal_id)
    terms = terms_of(session, poll, proposal, now())
    check_may_approve(session, proposal, terms=terms, now=now(), member_id=signed_in().id)
    return render_template(
        "publication/approve.html",
        poll=poll,
        one=waiting_on(session, poll, proposal, signed_in().id, now()),
        waits_for=why_it_waits(session, poll, Change(proposal.change)),
    )


@blueprint.post("/approve")
@requires(Permission.ANSWER_FOR_POLLS, again=True)
def approve(slug: str, proposal_id: int) -> ResponseReturnValue:
    """Approve what another officer has proposed; it is done at once, unless it has to wait."""
    session, officer = db_session(), signed_in().id
    poll = poll_by_slug(session, slug, lock=True)
    proposal = proposal_of(session, poll, proposal_id)
    terms = terms_of(session, poll, proposal, now())
    approve_proposal(session, poll, proposal, terms=terms, now=now(), member_id=officer)
    said = why_it_waits(session, poll, Change(proposal.change))
    if said is None:
        occasion = Occasion(
            now=now(),
            actor=member_actor(officer),
            keys_path=settings().keys_path,
            base_url=settings().base_url,
        )
        said = carry_out(session, poll, proposal, occasion)
    session.commit()
    flash(said, "good")
    return _to_poll(poll)


@blueprint.get("/call-off")
@requires(Permission.ANSWER_FOR_POLLS)
def confirm_call_off(slug: str, proposal_id: int) -> ResponseReturnValue:
    """Ask once more before a proposal is called off."""
    session = db_session()
    poll = poll_by_slug(session, slug)
    proposal = proposal_of(session, poll, proposal_id)
    if refusal := why_not_call_off(proposal, signed_in().id):
        raise refusal
    return render_template(
        "publication/call_off.html",
        poll=poll,
        one=waiting_on(session, poll, proposal, signed_in().id, now()),
    )


@blueprint.post("/call-off")
@requires(Permission.ANSWER_FOR_POLLS)
def call_off(slug: str, proposal_id: int) -> ResponseReturnValue:
    """Call a proposal off."""
    session = db_session()
    poll = poll_by_slug(session, slug, lock=True)
    proposal = proposal_of(session, poll, proposal_id)
    call_off_proposal(session, poll, proposal, now=now(), member_id=signed_in().id)
    session.commit()
    flash(say("The proposal is called off. Nothing was done."), "info")
    return _to_poll(poll)


def _to_poll(poll: Poll) -> ResponseReturnValue:
    return redirect(url_for("publication_admin.poll", slug=poll.slug), 303)
