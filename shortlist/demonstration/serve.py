"""Serve the demonstration: bring the database up to date, load the story once, say what to open."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.serving import run_simple

from shortlist.demonstration.cast import PEOPLE
from shortlist.demonstration.story import load
from shortlist.extensions import Running
from shortlist.migrate import upgrade


def serve(app: Flask) -> None:
    """Set up what is missing and serve the app until it is stopped."""
    parts = app.extensions["shortlist"]
    assert isinstance(parts, Running)  # noqa: S101 - narrows the type for the checker
    if parts.settings.is_production:
        message = "python app.py serves the demonstration; production runs: gunicorn app:app"
        raise SystemExit(message)
    upgrade(parts.engine)
    load(parts, say=_say)
    _greet(parts.settings.base_url)
    address = urlsplit(parts.settings.base_url)
    host = os.environ.get("SHORTLIST_HOST", "127.0.0.1")
    with _worker():
        run_simple(host, address.port or 5000, app, threaded=True)


@contextmanager
def _worker() -> Iterator[None]:
    """Have a worker beside the server; it ends when its input does, however this process ends."""
    command = "from shortlist.cli import main; main()"
    arguments = [sys.executable, "-c", command, "worker", "--until-input-ends"]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE):  # noqa: S603 - nobody else's words
        yield


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - the terminal is this page's reader


def _greet(base_url: str) -> None:
    people = "\n".join(f"  {person.email:27}{person.what}" for person in PEOPLE)
    _say(
        f"\nShortlist is running: {base_url}\n"
        f"Everybody in it is made up. Sign in at {base_url}/sign-in as one of these;\n"
        f"the code arrives at {base_url}/demo/mail\n\n{people}\n\nStop it with Ctrl-C."
    )
