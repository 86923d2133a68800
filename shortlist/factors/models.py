"""Tables of second factors."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Name


class Passkey(Base):
    """A passkey of an account: its public key, and its counter as it was last seen.

    `handle` is what the authenticator knows the account by, the same for all of an account's.
    """

    __tablename__ = "passkeys"

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(2048))
    sign_count: Mapped[int]
    handle: Mapped[bytes] = mapped_column(LargeBinary(64))
    name: Mapped[Name]
    added_at: Mapped[Moment]
    used_at: Mapped[datetime | None]


class AuthenticatorApp(Base):
    """An account's authenticator app: its secret, sealed; worth nothing before it is confirmed.

    `last_step` is the number of the 30 seconds whose code was taken last: none is taken twice.
    """

    __tablename__ = "authenticator_apps"

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), unique=True
    )
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary(200))
    begun_at: Mapped[Moment]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int | None]


class RecoveryCode(Base):
    """A recovery code of an account, of which only the hash is kept."""

    __tablename__ = "recovery_codes"

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_at: Mapped[Moment]
    used_at: Mapped[datetime | None]
