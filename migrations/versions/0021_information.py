"""When candidates answer questions, if they are asked any; and how often a poll's times moved."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
QUESTIONS = "interest_closes_at <= information_opens_at"
ANSWERS = (
    "(information_opens_at IS NULL) = (information_closes_at IS NULL) "
    "AND information_opens_at < information_closes_at AND information_closes_at <= shortlist_at"
)


def upgrade() -> None:
    op.add_column("polls", sa.Column("times_moved", KEY, nullable=False, server_default="0"))
    if op.get_bind().dialect.name == "sqlite":  # which takes a check only with its column
        for column, name, check in (
            ("information_opens_at", "questions_order", QUESTIONS),
            ("information_closes_at", "answers_order", ANSWERS),
        ):
            op.execute(
                f"ALTER TABLE polls ADD COLUMN {column} DATETIME "
                f"CONSTRAINT ck_polls_{name} CHECK ({check})"
            )
        return
    for column in ("information_opens_at", "information_closes_at"):
        op.add_column("polls", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(op.f("ck_polls_questions_order"), "polls", QUESTIONS)
    op.create_check_constraint(op.f("ck_polls_answers_order"), "polls", ANSWERS)


def downgrade() -> None:
    for column in ("information_closes_at", "information_opens_at", "times_moved"):
        op.drop_column("polls", column)
