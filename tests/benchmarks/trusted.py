"""A ballot box with two trustees: sealed in two layers, opened one after the other, verified."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import MEBIBYTE, Figure, Section
from tests.benchmarks.running import SHORTLIST, Run, expect, run

LAPTOP_LIMIT = 1024 * MEBIBYTE  # of a trustee's own computer
TWICE_AND_MORE = 3  # reading, checking the log and writing beside the unsealing


@dataclass(frozen=True, kw_only=True)
class Trusted:
    """A run's box with trustees, on a database that has the whole roll and no poll."""

    section: Section
    url: str
    folder: Path
    papers: int
    record: dict[str, Any]
    peers: dict[str, Figure]

    def measure(self) -> None:
        """Take a poll of all electors from its trustees' keys to the verified bundle."""
        made = self._step("entrust")[1]
        expect("electors and layers", made, {"electors": self.papers, "layers": 2})
        self._add("seal in two layers (2 processes)", self._step("seal", self.papers)[0])
        expect("the closed box", self._step("fill", self.papers)[1]["live"], self.papers)
        self._add("write the envelopes for the first trustee", self._step("hand-out")[0])
        opened = [self._open("envelopes.zip", 1), self._open("*-opened-1.zip", 2)]
        done, said = self._step("take")
        expect("the opening", said, {"papers": self.papers, "undecryptable": 0})
        self._add("take the papers", done)
        self._check(self._step("count")[1]["record"])
        checked = self._verify()
        self._say(opened, done, checked)

    def _step(self, name: str, *numbers: int) -> tuple[Run, Any]:
        module = ("-m", "tests.benchmarks.trusted_steps")
        done = run([*module, name, self.url, self.folder, *numbers])
        return done, json.loads(done.output)

    def _add(self, words: str, done: Run, limit_bytes: int | None = None) -> Run:
        figure = Figure(
            step=words,
            database="SQLite",
            run=done,
            items=self.papers,
            unit="envelopes",
            peers=list(self.peers.values()),
            limit_bytes=limit_bytes,
        )
        self.section.add(figure)
        return done

    def _open(self, pattern: str, trustee: int) -> Run:
        """Run the trustee's own command, which checks the set against the log and signs."""
        [envelopes] = self.folder.glob(pattern)
        key = self.folder / f"trustee-{trustee}.key"
        done = run(
            [*SHORTLIST, "trustee", "open", key, envelopes, "--yes"],
            {"SHORTLIST_TRUSTEE_PASSPHRASE_FILE": str(self.folder / "passphrase")},
        )
        self._add(f"trustee {trustee} opens a layer", done, LAPTOP_LIMIT)
        self.section.hold(
            f"time of trustee {trustee} / of unsealing in memory",
            done.seconds / self.peers["unsealing"].run.seconds,
            TWICE_AND_MORE,
        )
        return done

    def _verify(self) -> Run:
        bundle = self.folder / "bundle"
        checked = run(["-I", "-S", bundle / "verify.py", bundle])
        expect("what verify.py says", f"{self.papers} were counted." in checked.output, True)
        return self._add("verify.py", checked)

    def _check(self, record: dict[str, Any]) -> None:
        """The papers that came out of both layers are those that went in."""
        wanted = self.record["scottish"]
        for key in ("papers", "quota", "elected", "stages"):
            expect(f"{key} of the record", record[key], wanted[key])

    def _say(self, opened: list[Run], taken: Run, checked: Run) -> None:
        """Say in a sentence what it takes from the closed box to the verified papers."""
        runs = [*opened, taken, checked]
        self.section.say(
            f"{self.papers:,} envelopes opened through two layers, taken and verified: "
            f"{sum(one.seconds for one in runs):,.1f} seconds, "
            f"{max(one.peak_bytes for one in runs) / MEBIBYTE:,.0f} MiB at the most."
        )
        self.section.facts["opened"] = self.papers
