"""A notice to many, sent by workers that are killed, into a real SMTP server that keeps count.

`python -m tests.faults.mail_run 50000` runs it by itself and prints its figures;
`python -m tests.faults.mail_run 550000 5000` starts one to 550,000 and measures the first 5,000.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.parser import BytesHeaderParser
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Engine, insert

from shortlist import migrate
from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.config import Environment, MailSettings, Settings
from shortlist.db import load_tables, make_engine, open_session
from shortlist.mailings import actions, queries
from shortlist.mailings.models import Mailing
from shortlist.mailings.queries import Counts
from shortlist.mailings.room import MailRoom
from shortlist.mailings.rules import FASTEST, Occasion
from shortlist.mailings.wording import text_to_start_from
from shortlist.roll.models import RollEntry
from shortlist.voting.actions import make_ready
from tests.browser.site import HOST, free_port
from tests.voting.booth import add_poll

PATIENCE = 600  # seconds without a message, on a busy machine
PARSER = BytesHeaderParser()


@dataclass
class Sink:
    """Takes every message, and counts for each address and Message-ID how often it came."""

    addresses: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)

    @property
    def taken(self) -> int:
        return self.names.total()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's own name
        head = PARSER.parsebytes(envelope.original_content or b"", headersonly=True)
        self.addresses[head["To"]] += 1
        self.names[head["Message-ID"]] += 1
        return "250 OK"


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a run came to; before and after the server's log settled what was unknown."""

    recipients: int
    kills: int
    before: Counts
    missing_before: int
    doubled: int
    after: Counts
    missing: int
    state: str
    seconds: float


def run(url: str, folder: Path, recipients: int, kills: int = 2) -> Figures:
    """Send one invitation to so many, killing a worker so often; settle it by the server's log."""
    load_tables()
    engine, sink = make_engine(url), Sink()
    controller = Controller(sink, hostname=HOST, port=free_port())
    controller.start()
    try:
        settings = _settings(url, folder, controller.port)
        number = _start(engine, settings, recipients)
        began = time.monotonic()
        for kill in range(1, kills + 1):
            _work_until(sink, recipients * kill // (kills + 1), settings)
        _room(engine, settings).work()
        seconds = time.monotonic() - began
        before, missing = _counts(engine, number), recipients - len(sink.addresses)
        _settle(sink, settings)
        _room(engine, settings).work()
        with open_session(engine, read_only=True) as session:
            state = session.get_one(Mailing, number).state
        return Figures(
            recipients=recipients,
            kills=kills,
            before=before,
            missing_before=missing,
            doubled=sum(times - 1 for times in sink.addresses.values()),
            after=_counts(engine, number),
            missing=recipients - len(sink.addresses),
            state=state,
            seconds=seconds,
        )
    finally:
        controller.stop()
        engine.dispose()


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """How a notice to many begins: seconds until the first message, until so many, and memory."""

    recipients: int
    messages: int
    seconds_to_first: float
    seconds_to_all: float
    peak_mib: int


def begin(url: str, folder: Path, recipients: int, messages: int) -> Beginning:
    """Start one invitation to so many, let a worker send the first messages, and kill it."""
    load_tables()
    engine, sink = make_engine(url), Sink()
    controller = Controller(sink, hostname=HOST, port=free_port())
    controller.start()
    try:
        settings = _settings(url, folder, controller.port)
        _start(engine, settings, recipients)
        began = time.monotonic()
        with _shortlist(settings, "worker", "--until-input-ends") as worker:
            moments = []
            for wanted in (1, messages):
                while sink.taken < wanted:
                    assert worker.poll() is None, "the worker ended by itself"
                    time.sleep(0.001)
                moments.append(time.monotonic() - began)
            peak = Path(f"/proc/{worker.pid}/status").read_text().split("VmHWM:")[1].split()[0]
            worker.kill()
        return Beginning(
            recipients=recipients,
            messages=messages,
            seconds_to_first=moments[0],
            seconds_to_all=moments[1],
            peak_mib=int(peak) // 1024,
        )
    finally:
        controller.stop()
        engine.dispose()


def _settings(url: str, folder: Path, port: int) -> Settings:
    key = "a secret key that only tests have, 32+"
    mail = MailSettings(host=HOST, port=port, security="none", key=key)
    return Settings(
        environment=Environment.DEMONSTRATION,
        instance_path=folder / "instance",
        database_url=url,
        secret_key=key,
        base_url="http://localhost",
        mail=mail,
    )


def _start(engine: Engine, settings: Settings, recipients: int) -> int:
    """Put so many on the roll, make a poll ready, and start an invitation to all of them."""
    clock = SetClock(datetime.now(UTC))
    with open_session(engine) as session:
        session.execute(insert(RollEntry), [_entry(one, clock.now()) for one in range(recipients)])
        poll = add_poll(session, clock)
        make_ready(session, poll, now=clock.now(), keys_path=settings.keys_path, actor=PLATFORM)
        session.flush()
        subject, body = text_to_start_from(Occasion.INVITATION)
        told = {"now": clock.now(), "actor": PLATFORM}
        mailing = actions.write_mailing(
            session, poll, Occasion.INVITATION, subject=subject, body=body, **told
        )
        actions.start(session, mailing, poll, starts_at=None, rate=FASTEST, **told)
        session.commit()
        return mailing.id


def _entry(number: int, now: datetime) -> dict[str, object]:
    return {
        "membership_number": f"M-{number:07}",
        "name": f"Member {number}",
        "email": f"member{number}@example.org",
        "local_party": "Anyborough",
        "region": "London",
        "joined_on": date(2024, 5, 1),
        "state": "current",
        "source": "import",
        "updated_at": now,
    }


def _shortlist(settings: Settings, *words: str) -> "subprocess.Popen[bytes]":
    """Run the command as an operator does."""
    environment = {
        **os.environ,
        "SHORTLIST_INSTANCE": str(settings.instance_path),
        "SHORTLIST_DATABASE_URL": settings.database_url,
        "SHORTLIST_SECRET_KEY": settings.secret_key,
        "SHORTLIST_MAIL_HOST": HOST,
        "SHORTLIST_MAIL_PORT": str(settings.mail.port),
        "SHORTLIST_MAIL_SECURITY": "none",
    }
    command = [sys.executable, "-c", "from shortlist.cli import main; main()", *words]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _work_until(sink: Sink, messages: int, settings: Settings) -> None:
    """Let a worker send until so many messages have come in all, and kill it at that moment."""
    with _shortlist(settings, "worker", "--until-input-ends") as worker:
        until = time.monotonic() + PATIENCE
        while sink.taken < messages:
            assert worker.poll() is None, "the worker ended by itself"
            assert time.monotonic() < until, f"{sink.taken} of {messages} messages came"
            time.sleep(0.001)
        worker.kill()


def _room(engine: Engine, settings: Settings) -> MailRoom:
    """A mail room whose clock is ahead, so that a killed sender is known to be dead."""
    return MailRoom(engine=engine, clock=Ahead(), settings=settings)


class Ahead:
    """The machine's clock, some minutes ahead."""

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(minutes=15)


def _settle(sink: Sink, settings: Settings) -> None:
    """Give the command what the server took, as the lines of its log that say so."""
    log = "".join(f"qmgr: message-id={name} (queue active)\n" for name in sink.names)
    with _shortlist(settings, "mailings", "settle", "-", "--send-others") as command:
        command.communicate(log.encode())
    assert command.returncode == 0


def _counts(engine: Engine, number: int) -> Counts:
    with open_session(engine, read_only=True) as session:
        return queries.counts_of(session, session.get_one(Mailing, number))


def main() -> None:
    """Run it once on SQLite, or only its beginning, and print what it came to."""
    recipients = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'run.db'}"
        engine = make_engine(url)
        migrate.upgrade(engine)
        engine.dispose()
        if len(sys.argv) > 2:
            _print(begin(url, folder, recipients, int(sys.argv[2])))
            return
        found = run(url, folder, recipients)
    _print(found)
    print(f"a second: {found.recipients / found.seconds:.0f}")


def _print(found: object) -> None:
    for label, value in vars(found).items():
        print(f"{label}: {value}")


if __name__ == "__main__":
    main()
