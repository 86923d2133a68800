"""The returning officers' edge: who holds which office here, and what is proposed about it.

Each page is there twice: for one poll, and (without a poll in its address) for all of them.
"""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.errors import Refusal
from shortlist.extensions import db_session, now, settings
from shortlist.language import say
from shortlist.members.models import Member
from shortlist.offices import actions, queries, rules
from shortlist.offices.actions import Occasion
from shortlist.offices.forms import ROLE_WORDS, GrantForm
from shortlist.offices.pages import holder_rows, proposal_page, what_ends, where
from shortlist.offices.policy import why_not_call_off
from shortlist.permissions import Permission, role_title
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.web.access import may_in, requires, signed_in

blueprint = Blueprint("offices_admin", __name__)
ALL, ONE = "/organise/offices", "/organise/polls/<slug>/offices"


@blueprint.get(ALL)
@blueprint.get(ONE)
@requires(Permission.SEE_CONSOLE)
def offices(slug: str | None = None) -> ResponseReturnValue:
    """Who holds which office, and what waits for a second officer."""
    session, poll = db_session(), _poll(slug)
    waiting = queries.waiting_proposals(session, poll)
    return render_template(
        "offices/offices.html",
        poll=poll,
        rows=holder_rows(session, poll, now()),
        over_all=holder_rows(session, None, now(), to_change=False) if poll else [],
        may_grant_for_all=may_in(Permission.GRANT_OFFICES, None),
        waiting=[proposal_page(session, poll, one, signed_in().id, now()) for one in waiting],
    )


@blueprint.get(f"{ALL}/new")
@blueprint.get(f"{ONE}/new")
@requires(Permission.GRANT_OFFICES)
def new(slug: str | None = None) -> ResponseReturnValue:
    """Ask who shall hold which office, and until when."""
    poll = _poll(slug)
    slate_at = poll.slate_at if poll else None
    day = rules.suggested_last_day(now(), where(poll), slate_at)
    return _grant_page(poll, GrantForm(data={"last_day": day}))


@blueprint.post(f"{ALL}/new")
@blueprint.post(f"{ONE}/new")
@requires(Permission.GRANT_OFFICES, again=True)
def propose(slug: str | None = None) -> ResponseReturnValue:
    """Propose an office for another returning officer to approve."""
    poll, form = _poll(slug), GrantForm()
    if not form.validate_on_submit():
        return _grant_page(poll, form), 422
    email, role, day = form.wanted()
    try:
        ends_at = rules.end_of(day, where(poll), now())
        actions.propose_grant(
            db_session(), poll, email=email, role=role, expires_at=ends_at, occasion=_occasion()
        )
    except Refusal as no:
        form.complain(no)
        return _grant_page(poll, form), 422
    db_session().commit()
    flash(say("It is proposed. It is done when another returning officer approves it."), "info")
    return _to_offices(slug)


@blueprint.get(f"{ALL}/<int:grant_id>/end")
@blueprint.get(f"{ONE}/<int:grant_id>/end")
@requires(Permission.GRANT_OFFICES)
def confirm_end(grant_id: int, slug: str | None = None) -> ResponseReturnValue:
    """Ask once more before it is proposed that somebody's office ends."""
    session, poll = db_session(), _poll(slug)
    grant = queries.grant_in(session, poll, grant_id, now())
    if grant.member_id == signed_in().id:
        raise rules.OneOfThree
    member = session.get_one(Member, grant.member_id)
    return render_template(
        "components/_confirm.html",
        title=say("Propose to end this office?"),
        message=what_ends(grant.role),
        facts=[
            {"label": say("Who"), "value": member.name or member.email},
            {"label": say("Office"), "value": role_title(grant.role)},
        ],
        action_url=url_for(".end", slug=slug, grant_id=grant_id),
        action_label=say("Propose it"),
        back_url=url_for(".offices", slug=slug),
    )


@blueprint.post(f"{ALL}/<int:grant_id>/end")
@blueprint.post(f"{ONE}/<int:grant_id>/end")
@requires(Permission.GRANT_OFFICES, again=True)
def end(grant_id: int, slug: str | None = None) -> ResponseReturnValue:
    """Propose that somebody's office ends."""
    session, poll = db_session(), _poll(slug)
    grant = queries.grant_in(session, poll, grant_id, now())
    actions.propose_end(session, poll, grant, occasion=_occasion())
    session.commit()
    flash(say("It is proposed. It is done when another returning officer approves it."), "info")
    return _to_offices(slug)


@blueprint.get(f"{ALL}/people/<int:member_id>/reset")
@requires(Permission.GRANT_OFFICES)
def confirm_reset(member_id: int) -> ResponseReturnValue:
    """Ask once more before it is proposed to reset somebody's second factors."""
    member = queries.officer(db_session(), member_id, now())
    return render_template(
        "components/_confirm.html",
        title=say("Propose to reset %(name)s’s second factors?", name=member.name or member.email),
        message=say(
            "For an officer who has lost passkey, app and recovery codes. Speak to "
            "them first, for whoever reads their mail could ask for this as well."
        ),
        facts=[{"label": say("Address"), "value": member.email}],
        action_url=url_for(".reset", member_id=member_id),
        action_label=say("Propose it"),
        back_url=url_for(".offices"),
        kind="warn",
    )


@blueprint.post(f"{ALL}/people/<int:member_id>/reset")
@requires(Permission.GRANT_OFFICES, again=True)
def reset(member_id: int) -> ResponseReturnValue:
    """Propose that somebody's second factors are reset."""
    session = db_session()
    member = queries.officer(session, member_id, now())
    actions.propose_reset(session, member, occasion=_occasion())
    session.commit()
    flash(say("It is proposed. It is done when another returning officer approves it."), "info")
    return _to_offices(None)


@blueprint.get(f"{ALL}/proposals/<int:proposal_id>/approve")
@blueprint.get(f"{ONE}/proposals/<int:proposal_id>/approve")
@requires(Permission.GRANT_OFFICES)
def confirm_approve(proposal_id: int, slug: str | None = None) -> ResponseReturnValue:
    """Show whom a proposal is about before it is approved."""
    session, poll = db_session(), _poll(slug)
    proposal = queries.proposal_in(session, poll, proposal_id)
    actions.check_may_approve(session, proposal, _occasion())
    one = proposal_page(session, poll, proposal, signed_in().id, now())
    return render_template(
        "components/_confirm.html",
        title=f"{one.title}?",
        message=one.what_happens,
        facts=one.facts,
        action_url=url_for(".approve", slug=slug, proposal_id=proposal_id),
        action_label=say("Approve it"),
        back_url=url_for(".offices", slug=slug),
        back_label=say("Not now"),
        kind="warn",
    )


@blueprint.post(f"{ALL}/proposals/<int:proposal_id>/approve")
@blueprint.post(f"{ONE}/proposals/<int:proposal_id>/approve")
@requires(Permission.GRANT_OFFICES, again=True)
def approve(proposal_id: int, slug: str | None = None) -> ResponseReturnValue:
    """Approve what another officer has proposed; it is done at once."""
    session, poll = db_session(), _poll(slug)
    proposal = queries.proposal_in(session, poll, proposal_id, lock=True)
    actions.approve(session, poll, proposal, occasion=_occasion())
    session.commit()
    flash(say("It is approved and done. A mail tells them."), "good")
    return _to_offices(slug)


@blueprint.get(f"{ALL}/proposals/<int:proposal_id>/call-off")
@blueprint.get(f"{ONE}/proposals/<int:proposal_id>/call-off")
@requires(Permission.GRANT_OFFICES)
def confirm_call_off(proposal_id: int, slug: str | None = None) -> ResponseReturnValue:
    """Ask once more before a proposal is called off."""
    session, poll = db_session(), _poll(slug)
    proposal = queries.proposal_in(session, poll, proposal_id)
    if refusal := why_not_call_off(proposal, signed_in().id):
        raise refusal
    one = proposal_page(session, poll, proposal, signed_in().id, now())
    return render_template(
        "components/_confirm.html",
        title=say("Call this proposal off?"),
        message=say("Nothing of it is done. It can be proposed again."),
        facts=one.facts,
        action_url=url_for(".call_off", slug=slug, proposal_id=proposal_id),
        action_label=say("Call it off"),
        back_url=url_for(".offices", slug=slug),
    )


@blueprint.post(f"{ALL}/proposals/<int:proposal_id>/call-off")
@blueprint.post(f"{ONE}/proposals/<int:proposal_id>/call-off")
@requires(Permission.GRANT_OFFICES)
def call_off(proposal_id: int, slug: str | None = None) -> ResponseReturnValue:
    """Call a proposal off."""
    session, poll = db_session(), _poll(slug)
    proposal = queries.proposal_in(session, poll, proposal_id, lock=True)
    actions.call_off(session, poll, proposal, occasion=_occasion())
    session.commit()
    flash(say("The proposal is called off. Nothing was done."), "info")
    return _to_offices(slug)


def _poll(slug: str | None) -> Poll | None:
    return None if slug is None else poll_by_slug(db_session(), slug)


def _occasion() -> Occasion:
    own = settings()
    return Occasion(now=now(), member_id=signed_in().id, base_url=own.base_url, zone=own.time_zone)


def _grant_page(poll: Poll | None, form: GrantForm) -> str:
    if poll is not None:
        form.offer_for_one_poll()
    return render_template("offices/new.html", poll=poll, form=form, role_words=ROLE_WORDS)


def _to_offices(slug: str | None) -> ResponseReturnValue:
    return redirect(url_for(".offices", slug=slug), 303)
