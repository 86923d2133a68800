"""Nominations in real elections: contenders, local parties, secretaries, lasting entries."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
NAME, WORD = sa.String(length=200), sa.String(length=40)
TABLES = (
    "nominations",
    "contenders",
    "nomination_files",
    "nomination_entries",
    "elections",
    "secretary_grants",
    "local_parties",
)
APPEND_ONLY = ("nomination_entries", "nominations")
VERBS = ("UPDATE", "DELETE")
LIVE = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    _local_parties()
    _elections()
    _entries()
    _guard()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for verb in VERBS:
                op.execute(f"DROP TRIGGER {table}_no_{verb.lower()}")
    else:
        for table in APPEND_ONLY:
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
    for table in TABLES:
        op.drop_table(table)


def _local_parties() -> None:
    op.create_table(
        "local_parties",
        _column("id", KEY),
        _column("name", NAME),
        _column("region", WORD),
        _primary_key("local_parties"),
        _unique("local_parties", "name"),
    )
    op.create_index("ix_local_parties_region", "local_parties", ["region", "name"])
    op.create_table(
        "secretary_grants",
        _column("id", KEY),
        _column("local_party_id", KEY),
        _column("member_id", KEY),
        _column("granted_at", MOMENT),
        sa.Column("revoked_at", MOMENT, nullable=True),
        _foreign_key("secretary_grants", "local_party_id", "local_parties", "CASCADE"),
        _foreign_key("secretary_grants", "member_id", "members", "CASCADE"),
        _primary_key("secretary_grants"),
    )
    op.create_index(op.f("ix_secretary_grants_member_id"), "secretary_grants", ["member_id"])
    op.create_index(
        "uq_secretary_grants_live",
        "secretary_grants",
        ["local_party_id", "member_id"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )


def _elections() -> None:
    op.create_table(
        "elections",
        _column("id", KEY),
        _column("slug", NAME),
        _column("title", NAME),
        _column("description", sa.Text()),
        *(_column(name, KEY) for name in ("seats", "allowed", "needed", "needed_regions")),
        _column("our_slate", NAME),
        _column("time_zone", WORD),
        sa.Column("contest_id", KEY, nullable=True),
        _column("made_at", MOMENT),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        _check("elections", "seats_positive", "seats > 0"),
        _check("elections", "allowed_positive", "allowed > 0"),
        _check("elections", "needed_positive", "needed >= 0 AND needed_regions >= 0"),
        _check("elections", "closed_in_public", "closed_at IS NULL OR published_at IS NOT NULL"),
        _foreign_key("elections", "contest_id", "contests", "RESTRICT"),
        _primary_key("elections"),
        _unique("elections", "contest_id"),
        _unique("elections", "slug"),
    )
    op.create_table(
        "contenders",
        _column("id", KEY),
        _column("election_id", KEY),
        _column("number", KEY),
        _column("name", NAME),
        _column("slate", NAME),
        _column("region", WORD),
        sa.Column("candidate_id", KEY, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        _check("contenders", "number_positive", "number > 0"),
        _foreign_key("contenders", "candidate_id", "candidates", "RESTRICT"),
        _foreign_key("contenders", "election_id", "elections", "CASCADE"),
        _primary_key("contenders"),
        _unique("contenders", "election_id", "name"),
        _unique("contenders", "election_id", "number"),
    )
    op.create_index(op.f("ix_contenders_candidate_id"), "contenders", ["candidate_id"])


def _entries() -> None:
    op.create_table(
        "nomination_entries",
        _column("id", KEY),
        _column("election_id", KEY),
        _column("local_party_id", KEY),
        _column("number", KEY),
        _column("decided_on", sa.Date()),
        _column("evidence", sa.String(length=500)),
        _column("reason", NAME),
        _column("entered_as", WORD),
        _column("entered_at", MOMENT),
        _check(
            "nomination_entries",
            "entered_as_known",
            "entered_as IN ('organiser', 'secretary', 'file')",
        ),
        _check("nomination_entries", "number_positive", "number > 0"),
        _foreign_key("nomination_entries", "election_id", "elections", "RESTRICT"),
        _foreign_key("nomination_entries", "local_party_id", "local_parties", "RESTRICT"),
        _primary_key("nomination_entries"),
        _unique("nomination_entries", "election_id", "local_party_id", "number"),
    )
    op.create_index(
        op.f("ix_nomination_entries_local_party_id"), "nomination_entries", ["local_party_id"]
    )
    op.create_table(
        "nominations",
        sa.Column("entry_id", KEY, autoincrement=False, nullable=False),
        sa.Column("contender_id", KEY, autoincrement=False, nullable=False),
        _foreign_key("nominations", "contender_id", "contenders", "RESTRICT"),
        _foreign_key("nominations", "entry_id", "nomination_entries", "RESTRICT"),
        _primary_key("nominations", "entry_id", "contender_id"),
    )
    op.create_index(op.f("ix_nominations_contender_id"), "nominations", ["contender_id"])
    op.create_table(
        "nomination_files",
        _column("id", KEY),
        _column("election_id", KEY),
        _column("file_name", NAME),
        _column("sha256", sa.LargeBinary(length=32)),
        _column("state", WORD),
        _column("handed_in_at", MOMENT),
        sa.Column("settled_at", MOMENT, nullable=True),
        _column("rows", KEY),
        _column("faults", KEY),
        _column("report", sa.Text()),
        _column("content", sa.Text()),
        _check(
            "nomination_files",
            "state_known",
            "state IN ('faulty', 'checked', 'applied', 'discarded')",
        ),
        _foreign_key("nomination_files", "election_id", "elections", "CASCADE"),
        _primary_key("nomination_files"),
    )
    op.create_index(op.f("ix_nomination_files_election_id"), "nomination_files", ["election_id"])


def _guard() -> None:
    """Let the database refuse to change or remove an entry, as it does with events."""
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for verb in VERBS:
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _column(name: str, kind: sa.types.TypeEngine) -> sa.Column:
    return sa.Column(name, kind, nullable=False)


def _check(table: str, name: str, says: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(says, name=op.f(f"ck_{table}_{name}"))


def _foreign_key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _primary_key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*(columns or ("id",)), name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))
