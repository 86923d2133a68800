"""A poll that has been made ready, on each database."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from shortlist.clock import SetClock
from shortlist.config import Settings
from tests.voting.booth import Booth, make_booth
from tests.voting.hall import Hall, build_hall

MakeHall = Callable[..., Hall]


@pytest.fixture
def booth(engine: Engine, clock: SetClock, settings: Settings) -> Booth:
    """A poll with three electors, made ready an hour before voting opens."""
    return make_booth(engine, clock, settings.keys_path)


@pytest.fixture
def make_hall(engine: Engine, clock: SetClock, settings: Settings) -> MakeHall:
    """Return a function that makes a poll ready with so many trustees (2), who have to answer."""

    def make(trustees: int = 2, **more: object) -> Hall:
        return build_hall(engine, clock, settings.keys_path, trustees=trustees, **more)

    return make
