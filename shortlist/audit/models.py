"""Tables of the audit log."""

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Moment, Name, Prose


class Event(Base):
    """Something that happened: an actor, an action, its subject, and the chain's hash."""

    __tablename__ = "events"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    actor_id: Mapped[int | None]  # a number that outlives the account: no event ever changes
    actor: Mapped[Name]
    action: Mapped[Name]
    subject: Mapped[Name] = mapped_column(index=True)
    details: Mapped[Prose]
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)


class AuditHead(Base):
    """The one row that is locked to append: how many events there are, and the last hash."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
