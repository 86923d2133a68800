"""The organiser's edge: registrations that wait to be approved or declined, one or many."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session, now, settings
from shortlist.language import say, say_many
from shortlist.members.actions import reopen_registration
from shortlist.members.models import Member, Registration
from shortlist.members.queries import (
    count_registrations,
    registration_by_id,
    registrations_by_ids,
    registrations_for,
)
from shortlist.permissions import Permission
from shortlist.roll.actions import approve_registration, decline_registration
from shortlist.roll.forms import DeclineForm, FilterForm
from shortlist.roll.likeness import likely_duplicates, likenesses
from shortlist.roll.rules import AlreadyOnRoll
from shortlist.roll.vetting import MOST_AT_ONCE, Decided, Pages, decide_many, mark_alike
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("roll_registrations", __name__, url_prefix="/organise/registrations")

PER_PAGE = 30


@blueprint.get("")
@requires(Permission.VET_REGISTRATIONS)
def queue() -> ResponseReturnValue:
    """Show who waits, the oldest first, with whom each may repeat."""
    return _queue()


def _queue(fault: str = "") -> str:
    """Return a page of the queue, from after an id on: quick however many wait."""
    form, after = FilterForm(request.args), request.args.get("after", 0, type=int)
    found = registrations_for(db_session(), form.wanted(), after=after, limit=PER_PAGE + 1)
    page = found[:PER_PAGE]
    return render_template(
        "roll/registrations.html",
        form=form,
        fault=fault,
        rows=_rows(page),
        total=count_registrations(db_session(), form.wanted()),
        is_first=after == 0,
        next_after=page[-1].id if len(found) > PER_PAGE else None,
        asked={name: value for name, value in request.args.items() if name in form and value},
        zone=settings().time_zone,
    )


def _rows(found: Sequence[Registration]) -> list[dict[str, object]]:
    alike = likenesses(db_session(), found)
    return [{"registration": one, "alike": alike[one.id]} for one in found]


@blueprint.post("/check")
@requires(Permission.VET_REGISTRATIONS)
def check() -> ResponseReturnValue:
    """List the registrations that were ticked, to be decided together; nothing is changed yet."""
    ticked = _ticked()
    if not ticked:
        return _queue(say("Tick the registrations that you want to decide on.")), 422
    return _check_page(ticked, DeclineForm(formdata=None))


@blueprint.post("/decide")
@requires(Permission.VET_REGISTRATIONS)
def decide() -> ResponseReturnValue:
    """Decide on those that were listed, all with one reason."""
    form, ticked = DeclineForm(), _ticked()
    if _declines() and not form.validate_on_submit():
        return _check_page(ticked, form), 422
    decided = decide_many(
        db_session(),
        ticked,
        reason=(form.reason.data or "") if _declines() else None,
        pages=_pages(),
        by_member_id=signed_in().id,
        now=now(),
    )
    db_session().commit()
    _tell(decided)
    return redirect(url_for(".queue"), 303)


def _ticked() -> list[int]:
    return request.form.getlist("registration", type=int)[:MOST_AT_ONCE]


def _declines() -> bool:
    return request.form.get("decision") == "decline"


def _check_page(ticked: Sequence[int], form: DeclineForm) -> str:
    found = registrations_by_ids(db_session(), ticked)
    return render_template(
        "roll/decide.html",
        rows=_rows(found),
        form=form,
        declines=_declines(),
        zone=settings().time_zone,
    )


def _done_in_words(number: int) -> str:
    if _declines():
        return say_many(
            "One person is declined, and told why.",
            "%(n)s people are declined, and told why.",
            number,
        )
    return say_many(
        "One person is put on the roll, and told.",
        "%(n)s people are put on the roll, and told.",
        number,
    )


def _tell(decided: Decided) -> None:
    if decided.done:
        flash(_done_in_words(decided.done), "good")
    for name, why in decided.refused:
        flash(f"{name}: {why}", "warn")


def _pages() -> Pages:
    base_url = settings().base_url
    return Pages(
        entry=base_url + url_for("roll.my_entry"), register=base_url + url_for("roll.register")
    )


@blueprint.get("/<int:registration_id>")
@requires(Permission.VET_REGISTRATIONS)
def registration(registration_id: int) -> ResponseReturnValue:
    """Show one registration, whom it may repeat, and the two decisions."""
    return _page(registration_by_id(db_session(), registration_id), DeclineForm())


def _page(found: Registration, form: DeclineForm) -> str:
    return render_template(
        "roll/registration.html",
        registration=found,
        email=db_session().get_one(Member, found.member_id).email,
        duplicates=likely_duplicates(db_session(), found),
        form=form,
        zone=settings().time_zone,
    )


@blueprint.post("/<int:registration_id>/approve")
@requires(Permission.VET_REGISTRATIONS)
def approve(registration_id: int) -> ResponseReturnValue:
    """Put the member on the roll."""
    found = registration_by_id(db_session(), registration_id, lock=True)
    try:
        entry = approve_registration(
            db_session(),
            found,
            by_member_id=signed_in().id,
            page=_pages().entry,
            now=now(),
        )
    except AlreadyOnRoll as no:
        db_session().rollback()
        flash(say("%(why)s Decline the registration with that reason.", why=no.text), "warn")
        return redirect(url_for(".registration", registration_id=registration_id), 303)
    db_session().commit()
    flash(
        say(
            "%(name)s is on the roll as %(number)s.",
            name=found.name,
            number=entry.membership_number,
        ),
        "good",
    )
    return redirect(url_for(".queue"), 303)


@blueprint.post("/<int:registration_id>/decline")
@requires(Permission.VET_REGISTRATIONS)
def decline(registration_id: int) -> ResponseReturnValue:
    """Decline with a reason, which the member reads."""
    found = registration_by_id(db_session(), registration_id, lock=True)
    form = DeclineForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    decline_registration(
        db_session(),
        found,
        reason=form.reason.data or "",
        by_member_id=signed_in().id,
        page=_pages().register,
        now=now(),
    )
    db_session().commit()
    flash(
        say("The registration of %(name)s is declined, and they are told why.", name=found.name),
        "good",
    )
    return redirect(url_for(".queue"), 303)


@blueprint.post("/<int:registration_id>/take-up")
@requires(Permission.VET_REGISTRATIONS)
def take_up(registration_id: int) -> ResponseReturnValue:
    """Take back that a registration was declined: it waits again."""
    found = registration_by_id(db_session(), registration_id, lock=True)
    reopen_registration(db_session(), found, by_member_id=signed_in().id, now=now())
    mark_alike(db_session(), [found])
    db_session().commit()
    flash(say("The registration of %(name)s waits again.", name=found.name), "good")
    return redirect(url_for(".registration", registration_id=registration_id), 303)
