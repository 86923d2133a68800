"""Tables of manifests, trustees, logs and envelopes. No ballot’s row holds a time: see ballot-box.

The two of turnout by the hour hold hours, and numbers of ten people at the least.
"""

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shortlist.db import Base, Id, Moment, Name, Prose


class Manifest(Base):
    """What a contest was when it was made ready, as canonical JSON, and its hash."""

    __tablename__ = "manifests"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    body: Mapped[Prose]
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))


class Trustee(Base):
    """Who holds a key of a poll: the card they handed in. The first opens the outermost layer."""

    __tablename__ = "trustees"
    __table_args__ = (
        UniqueConstraint("poll_id", "position"),
        UniqueConstraint("poll_id", "sealing_key"),
        CheckConstraint("position BETWEEN 1 AND 4", name="position_few"),
    )

    id: Mapped[Id]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[Name]
    sealing_key: Mapped[Name]
    signing_key: Mapped[Name]


class Rehearsal(Base):
    """What a trustee has to do for a contest before voting: open an envelope, sign the manifest.

    `inside` is what their layer of the rehearsal's envelope holds.
    """

    __tablename__ = "rehearsals"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    trustee_id: Mapped[int] = mapped_column(
        ForeignKey("trustees.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
    inside: Mapped[bytes] = mapped_column(LargeBinary)
    opened: Mapped[bool]
    signature: Mapped[Name | None]


class OpeningStatement(Base):
    """What a trustee has signed of the layer (from 0) that they opened, as a signed note."""

    __tablename__ = "opening_statements"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    layer: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    note: Mapped[Prose]


class LogHead(Base):
    """The row that every cast and the close lock: the size of a contest's log, and its state.

    `frontier` holds the roots of the log's complete subtrees, 32 bytes each, so that a leaf is
    appended and a root known without reading the log.
    """

    __tablename__ = "log_heads"
    __table_args__ = (
        CheckConstraint("live >= 0 AND by_server >= 0 AND by_server <= live", name="counts"),
    )

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    size: Mapped[int]
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
    live: Mapped[int]
    by_server: Mapped[int]
    closed: Mapped[bool]


class Leaf(Base):
    """One line of a contest's append-only log."""

    __tablename__ = "leaves"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[Prose]


class Envelope(Base):
    """An elector's one live sealed ballot in a contest.

    `request_id` is a hash by which a cast that is sent twice is known again; `root` is the log's
    root when the leaf was appended, and `path` the leaf's audit path to it, 32 bytes a step (None
    for an envelope from before there were any). None of them depends on what was sealed.
    """

    __tablename__ = "envelopes"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    elector_id: Mapped[int] = mapped_column(
        ForeignKey("electors.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    request_id: Mapped[bytes] = mapped_column(LargeBinary(32))
    leaf_index: Mapped[int]
    root: Mapped[bytes] = mapped_column(LargeBinary(32))
    path: Mapped[bytes | None] = mapped_column(LargeBinary)
    by_server: Mapped[bool]


class TurnoutHour(Base):
    """How many had voted in a contest when an hour ended; ten more than in the row before."""

    __tablename__ = "turnout_hours"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    ends_at: Mapped[Moment] = mapped_column(primary_key=True)
    live: Mapped[int]


class TurnoutMark(Base):
    """The hour of the newest cast in a contest: by it the first cast of the next is known."""

    __tablename__ = "turnout_marks"

    contest_id: Mapped[int] = mapped_column(
        ForeignKey("contests.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    last_hour: Mapped[Moment]
