"""Nothing follows the close, and the grace of a ready poll stays: the database insists on both."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

CLOSED = "nothing follows the close of a log"
FIXED = "what the manifest says of the time stays"
IS_CLOSED = "EXISTS (SELECT 1 FROM log_heads WHERE contest_id = NEW.contest_id AND closed)"
OF_TIME = "UPDATE OF grace_seconds, ready_at ON polls"
TABLE_OF = {
    "leaves_none_after_close": "leaves",
    "log_heads_stay_closed": "log_heads",
    "log_heads_no_delete": "log_heads",
    "polls_time_fixed": "polls",
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in TABLE_OF:
            op.execute(f"DROP TRIGGER {name}")
        return
    for name, table in TABLE_OF.items():
        op.execute(f"DROP TRIGGER {name} ON {table}")
    for name in ("refuse_late_leaf", "keep_closed_log", "keep_time_of_poll"):
        op.execute(f"DROP FUNCTION {name}()")


def _guard_sqlite() -> None:
    moved = "NEW.grace_seconds <> OLD.grace_seconds OR NEW.ready_at IS NOT OLD.ready_at"
    for name, when, says in (
        ("leaves_none_after_close", f"INSERT ON leaves WHEN {IS_CLOSED}", CLOSED),
        ("log_heads_stay_closed", "UPDATE ON log_heads WHEN OLD.closed", CLOSED),
        ("log_heads_no_delete", "DELETE ON log_heads", CLOSED),
        ("polls_time_fixed", f"{OF_TIME} WHEN OLD.ready_at IS NOT NULL AND ({moved})", FIXED),
    ):
        op.execute(f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{says}'); END")


def _guard_postgresql() -> None:
    _function("refuse_late_leaf", f"IF {IS_CLOSED} THEN {_raise(CLOSED)} END IF; RETURN NEW;")
    _function("keep_closed_log", _raise(CLOSED))
    _function("keep_time_of_poll", _raise(FIXED))
    each = "FOR EACH ROW"
    stay = f"UPDATE ON log_heads {each} WHEN (OLD.closed)"
    moved = "NEW.grace_seconds <> OLD.grace_seconds OR NEW.ready_at IS DISTINCT FROM OLD.ready_at"
    fixed = f"{OF_TIME} {each} WHEN (OLD.ready_at IS NOT NULL AND ({moved}))"
    for name, when, function in (
        ("leaves_none_after_close", f"INSERT ON leaves {each}", "refuse_late_leaf"),
        ("log_heads_stay_closed", stay, "keep_closed_log"),
        ("log_heads_no_delete", f"DELETE ON log_heads {each}", "keep_closed_log"),
        ("polls_time_fixed", fixed, "keep_time_of_poll"),
    ):
        op.execute(f"CREATE TRIGGER {name} BEFORE {when} EXECUTE FUNCTION {function}()")


def _raise(says: str) -> str:
    return f"RAISE EXCEPTION '{says}';"


def _function(name: str, body: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    )
