"""Turnout by the hour: no small number for any sequence of casts, however often it is looked at."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.voting.queries import turnout_by_hour
from shortlist.voting.turnout_rules import Reached, cells_of, hour_of, is_cell_due
from tests.conftest import NOON
from tests.voting.booth import make_booth

ZONES = st.sampled_from(["Europe/London", "Asia/Kolkata", "America/St_Johns"])


@given(st.lists(st.tuples(st.integers(0, 200), st.booleans()), max_size=120), ZONES)
def test_no_cell_is_small_whatever_is_cast_and_whenever_it_is_shown(casts, zone) -> None:
    """Each cast comes so many minutes after the one before; some replace an earlier ballot."""
    now, live, last_hour, ends, shown, moments = NOON, 0, None, [], [], []
    for minutes, is_first in casts:
        now += timedelta(minutes=minutes)
        hour = hour_of(now, zone)
        if is_cell_due(hour, last_hour, live, ends[-1].live if ends else 0):
            ends.append(Reached(ends_at=hour, live=live))
        last_hour = hour
        live += is_first
        moments += [now] * is_first
        cells = cells_of(NOON, ends)
        assert cells[: len(shown)] == shown  # what was shown stays
        shown = cells
        assert all(cell.voted >= 10 for cell in cells)
        rest = live - sum(cell.voted for cell in cells)
        assert rest >= 10 or (live < 10 and not cells)
    closed = cells_of(NOON, ends, Reached(ends_at=now, live=live))
    assert closed[: len(shown)] == shown
    assert all(cell.voted >= 10 for cell in closed)
    assert sum(cell.voted for cell in closed) == (live if live >= 10 else 0)
    for cell in closed[:-1]:  # every cell but the last ends with an hour, and holds who it says
        assert hour_of(cell.ends_at, zone) == cell.ends_at
        assert cell.voted == sum(cell.begins_at <= at < cell.ends_at for at in moments)


def test_casts_fill_the_hours_and_officers_see_them(
    engine: Engine, clock: SetClock, settings: Settings, sign_in
) -> None:
    booth = make_booth(engine, clock, settings.keys_path, electors=33)
    booth.open_voting()
    officer = sign_in("r@example.org", "returning officer")

    def cells() -> list[int]:
        with booth.reading() as session:
            contest = booth.poll(session).contests[0]
            return [cell.voted for cell in turnout_by_hour(session, contest)]

    for first, number in ((0, 11), (11, 5), (16, 6), (22, 1), (23, 4)):
        for elector in range(first, first + number):
            booth.cast(elector)
        booth.cast(first, (2, 1))  # another ballot of somebody who has voted
        clock.move(timedelta(hours=1))
    assert cells() == [11]
    page = officer.get("/organise/polls/executive/turnout").text
    assert page.partition('class="hours"')[2].partition("</svg>")[0].count("<rect") == 1
    assert 'class="numeric">11</td>' in page
    booth.end_voting()
    booth.close()
    assert cells() == [11, 16]
