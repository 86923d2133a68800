"""One cast through the web view: how long a member's click takes, and whether the log slows it."""

import re
import time
from dataclasses import dataclass
from statistics import median, quantiles

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from shortlist.clock import SetClock
from shortlist.config import Environment, Settings
from shortlist.factory import create_app
from shortlist.roll.models import Elector, RollEntry
from shortlist.voting.models import LogHead
from tests.benchmarks.booth import VOTING_AT, Booth
from tests.people import signed_in_client


@dataclass(frozen=True, kw_only=True)
class Voter:
    """A signed-in member with a ballot to cast: their browser, its address, its ranks."""

    client: FlaskClient
    path: str
    ranks: dict[str, str]

    def cast(self) -> float:
        """Send the form of the check page; return the milliseconds until the receipt is there."""
        check = self.client.post(self.path, data=self.ranks).text
        form = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">', check))
        started = time.perf_counter()
        answer = self.client.post(f"{self.path}/cast", data=form)
        took = (time.perf_counter() - started) * 1000
        if answer.status_code != 200 or "in the box" not in answer.text:
            raise AssertionError(f"not cast: {answer.status}")
        return took


def cast_in_turns(small: Booth, large: Booth, casts: int, settling: int) -> list[dict[str, object]]:
    """Let the first electors cast once more what they have cast before, in two boxes in turns.

    So whatever else the machine does falls on both alike. The first `settling` casts load templates
    and open connections: they are not in the medians.
    """
    leaves = [_leaves(booth) for booth in (small, large)]
    pairs = zip(_voters(small, casts + settling), _voters(large, casts + settling), strict=True)
    took = [[voter.cast() for voter in pair] for pair in pairs][settling:]
    return [
        {
            "casts": casts + settling,
            "leaves": size,
            "median_ms": median(times),
            "p95_ms": quantiles(times, n=20)[-1],
        }
        for size, times in zip(leaves, zip(*took, strict=True), strict=True)
    ]


def _leaves(booth: Booth) -> int:
    with booth.session(read_only=True) as session:
        return session.get_one(LogHead, booth.poll(session).contests[0].id).size


def _voters(booth: Booth, count: int) -> list[Voter]:
    clock = SetClock(VOTING_AT)
    app = _app(booth, clock)
    with booth.session(read_only=True) as session:
        path = f"/polls/{booth.poll(session).slug}/vote/1"
        emails = session.scalars(
            select(RollEntry.email)
            .join(Elector, Elector.roll_entry_id == RollEntry.id)
            .order_by(Elector.id)
            .limit(count)
        ).all()
    return [
        Voter(
            client=signed_in_client(app, booth.engine, clock, email, (), ""),
            path=path,
            ranks=_ranks(paper.tolist()),
        )
        for email, paper in zip(emails, booth.papers(), strict=False)
    ]


def _app(booth: Booth, clock: SetClock) -> Flask:
    settings = Settings(
        environment=Environment.DEMONSTRATION,
        instance_path=booth.folder,
        database_url=booth.engine.url.render_as_string(hide_password=False),
        secret_key="a secret key that only benchmarks have",
        base_url="http://localhost",
    )
    app = create_app(settings, clock=clock)
    app.config.update(WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    return app


def _ranks(paper: list[int]) -> dict[str, str]:
    order = [number for number in paper if number]
    return {f"rank-{number}": str(rank) for rank, number in enumerate(order, start=1)}
