"""Run migrations on the engine that was handed over, or on the environment's database."""

from alembic import context
from sqlalchemy import Engine

from shortlist.config import Settings
from shortlist.db import load_tables, make_engine


def run(engine: Engine) -> None:
    """Migrate within one transaction, so that a failure leaves nothing half done."""
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=load_tables(),
            render_as_batch=connection.dialect.name == "sqlite",
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()


handed_over = context.config.attributes.get("engine")
run(handed_over or make_engine(Settings.from_environment().database_url))
