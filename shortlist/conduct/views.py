"""The public's edge: read a poll's code of conduct, with its versions; accept it when signed in."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shortlist.conduct import actions, queries, rules
from shortlist.conduct.forms import AcceptForm
from shortlist.extensions import db_session, now
from shortlist.language import say
from shortlist.permissions import Permission
from shortlist.polls.models import Poll
from shortlist.polls.queries import public_poll
from shortlist.web.access import identity, requires, signed_in

blueprint = Blueprint("conduct", __name__, url_prefix="/polls/<slug>/code-of-conduct")


@blueprint.get("")
@requires(Permission.PUBLIC)
def code(slug: str) -> ResponseReturnValue:
    """Show the version that counts, and those before it."""
    return _page(public_poll(db_session(), slug), AcceptForm(formdata=None))


@blueprint.post("")
@requires(Permission.EXPRESS_INTEREST)
def accept(slug: str) -> ResponseReturnValue:
    """Accept the version that was read."""
    poll, form = public_poll(db_session(), slug), AcceptForm()
    if not form.validate_on_submit():
        return _page(poll, form), 422
    number = form.version.data or 0
    actions.accept_code(db_session(), poll, number, signed_in().id, now=now())
    db_session().commit()
    flash(say("You have accepted the code of conduct. Thank you."), "good")
    return redirect(url_for(".code", slug=slug), 303)


def _page(poll: Poll, form: AcceptForm) -> str:
    session, person = db_session(), identity()
    versions = queries.codes_of(session, poll)
    if not versions:
        raise rules.NoCode
    form.version.data = versions[0].number
    return render_template(
        "conduct/code.html",
        poll=poll,
        code=versions[0],
        earlier=versions[1:],
        is_signed_in=person is not None,
        accepted=queries.acceptance_of(session, versions[0], person.id) if person else None,
        form=form,
    )
