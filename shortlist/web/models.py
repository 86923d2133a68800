"""The tables of server-side sessions, and of work that was spent."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Moment, Prose, Word


class WebSession(Base):
    """One browser's session: known by the hash of its cookie, ended by deleting the row."""

    __tablename__ = "web_sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    data: Mapped[Prose]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment] = mapped_column(index=True)
    last_seen_at: Mapped[Moment]  # to a quarter of an hour
    device: Mapped[Word]


class SpentEffort(Base):
    """A challenge whose proof of work was taken: it is taken once."""

    __tablename__ = "spent_efforts"

    challenge_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    expires_at: Mapped[Moment] = mapped_column(index=True)
