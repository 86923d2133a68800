"""Whatever lies on a disk for one app, as whoever copies the machine finds it."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, make_url, text

from shortlist.config import Settings


def kept_bytes(engine: Engine, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Whatever is on disk for this app: database, write-ahead log, instance folder."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        assert url.database
        folders = [Path(url.database).parent]
    else:
        folders = [settings.instance_path, *_postgresql_folders(engine)]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pem":
                yield path.name, path.read_bytes()


def _postgresql_folders(engine: Engine) -> list[Path]:
    with engine.connect() as connection:
        data = Path(connection.scalar(text("SHOW data_directory")))
        oid = connection.scalar(
            text("SELECT oid FROM pg_database WHERE datname = current_database()")
        )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
    return [data / "base" / str(oid), data / "pg_wal", data / "pg_stat_tmp"]
