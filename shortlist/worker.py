"""`shortlist worker`: does what pages ask for and do not wait for. Every job has its line here."""

import os
import signal
import sys
import threading

import click

from shortlist.clock import SystemClock
from shortlist.counts.study_job import Workbench
from shortlist.mailings.lost import Desk as InvitationsDesk
from shortlist.mailings.room import MailRoom
from shortlist.offices.warning import Warner
from shortlist.rights.erasing import Night, eraser_for
from shortlist.terminal import Desk, desk
from shortlist.web import logs
from shortlist.work.jobs import Job
from shortlist.work.queue import queue_of

LOOKS_AFTER_SECONDS = 2.0  # at the queue, at the latest


def jobs_at(at: Desk, *, processes: int) -> tuple[Job, ...]:
    """Return the jobs of a worker; each has a thread of its own."""
    clock = SystemClock()
    studies = Workbench(engine=at.engine, clock=clock, processes=processes)
    night = Night(eraser=eraser_for(at.engine, at.settings, clock))
    mail = MailRoom(engine=at.engine, clock=clock, settings=at.settings)
    invitations = InvitationsDesk(engine=at.engine, clock=clock, settings=at.settings)
    offices = Warner(engine=at.engine, clock=clock, settings=at.settings)
    return (studies.job(), night.job(), mail.job(), invitations.job(), offices.job())


@click.command()
@click.option(
    "--processes", type=click.IntRange(1, 64), default=1, help="How many share a long study."
)
@click.option("--until-input-ends", is_flag=True, help="Stop with whoever holds the other end.")
def worker(processes: int, until_input_ends: bool) -> None:
    """Work out how firm slates are, send notices to many, erase what is over, until stopped.

    It also tells of offices that end in a week.

    One worker is enough; where two run, each study is still worked out by one of them, and each
    message sent by one.
    """
    logs.configure()
    with desk() as at:
        jobs = jobs_at(at, processes=processes)
        queue = queue_of(at.settings, jobs)
        if until_input_ends:
            threading.Thread(target=_stop_with_input, daemon=True).start()
        consumer = queue.create_consumer(
            workers=len(jobs), max_delay=LOOKS_AFTER_SECONDS, shutdown_timeout=0
        )
        consumer.run()
        for job in jobs:
            job.stop()


def _stop_with_input() -> None:
    while os.read(sys.stdin.fileno(), 4096):  # not by its buffer, which would be locked at the end
        pass
    os.kill(os.getpid(), signal.SIGTERM)
