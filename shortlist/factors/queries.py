"""Reads of second factors."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from shortlist.factors.models import AuthenticatorApp, Passkey, RecoveryCode
from shortlist.factors.rules import NoSuchPasskey


def has_factor(session: Session, member_id: int) -> bool:
    """Say whether an account has a passkey or a confirmed app."""
    passkey = exists().where(Passkey.member_id == member_id)
    app = exists().where(
        AuthenticatorApp.member_id == member_id, AuthenticatorApp.confirmed_at.is_not(None)
    )
    return session.scalar(select(passkey | app)) or False


def passkeys_of(session: Session, member_id: int) -> Sequence[Passkey]:
    """Return an account's passkeys, the oldest first."""
    query = select(Passkey).where(Passkey.member_id == member_id)
    return session.scalars(query.order_by(Passkey.id)).all()


def passkey_in(session: Session, member_id: int, passkey_id: int, *, lock: bool = False) -> Passkey:
    """Return an account's passkey by its number; raise `NoSuchPasskey`."""
    query = select(Passkey).where(Passkey.id == passkey_id, Passkey.member_id == member_id)
    passkey = session.scalar(query.with_for_update() if lock else query)
    if passkey is None:
        raise NoSuchPasskey
    return passkey


def passkey_with(session: Session, credential_id: bytes) -> Passkey | None:
    """Return and lock the passkey that an authenticator knows by this number, or None."""
    query = select(Passkey).where(Passkey.credential_id == credential_id)
    return session.scalar(query.with_for_update())


def app_of(session: Session, member_id: int, *, lock: bool = False) -> AuthenticatorApp | None:
    """Return an account's app, confirmed or not, or None."""
    query = select(AuthenticatorApp).where(AuthenticatorApp.member_id == member_id)
    return session.scalar(query.with_for_update() if lock else query)


def confirmed_app_of(session: Session, member_id: int) -> AuthenticatorApp | None:
    """Return an account's app once it is confirmed, or None; the row is locked."""
    app = app_of(session, member_id, lock=True)
    return None if app is None or app.confirmed_at is None else app


def has_app(session: Session, member_id: int) -> bool:
    """Say whether an account has a confirmed app."""
    app = app_of(session, member_id)
    return app is not None and app.confirmed_at is not None


def unused_codes(session: Session, member_id: int) -> int:
    """Return how many recovery codes of an account are still good."""
    query = select(func.count()).where(
        RecoveryCode.member_id == member_id, RecoveryCode.used_at.is_(None)
    )
    return session.scalar(query.select_from(RecoveryCode)) or 0


def unused_code_with(session: Session, member_id: int, code_hash: bytes) -> RecoveryCode | None:
    """Return and lock an account's recovery code that was not used yet, or None."""
    query = select(RecoveryCode).where(
        RecoveryCode.member_id == member_id,
        RecoveryCode.code_hash == code_hash,
        RecoveryCode.used_at.is_(None),
    )
    return session.scalar(query.with_for_update())
