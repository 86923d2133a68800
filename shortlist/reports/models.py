"""Tables of reports: sealed bytes, days, and numbers. No poll, no name and no hour is in them."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Word


class ReportKey(Base):
    """A safeguarding officer's key: the private part as PKCS#8, encrypted under a passphrase."""

    __tablename__ = "report_keys"

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), unique=True
    )
    public: Mapped[bytes] = mapped_column(LargeBinary(65))
    private: Mapped[bytes] = mapped_column(LargeBinary)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    made_on: Mapped[date]


class ReportCase(Base):
    """A case: found by what follows from its code, with the reporter's key under that code."""

    __tablename__ = "report_cases"

    id: Mapped[Id]
    ref: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    lookup: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    public: Mapped[bytes] = mapped_column(LargeBinary(65))
    private: Mapped[bytes] = mapped_column(LargeBinary)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    assigned_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL")
    )
    waits_for_officers: Mapped[bool]


class ReportMessage(Base):
    """A message of a case, counted from 1; what it says is in its copies."""

    __tablename__ = "report_messages"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("report_cases.id", ondelete="RESTRICT"))
    number: Mapped[int]
    by_reporter: Mapped[bool]
    written_on: Mapped[date]


class ReportCopy(Base):
    """A message sealed to one reader: an officer's key, or (without one) the reporter's."""

    __tablename__ = "report_copies"
    __table_args__ = (UniqueConstraint("message_id", "key_id"),)

    id: Mapped[Id]
    message_id: Mapped[int] = mapped_column(ForeignKey("report_messages.id", ondelete="RESTRICT"))
    key_id: Mapped[int | None] = mapped_column(
        ForeignKey("report_keys.id", ondelete="CASCADE"), index=True
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ReportFile(Base):
    """A file of a message, encrypted under a key that stands in the message's copies."""

    __tablename__ = "report_files"
    __table_args__ = (UniqueConstraint("message_id", "position"),)

    id: Mapped[Id]
    message_id: Mapped[int] = mapped_column(ForeignKey("report_messages.id", ondelete="RESTRICT"))
    position: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class ReportRead(Base):
    """That an officer has read a case or done something with it; its readers alone see this."""

    __tablename__ = "report_reads"

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("report_cases.id", ondelete="RESTRICT"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    what: Mapped[Word]
    done_on: Mapped[date]
