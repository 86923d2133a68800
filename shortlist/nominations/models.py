"""Tables of real elections, their contenders, local parties, secretaries, entries and files."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shortlist.db import Base, Id, Moment, Name, Prose, Word


class Election(Base):
    """A real election that is no poll of ours; `contest_id` is the contest our slate was made in.

    `needed` nominations in `needed_regions` regions put a contender on the ballot; 0 asks nothing.
    """

    __tablename__ = "elections"
    __table_args__ = (
        CheckConstraint("seats > 0", name="seats_positive"),
        CheckConstraint("allowed > 0", name="allowed_positive"),
        CheckConstraint("needed >= 0 AND needed_regions >= 0", name="needed_positive"),
        CheckConstraint("closed_at IS NULL OR published_at IS NOT NULL", name="closed_in_public"),
    )

    id: Mapped[Id]
    slug: Mapped[Name] = mapped_column(unique=True)
    title: Mapped[Name]
    description: Mapped[Prose]
    seats: Mapped[int]
    allowed: Mapped[int]  # nominations that a local party may make
    needed: Mapped[int]
    needed_regions: Mapped[int]
    our_slate: Mapped[Name]  # the name of the slate that is ours; "" for none
    time_zone: Mapped[Word]
    contest_id: Mapped[int | None] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), unique=True
    )
    made_at: Mapped[Moment]
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    contenders: Mapped[list["Contender"]] = relationship(
        order_by="Contender.number",
        lazy="selectin",
        cascade="all, delete-orphan",
        back_populates="election",
    )


class Contender(Base):
    """Somebody who stands in an election: for a slate or ("") for none; `region` is a code or "".

    `candidate_id` is the candidate of ours who they are.
    """

    __tablename__ = "contenders"
    __table_args__ = (
        UniqueConstraint("election_id", "number"),
        UniqueConstraint("election_id", "name"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[Id]
    election_id: Mapped[int] = mapped_column(ForeignKey("elections.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[Name]
    slate: Mapped[Name]
    region: Mapped[Word]
    candidate_id: Mapped[int | None] = mapped_column(
        ForeignKey("candidates.id", ondelete="RESTRICT"), index=True
    )
    withdrawn_at: Mapped[datetime | None]
    election: Mapped[Election] = relationship(back_populates="contenders")


class LocalParty(Base):
    """A local party that may nominate; `region` is a code, or "" for one outside all regions."""

    __tablename__ = "local_parties"
    __table_args__ = (Index("ix_local_parties_region", "region", "name"),)

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    region: Mapped[Word]


class SecretaryGrant(Base):
    """A member's right to enter what one local party has nominated, until it is revoked."""

    __tablename__ = "secretary_grants"
    __table_args__ = (
        Index(
            "uq_secretary_grants_live",
            "local_party_id",
            "member_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    local_party_id: Mapped[int] = mapped_column(ForeignKey("local_parties.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    granted_at: Mapped[Moment]
    revoked_at: Mapped[datetime | None]
    local_party: Mapped[LocalParty] = relationship(lazy="joined")


class Entry(Base):
    """All that a local party has nominated, as entered once; the one of the largest number holds.

    The database refuses to change or remove one. Who entered it stands in the audit log.
    """

    __tablename__ = "nomination_entries"
    __table_args__ = (
        UniqueConstraint("election_id", "local_party_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint(
            "entered_as IN ('organiser', 'secretary', 'file')", name="entered_as_known"
        ),
    )

    id: Mapped[Id]
    election_id: Mapped[int] = mapped_column(ForeignKey("elections.id", ondelete="RESTRICT"))
    local_party_id: Mapped[int] = mapped_column(
        ForeignKey("local_parties.id", ondelete="RESTRICT"), index=True
    )
    number: Mapped[int]
    decided_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(String(500))
    reason: Mapped[Name]
    entered_as: Mapped[Word]
    entered_at: Mapped[Moment]
    nominations: Mapped[list["Nomination"]] = relationship(lazy="raise_on_sql")


class Nomination(Base):
    """One contender named in one entry; as lasting as the entry."""

    __tablename__ = "nominations"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("nomination_entries.id", ondelete="RESTRICT"),
        primary_key=True,
        autoincrement=False,
    )
    contender_id: Mapped[int] = mapped_column(
        ForeignKey("contenders.id", ondelete="RESTRICT"),
        primary_key=True,
        autoincrement=False,
        index=True,
    )


class NominationFile(Base):
    """A file of nominations that was handed in: what it says, and what became of it.

    `report` is JSON: faults and columns left aside. `content` is what the file says, as JSON, and
    is emptied once it is applied or put aside.
    """

    __tablename__ = "nomination_files"
    __table_args__ = (
        CheckConstraint(
            "state IN ('faulty', 'checked', 'applied', 'discarded')", name="state_known"
        ),
    )

    id: Mapped[Id]
    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE"), index=True
    )
    file_name: Mapped[Name]
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    state: Mapped[Word]
    handed_in_at: Mapped[Moment]
    settled_at: Mapped[datetime | None]
    rows: Mapped[int]
    faults: Mapped[int]
    report: Mapped[Prose]
    content: Mapped[Prose]
