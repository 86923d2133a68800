"""The organiser's edge: real elections, made by hand or from a slate, published and closed."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.audit.actions import Actor, member_actor
from shortlist.errors import Refusal
from shortlist.extensions import db_session, now, settings
from shortlist.language import say
from shortlist.nominations.actions import elections as actions
from shortlist.nominations.forms import ElectionForm
from shortlist.nominations.models import Election
from shortlist.nominations.pages import election_view
from shortlist.nominations.policy import state_of
from shortlist.nominations.queries import (
    contest_of,
    contest_to_follow,
    contests_with_slate,
    election_by_slug,
    every_election,
    latest_files,
)
from shortlist.nominations.refusals import FewerThanEntered
from shortlist.nominations.wording import needed_words
from shortlist.permissions import Permission
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("nominations_admin", __name__, url_prefix="/organise/elections")


@blueprint.get("")
@requires(Permission.ORGANISE_POLLS)
def elections() -> ResponseReturnValue:
    """All elections, and the slates that can be followed into one."""
    session = db_session()
    return render_template(
        "nominations/admin_elections.html",
        elections=[(one, state_of(one)) for one in every_election(session)],
        contests=contests_with_slate(session),
    )


@blueprint.get("/new")
@requires(Permission.ORGANISE_POLLS)
def new() -> ResponseReturnValue:
    """Ask what the real election is."""
    form = ElectionForm()
    form.start()
    return render_template("nominations/edit.html", form=form, election=None)


@blueprint.post("/new")
@requires(Permission.ORGANISE_POLLS)
def make() -> ResponseReturnValue:
    """Make an election, or show what was typed with what is wrong with it."""
    form = ElectionForm()
    if not form.validate_on_submit():
        return render_template("nominations/edit.html", form=form, election=None), 422
    found = actions.make_election(
        db_session(), form.plan(), time_zone=settings().time_zone, now=now(), actor=_actor()
    )
    db_session().commit()
    flash(say("The election is made. Now add its candidates."), "good")
    return redirect(url_for("nominations_contenders.contenders", election=found.slug), 303)


@blueprint.post("/from-slate/<int:contest_id>")
@requires(Permission.ORGANISE_POLLS)
def make_from_slate(contest_id: int) -> ResponseReturnValue:
    """Make an election in which a published slate stands."""
    session = db_session()
    contest = contest_to_follow(session, contest_id)
    found = actions.make_from_slate(session, contest, now=now(), actor=_actor())
    session.commit()
    flash(say("The slate stands in an election. Add who else stands, then publish it."), "good")
    return redirect(url_for(".election", election=found.slug), 303)


@blueprint.get("/<election>")
@requires(Permission.ORGANISE_POLLS)
def election(election: str) -> ResponseReturnValue:
    """One election: how it stands, and what can be done."""
    session = db_session()
    found = election_by_slug(session, election)
    return render_template(
        "nominations/admin_election.html",
        election=found,
        state=state_of(found),
        view=election_view(session, found),
        files=latest_files(session, found, limit=5),
        contest=contest_of(session, found),
        needed_words=needed_words(found.needed, found.needed_regions),
        why_not_delete=_why_not_delete(found),
    )


@blueprint.get("/<election>/edit")
@requires(Permission.ORGANISE_POLLS)
def edit(election: str) -> ResponseReturnValue:
    """Show what was typed, to change it."""
    found = election_by_slug(db_session(), election)
    return render_template("nominations/edit.html", form=ElectionForm(obj=found), election=found)


@blueprint.post("/<election>/edit")
@requires(Permission.ORGANISE_POLLS)
def change(election: str) -> ResponseReturnValue:
    """Change it, or show what was typed with what is wrong with it."""
    session = db_session()
    found, form = election_by_slug(session, election, lock=True), ElectionForm()
    if not form.validate_on_submit():
        return render_template("nominations/edit.html", form=form, election=found), 422
    try:
        actions.change_election(session, found, form.plan(), now=now(), actor=_actor())
    except FewerThanEntered as no:
        form.allowed.errors = [no.text]
        return render_template("nominations/edit.html", form=form, election=found), no.status
    session.commit()
    flash(say("Your changes are saved."), "good")
    return redirect(url_for(".election", election=election), 303)


@blueprint.get("/<election>/publish")
@requires(Permission.ORGANISE_POLLS)
def confirm_publish(election: str) -> ResponseReturnValue:
    """Ask once more before an election is public."""
    found = election_by_slug(db_session(), election)
    actions.check_may_publish(found)
    return _confirm(
        found,
        title=say("Publish this election?"),
        message=say(
            "Everybody sees its candidates and all nominations, and secretaries can enter "
            "for their local parties. What is public stays public."
        ),
        action="publish",
        label=say("Publish it"),
    )


@blueprint.post("/<election>/publish")
@requires(Permission.ORGANISE_POLLS, again=True)
def publish(election: str) -> ResponseReturnValue:
    """Publish an election."""
    found = election_by_slug(db_session(), election, lock=True)
    actions.publish_election(db_session(), found, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The election is public."), "good")
    return redirect(url_for("nominations.election", election=election), 303)


@blueprint.get("/<election>/close")
@requires(Permission.ORGANISE_POLLS)
def confirm_close(election: str) -> ResponseReturnValue:
    """Ask once more before nominations are closed."""
    found = election_by_slug(db_session(), election)
    actions.check_may_close(found)
    return _confirm(
        found,
        title=say("Close the nominations?"),
        message=say("Nothing more is entered or corrected until you open them again."),
        action="close",
        label=say("Close them"),
    )


@blueprint.post("/<election>/close")
@requires(Permission.ORGANISE_POLLS)
def close(election: str) -> ResponseReturnValue:
    """Close the nominations."""
    found = election_by_slug(db_session(), election, lock=True)
    actions.close_election(db_session(), found, now=now(), actor=_actor())
    db_session().commit()
    flash(say("Nominations are closed."), "good")
    return redirect(url_for(".election", election=election), 303)


@blueprint.post("/<election>/reopen")
@requires(Permission.ORGANISE_POLLS)
def reopen(election: str) -> ResponseReturnValue:
    """Open the nominations again."""
    found = election_by_slug(db_session(), election, lock=True)
    actions.reopen_election(db_session(), found, now=now(), actor=_actor())
    db_session().commit()
    flash(say("Nominations are open again."), "good")
    return redirect(url_for(".election", election=election), 303)


@blueprint.get("/<election>/delete")
@requires(Permission.ORGANISE_POLLS)
def confirm_delete(election: str) -> ResponseReturnValue:
    """Ask once more before an election is deleted."""
    found = election_by_slug(db_session(), election)
    actions.check_may_delete(db_session(), found)
    return _confirm(
        found,
        title=say("Delete this election?"),
        message=say("It goes with its candidates. This cannot be undone."),
        action="delete",
        label=say("Delete it"),
    )


@blueprint.post("/<election>/delete")
@requires(Permission.ORGANISE_POLLS)
def delete(election: str) -> ResponseReturnValue:
    """Delete an election that nobody has seen."""
    found = election_by_slug(db_session(), election, lock=True)
    actions.delete_election(db_session(), found, now=now(), actor=_actor())
    db_session().commit()
    flash(say("The election is deleted."), "good")
    return redirect(url_for(".elections"), 303)


def _confirm(found: Election, *, title: str, message: str, action: str, label: str) -> str:
    return render_template(
        "components/_confirm.html",
        title=title,
        message=message,
        facts=[
            {"label": say("Election"), "value": found.title},
            {"label": say("Candidates"), "value": str(len(found.contenders))},
        ],
        action_url=url_for(f".{action}", election=found.slug),
        action_label=label,
        back_url=url_for(".election", election=found.slug),
        kind="warn",
    )


def _why_not_delete(found: Election) -> Refusal | None:
    try:
        actions.check_may_delete(db_session(), found)
    except Refusal as no:
        return no
    return None


def _actor() -> Actor:
    return member_actor(signed_in().id)
