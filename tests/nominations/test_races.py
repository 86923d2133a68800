"""Two at the same moment: one entry is taken, and a file never overtakes a secretary unseen."""

import io
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select

from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.nominations.models import Entry
from tests.faults.test_races import at_once
from tests.nominations.conftest import LINK, Followed, typed
from tests.people import signed_in_client


def clients(app: Flask, engine: Engine, clock: SetClock, number: int) -> list[FlaskClient]:
    return [
        signed_in_client(app, engine, clock, f"o{one}@example.org", ["organiser"], "")
        for one in range(number)
    ]


def sending(client: FlaskClient, path: str, data: dict[str, object]) -> Callable[[], int]:
    return lambda: client.post(path, data=data).status_code


def test_of_two_who_enter_for_one_local_party_one_is_told_of_the_other(
    app: Flask, engine: Engine, clock: SetClock, followed: Followed
) -> None:
    page = f"{followed.console}/local-parties/{followed.anyborough}"
    both = clients(app, engine, clock, 2)
    sent = [sending(one, page, typed(number)) for number, one in enumerate(both, 1)]
    assert sorted(at_once(*sent)) == [303, 409]
    with open_session(engine, read_only=True) as session:
        assert session.scalar(select(func.count()).select_from(Entry)) == 1


def test_a_file_and_an_entry_at_once_leave_one_of_the_two(
    app: Flask, engine: Engine, clock: SetClock, followed: Followed
) -> None:
    organiser, other = clients(app, engine, clock, 2)
    text = f"local_party,candidate,evidence,decided_on\nAnyborough,Ann Ash,{LINK},2026-01-05\n"
    file = {"file": (io.BytesIO(text.encode()), "f.csv")}
    address = organiser.post(f"{followed.console}/file", data=file).headers["Location"]
    page = f"{followed.console}/local-parties/{followed.anyborough}"
    applied, entered = at_once(
        sending(organiser, f"{address}/apply", {"seen": "0"}),
        sending(other, page, typed(2)),
    )
    assert applied == 303  # applied, or back to figures that have changed
    with open_session(engine, read_only=True) as session:
        rows = session.execute(select(Entry.number, Entry.entered_as)).all()
    # Whoever came second was told, so that there is one entry, whoever made it.
    assert [tuple(one) for one in rows] in ([(1, "file")], [(1, "organiser")])
    assert (entered == 303) == (rows[0].entered_as == "organiser")
