"""Tables of the roll, its imports, and the registers of polls."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Name, Prose, Word


class RollEntry(Base):
    """One who may vote; joined to an account by the address that the account has proved.

    Among the current entries an address stands once; a gone entry keeps the one it had.
    """

    __tablename__ = "roll_entries"
    __table_args__ = (
        CheckConstraint("state IN ('current', 'gone')", name="state_known"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        Index("ix_roll_entries_name", "name"),
        Index("ix_roll_entries_local_party", "local_party", "name"),
        Index(
            "uq_roll_entries_current_email",
            "email",
            unique=True,
            sqlite_where=text("state = 'current'"),
            postgresql_where=text("state = 'current'"),
        ),
    )

    id: Mapped[Id]
    membership_number: Mapped[Word] = mapped_column(unique=True)
    name: Mapped[Name]
    email: Mapped[str] = mapped_column(index=True)
    local_party: Mapped[Name]
    region: Mapped[Name]
    joined_on: Mapped[date]
    state: Mapped[Word]
    source: Mapped[Word]
    updated_at: Mapped[Moment]


class RollChange(Base):
    """What became of an entry: `columns` is JSON, from a column to what it was and became."""

    __tablename__ = "roll_changes"

    id: Mapped[Id]
    roll_entry_id: Mapped[int] = mapped_column(
        ForeignKey("roll_entries.id", ondelete="CASCADE"), index=True
    )
    what: Mapped[Word]
    changed_at: Mapped[Moment]
    columns: Mapped[Prose]


class RollImport(Base):
    """One file of members: what was found in it, how far it got, and whether it was applied."""

    __tablename__ = "roll_imports"

    id: Mapped[Id]
    file_name: Mapped[Name]
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    state: Mapped[Word]
    by_member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    started_at: Mapped[Moment]
    progressed_at: Mapped[Moment]
    finished_at: Mapped[datetime | None]
    bytes_total: Mapped[int]
    bytes_done: Mapped[int]
    rows: Mapped[int]
    added: Mapped[int]
    changed: Mapped[int]
    gone: Mapped[int]
    unchanged: Mapped[int]
    faults: Mapped[int]
    report: Mapped[Prose]


class Register(Base):
    """The frozen register of one poll: how many may vote, and the hash over all of them."""

    __tablename__ = "registers"

    poll_id: Mapped[int] = mapped_column(
        ForeignKey("polls.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    size: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    frozen_at: Mapped[Moment]
    added: Mapped[int] = mapped_column(default=0)  # by entries of the ledger, since then
    removed: Mapped[int] = mapped_column(default=0)

    @property
    def size_now(self) -> int:
        """Return how many are on the register with all changes since it was frozen."""
        return self.size + self.added - self.removed


class Elector(Base):
    """A member of one poll's register, as the roll stood when it was frozen.

    A year after the results only the region is left of it.
    """

    __tablename__ = "electors"
    __table_args__ = (UniqueConstraint("poll_id", "roll_entry_id"),)

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("registers.poll_id", ondelete="RESTRICT"))
    roll_entry_id: Mapped[int | None] = mapped_column(
        ForeignKey("roll_entries.id", ondelete="RESTRICT"), index=True
    )
    membership_number: Mapped[Word]
    name: Mapped[Name]
    local_party: Mapped[Name]
    region: Mapped[Name]
    barred: Mapped[bool] = mapped_column(default=False)  # may cast no ballot any more
