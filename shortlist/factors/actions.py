"""Set second factors up, prove one, take one away, and reset them all."""

import os
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, member_actor, record_event
from shortlist.factors import app_codes, passkeys, rules
from shortlist.factors.at_rest import seal, unseal
from shortlist.factors.models import AuthenticatorApp, Passkey, RecoveryCode
from shortlist.factors.passkeys import NewKey, Site
from shortlist.factors.queries import (
    app_of,
    confirmed_app_of,
    has_app,
    passkey_in,
    passkey_with,
    passkeys_of,
    unused_code_with,
    unused_codes,
)
from shortlist.notices.actions import send_notice


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose factors they are, and when: an officer's changes are in the audit log as well.

    `link` is the page that a mail about a change points to.
    """

    id: int
    email: str
    is_officer: bool
    now: datetime
    link: str


def ask_for_new_passkey(session: Session, owner: Owner, site: Site) -> tuple[passkeys.Asked, bytes]:
    """Return what asks the browser for a new passkey, and what it will know the account by.

    Raises `TooManyPasskeys`.
    """
    held = passkeys_of(session, owner.id)
    if len(held) >= rules.MOST_PASSKEYS:
        raise rules.TooManyPasskeys
    handle = held[0].handle if held else os.urandom(32)
    known = [one.credential_id for one in held]
    return passkeys.ask_for_new(site, handle=handle, account=owner.email, known=known), handle


def add_passkey(
    session: Session, owner: Owner, key: NewKey, *, handle: bytes, name: str
) -> Passkey:
    """Keep a new passkey; raise `PasskeyKnown` or `TooManyPasskeys`."""
    if len(passkeys_of(session, owner.id)) >= rules.MOST_PASSKEYS:
        raise rules.TooManyPasskeys
    if passkey_with(session, key.credential_id) is not None:
        raise rules.PasskeyKnown
    passkey = Passkey(
        member_id=owner.id,
        credential_id=key.credential_id,
        public_key=key.public_key,
        sign_count=key.sign_count,
        handle=handle,
        name=name,
        added_at=owner.now,
    )
    session.add(passkey)
    session.flush()
    _note(session, owner, "passkey added")
    return passkey


def prove_passkey(
    session: Session,
    site: Site,
    answer: str,
    challenge: bytes,
    *,
    member_id: int | None,
    now: datetime,
) -> Passkey:
    """Return the passkey that the browser's answer proves, of one account or (None) of any.

    Raises `NotThePasskey` or `PasskeyCopied`.
    """
    found = passkey_with(session, passkeys.credential_in(answer))
    if found is None or member_id not in {None, found.member_id}:
        raise rules.NotThePasskey
    known = NewKey(
        credential_id=found.credential_id,
        public_key=found.public_key,
        sign_count=found.sign_count,
    )
    found.sign_count = passkeys.proved_count(site, answer, challenge, known)
    found.used_at = now
    return found


def remove_passkey(session: Session, owner: Owner, passkey_id: int) -> None:
    """Forget a passkey; raise `LastFactor` for an officer's only factor."""
    passkey = passkey_in(session, owner.id, passkey_id, lock=True)
    others = len(passkeys_of(session, owner.id)) > 1 or has_app(session, owner.id)
    if owner.is_officer and not others:
        raise rules.LastFactor
    session.delete(passkey)
    session.flush()
    _note(session, owner, "passkey removed")


def begin_app(session: Session, owner: Owner, platform_key: str) -> None:
    """Make a new secret for an app, which counts once it is confirmed; raise `AppThere`."""
    app = app_of(session, owner.id, lock=True)
    if app is not None and app.confirmed_at is not None:
        raise rules.AppThere
    if app is not None:
        session.delete(app)
        session.flush()
    secret = seal(platform_key, owner.id, app_codes.new_secret())
    session.add(AuthenticatorApp(member_id=owner.id, sealed_secret=secret, begun_at=owner.now))
    session.flush()


def waiting_secret(session: Session, owner_id: int, platform_key: str) -> str:
    """Return the secret that waits to be confirmed, to show it; raise `AskForCodeFirst`."""
    app = app_of(session, owner_id)
    secret = (
        unseal(platform_key, owner_id, app.sealed_secret)
        if app is not None and app.confirmed_at is None
        else None
    )
    if secret is None:
        raise rules.AskForCodeFirst
    return secret


def confirm_app(session: Session, owner: Owner, platform_key: str, code: str) -> None:
    """Take the app into use with its first code; raise `AskForCodeFirst` or `NotTheCode`."""
    secret = waiting_secret(session, owner.id, platform_key)
    step = app_codes.matching_step(secret, code, owner.now)
    if step is None:
        raise rules.NotTheCode
    app = app_of(session, owner.id, lock=True)
    if app is None:
        raise rules.AskForCodeFirst
    app.confirmed_at, app.last_step = owner.now, step
    session.flush()
    _note(session, owner, "authenticator app set up")


def prove_app(
    session: Session, member_id: int, platform_key: str, code: str, now: datetime
) -> None:
    """Take a code of the app, once; raise `NotTheCode`, `CodeUsed` or `AppForgotten`."""
    app = confirmed_app_of(session, member_id)
    if app is None:
        raise rules.NotTheCode
    secret = unseal(platform_key, member_id, app.sealed_secret)
    if secret is None:
        raise rules.AppForgotten
    step = app_codes.matching_step(secret, code, now)
    if step is None:
        raise rules.NotTheCode
    if app.last_step is not None and step <= app.last_step:
        raise rules.CodeUsed
    app.last_step = step


def remove_app(session: Session, owner: Owner) -> None:
    """Forget the app; raise `LastFactor` for an officer's only factor."""
    app = app_of(session, owner.id, lock=True)
    if app is None:
        return
    if owner.is_officer and app.confirmed_at is not None and not passkeys_of(session, owner.id):
        raise rules.LastFactor
    session.delete(app)
    session.flush()
    _note(session, owner, "authenticator app removed")


def make_recovery_codes(session: Session, owner: Owner) -> list[str]:
    """Return ten new recovery codes, to be shown once; the former ones stop working."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.member_id == owner.id))
    codes = rules.new_recovery_codes()
    session.add_all(
        RecoveryCode(member_id=owner.id, code_hash=rules.recovery_hash(code), made_at=owner.now)
        for code in codes
    )
    session.flush()
    _note(session, owner, "recovery codes made")
    return codes


def use_recovery_code(session: Session, owner: Owner, code: str) -> int:
    """Use a recovery code up and return how many are left; raise `NotARecoveryCode`."""
    found = unused_code_with(session, owner.id, rules.recovery_hash(code))
    if found is None:
        raise rules.NotARecoveryCode
    found.used_at = owner.now
    session.flush()
    _note(session, owner, "recovery code used")
    return unused_codes(session, owner.id)


def forget_factors(session: Session, owner: Owner, *, actor: Actor) -> None:
    """Forget every second factor of an account, because two officers agreed or on the server."""
    for table in (Passkey, AuthenticatorApp, RecoveryCode):
        session.execute(delete(table).where(table.member_id == owner.id))
    session.flush()
    record_event(
        session,
        now=owner.now,
        actor=actor,
        action="second factors reset",
        subject=f"member:{owner.id}",
    )
    _tell(session, owner, "second factors reset")


def note_copied(session: Session, owner: Owner) -> None:
    """Write into the log, and tell the owner, that a passkey's counter went backwards."""
    _note(session, owner, "passkey refused as copied")


def _note(session: Session, owner: Owner, what: str) -> None:
    if owner.is_officer:
        record_event(
            session,
            now=owner.now,
            actor=member_actor(owner.id),
            action=what,
            subject=f"member:{owner.id}",
        )
    _tell(session, owner, what)


def _tell(session: Session, owner: Owner, what: str) -> None:
    send_notice(
        session,
        now=owner.now,
        kind="factor_changed",
        to_address=owner.email,
        what=what,
        link=owner.link,
    )
