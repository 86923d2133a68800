"""Reads a file of nominations, a line for each, and tells where each fault is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from shortlist.language import say, thousands
from shortlist.nominations.places import code_of, region_name
from shortlist.nominations.refusals import NoRegion
from shortlist.nominations.rules import BadEvidence, host_of
from shortlist.roll.cells import BadCell, clean_date, clean_text
from shortlist.web.csv_file import Columns, CsvFile, Faults

COLUMNS = Columns(
    {
        "local_party": ("local party", "party", "branch", "clp", "constituency"),
        "candidate": ("candidate", "nominee", "nomination", "name"),
        "region": ("region", "nation", "nation or region", "nation region"),
        "evidence": ("evidence", "link", "source", "url"),
        "decided_on": ("decided on", "decided", "date", "nominated on", "meeting date"),
    },
    optional=frozenset({"region", "evidence", "decided_on"}),
)
_GUARDED = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a file is read against; the keys are names in lower case.

    `evidence` and `decided_on` are for lines that give none of their own.
    """

    contenders: Mapping[str, int]
    regions: Mapping[str, str]  # of local parties: codes
    allowed: int
    today: date
    evidence: str = ""
    decided_on: date | None = None


@dataclass(kw_only=True)
class Stated:
    """All that a file says of one local party, and on which line it says so first."""

    name: str
    region: str
    line: int
    evidence: str
    decided_on: date
    lines: dict[int, int]  # of each candidate's number


class NominationReading:
    """One reading of one file."""

    def __init__(self, file: BinaryIO, size: int, known: Known) -> None:
        self.faults = Faults()
        self.file = CsvFile(file, size, COLUMNS, self.faults)
        self.known = known
        self._stated: dict[str, Stated] = {}

    def stated(self) -> list[Stated]:
        """Return what the file says, by local party; of a file with faults, what is sound."""
        for line, texts in self.file.rows():
            cells = dict(zip(COLUMNS.names, texts, strict=True))
            self._take(line, cells)
        if not self.faults.count and not self._stated:
            self.faults.add(1, say("The file has no nominations."))
        return list(self._stated.values())

    def _take(self, line: int, cells: Mapping[str, str]) -> None:
        before = self.faults.count
        name = self._text(line, "local_party", cells)
        number = self._contender(line, cells)
        region = self._region(line, name, cells["region"])
        evidence, decided_on = self._evidence(line, cells), self._day(line, cells)
        if self.faults.count > before or decided_on is None:
            return
        new = Stated(
            name=name, region=region, line=line, evidence=evidence, decided_on=decided_on, lines={}
        )
        found = self._stated.setdefault(name.casefold(), new)
        self._agree(line, found, new)
        self._name(line, found, number)

    def _text(self, line: int, column: str, cells: Mapping[str, str]) -> str:
        text = cells[column].strip()
        try:
            unguarded = text[1:] if text.startswith(_GUARDED) else text
            return clean_text(COLUMNS.words[column], unguarded, 200)
        except BadCell as no:
            self.file.fault_in(line, column, no.text)
            return ""

    def _contender(self, line: int, cells: Mapping[str, str]) -> int:
        name = self._text(line, "candidate", cells)
        number = self.known.contenders.get(name.casefold(), 0)
        if name and not number:
            self.file.fault_in(
                line, "candidate", say("No candidate is called “%(name)s”.", name=name[:60])
            )
        return number

    def _region(self, line: int, name: str, text: str) -> str:
        """Return the code of a local party's region: the known one, or that of a new one."""
        known = self.known.regions.get(name.casefold())
        if not text.strip():
            if name and known is None:
                sentence = say("There is no local party of this name. Give its region to add it.")
                self.file.fault_in(line, "local_party", sentence)
            return known or ""
        try:
            code = code_of(text)
        except NoRegion:
            sentence = say("There is no nation or region “%(text)s”.", text=text.strip()[:60])
            self.file.fault_in(line, "region", sentence)
            return ""
        if known not in {None, code}:
            self.file.fault_in(
                line,
                "region",
                say("This local party is in %(region)s.", region=region_name(known or "")),
            )
        return code

    def _evidence(self, line: int, cells: Mapping[str, str]) -> str:
        link = cells["evidence"].strip() or self.known.evidence
        try:
            host_of(link)
        except BadEvidence as no:
            self.file.fault_in(line, "evidence", no.text)
        return link

    def _day(self, line: int, cells: Mapping[str, str]) -> date | None:
        text = cells["decided_on"].strip()
        if not text and self.known.decided_on is not None:
            return self.known.decided_on
        try:
            day = clean_date(text)
        except BadCell as no:
            self.file.fault_in(line, "decided_on", no.text if text else say("The day is missing."))
            return None
        if day > self.known.today:
            self.file.fault_in(line, "decided_on", say("This day lies ahead."))
        return day

    def _agree(self, line: int, found: Stated, new: Stated) -> None:
        """Complain where a line says otherwise of its local party than an earlier one did."""
        for column in ("region", "evidence", "decided_on"):
            if getattr(found, column) != getattr(new, column):
                sentence = _otherwise(column, found.line)
                self.file.fault_in(line, column, sentence)

    def _name(self, line: int, found: Stated, number: int) -> None:
        first = found.lines.setdefault(number, line)
        if first != line:
            sentence = say(
                "The same candidate stands on line %(first)s for this local party already.",
                first=thousands(first),
            )
            self.file.fault_in(line, "candidate", sentence)
        elif len(found.lines) == self.known.allowed + 1:
            sentence = say(
                "A local party may nominate %(allowed)s; this is one more.",
                allowed=self.known.allowed,
            )
            self.file.fault_in(line, "candidate", sentence)


def rows_of(stated: list[Stated]) -> Iterator[list[object]]:
    """Yield what a file says as JSON values, a row for each local party."""
    for one in stated:
        yield [
            one.name,
            one.region,
            sorted(one.lines),
            one.evidence,
            one.decided_on.isoformat(),
        ]


def _otherwise(column: str, first: int) -> str:
    line = thousands(first)
    if column == "region":
        return say("Line %(line)s gives another region for this local party.", line=line)
    if column == "evidence":
        return say("Line %(line)s gives another link for this local party.", line=line)
    return say("Line %(line)s gives another day for this local party.", line=line)
