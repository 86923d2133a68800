"""The organiser's edge: registrations that wait to be approved or declined."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session, now, settings
from shortlist.members.models import Member, Registration
from shortlist.members.queries import count_waiting, registration_by_id, waiting_registrations
from shortlist.permissions import Permission
from shortlist.roll.actions import approve_registration, decline_registration
from shortlist.roll.forms import DeclineForm
from shortlist.roll.likeness import likely_duplicates
from shortlist.roll.rules import AlreadyOnRoll
from shortlist.web.access import requires, signed_in

blueprint = Blueprint("roll_registrations", __name__, url_prefix="/organise/registrations")

PER_PAGE = 25


@blueprint.get("")
@requires(Permission.VET_REGISTRATIONS)
def queue() -> ResponseReturnValue:
    """Show who waits, the oldest first."""
    page = max(1, request.args.get("page", 1, type=int))
    waiting = count_waiting(db_session())
    pages = max(1, -(-waiting // PER_PAGE))
    page = min(page, pages)
    return render_template(
        "roll/registrations.html",
        registrations=waiting_registrations(
            db_session(), offset=(page - 1) * PER_PAGE, limit=PER_PAGE
        ),
        waiting=waiting,
        page=page,
        pages=pages,
        zone=settings().time_zone,
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
            page=settings().base_url + url_for("roll.my_entry"),
            now=now(),
        )
    except AlreadyOnRoll as no:
        db_session().rollback()
        flash(f"{no.text} Decline the registration with that reason.", "warn")
        return redirect(url_for(".registration", registration_id=registration_id), 303)
    db_session().commit()
    flash(f"{found.name} is on the roll as {entry.membership_number}.", "good")
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
        page=settings().base_url + url_for("roll.register"),
        now=now(),
    )
    db_session().commit()
    flash(f"The registration of {found.name} is declined, and they are told why.", "good")
    return redirect(url_for(".queue"), 303)
