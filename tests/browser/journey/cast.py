"""Who takes part in the story, when things happen, and how everybody votes. All are made up."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.browser.conftest import Meet
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.people import add_member

LONDON = ZoneInfo("Europe/London")
ORGANISER, RETURNING = "organiser@example.org", "returning@example.org"
DEPUTY = "deputy@example.org"
NEWCOMER = "nova.newcomer@example.org"

# What the organiser types: each moment of the poll, as a local date and time.
DATES = {
    "Interest opens": ("2025-02-03", "12:00"),
    "Interest closes": ("2025-02-14", "19:00"),
    "Candidates are asked the same questions": ("2025-02-15", "12:00"),
    "Deadline for their answers": ("2025-02-19", "19:00"),
    "The shortlist is published": ("2025-02-21", "12:00"),
    "Voting opens": ("2025-02-24", "12:00"),
    "Voting closes": ("2025-03-07", "19:00"),
    "Results are published": ("2025-03-10", "12:00"),
    "The slate is published": ("2025-03-12", "12:00"),
}
TITLE, CONTEST, SEATS = "Two seats on the committee", "Committee", 2
ON_PAPER = ("Ana Brook", "Cleo Dale", "Dan Eyre", "Fay Grant")
ANA, CLEO, DAN, FAY = ON_PAPER

# On the roll by the file of members; the newcomer joins by registering.
MEMBERS = (
    *ON_PAPER, "Ben Carr", "Eve Ford", "Gus Hale", "Vic Tapper", "Kay Keys", "Lou Late",
    "Ida Rest", "Jon Rest", "Kim Rest", "Lea Rest", "Mia Rest", "Noe Rest", "Oda Rest",
)  # fmt: skip
# The ballots that count, in the end; the last seven people vote without being watched.
BALLOTS = {
    "Vic Tapper": (CLEO, ANA, FAY),
    "Kay Keys": (FAY, CLEO, DAN),
    "Nova Newcomer": (DAN, FAY),
    "Lou Late": (ANA,),
    "Ida Rest": (ANA, CLEO),
    "Jon Rest": (ANA, DAN),
    "Kim Rest": (ANA, FAY),
    "Lea Rest": (DAN, CLEO),
    "Mia Rest": (DAN, FAY, ANA),
    "Noe Rest": (CLEO, FAY, DAN),
    "Oda Rest": (ANA, FAY, CLEO),
}
UNWATCHED = tuple(name for name in BALLOTS if name.endswith("Rest"))


def address_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


def at(local: str) -> datetime:
    """Return a moment written as London's clocks show it."""
    return datetime.fromisoformat(local).replace(tzinfo=LONDON)


@dataclass(kw_only=True)
class Story:
    """Where the story plays, and the slug of its poll once there is one."""

    site: Site
    meet: Meet
    slug: str = ""
    met: dict[tuple[str | None, date], Visitor] = field(default_factory=dict)

    def visitor(self, address: str | None = None, **options: Any) -> Visitor:  # see `meet`
        """Return somebody with a browser, signed in where an address is given, the same all day."""
        known = (address, self.site.clock.at.date())
        if known not in self.met:
            self.met[known] = self.meet(self.site, **options)
            if address is not None:
                self.met[known].sign_in(address)
        return self.met[known]

    def has_officers(self) -> None:
        """Grant the offices, as the operator does on the command line."""
        from shortlist.db import open_session

        with open_session(self.site.engine) as session:
            add_member(session, self.site.clock, ORGANISER, ["organiser"], "Orla Organiser")
            add_member(session, self.site.clock, RETURNING, ["returning officer"], "Rae Returning")
            add_member(session, self.site.clock, DEPUTY, ["returning officer"], "Dele Deputy")
            session.commit()
