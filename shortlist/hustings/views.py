"""Everybody's edge to hustings: read, say that one comes, take the date along."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.calendars import MIMETYPE, calendar_file
from shortlist.candidates.policy import shortlist_is_public
from shortlist.candidates.queries import candidacy_of, shuffled
from shortlist.extensions import db_session, now
from shortlist.hustings import actions, policy, queries, rules
from shortlist.hustings.dates import entries_of
from shortlist.hustings.forms import SpeakerForm
from shortlist.hustings.models import Husting
from shortlist.hustings.rules import Says
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import public_poll
from shortlist.roll.queries import entry_for
from shortlist.web.access import identity, requires, signed_in
from shortlist.web.links import host_of
from shortlist.web.shuffling import visitor_seed

blueprint = Blueprint("hustings", __name__, url_prefix="/polls/<slug>/hustings")


@blueprint.get("")
@requires(Permission.PUBLIC)
def hustings(slug: str) -> ResponseReturnValue:
    """List the meetings of a poll, those to come first."""
    poll = public_poll(db_session(), slug)
    found = queries.hustings_of(db_session(), poll)
    return render_template(
        "hustings/hustings.html",
        poll=poll,
        to_come=[one for one in found if one.ends_at > now()],
        over=[one for one in reversed(found) if one.ends_at <= now()],
        host_of=host_of,
    )


@blueprint.get("/<int:husting_id>")
@requires(Permission.PUBLIC)
def husting(slug: str, husting_id: int) -> ResponseReturnValue:
    """Show one meeting: when, where, who speaks, and how many come."""
    poll = public_poll(db_session(), slug)
    found = queries.husting_in(db_session(), poll, husting_id)
    return _husting_page(poll, found, SpeakerForm()), 200


@blueprint.get("/<int:husting_id>.ics")
@requires(Permission.PUBLIC)
def calendar(slug: str, husting_id: int) -> ResponseReturnValue:
    """One meeting for a calendar."""
    poll = public_poll(db_session(), slug)
    found = queries.husting_in(db_session(), poll, husting_id)
    file = calendar_file(poll.title, poll.time_zone, entries_of(poll, [found]), now=now())
    response = Response(file, mimetype=MIMETYPE)
    name = f"{poll.slug}-{found.id}.ics"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@blueprint.post("/<int:husting_id>/attendance")
@requires(Permission.SIGNED_IN)
def attend(slug: str, husting_id: int) -> ResponseReturnValue:
    """Take note that a member comes, or does not after all."""
    poll, member = public_poll(db_session(), slug), signed_in()
    found = queries.husting_in(db_session(), poll, husting_id, lock=True)
    if request.form.get("then") == "back":
        actions.step_back(db_session(), found, member.id, now=now())
        said = say("You are not expected any more.")
    else:
        entry = entry_for(db_session(), member.email)
        actions.say_coming(db_session(), found, member.id, entry, now=now())
        said = say("You are expected. If the meeting moves or is cancelled, a mail tells you.")
    db_session().commit()
    flash(said, "good")
    return redirect(url_for(".husting", slug=slug, husting_id=husting_id), 303)


@blueprint.post("/<int:husting_id>/speaker")
@requires(Permission.EXPRESS_INTEREST)
def speak(slug: str, husting_id: int) -> ResponseReturnValue:
    """Take note of whether a candidate comes."""
    poll, form = public_poll(db_session(), slug), SpeakerForm()
    found = queries.husting_in(db_session(), poll, husting_id, lock=True)
    candidate = candidacy_of(db_session(), poll, signed_in().id)
    if candidate is None:
        raise rules.NotACandidate
    if not form.validate_on_submit():
        return _husting_page(poll, found, form), 422
    says = Says(form.says.data)
    actions.say_as_candidate(db_session(), found, candidate, says, now=now())
    db_session().commit()
    flash(say("Noted. You can change it until the meeting begins."), "good")
    return redirect(url_for(".husting", slug=slug, husting_id=husting_id), 303)


def _husting_page(poll: Poll, found: Husting, form: SpeakerForm) -> str:
    session, person = db_session(), identity()
    candidate = candidacy_of(session, poll, person.id) if person else None
    own = queries.speaker_at(session, found, candidate) if candidate else None
    if own is not None and not form.is_submitted():
        form.says.data = own.says
    refusal = policy.why_not_change(found, now())
    speakers = queries.speakers_at(session, found) if shortlist_is_public(poll, now()) else []
    says = {one.id: word for one, word in speakers}
    in_order = shuffled([one for one, _ in speakers], visitor_seed())
    coming = queries.coming_count(session, found)
    return render_template(
        "hustings/husting.html",
        poll=poll,
        husting=found,
        speakers=[(one, says[one.id]) for one in in_order],
        candidate=candidate,
        form=form,
        coming=rules.shown_count(coming),
        is_full=found.capacity is not None and coming >= found.capacity,
        is_coming=person is not None
        and queries.attendance_of(session, found, person.id) is not None,
        is_on_roll=person is not None and entry_for(session, person.email) is not None,
        why_not_come=refusal.text if refusal else "",
        is_over=found.ends_at <= now(),
        host_of=host_of,
    )
