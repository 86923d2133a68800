"""Tables of the versions of a code of conduct, and of who accepted which."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Prose


class Code(Base):
    """A version of a poll's code of conduct, in Markdown; a change is a later version."""

    __tablename__ = "codes_of_conduct"
    __table_args__ = (UniqueConstraint("poll_id", "number"),)

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[Prose]
    is_needed_to_send: Mapped[bool]  # an expression of interest
    published_at: Mapped[Moment]


class CodeAcceptance(Base):
    """A member has accepted a version."""

    __tablename__ = "code_acceptances"
    __table_args__ = (UniqueConstraint("code_id", "member_id"),)

    id: Mapped[Id]
    code_id: Mapped[int] = mapped_column(ForeignKey("codes_of_conduct.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT"), index=True
    )
    accepted_at: Mapped[Moment]
