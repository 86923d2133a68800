"""Proposals, without which the database refuses to close, extend, open or publish a poll."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LIVE = "called_off_at IS NULL AND done_at IS NULL"
AGREED = {
    "closed_at": "close",
    "opened_at": "open",
    "results_published_at": "publish results",
    "slate_published_at": "publish slate",
}
PROPOSED = "id, poll_id, change, terms, closes_at, proposed_by_id, proposed_at"
APPROVED = "approved_by_id, approved_at"
DISAGREED = "two officers have not agreed on this"
KEPT = "what was proposed or approved is kept"


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("change", sa.String(length=40), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("closes_at", MOMENT, nullable=True),
        sa.Column("proposed_by_id", KEY, nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("approved_by_id", KEY, nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("called_off_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "change IN ('close', 'extend', 'open', 'publish results', 'publish slate')",
            name=op.f("ck_proposals_change_known"),
        ),
        sa.CheckConstraint(
            "approved_by_id <> proposed_by_id", name=op.f("ck_proposals_two_people")
        ),
        sa.CheckConstraint(
            "(approved_by_id IS NULL) = (approved_at IS NULL)",
            name=op.f("ck_proposals_approved_by_somebody"),
        ),
        sa.CheckConstraint(
            "done_at IS NULL OR approved_at IS NOT NULL",
            name=op.f("ck_proposals_done_if_approved"),
        ),
        sa.CheckConstraint(
            "done_at IS NULL OR called_off_at IS NULL",
            name=op.f("ck_proposals_done_or_called_off"),
        ),
        sa.CheckConstraint(
            "(change = 'extend') = (closes_at IS NOT NULL)", name=op.f("ck_proposals_new_close")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["polls.id"], name=op.f("fk_proposals_poll_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"],
            ["members.id"],
            name=op.f("fk_proposals_proposed_by_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["members.id"],
            name=op.f("fk_proposals_approved_by_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_poll_id"), "proposals", ["poll_id"])
    op.create_index(
        "uq_proposals_live",
        "proposals",
        ["poll_id", "change"],
        unique=True,
        sqlite_where=sa.text(LIVE),
        postgresql_where=sa.text(LIVE),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    guards = ["polls_begin_open", *(f"polls_{column}_agreed" for column in (*AGREED, "closes_at"))]
    if op.get_bind().dialect.name == "sqlite":
        for name in guards:
            op.execute(f"DROP TRIGGER {name}")
        op.drop_table("proposals")
        return
    for name in guards:
        op.execute(f"DROP TRIGGER {name} ON polls")
    op.drop_table("proposals")
    for name in ("refuse_unless_agreed", "refuse_begun", "refuse_extension", "keep_proposal"):
        op.execute(f"DROP FUNCTION {name}()")


def _agreed(change: str) -> str:
    """Return the condition that two officers have agreed on a change still to be carried out."""
    return (
        f"EXISTS (SELECT 1 FROM proposals WHERE poll_id = NEW.id AND change = {change} "  # noqa: S608 - our own words only
        f"AND approved_at IS NOT NULL AND {LIVE}"
    )


def _extended() -> str:
    """Return the condition that they have agreed on the new closing time, and it is a later one."""
    agreed = _agreed("'extend'")
    return f"NEW.closes_at > OLD.closes_at AND {agreed} AND proposals.closes_at = NEW.closes_at)"


BEGUN = " OR ".join(f"NEW.{column} IS NOT NULL" for column in AGREED)


def _guard_sqlite() -> None:
    for column, change in AGREED.items():
        quoted = f"'{change}'"
        op.execute(
            f"CREATE TRIGGER polls_{column}_agreed BEFORE UPDATE OF {column} ON polls "
            f"WHEN NEW.{column} IS NOT OLD.{column} "
            f"AND (OLD.{column} IS NOT NULL OR NOT {_agreed(quoted)})) "
            f"BEGIN SELECT RAISE(ABORT, '{DISAGREED}'); END"
        )
    op.execute(
        "CREATE TRIGGER polls_closes_at_agreed BEFORE UPDATE OF closes_at ON polls "
        "WHEN NEW.closes_at <> OLD.closes_at AND OLD.ready_at IS NOT NULL "
        f"AND NOT ({_extended()}) BEGIN SELECT RAISE(ABORT, '{DISAGREED}'); END"
    )
    op.execute(
        f"CREATE TRIGGER polls_begin_open BEFORE INSERT ON polls WHEN {BEGUN} "
        f"BEGIN SELECT RAISE(ABORT, '{DISAGREED}'); END"
    )
    for name, when in (
        ("no_delete", "DELETE ON proposals"),
        ("proposed", f"UPDATE OF {PROPOSED} ON proposals"),
        ("approved", f"UPDATE OF {APPROVED} ON proposals WHEN OLD.approved_at IS NOT NULL"),
        ("over", f"UPDATE ON proposals WHEN NOT (OLD.{LIVE.replace('AND ', 'AND OLD.')})"),
    ):
        op.execute(
            f"CREATE TRIGGER proposals_{name} BEFORE {when} "
            f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
        )


def _guard_postgresql() -> None:
    _function(
        "refuse_unless_agreed",
        f"IF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL OR NOT {_agreed('TG_ARGV[1]')}) "
        f"THEN RAISE EXCEPTION '{DISAGREED}'; END IF; RETURN NEW;",
    )
    for column, change in AGREED.items():
        op.execute(
            f"CREATE TRIGGER polls_{column}_agreed BEFORE UPDATE OF {column} ON polls FOR EACH ROW "
            f"WHEN (NEW.{column} IS DISTINCT FROM OLD.{column}) "
            f"EXECUTE FUNCTION refuse_unless_agreed('{column}', '{change}')"
        )
    _function(
        "refuse_extension",
        f"IF NOT ({_extended()}) THEN RAISE EXCEPTION '{DISAGREED}'; END IF; RETURN NEW;",
    )
    op.execute(
        "CREATE TRIGGER polls_closes_at_agreed BEFORE UPDATE OF closes_at ON polls FOR EACH ROW "
        "WHEN (NEW.closes_at <> OLD.closes_at AND OLD.ready_at IS NOT NULL) "
        "EXECUTE FUNCTION refuse_extension()"
    )
    _function("refuse_begun", f"RAISE EXCEPTION '{DISAGREED}';")
    op.execute(
        f"CREATE TRIGGER polls_begin_open BEFORE INSERT ON polls FOR EACH ROW WHEN ({BEGUN}) "
        "EXECUTE FUNCTION refuse_begun()"
    )
    _function("keep_proposal", f"RAISE EXCEPTION '{KEPT}';")
    for name, when in (
        ("no_delete", "DELETE ON proposals FOR EACH ROW"),
        ("no_truncate", "TRUNCATE ON proposals FOR EACH STATEMENT"),
        ("proposed", f"UPDATE OF {PROPOSED} ON proposals FOR EACH ROW"),
        (
            "approved",
            f"UPDATE OF {APPROVED} ON proposals FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL)",
        ),
        (
            "over",
            f"UPDATE ON proposals FOR EACH ROW WHEN (NOT (OLD.{LIVE.replace('AND ', 'AND OLD.')}))",
        ),
    ):
        op.execute(
            f"CREATE TRIGGER proposals_{name} BEFORE {when} EXECUTE FUNCTION keep_proposal()"
        )


def _function(name: str, body: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    )
