"""The outbox."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Name, Prose, Word


class Notice(Base):
    """A message to one address, waiting or sent; one that holds a secret is emptied when sent."""

    __tablename__ = "notices"
    __table_args__ = (
        Index(
            "ix_notices_waiting",
            "due_at",
            sqlite_where=text("sent_at IS NULL AND failed_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND failed_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    kind: Mapped[Word]
    to_address: Mapped[str]
    subject: Mapped[Name]
    body: Mapped[Prose]
    is_secret: Mapped[bool]
    created_at: Mapped[Moment]
    due_at: Mapped[Moment]
    expires_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[Word | None]
