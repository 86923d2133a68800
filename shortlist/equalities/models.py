"""Tables of a poll's form, how often each answer was chosen, and who has sent the form."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Moment, Word


class EqualitiesForm(Base):
    """The form of a poll: until when it can be filled in."""

    __tablename__ = "equalities_forms"

    poll_id: Mapped[int] = mapped_column(
        ForeignKey("polls.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    closes_at: Mapped[Moment]


class EqualitiesCount(Base):
    """How often an answer was chosen. All rows of a poll are written anew with every form."""

    __tablename__ = "equalities_counts"
    __table_args__ = (CheckConstraint("number >= 0", name="number_not_negative"),)

    poll_id: Mapped[int] = mapped_column(
        ForeignKey("equalities_forms.poll_id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    question: Mapped[Word] = mapped_column(primary_key=True)
    answer: Mapped[Word] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


class EqualitiesMark(Base):
    """That a member has sent the form, so that nobody sends it twice; without a moment."""

    __tablename__ = "equalities_marks"

    poll_id: Mapped[int] = mapped_column(
        ForeignKey("equalities_forms.poll_id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="RESTRICT"),
        primary_key=True,
        autoincrement=False,
        index=True,
    )
