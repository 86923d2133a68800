"""Comparing a file with the roll, and applying what was reported."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.roll.applying import apply_plan
from shortlist.roll.cells import WORDS
from shortlist.roll.comparing import Outcome, compare
from shortlist.roll.history import history_of
from shortlist.roll.models import RollEntry
from shortlist.roll.rules import RollChanged
from tests.people import add_roll_entry
from tests.roll.files import row, write


def check(engine: Engine, path: Path) -> Outcome:
    with open_session(engine, read_only=True) as reading:
        return compare(reading, path, path.with_suffix(".plan"), lambda *_: None)


def carry_out(engine: Engine, clock: SetClock, path: Path, outcome: Outcome) -> None:
    clock.move(timedelta(seconds=1))
    with open_session(engine) as session:
        apply_plan(
            session,
            path.with_suffix(".plan"),
            mark=outcome.mark,
            now=clock.now(),
            progress=lambda _: None,
        )
        session.commit()


def bring_in(engine: Engine, clock: SetClock, path: Path) -> Outcome:
    outcome = check(engine, path)
    assert [fault.sentence for fault in outcome.faults] == []
    carry_out(engine, clock, path, outcome)
    return outcome


def figures(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.added, outcome.changed, outcome.gone, outcome.unchanged


def roll(engine: Engine) -> dict[str, tuple[str, str, str]]:
    with open_session(engine, read_only=True) as session:
        entries = session.scalars(select(RollEntry))
        return {
            entry.membership_number: (entry.name, entry.email, entry.state) for entry in entries
        }


def test_a_file_of_2000_is_brought_in_and_again(
    engine: Engine, clock: SetClock, tmp_path: Path
) -> None:
    path = write(tmp_path / "f.csv", *map(row, range(2000)))
    outcome = bring_in(engine, clock, path)
    assert figures(outcome) == (2000, 0, 0, 0)
    assert figures(bring_in(engine, clock, path)) == (0, 0, 0, 2000)
    with open_session(engine, read_only=True) as session:
        entry = session.scalars(select(RollEntry).where(RollEntry.email == "m7@example.org")).one()
    assert (entry.membership_number, entry.joined_on, entry.source) == (
        "M-7",
        date(2024, 5, 1),
        "import",
    )
    assert entry.updated_at == clock.now() - timedelta(seconds=1)


def test_comparing_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    check(engine, write(tmp_path / "f.csv", row(1)))
    assert roll(engine) == {}


def test_the_next_file_adds_changes_and_lets_go(
    engine: Engine, clock: SetClock, tmp_path: Path
) -> None:
    bring_in(engine, clock, write(tmp_path / "a.csv", row(1), row(2), row(3)))
    second = write(tmp_path / "b.csv", row(4), row(2, name="New Name"), row(1))
    assert figures(bring_in(engine, clock, second)) == (1, 1, 1, 1)
    assert roll(engine) == {
        "M-1": ("Member 1", "m1@example.org", "current"),
        "M-2": ("New Name", "m2@example.org", "current"),
        "M-3": ("Member 3", "m3@example.org", "gone"),
        "M-4": ("Member 4", "m4@example.org", "current"),
    }


def test_one_who_comes_back_is_the_same_entry(
    engine: Engine, clock: SetClock, tmp_path: Path
) -> None:
    bring_in(engine, clock, write(tmp_path / "a.csv", row(1), row(2)))
    bring_in(engine, clock, write(tmp_path / "b.csv", row(1)))
    back = bring_in(engine, clock, write(tmp_path / "c.csv", row(1), row(2, email="n@example.org")))
    assert figures(back) == (1, 0, 0, 1)
    assert roll(engine)["M-2"] == ("Member 2", "n@example.org", "current")


def test_addresses_may_pass_round_among_entries(
    engine: Engine, clock: SetClock, tmp_path: Path
) -> None:
    bring_in(engine, clock, write(tmp_path / "a.csv", row(1), row(2), row(3)))
    passed = write(
        tmp_path / "b.csv",
        row(1, email="m2@example.org"),
        row(2, email="m3@example.org"),
        row(3, email="new@example.org"),
        row(4, email="m1@example.org"),
    )
    assert figures(bring_in(engine, clock, passed)) == (1, 3, 0, 0)
    assert {number: entry[1] for number, entry in roll(engine).items()} == {
        "M-1": "m2@example.org",
        "M-2": "m3@example.org",
        "M-3": "new@example.org",
        "M-4": "m1@example.org",
    }


def test_the_address_of_one_who_is_gone_may_be_taken(
    engine: Engine, clock: SetClock, tmp_path: Path
) -> None:
    bring_in(engine, clock, write(tmp_path / "a.csv", row(1), row(2)))
    bring_in(engine, clock, write(tmp_path / "b.csv", row(1)))
    rejoined = write(tmp_path / "c.csv", row(1), row(9, email="m2@example.org"))
    assert figures(bring_in(engine, clock, rejoined)) == (1, 0, 0, 1)


@pytest.mark.parametrize("source", ["import", "registration"])
def test_the_address_of_another_number_is_a_fault(
    engine: Engine, clock: SetClock, session: Session, tmp_path: Path, source: str
) -> None:
    add_roll_entry(session, clock, "m9@example.org", number="R-000001").source = source
    session.commit()
    outcome = check(engine, write(tmp_path / "f.csv", row(1), row(9)))
    assert [(fault.line, fault.column) for fault in outcome.faults] == [(3, 2)]
    assert "under number R-000001" in outcome.faults[0].sentence


def test_those_who_registered_are_left_alone(
    engine: Engine, clock: SetClock, session: Session, tmp_path: Path
) -> None:
    add_roll_entry(session, clock, "r@example.org", number="R-000001").source = "registration"
    session.commit()
    assert figures(bring_in(engine, clock, write(tmp_path / "f.csv", row(1)))) == (1, 0, 0, 0)
    assert roll(engine)["R-000001"][2] == "current"


def test_a_number_or_address_given_twice_names_the_first_line(
    engine: Engine, tmp_path: Path
) -> None:
    path = write(
        tmp_path / "f.csv",
        row(1),
        row(2, membership_number="M-1"),
        row(3, email="M1@EXAMPLE.org"),
    )
    outcome = check(engine, path)
    assert [(fault.line, fault.column, fault.sentence) for fault in outcome.faults] == [
        (3, 3, "The same membership number stands on line 2 already."),
        (4, 2, "The same address stands on line 2 already."),
    ]
    assert outcome.fault_count == 2


def test_a_roll_that_changed_since_is_not_overwritten(
    engine: Engine, clock: SetClock, session: Session, tmp_path: Path
) -> None:
    path = write(tmp_path / "f.csv", row(1), row(2))
    outcome = check(engine, path)
    add_roll_entry(session, clock, "other@example.org")
    session.commit()
    with pytest.raises(RollChanged):
        carry_out(engine, clock, path, outcome)
    assert len(roll(engine)) == 1


def test_nothing_is_half_applied(engine: Engine, clock: SetClock, tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", row(1), row(2))
    outcome = check(engine, path)
    plan = path.with_suffix(".plan")
    plan.write_text(plan.read_text() + '["add", [["a disk fault', encoding="utf-8")
    with pytest.raises(ValueError, match="Unterminated"):
        carry_out(engine, clock, path, outcome)
    assert roll(engine) == {}


def test_the_plan_is_for_the_platforms_own_eyes(engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", row(1))
    check(engine, path)
    assert path.with_suffix(".plan").stat().st_mode & 0o077 == 0


def test_whom_an_entry_is_about_can_see_what_became_of_it(
    engine: Engine, clock: SetClock, tmp_path: Path
) -> None:
    path = tmp_path / "f.csv"
    bring_in(engine, clock, write(path, row(1), row(2)))
    bring_in(engine, clock, write(path, row(1, local_party="Otherham", email="new@example.org")))
    bring_in(
        engine, clock, write(path, row(1, local_party="Otherham", email="new@example.org"), row(2))
    )
    with open_session(engine, read_only=True) as session:
        entries = session.scalars(select(RollEntry).order_by(RollEntry.membership_number))
        first, second = (history_of(session, entry) for entry in entries.all())
    assert [(one.what, list(one.columns)) for one in first] == [
        (
            "Changed",
            [
                (WORDS["email"], "m1@example.org", "new@example.org"),
                (WORDS["local_party"], "Anyborough", "Otherham"),
            ],
        )
    ]
    assert [one.what for one in second] == ["On the roll again", "Taken off the roll"]
