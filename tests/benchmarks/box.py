"""The ballot box: a poll of all on the roll, made ready, cast, closed, opened and counted."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.databases import Database
from tests.benchmarks.figures import Figure, Section
from tests.benchmarks.running import Broken, Run, expect, run, run_often

PLAIN = Path(__file__).with_name("plain.py")
FIRST = 1_000  # envelopes in the box when single casts are first timed
WEB_CASTS = 200
SETTLING = 5


@dataclass(kw_only=True)
class Box:
    """A run's box: what all databases share is made on the first of them."""

    section: Section
    single: Section
    folder: Path
    papers: int
    rows: Figure
    numbers: Figure
    record: dict[str, Any]
    peers: dict[str, Figure] = field(default_factory=dict)
    manifest: str = ""

    @property
    def first(self) -> int:
        """How many envelopes are cast before the first single casts."""
        return min(FIRST, self.papers // 2)

    def measure(self, database: Database) -> None:
        """Take a poll through one database."""
        self._make_ready(database)
        if not self.peers:
            self._seal(database)
        web_casts = self._cast(database)
        live = self.step(database, "close")
        leaves = 2 + self.papers + web_casts
        expect("the closed box", live[1], {"live": self.papers, "leaves": leaves})
        self.add(database, "close", live[0], items=1, unit="box")
        self._open(database)
        for rule in ("meek-prf", "scottish"):
            self._count(database, rule)
        self._publish(database)

    def step(self, database: Database, name: str, *wishes: object) -> tuple[Run, Any]:
        """Run one step as a process; return how it ran and what it said."""
        module = ("-m", "tests.benchmarks.box_steps")
        done = run([*module, name, database.url, self.folder, *wishes])
        return done, json.loads(done.output)

    def add(
        self,
        database: Database,
        words: str,
        done: Run,
        *,
        items: int | None = None,
        unit: str = "envelopes",
        peers: Sequence[Figure] = (),
    ) -> Figure:
        """Keep a figure of one database."""
        return self.section.add(
            Figure(
                step=words,
                database=database.name,
                run=done,
                items=items or self.papers,
                unit=unit,
                peers=peers,
            )
        )

    def _make_ready(self, database: Database) -> None:
        self.step(database, "announce")
        done, said = self.step(database, "ready")
        expect("electors", said["electors"], self.papers)
        self.manifest = self.manifest or said["manifest"]
        # The same poll, key and register on each database: so one sealing does for all of them.
        expect("the manifest", said["manifest"], self.manifest)
        self.add(database, "make ready", done, unit="electors", peers=[self.rows])

    def _seal(self, database: Database) -> None:
        done, said = self.step(database, "seal", self.papers)
        length = said["bytes"] // self.papers
        hashing = [PLAIN, "records", self.folder / "envelopes.bin", length, said["prefix"]]
        read = run_often(5, hashing)
        expect("envelopes read", int(read.output), self.papers)
        unsealed, opened = self.step(database, "unseal")
        expect("envelopes unsealed", opened, {"opened": self.papers})
        common = {"items": self.papers, "unit": "envelopes"}
        reading = Figure(step="read, SHA-256", run=read, **common)
        unsealing = Figure(step="unseal in memory", run=unsealed, peers=[reading], **common)
        words = f"seal ({said['processes']} processes)"
        self.peers = {
            "reading": self.section.add(reading),
            "unsealing": self.section.add(unsealing),
        }
        self.section.add(Figure(step=words, run=done, peers=[reading], **common))

    def _cast(self, database: Database) -> int:
        """Cast all; then single casts, beside a copy with few leaves; return how many of these."""
        _, said = self.step(database, "cast", 0, self.first)
        expect("the first leaves", said, {"leaves": self.first})
        small = database.copy("few")
        rest = self.papers - self.first
        done, said = self.step(database, "cast", self.first, rest)
        expect("leaves", said, {"leaves": rest})
        self.add(database, "cast", done, items=rest, peers=[self.peers["reading"]])
        casts = max(2, min(WEB_CASTS, self.first - SETTLING))
        _, (few, many) = self.step(database, "web", small, casts, SETTLING)
        self.single.say(
            f"{database.name}: median {few['median_ms']:.1f} ms (95 % under {few['p95_ms']:.1f}) "
            f"at {few['leaves']:,} leaves, {many['median_ms']:.1f} ms ({many['p95_ms']:.1f}) at "
            f"{many['leaves']:,}: {many['median_ms'] / few['median_ms']:.2f} times."
        )
        self.single.facts[database.name] = [few, many]
        return int(many["casts"])

    def _open(self, database: Database) -> None:
        done, said = self.step(database, "open")
        expect("the opening", said, {"papers": self.papers, "undecryptable": 0})
        peers = [self.peers["reading"], self.peers["unsealing"]]
        self.add(database, "open", done, peers=peers)

    def _count(self, database: Database, rule: str) -> None:
        done, said = self.step(database, "count", rule)
        self._check(said["record"], rule)
        words = f"count {rule}, from the database"
        self.add(database, words, done, unit="papers", peers=[self.numbers])

    def _publish(self, database: Database) -> None:
        """Publish the poll, write its bundle and check that as a stranger does, by verify.py."""
        done, said = self.step(database, "publish")
        self.add(database, "publish, codes in lists", done, unit="papers", peers=[self.numbers])
        expect("papers in lists", said["papers"], self.papers)
        self.section.facts[f"{database.name}: codes"] = said
        done, _ = self.step(database, "bundle")
        self.add(database, "write the bundle", done, unit="papers", peers=[self.numbers])
        folder = self.folder / "bundle"
        checked = run(["-I", "-S", folder / "verify.py", folder])
        counted = f"{self.papers} were counted."
        expect("what verify.py says", counted in checked.output, True)
        self.add(database, "verify.py", checked, unit="papers", peers=[self.peers["reading"]])

    def _check(self, record: dict[str, Any], rule: str) -> None:
        """The papers that came out are those that went in: every stage is the command line's."""
        wanted = self.record[rule]
        for key in ("candidates", "papers", "quota", "elected", "stages", "ties", "lot"):
            if record[key] != wanted[key]:
                raise Broken(f"{rule}: the record of the box has other {key} than the file's")
        self.section.facts[rule] = {"papers": record["papers"], "elected": record["elected"]}
