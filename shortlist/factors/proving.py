"""Prove a second factor by whichever way was filled in, slowly where codes are guessed."""

from dataclasses import dataclass

from flask import flash

from shortlist.extensions import client_key, db_session, is_too_often, is_used_up, now, settings
from shortlist.factors import rules
from shortlist.factors.actions import note_copied, prove_app, prove_passkey, use_recovery_code
from shortlist.factors.forms import ProofForm
from shortlist.factors.queries import has_app, passkeys_of, unused_codes
from shortlist.factors.showing import note_factor, owner, site, take_challenge
from shortlist.language import say_many
from shortlist.web.access import Identity

RECOVERY_TRIES = "20 per 10 minutes"


@dataclass(frozen=True, kw_only=True)
class Ways:
    """The ways in which somebody can show that it is them."""

    passkey: bool
    app: bool
    recovery: bool


def ways_of(person: Identity) -> Ways:
    """Return the ways that an account has; none of them for a member who only signs in by mail."""
    session = db_session()
    return Ways(
        passkey=bool(passkeys_of(session, person.id)),
        app=has_app(session, person.id),
        recovery=unused_codes(session, person.id) > 0,
    )


def prove(person: Identity, form: ProofForm) -> None:
    """Take the proof that a form holds and note it in the session; raise why it is refused.

    What a refusal has noted is for the caller to commit as well.
    """
    if form.proof_passkey.data:
        _prove_passkey(person, form.proof_passkey.data)
    elif form.proof_recovery.data:
        _prove_recovery(person, form.proof_recovery.data)
    else:
        _prove_app(person, form.proof_code.data or "")
    note_factor()


def _prove_passkey(person: Identity, answer: str) -> None:
    session = db_session()
    try:
        prove_passkey(session, site(), answer, take_challenge(), member_id=person.id, now=now())
    except rules.PasskeyCopied:
        note_copied(session, owner(person))
        raise


def _prove_recovery(person: Identity, code: str) -> None:
    if is_too_often(RECOVERY_TRIES, "recovery codes", str(person.id), client_key()):
        raise rules.TriedTooOften
    left = use_recovery_code(db_session(), owner(person), code)
    said = say_many(
        "You have %(n)s recovery code left.", "You have %(n)s recovery codes left.", left
    )
    flash(said, "info")


def _prove_app(person: Identity, code: str) -> None:
    key = ("app codes", str(person.id))
    if any(is_used_up(rate, *key) for rate in rules.APP_TRIES):
        raise rules.TriedTooOften
    try:
        prove_app(db_session(), person.id, settings().secret_key, code, now())
    except rules.NotTheCode:
        for rate in rules.APP_TRIES:
            is_too_often(rate, *key)
        raise
