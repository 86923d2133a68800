"""Area plans: who runs, areas with their regions, and each area's order."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TABLES = ("area_ranks", "area_regions", "areas", "area_runners", "area_plans")


def upgrade() -> None:
    op.create_table(
        "area_plans",
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("replaces_id", KEY, nullable=True),
        sa.Column("assumptions", sa.Text(), nullable=False),
        sa.Column("comparison", sa.Text(), nullable=False),
        sa.Column("sweep", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"],
            ["polls.id"],
            name=op.f("fk_area_plans_poll_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["area_plans.id"],
            name=op.f("fk_area_plans_replaces_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_plans")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_area_plans_replaces_id")),
    )
    op.create_index(op.f("ix_area_plans_poll_id"), "area_plans", ["poll_id"])
    op.create_table(
        "area_runners",
        sa.Column("id", KEY, nullable=False),
        sa.Column("plan_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("candidate_id", KEY, nullable=False),
        sa.Column("home", sa.String(length=200), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_area_runners_number_positive")),
        _of_plan("area_runners"),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidates.id"],
            name=op.f("fk_area_runners_candidate_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_runners")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_area_runners_plan_id_number")),
        sa.UniqueConstraint(
            "plan_id", "candidate_id", name=op.f("uq_area_runners_plan_id_candidate_id")
        ),
    )
    op.create_table(
        "areas",
        sa.Column("id", KEY, nullable=False),
        sa.Column("plan_id", KEY, nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.CheckConstraint("position > 0", name=op.f("ck_areas_position_positive")),
        _of_plan("areas"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_areas")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_areas_plan_id_position")),
    )
    op.create_table(
        "area_regions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("area_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("weight", KEY, nullable=False),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_area_regions_weight_positive")),
        _of_area("area_regions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_regions")),
        sa.UniqueConstraint("area_id", "code", name=op.f("uq_area_regions_area_id_code")),
    )
    op.create_table(
        "area_ranks",
        sa.Column("id", KEY, nullable=False),
        sa.Column("area_id", KEY, nullable=False),
        sa.Column("runner_id", KEY, nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("planned_position", KEY, nullable=False),
        sa.CheckConstraint("position > 0", name=op.f("ck_area_ranks_position_positive")),
        _of_area("area_ranks"),
        sa.ForeignKeyConstraint(
            ["runner_id"],
            ["area_runners.id"],
            name=op.f("fk_area_ranks_runner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_ranks")),
        sa.UniqueConstraint("area_id", "position", name=op.f("uq_area_ranks_area_id_position")),
        sa.UniqueConstraint("area_id", "runner_id", name=op.f("uq_area_ranks_area_id_runner_id")),
    )
    op.create_index(op.f("ix_area_ranks_runner_id"), "area_ranks", ["runner_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _of_plan(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["plan_id"],
        ["area_plans.id"],
        name=op.f(f"fk_{table}_plan_id"),
        ondelete="CASCADE",
    )


def _of_area(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["area_id"],
        ["areas.id"],
        name=op.f(f"fk_{table}_area_id"),
        ondelete="CASCADE",
    )
