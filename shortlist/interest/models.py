"""Tables of expressions of interest, their sent versions, and photos."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shortlist.db import Base, Id, Moment, Name, Prose, Word


class Photo(Base):
    """A portrait as we re-encoded it: JPEG, without metadata, large and as a small square face."""

    __tablename__ = "photos"

    id: Mapped[Id]
    sha256: Mapped[Word] = mapped_column(index=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    face: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    width: Mapped[int]
    height: Mapped[int]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    made_at: Mapped[Moment]


class Expression(Base):
    """A member's offer to stand in a contest: the draft, and whether a version of it stands."""

    __tablename__ = "expressions"
    __table_args__ = (
        UniqueConstraint("contest_id", "member_id"),
        CheckConstraint("state IN ('draft', 'sent', 'withdrawn')", name="state_known"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT"), index=True
    )
    state: Mapped[Word]
    name: Mapped[Name]
    statement: Mapped[Prose]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id", ondelete="SET NULL"))
    consents: Mapped[bool]
    saved_at: Mapped[Moment]
    sent_at: Mapped[datetime | None]
    answers: Mapped[list["GroupAnswer"]] = relationship(
        order_by="GroupAnswer.group_id", lazy="selectin", cascade="all, delete-orphan"
    )


class GroupAnswer(Base):
    """Whether somebody who drafts an expression declares a group that the contest asks about."""

    __tablename__ = "group_answers"

    expression_id: Mapped[int] = mapped_column(
        ForeignKey("expressions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    group_id: Mapped[int] = mapped_column(
        ForeignKey("balance_groups.id", ondelete="RESTRICT"),
        primary_key=True,
        autoincrement=False,
        index=True,
    )
    declares: Mapped[bool]


class SentVersion(Base):
    """An expression as it was sent; it does not change, a correction is a later version."""

    __tablename__ = "sent_versions"
    __table_args__ = (UniqueConstraint("expression_id", "number"),)

    id: Mapped[Id]
    expression_id: Mapped[int] = mapped_column(ForeignKey("expressions.id", ondelete="RESTRICT"))
    number: Mapped[int]
    name: Mapped[Name]
    local_party: Mapped[Name]
    region: Mapped[Name]
    statement: Mapped[Prose]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id", ondelete="RESTRICT"))
    sent_at: Mapped[Moment]
    answers: Mapped[list["SentGroupAnswer"]] = relationship(
        order_by="SentGroupAnswer.group_id", lazy="selectin"
    )


class SentGroupAnswer(Base):
    """What a sent version declares of a group: the words agreed to, or not, and their version."""

    __tablename__ = "sent_group_answers"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("sent_versions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    group_id: Mapped[int] = mapped_column(
        ForeignKey("balance_groups.id", ondelete="RESTRICT"),
        primary_key=True,
        autoincrement=False,
        index=True,
    )
    declares: Mapped[bool]
    words: Mapped[Prose]
    words_version: Mapped[int]
