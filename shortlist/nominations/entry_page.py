"""The page on which a local party's nominations are entered, by whoever may."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from shortlist.audit.actions import member_actor
from shortlist.extensions import now
from shortlist.language import say
from shortlist.nominations.actions.entries import enter
from shortlist.nominations.entry_queries import held
from shortlist.nominations.forms_entry import EntryForm, by_slate
from shortlist.nominations.models import Election, LocalParty
from shortlist.nominations.pages import history_views
from shortlist.nominations.policy import check_takes_entries
from shortlist.nominations.rules import CannotEnter, EnteredAs, EnteredMeanwhile
from shortlist.nominations.wording import reason_words
from shortlist.web.access import signed_in


@dataclass(frozen=True, kw_only=True)
class Desk:
    """For what is entered, in which office, and the pages before and after."""

    election: Election
    party: LocalParty
    entered_as: EnteredAs
    back_url: str
    done_url: str


def show(session: Session, desk: Desk) -> ResponseReturnValue:
    """Show what is entered, to enter or correct it; raise `NominationsClosed`."""
    check_takes_entries(desk.election)
    form = EntryForm()
    form.offer(desk.election)
    today = now().astimezone(ZoneInfo(desk.election.time_zone)).date()
    form.start(held(session, desk.election, desk.party), today)
    return _page(session, desk, form)


def take(session: Session, desk: Desk) -> ResponseReturnValue:
    """Enter what was typed, or show it again with what is wrong with it."""
    form = EntryForm()
    form.offer(desk.election)
    if not form.validate_on_submit():
        return _page(session, desk, form), 422
    try:
        entry = enter(
            session,
            desk.election,
            desk.party,
            form.given(),
            entered_as=desk.entered_as,
            now=now(),
            actor=member_actor(signed_in().id),
        )
    except CannotEnter as no:
        form.form_errors.append(no.text)
        if isinstance(no, EnteredMeanwhile):
            before = held(session, desk.election, desk.party)
            form.after.data = str(before.number if before else 0)
        return _page(session, desk, form), no.status
    session.commit()
    said = (
        say("The correction is entered.")
        if entry.number > 1
        else say("The nominations are entered.")
    )
    flash(said, "good")
    return redirect(desk.done_url, 303)


def _page(session: Session, desk: Desk, form: EntryForm) -> str:
    return render_template(
        "nominations/entry.html",
        reason_words=reason_words,
        election=desk.election,
        party=desk.party,
        form=form,
        groups=by_slate(form, desk.election),
        entries=history_views(session, desk.election, desk.party),
        back_url=desk.back_url,
    )
