"""The public's and the member's edge: a register in figures, one's own line, a check of others."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.extensions import db_session, is_too_often, now, settings
from shortlist.language import say
from shortlist.ledger import actions, queries, rules
from shortlist.ledger.forms import LookupForm, WordsForm
from shortlist.ledger.pages import figures_of
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug, public_poll
from shortlist.roll.queries import elector_for
from shortlist.web.access import identity, may, requires, signed_in

blueprint = Blueprint("register", __name__, url_prefix="/polls/<slug>/register")


@blueprint.get("")
@requires(Permission.PUBLIC)
def register(slug: str) -> ResponseReturnValue:
    """Show how many are on the register, its hash, and how many changes there were each day."""
    poll = public_poll(db_session(), slug)
    figures = figures_of(db_session(), poll, now())
    if figures is None and poll.closed_at is not None:
        raise rules.NoRegister
    return render_template(
        "ledger/register.html", poll=poll, figures=figures, may_look_up=_may_look_up(poll)
    )


@blueprint.get("/me")
@requires(Permission.SIGNED_IN)
def mine(slug: str) -> ResponseReturnValue:
    """Show the member's own line, what became of it, and who looked it up."""
    return _mine(public_poll(db_session(), slug), WordsForm())


def _mine(poll: Poll, form: WordsForm) -> str:
    session, me = db_session(), signed_in()
    register = queries.frozen_register(session, poll)
    elector = elector_for(session, poll.id, me.email)
    line = queries.line_of(session, poll, me.email)
    exports = [
        one for one in queries.exports_of(session, poll) if one.taken_at is not None and elector
    ]
    return render_template(
        "ledger/mine.html",
        poll=poll,
        form=form,
        register=register,
        elector=elector,
        changes=queries.entry_about(session, poll, line) if line else [],
        kind_words=rules.KIND_WORDS,
        lookups=queries.lookups_of(session, poll, line) if line else [],
        exports=exports,
        objections=queries.objections_by(session, poll, me.id),
    )


@blueprint.post("/me")
@requires(Permission.SIGNED_IN)
def object_(slug: str) -> ResponseReturnValue:
    """Send an objection to the organisers."""
    poll, form = public_poll(db_session(), slug), WordsForm()
    if not form.validate_on_submit():
        return _mine(poll, form), 422
    words = form.words.data or ""
    actions.object_to(db_session(), poll, member_id=signed_in().id, words=words, now=now())
    link = settings().base_url + url_for("register_admin.register", slug=slug)
    actions.tell_of_objection(db_session(), poll, now=now(), link=link)
    db_session().commit()
    flash(
        say("Your objection is with the organisers. We write to you when it is answered."), "good"
    )
    return redirect(url_for(".mine", slug=slug), 303)


@blueprint.get("/check")
@requires(Permission.SIGNED_IN)
def check(slug: str) -> ResponseReturnValue:
    """Ask candidates and scrutineers whom they want to look up."""
    poll = public_poll(db_session(), slug)
    queries.frozen_register(db_session(), poll)
    _office(poll)
    return render_template("ledger/check.html", poll=poll, form=LookupForm(), found=None)


@blueprint.post("/check")
@requires(Permission.SIGNED_IN)
def look_up(slug: str) -> ResponseReturnValue:
    """Answer yes or no in this very page, and keep for whoever was meant that it was asked."""
    poll = poll_by_slug(db_session(), slug, lock=True)
    queries.frozen_register(db_session(), poll)
    office, me, form = _office(poll), signed_in(), LookupForm()
    if not form.is_complete():
        return render_template("ledger/check.html", poll=poll, form=form, found=None), 422
    if is_too_often(rules.LOOKUPS, "register-check", str(me.id)):
        raise rules.LookedTooOften
    found = actions.look_up(
        db_session(),
        poll,
        number=form.number.data or "",
        name=form.name.data or "",
        local_party=form.local_party.data or "",
        office=office,
        now=now(),
        member_id=me.id,
    )
    db_session().commit()
    return render_template("ledger/check.html", poll=poll, form=form, found=found)


def _may_look_up(poll: Poll) -> bool:
    """Say whether the visitor is a candidate or scrutineer, or might be one who is signed out."""
    try:
        return identity() is None or bool(_office(poll))
    except rules.NotForYou:
        return False


def _office(poll: Poll) -> str:
    """Return in which office the visitor looks into the register; raise `NotForYou`."""
    if may(Permission.SCRUTINISE):
        return "scrutineer"
    if queries.is_candidate(db_session(), poll, signed_in().id):
        return "candidate"
    raise rules.NotForYou
