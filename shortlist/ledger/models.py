"""Tables of the ledger: changes, objections, look-ups and exports of a register."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Name, Prose, Word

WAITING = "approved_at IS NULL AND called_off_at IS NULL"


class LedgerEntry(Base):
    """A change of a frozen register: proposed by one, approved by another; then it has a number."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        CheckConstraint("kind IN ('added', 'removed', 'barred', 'restored')", name="kind_known"),
        CheckConstraint("approved_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint(
            "(approved_at IS NULL) = (number IS NULL) AND (hash IS NULL) = (number IS NULL)",
            name="numbered_when_approved",
        ),
        UniqueConstraint("poll_id", "number"),
        Index(
            "uq_ledger_entries_waiting",
            "poll_id",
            "roll_entry_id",
            unique=True,
            sqlite_where=text(WAITING),
            postgresql_where=text(WAITING),
        ),
    )

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("registers.poll_id", ondelete="RESTRICT"))
    number: Mapped[int | None]
    kind: Mapped[Word]
    roll_entry_id: Mapped[int | None] = mapped_column(
        ForeignKey("roll_entries.id", ondelete="RESTRICT"), index=True
    )
    membership_number: Mapped[Word]
    name: Mapped[Name]
    local_party: Mapped[Name]
    region: Mapped[Name]
    reason: Mapped[Prose]
    proposed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT")
    )
    proposed_at: Mapped[Moment]
    approved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT")
    )
    approved_at: Mapped[datetime | None]
    called_off_at: Mapped[datetime | None]
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class Objection(Base):
    """What a member says against a register, and what an organiser answers."""

    __tablename__ = "register_objections"

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    words: Mapped[Prose]
    sent_at: Mapped[Moment]
    answer: Mapped[Prose | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL")
    )


class Lookup(Base):
    """That somebody on a register was looked up by a candidate or a scrutineer."""

    __tablename__ = "register_lookups"

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="RESTRICT"))
    roll_entry_id: Mapped[int] = mapped_column(
        ForeignKey("roll_entries.id", ondelete="CASCADE"), index=True
    )
    by_member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    by_office: Mapped[Word]
    looked_at: Mapped[Moment]


class RegisterExport(Base):
    """A copy of a register for a purpose: proposed by one, approved by another, taken once."""

    __tablename__ = "register_exports"
    __table_args__ = (CheckConstraint("approved_by_id <> proposed_by_id", name="two_people"),)

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("registers.poll_id", ondelete="RESTRICT"))
    purpose: Mapped[Name]
    proposed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT")
    )
    proposed_at: Mapped[Moment]
    approved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT")
    )
    approved_at: Mapped[datetime | None]
    called_off_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    sha256: Mapped[bytes | None] = mapped_column(LargeBinary(32))
