"""A poll that has been made ready, on each database."""

import pytest
from sqlalchemy import Engine

from shortlist.clock import SetClock
from shortlist.config import Settings
from tests.voting.booth import Booth, make_booth


@pytest.fixture
def booth(engine: Engine, clock: SetClock, settings: Settings) -> Booth:
    """A poll with three electors, made ready an hour before voting opens."""
    return make_booth(engine, clock, settings.keys_path)
