"""The outbox, and what came back."""

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


class Bounce(Base):
    """A message that came back because nobody reads mail at its address.

    `reference` is what the message was called: reported twice it counts once. `batch` numbers the
    mailing it was of, if it was of one.
    """

    __tablename__ = "bounces"

    id: Mapped[Id]
    reference: Mapped[Word] = mapped_column(unique=True)
    address: Mapped[str] = mapped_column(index=True)
    batch: Mapped[int | None] = mapped_column(index=True)
    status: Mapped[Word]
    at: Mapped[Moment]
