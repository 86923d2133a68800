"""Compares a file of members with the roll and writes down what applying it would do.

Nothing of the roll changes here. The plan is a file of JSON lines, `[verb, rows]`, kept beside the
upload: what was reported is what will be applied, and memory stays bounded by two dictionaries of
the numbers and addresses in the file.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

from sqlalchemy.orm import Session

from shortlist.language import say, thousands
from shortlist.roll.cells import Cells
from shortlist.roll.queries import (
    KnownEntry,
    entries_by_number,
    holders_of,
    imported_entries,
    roll_mark,
)
from shortlist.roll.reading import MemberFile
from shortlist.roll.rules import EntryState, RollMark
from shortlist.web.csv_file import Fault, Faults

BATCH = 5000
# "moved" and "gone" leave the roll first, so that an address is free before another entry takes it.
ADD, CHANGE, MOVED, GONE = "add", "change", "moved", "gone"

Progress = Callable[[int, int, int], None]  # bytes done, bytes in all, rows


@dataclass(kw_only=True)
class Outcome:
    """What a file would do to the roll, or what keeps it from being applied."""

    mark: RollMark
    sha256: bytes = b""
    bytes_total: int = 0
    rows: int = 0
    added: int = 0
    changed: int = 0
    gone: int = 0
    unchanged: int = 0
    fault_count: int = 0
    faults: list[Fault] = field(default_factory=list)
    extra_columns: list[str] = field(default_factory=list)

    def report(self) -> str:
        """Return what a page or a command shows besides the counts, as JSON."""
        return json.dumps(
            {
                "mark": asdict(self.mark),
                "faults": [fault.as_json() for fault in self.faults],
                "extra_columns": self.extra_columns,
            }
        )


def compare(session: Session, path: Path, plan: Path, progress: Progress) -> Outcome:
    """Read the file at `path`, compare it with the roll, and write the plan."""
    outcome = Outcome(mark=roll_mark(session))
    faults = Faults()
    with MemberFile(path, faults) as file, _private(plan) as out:
        _Comparison(session, file, outcome, out).run(progress)
        outcome.sha256, outcome.bytes_total = file.sha256, file.bytes_total
        outcome.rows, outcome.extra_columns = file.rows_read, file.extra_columns
    outcome.fault_count, outcome.faults = faults.count, faults.first()
    return outcome


def _private(path: Path) -> TextIO:
    """Open a file for writing that only the platform's own account can read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    return os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8")


class _Comparison:
    """One run over one file."""

    def __init__(self, session: Session, file: MemberFile, outcome: Outcome, out: TextIO) -> None:
        self.session = session
        self.file = file
        self.outcome = outcome
        self.out = out
        self.numbers: dict[str, int] = {}
        self.addresses: dict[str, int] = {}
        self.held_elsewhere: list[tuple[int, str]] = []

    def run(self, progress: Progress) -> None:
        members = self._without_repeats()
        while batch := list(islice(members, BATCH)):
            self._compare(batch)
            progress(self.file.bytes_done, self.file.bytes_total, self.file.rows_read)
        self._refuse_addresses_of_others()
        if not self.file.faults.count:
            self._find_gone()

    def _without_repeats(self) -> Iterator[Cells]:
        """Yield the members of the file, each number and each address once."""
        for line, cells in self.file.members():
            first_number = self.numbers.setdefault(cells.membership_number, line)
            first_address = self.addresses.setdefault(cells.email, line)
            if first_number != line:
                self._repeated(line, "membership_number", "membership number", first_number)
            if first_address != line:
                self._repeated(line, "email", "address", first_address)
            if first_number == first_address == line:
                yield cells

    def _repeated(self, line: int, column: str, words: str, first: int) -> None:
        said = say(
            "The same %(words)s stands on line %(first)s already.",
            words=say(words),
            first=thousands(first),
        )
        self.file.fault_in(line, column, said)

    def _compare(self, batch: list[Cells]) -> None:
        known = self._known(batch)
        added = [cells for cells in batch if cells.membership_number not in known]
        changes = [
            (known[cells.membership_number], cells)
            for cells in batch
            if cells.membership_number in known and _differs(known[cells.membership_number], cells)
        ]
        self._note_held([*added, *(new for old, new in changes if old.email != new.email)])
        # One who comes back counts as added: so the sizes before and after add up.
        returned = sum(old.state == EntryState.GONE for old, _ in changes)
        self.outcome.added += len(added) + returned
        self.outcome.changed += len(changes) - returned
        self.outcome.unchanged += len(batch) - len(added) - len(changes)
        self._write(MOVED, [old.id for old, new in changes if old.email != new.email])
        self._write(CHANGE, [[old.id, *_plain(new)] for old, new in changes])
        self._write(ADD, [_plain(cells) for cells in added])

    def _known(self, batch: list[Cells]) -> dict[str, KnownEntry]:
        if not self.outcome.mark.entries:
            return {}
        return entries_by_number(self.session, [cells.membership_number for cells in batch])

    def _note_held(self, newcomers: list[Cells]) -> None:
        """Note whose new address is another current entry's; judged once the file is read."""
        if not newcomers or not self.outcome.mark.current:
            return
        for email, number in holders_of(self.session, [cells.email for cells in newcomers]):
            self.held_elsewhere.append((self.addresses[email], number))

    def _refuse_addresses_of_others(self) -> None:
        """An address may pass on only from an entry that the file gives another address."""
        for line, number in self.held_elsewhere:
            if number not in self.numbers:
                self.file.fault_in(
                    line,
                    "email",
                    say(
                        "This address is on the roll under number %(number)s, which the file "
                        "lacks. Correct the number, or take that entry off the roll first.",
                        number=number,
                    ),
                )

    def _find_gone(self) -> None:
        found = imported_entries(self.session, batch=BATCH)
        gone = (row.id for row in found if row.membership_number not in self.numbers)
        while batch := list(islice(gone, BATCH)):
            self.outcome.gone += len(batch)
            self._write(GONE, batch)

    def _write(self, verb: str, rows: Sequence[object]) -> None:
        if rows and not self.file.faults.count:
            self.out.write(json.dumps([verb, rows]) + "\n")


def _differs(old: KnownEntry, new: Cells) -> bool:
    return old.state == EntryState.GONE or tuple(old[1:7]) != new


def _plain(cells: Cells) -> list[str]:
    return [*cells[:5], cells.joined_on.isoformat()]
