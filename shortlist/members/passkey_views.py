"""Signing in with a passkey, beside the mailed code."""

from flask import Blueprint, render_template
from flask import session as web_session
from flask.typing import ResponseReturnValue

from shortlist.errors import Refusal
from shortlist.extensions import db_session, limiter, now
from shortlist.factors.actions import note_copied, prove_passkey
from shortlist.factors.forms import AnswerForm
from shortlist.factors.passkeys import ask_for_proof, credential_in
from shortlist.factors.queries import passkey_with
from shortlist.factors.rules import NotThePasskey, PasskeyCopied
from shortlist.factors.showing import keep_challenge, owner, site, take_challenge
from shortlist.members.entering import NEXT, enter
from shortlist.members.forms import AddressForm
from shortlist.members.models import Member
from shortlist.members.queries import person_by_id
from shortlist.permissions import Permission
from shortlist.web.access import requires

blueprint = Blueprint("passkey_sign_in", __name__)
TRIES_BY_CLIENT = "60 per minute"


@blueprint.post("/sign-in/passkey/options")
@requires(Permission.PUBLIC)
@limiter.limit(TRIES_BY_CLIENT)
def options() -> ResponseReturnValue:
    """Say what the browser has to know to prove a passkey, as JSON: the same to everybody."""
    asked = ask_for_proof(site(), known=())
    keep_challenge(asked)
    return asked.options, 200, {"Content-Type": "application/json"}


@blueprint.post("/sign-in/passkey")
@requires(Permission.PUBLIC)
@limiter.limit(TRIES_BY_CLIENT)
def sign_in() -> ResponseReturnValue:
    """Sign in whoever the passkey belongs to."""
    form = AnswerForm()
    try:
        if not form.validate_on_submit():
            raise NotThePasskey
        passkey = prove_passkey(
            db_session(),
            site(),
            form.proof_passkey.data or "",
            take_challenge(),
            member_id=None,
            now=now(),
        )
    except Refusal as no:
        if isinstance(no, PasskeyCopied):
            _note_copied(form.proof_passkey.data or "")
        address = AddressForm(formdata=None, data={"next": form.next.data})
        page = render_template("members/sign_in.html", form=address, refusal=no.text)
        return page, 422
    web_session[NEXT] = form.next.data
    return enter(db_session().get_one(Member, passkey.member_id), with_passkey=True)


def _note_copied(answer: str) -> None:
    """Tell whose passkey it is that its counter went backwards."""
    session, passkey = db_session(), passkey_with(db_session(), credential_in(answer))
    person = None if passkey is None else person_by_id(session, passkey.member_id, now())
    if person is not None:
        note_copied(session, owner(person))
        session.commit()
