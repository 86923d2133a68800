"""What two officers agree on about a third person: an office, its end, a reset."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TABLE = "office_proposals"
CHECKS = {
    "change_known": "change IN ('grant', 'end', 'reset')",
    "two_people": "approved_by_id <> proposed_by_id",
    "about_a_third": "member_id <> proposed_by_id AND (approved_by_id IS NULL "
    "OR member_id <> approved_by_id)",
    "approved_by_somebody": "(approved_by_id IS NULL) = (approved_at IS NULL)",
    "approved_or_called_off": "approved_at IS NULL OR called_off_at IS NULL",
    "role_given": "(change = 'reset') = (role IS NULL)",
    "end_given": "(change = 'grant') = (expires_at IS NOT NULL)",
}
LEADS_TO = {
    "member_id": ("members", "CASCADE"),
    "poll_id": ("polls", "CASCADE"),
    "proposed_by_id": ("members", "RESTRICT"),
    "approved_by_id": ("members", "RESTRICT"),
}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", KEY, nullable=False),
        sa.Column("change", sa.String(length=40), nullable=False),
        sa.Column("member_id", KEY, nullable=False),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("poll_id", KEY, nullable=True),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("proposed_by_id", KEY, nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("approved_by_id", KEY, nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("called_off_at", MOMENT, nullable=True),
        *(
            sa.CheckConstraint(text, name=op.f(f"ck_{TABLE}_{name}"))
            for name, text in CHECKS.items()
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_{TABLE}_{column}"), ondelete=ondelete
            )
            for column, (table, ondelete) in LEADS_TO.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    for column in ("member_id", "poll_id"):
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])


def downgrade() -> None:
    op.drop_table(TABLE)
