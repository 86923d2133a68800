"""Tables of members, their offices, sign-in challenges and registrations."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Name, Prose, Word


class Member(Base):
    """A person with an account; the address is proved and kept in lower case.

    Of a deleted account a row without name and address stays while something still points to it.
    """

    __tablename__ = "members"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(default="")
    language: Mapped[str | None] = mapped_column(String(12))  # of pages and letters, once chosen
    created_at: Mapped[Moment]
    last_seen_on: Mapped[date | None]  # the day of the last sign-in
    deleted_at: Mapped[datetime | None]


class RoleGrant(Base):
    """An office held by a member until a moment, for one poll or (without one) for all."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint(
            "role IN ('organiser', 'returning officer', 'scrutineer', 'safeguarding officer', "
            "'bursary officer')",
            name="role_known",
        ),
        CheckConstraint("expires_at > granted_at", name="expires_later"),
    )

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    role: Mapped[Word]
    poll_id: Mapped[int | None] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"))
    granted_at: Mapped[Moment]
    expires_at: Mapped[datetime | None]  # from then on it is held no more
    revoked_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]  # when letters said that it ends soon


class SignInChallenge(Base):
    """A code and a link sent to an address; only their hashes stay here."""

    __tablename__ = "sign_in_challenges"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    browser_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    tries_left: Mapped[int]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class AddressChange(Base):
    """A member's wish for another address, proved by a code sent there, and open to objection.

    Until the objection period is over `old_address` is nobody else's: whoever reads there can take
    the account back by a secret of which only the hash stays here. `entry_id` is the entry on the
    roll that followed.
    """

    __tablename__ = "address_changes"

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    old_address: Mapped[str] = mapped_column(index=True)
    new_address: Mapped[str]
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    tries_left: Mapped[int]
    asked_at: Mapped[Moment]
    proved_at: Mapped[datetime | None]
    objection_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    objected_at: Mapped[datetime | None]
    entry_id: Mapped[int | None]


class Registration(Base):
    """A member's request to be put on the roll, and what an organiser made of it."""

    __tablename__ = "registrations"
    __table_args__ = (
        CheckConstraint("state IN ('sent', 'approved', 'declined')", name="state_known"),
        Index(
            "uq_registrations_waiting",
            "member_id",
            unique=True,
            sqlite_where=text("state = 'sent'"),
            postgresql_where=text("state = 'sent'"),
        ),
    )

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    name: Mapped[Name]
    local_party: Mapped[Name]
    region: Mapped[Name]
    membership_number: Mapped[Word | None]  # as the member knows it
    alike: Mapped[Word] = mapped_column(default="")  # whom it may repeat, when that was last asked
    declared_at: Mapped[Moment]
    state: Mapped[Word] = mapped_column(index=True)
    sent_at: Mapped[Moment]
    reason: Mapped[Prose | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
