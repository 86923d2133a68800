"""One PostgreSQL database for one test after another: emptied, or made anew if its form changed.

Copying the template's four hundred files for each of a thousand tests took half of their time.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from shortlist.db import Base

TEMPLATE = "shortlist_template"
MOST_USES = 100  # of a database: what was deleted stays in its files, for nothing vacuums them
EMPTY_COPY = 21  # bytes of a binary copy without a row: signature, flags and end
# Everything that a migration or a trigger's author could change, by who wrote its row last.
FORM = text("""
    SELECT md5(string_agg(written, ',' ORDER BY written)) FROM (
        SELECT 'class ' || oid || ' ' || xmin FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind <> 'S'
        UNION ALL SELECT 'trigger ' || oid || ' ' || xmin FROM pg_trigger
        UNION ALL SELECT 'constraint ' || oid || ' ' || xmin FROM pg_constraint
        UNION ALL SELECT 'function ' || oid || ' ' || xmin FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT 'column ' || attrelid || ' ' || attnum || ' ' || a.xmin
        FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0
        UNION ALL SELECT 'default ' || oid || ' ' || xmin FROM pg_attrdef
        UNION ALL SELECT 'schema ' || oid || ' ' || xmin FROM pg_namespace
        WHERE nspname !~ '^pg_(temp|toast)'
        UNION ALL SELECT 'version ' || version_num || ' ' || xmin FROM alembic_version
    ) AS everything (written)
""")
# Rows go without their triggers, which are there to keep them.
EMPTY = text("""
    DO $$
    DECLARE
        one regclass;
        is_used boolean;
    BEGIN
        SET LOCAL session_replication_role = replica;
        FOR one IN SELECT oid FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND relname <> 'alembic_version'
        LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %s)', one) INTO is_used;
            IF is_used THEN EXECUTE format('DELETE FROM %s', one); END IF;
        END LOOP;
        FOR one IN SELECT oid FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
        LOOP
            EXECUTE format('SELECT is_called FROM %s', one) INTO is_used;
            IF is_used THEN PERFORM setval(one, 1, false); END IF;
        END LOOP;
    END $$
""")
NUMBERED = text("""
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
""")
OTHERS = text("""
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = :name AND pid <> pg_backend_pid()
""")


@dataclass
class Databases:
    """The databases of one server that wait to be used again, each with the form it was made in."""

    server: URL
    waiting: dict[str, str] = field(default_factory=dict)
    uses: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def lent(self, *, is_own: bool) -> Iterator[str]:
        """Give the address of an empty, migrated database; an own one was nobody's before."""
        name, form = self._made() if is_own or not self.waiting else self.waiting.popitem()
        yield self.server.set(database=name).render_as_string(hide_password=False)
        self.uses[name] += 1
        if not is_own and self.uses[name] < MOST_USES and self._is_emptied(name, form):
            self.waiting[name] = form
        else:
            self._maintain(f"DROP DATABASE {name} WITH (FORCE)")

    def _is_emptied(self, name: str, form: str) -> bool:
        """Empty a database if it still has its form; say whether it has."""
        try:
            with self._connection(name) as connection:
                connection.execute(OTHERS, {"name": name})
                if connection.scalar(FORM) != form:
                    return False
                connection.execute(EMPTY)
        except DBAPIError:  # a table that tells the version, or the whole schema, is gone
            return False
        return True

    def _made(self) -> tuple[str, str]:
        name = f"test_{os.urandom(6).hex()}"
        self._maintain(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        with self._connection(name) as connection:
            return name, str(connection.scalar(FORM))

    def _maintain(self, command: str) -> None:
        with self._connection(None) as connection:
            connection.execute(text(command))

    @contextmanager
    def _connection(self, name: str | None) -> Iterator[Connection]:
        address = self.server if name is None else self.server.set(database=name)
        engine = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            yield connection
        engine.dispose()


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What the tables of a database hold, and how far its sequences have come."""

    tables: dict[str, bytes]
    sequences: dict[str, int]


def rows_of(engine: Engine) -> Rows:
    """Return what a database holds, to be put into another that is empty."""
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        tables, sequences = {}, {}
        for table in Base.metadata.sorted_tables:
            with cursor.copy(f'COPY "{table.name}" TO STDOUT (FORMAT binary)') as copied:
                tables[table.name] = b"".join(map(bytes, copied))
        for (name,) in connection.execute(NUMBERED).all():
            last, is_called = connection.execute(
                text(f'SELECT last_value, is_called FROM "{name}"')
            ).one()
            if is_called:
                sequences[name] = last
    filled = {name: rows for name, rows in tables.items() if len(rows) > EMPTY_COPY}
    return Rows(tables=filled, sequences=sequences)


def put_rows(engine: Engine, rows: Rows) -> None:
    """Fill an empty database; its triggers ask nothing, for all was asked when it was told."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        cursor = connection.connection.cursor()
        for name, content in rows.tables.items():
            with cursor.copy(f'COPY "{name}" FROM STDIN (FORMAT binary)') as copied:
                copied.write(content)
        for name, last in rows.sequences.items():
            connection.execute(
                text("SELECT setval(CAST(:name AS regclass), :last)"), {"name": name, "last": last}
            )
