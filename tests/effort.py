"""An app with limits, and proof of work as a browser sends it."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import altcha
import pytest
from flask import Flask
from flask.testing import FlaskClient

from shortlist.extensions import limiter


@pytest.fixture
def limited(app: Flask) -> Iterator[Flask]:
    """The app with limits, and with little work."""
    app.config["EFFORT_TRIES"] = (1, 3)
    limiter.enabled = True
    limiter.reset()
    yield app
    limiter.reset()
    limiter.enabled = False


def solved(
    client: FlaskClient, path: str = "/effort", **changed: Any
) -> str:  # whatever a forger would change
    """Return the answer to a new challenge, as the browser sends it, or a forged one."""
    challenge = client.get(path).json
    found = altcha.solve_challenge(altcha.Challenge.from_dict(challenge))
    solution = {"counter": found.counter, "derivedKey": found.derived_key}
    challenge["parameters"] |= changed
    return base64.b64encode(
        json.dumps({"challenge": challenge, "solution": solution}).encode()
    ).decode()
