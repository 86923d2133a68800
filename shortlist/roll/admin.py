"""The organiser's edge: the roll itself, who is on it, and taking somebody off."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session, now, settings
from shortlist.language import say
from shortlist.members.queries import count_waiting
from shortlist.notices.queries import is_bouncing
from shortlist.permissions import Permission
from shortlist.roll.actions import take_off_roll
from shortlist.roll.forms import SearchForm
from shortlist.roll.history import history_of
from shortlist.roll.queries import entry_by_id, find_entries, latest_imports, roll_sizes
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("roll_admin", __name__, url_prefix="/organise/roll")

MOST_FOUND = 50


@blueprint.get("")
@requires(Permission.MANAGE_ROLL)
def roll() -> ResponseReturnValue:
    """Show how large the roll is, the last imports, and a search."""
    return render_template(
        "roll/admin.html",
        form=SearchForm(),
        sizes=roll_sizes(db_session()),
        imports=latest_imports(db_session(), limit=5),
        waiting=count_waiting(db_session()),
        zone=settings().time_zone,
    )


@blueprint.post("/search")
@requires(Permission.MANAGE_ROLL)
def search() -> ResponseReturnValue:
    """Show who is found; sent as a form, so that no name stands in an address."""
    form = SearchForm()
    if not form.validate_on_submit():
        return render_template("roll/search.html", form=form, entries=[]), 422
    entries = find_entries(db_session(), form.words.data or "", limit=MOST_FOUND + 1)
    return render_template(
        "roll/search.html",
        form=form,
        entries=entries[:MOST_FOUND],
        is_cut=len(entries) > MOST_FOUND,
    )


@blueprint.get("/entries/<int:entry_id>")
@requires(Permission.MANAGE_ROLL)
def entry(entry_id: int) -> ResponseReturnValue:
    """Show one entry."""
    found = entry_by_id(db_session(), entry_id)
    return render_template(
        "roll/entry.html",
        entry=found,
        history=history_of(db_session(), found),
        is_bouncing=is_bouncing(db_session(), found.email, now()),
        zone=settings().time_zone,
    )


@blueprint.get("/entries/<int:entry_id>/take-off")
@requires(Permission.MANAGE_ROLL)
def confirm_take_off(entry_id: int) -> ResponseReturnValue:
    """Ask once more."""
    found = entry_by_id(db_session(), entry_id)
    return render_template(
        "components/_confirm.html",
        title=say("Take %(name)s off the roll?", name=found.name),
        message=say(
            "They are left out of every register frozen from now on. Registers that "
            "are frozen already stay as they are."
        ),
        facts=[
            {"label": say("Membership number"), "value": found.membership_number},
            {"label": say("Local party"), "value": found.local_party},
        ],
        action_url=url_for("roll_admin.take_off", entry_id=entry_id),
        action_label=say("Take off the roll"),
        back_url=url_for("roll_admin.entry", entry_id=entry_id),
        kind="warn",
    )


@blueprint.post("/entries/<int:entry_id>/take-off")
@requires(Permission.MANAGE_ROLL)
def take_off(entry_id: int) -> ResponseReturnValue:
    """Take an entry off the roll."""
    found = entry_by_id(db_session(), entry_id, lock=True)
    take_off_roll(db_session(), found, by_member_id=signed_in().id, now=now())
    db_session().commit()
    flash(say("%(name)s is off the roll.", name=found.name), "good")
    return redirect(url_for("roll_admin.entry", entry_id=entry_id), 303)
