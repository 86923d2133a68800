"""The edge to representation: a poll's page, for everybody or organisers, and the sandbox."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shortlist.candidates.policy import shortlist_is_public
from shortlist.candidates.rules import NotPublishedYet
from shortlist.extensions import db_session, now
from shortlist.permissions import Permission
from shortlist.polls.queries import poll_by_slug, public_poll
from shortlist.publication.forms_representation import SandboxForm
from shortlist.publication.representation_page import representation_page
from shortlist.publication.sharing import Sharing, method_words, share_out
from shortlist.regions import all_regions
from shortlist.representation.methods import Method
from shortlist.representation.rules import CannotShare
from shortlist.web.access import requires

blueprint = Blueprint("representation", __name__)


@blueprint.get("/polls/<slug>/representation")
@requires(Permission.PUBLIC)
def poll(slug: str) -> ResponseReturnValue:
    """Who comes from where, from the day of the shortlist."""
    session = db_session()
    found = public_poll(session, slug)
    if not shortlist_is_public(found, now()):
        raise NotPublishedYet
    return representation_page(session, found, for_organisers=False)


@blueprint.get("/organise/polls/<slug>/representation")
@requires(Permission.DECIDE_EXPRESSIONS)
def preview(slug: str) -> ResponseReturnValue:
    """The same before that day and with every number, for those who read every offer."""
    session = db_session()
    return representation_page(session, poll_by_slug(session, slug), for_organisers=True)


@blueprint.get("/representation")
@requires(Permission.PUBLIC)
def sandbox() -> ResponseReturnValue:
    """Shares and seats to edit, and what five methods make of them."""
    form = SandboxForm(request.args or None)
    sharing = _sharing(form)
    page = render_template(
        "publication/sandbox.html",
        form=form,
        sharing=sharing,
        method=Method(form.method.data) if sharing else None,
        codes=[one.code for one in all_regions()],
        methods=method_words(),
        csv_url=url_for(".sandbox_csv", **{one.name: one.data for one in form}),
    )
    return page, 200 if sharing else CannotShare.status


@blueprint.get("/representation.csv")
@requires(Permission.PUBLIC)
def sandbox_csv() -> ResponseReturnValue:
    """The table of the sandbox for the same question, for a spreadsheet."""
    form = SandboxForm(request.args or None)
    sharing = _sharing(form)
    if sharing is None:
        raise CannotShare(
            " ".join(str(sentence) for said in form.errors.values() for sentence in said)
        )
    disposition = {"Content-Disposition": 'attachment; filename="seats.csv"'}
    return Response(sharing.as_csv(), mimetype="text/csv", headers=disposition)


def _sharing(form: SandboxForm) -> Sharing | None:
    """Return what the form asks for, or None with what is wrong said on the form."""
    if not form.validate():
        return None
    try:
        return share_out(form.lines(), form.number_of_seats())
    except CannotShare as refusal:
        form.form_errors.append(refusal.text)
        return None
