"""The office of bursary officers, what polls offer, and who applies."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
FORMER = "role IN ('organiser', 'returning officer', 'scrutineer', 'safeguarding officer')"
KNOWN = (
    "role IN ('organiser', 'returning officer', 'scrutineer', 'safeguarding officer', "
    "'bursary officer')"
)
OFFERS, APPLICATIONS = "bursary_offers", "bursary_applications"
CHECKS = {
    "pounds_positive": "pounds > 0",
    "outcome_known": "outcome IN ('granted', 'refused')",
    "decided_whole": "(outcome IS NULL) = (decided_at IS NULL)",
    "granted_whole": "(granted_pounds IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'granted')",
    "granted_within_asked": "granted_pounds > 0 AND granted_pounds <= pounds",
    "decided_by_another": "decided_by_id <> member_id",
}
LEADS_TO = {
    "poll_id": ("polls", "RESTRICT"),
    "member_id": ("members", "RESTRICT"),
    "decided_by_id": ("members", "SET NULL"),
}


def upgrade() -> None:
    _let_roles_be(KNOWN)
    op.create_table(
        OFFERS,
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("pays", sa.Text(), nullable=False),
        sa.Column("most_pounds", KEY, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.CheckConstraint("most_pounds > 0", name=op.f(f"ck_{OFFERS}_most_positive")),
        _to(OFFERS, "poll_id", "polls", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{OFFERS}")),
        sa.UniqueConstraint("poll_id", name=op.f(f"uq_{OFFERS}_poll_id")),
    )
    op.create_table(
        APPLICATIONS,
        sa.Column("id", KEY, nullable=False),
        sa.Column("poll_id", KEY, nullable=False),
        sa.Column("member_id", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("pounds", KEY, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("granted_pounds", KEY, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", KEY, nullable=True),
        *(
            sa.CheckConstraint(text, name=op.f(f"ck_{APPLICATIONS}_{name}"))
            for name, text in CHECKS.items()
        ),
        *(_to(APPLICATIONS, column, *where) for column, where in LEADS_TO.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{APPLICATIONS}")),
        sa.UniqueConstraint(
            "poll_id", "member_id", name=op.f(f"uq_{APPLICATIONS}_poll_id_member_id")
        ),
    )
    op.create_index(op.f(f"ix_{APPLICATIONS}_member_id"), APPLICATIONS, ["member_id"])


def downgrade() -> None:
    op.drop_table(APPLICATIONS)
    op.drop_table(OFFERS)
    op.execute("DELETE FROM role_grants WHERE role = 'bursary officer'")
    op.execute("DELETE FROM office_proposals WHERE role = 'bursary officer'")
    _let_roles_be(FORMER)


def _let_roles_be(known: str) -> None:
    with op.batch_alter_table("role_grants") as table:
        table.drop_constraint(op.f("ck_role_grants_role_known"), type_="check")
        table.create_check_constraint(op.f("ck_role_grants_role_known"), known)


def _to(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )
