"""The office of safeguarding officers, and offices that end."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

FORMER = "role IN ('organiser', 'returning officer', 'scrutineer')"
KNOWN = "role IN ('organiser', 'returning officer', 'scrutineer', 'safeguarding officer')"


def upgrade() -> None:
    with op.batch_alter_table("role_grants") as table:
        table.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
        table.drop_constraint(op.f("ck_role_grants_role_known"), type_="check")
        table.create_check_constraint(op.f("ck_role_grants_role_known"), KNOWN)
        table.create_check_constraint(
            op.f("ck_role_grants_expires_later"), "expires_at > granted_at"
        )


def downgrade() -> None:
    op.execute("DELETE FROM role_grants WHERE role = 'safeguarding officer'")
    with op.batch_alter_table("role_grants") as table:
        table.drop_constraint(op.f("ck_role_grants_expires_later"), type_="check")
        table.drop_constraint(op.f("ck_role_grants_role_known"), type_="check")
        table.create_check_constraint(op.f("ck_role_grants_role_known"), FORMER)
        table.drop_column("expires_at")
