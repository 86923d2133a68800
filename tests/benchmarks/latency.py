"""One cast through the web view: how long a member's click takes, and whether the log slows it."""

import time
from dataclasses import dataclass
from statistics import median, quantiles

from flask.testing import FlaskClient
from sqlalchemy import select

from shortlist.clock import SetClock
from shortlist.config import Environment, Settings
from shortlist.factory import create_app
from shortlist.roll.models import Elector, RollEntry
from shortlist.voting.ballots import new_nonce
from shortlist.voting.models import LogHead
from tests.benchmarks.booth import VOTING_AT, Booth
from tests.people import signed_in_client


@dataclass(frozen=True, kw_only=True)
class Voter:
    """A signed-in member about to cast: their browser and the form they send."""

    client: FlaskClient
    form: dict[str, str]

    def cast(self, path: str) -> float:
        """Send the ballot; return the milliseconds until the receipt is there."""
        started = time.perf_counter()
        answer = self.client.post(path, data=self.form)
        took = (time.perf_counter() - started) * 1000
        if answer.status_code != 200 or "in the box" not in answer.text:
            raise AssertionError(f"not cast: {answer.status}")
        return took


def cast_on_the_web(booth: Booth, casts: int, settling: int) -> dict[str, object]:
    """Let the first electors cast once more what they have cast before, one after another.

    The first `settling` casts load templates and open connections: they are not in the median.
    """
    clock = SetClock(VOTING_AT)
    settings = Settings(
        environment=Environment.DEMONSTRATION,
        instance_path=booth.folder,
        database_url=booth.engine.url.render_as_string(hide_password=False),
        secret_key="a secret key that only benchmarks have",
        base_url="http://localhost",
    )
    app = create_app(settings, clock=clock)
    app.config.update(WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    with booth.session(read_only=True) as session:
        poll = booth.poll(session)
        path, contest_id = f"/polls/{poll.slug}/vote/1/cast", poll.contests[0].id
        emails = session.scalars(
            select(RollEntry.email)
            .join(Elector, Elector.roll_entry_id == RollEntry.id)
            .order_by(Elector.id)
            .limit(casts + settling)
        ).all()
        leaves = session.get_one(LogHead, contest_id).size
    voters = [
        Voter(
            client=signed_in_client(app, booth.engine, clock, email, (), ""),
            form={"nonce": new_nonce(), **_ranks(paper)},
        )
        for email, paper in zip(emails, booth.papers(), strict=False)
    ]
    took = [voter.cast(path) for voter in voters][settling:]
    return {
        "casts": len(voters),
        "leaves": leaves,
        "median_ms": median(took),
        "p95_ms": quantiles(took, n=20)[-1],
    }


def _ranks(paper) -> dict[str, str]:
    order = [number for number in paper.tolist() if number]
    return {f"rank-{number}": str(rank) for rank, number in enumerate(order, start=1)}
