"""The shape of what organisers and secretaries type about nominations."""

from collections.abc import Iterable, Iterator

from flask_wtf import FlaskForm
from wtforms import (
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    ValidationError,
)

from shortlist.language import later, say, thousands, whenever
from shortlist.members.rules import BadAddress, clean_address
from shortlist.nominations.models import Contender
from shortlist.nominations.places import CODES, code_of, region_name
from shortlist.nominations.plans import ContenderPlan, ElectionPlan
from shortlist.nominations.refusals import NoRegion
from shortlist.nominations.rules import (
    MOST_ALLOWED,
    OUR_SLATE,
)
from shortlist.web.typed import one_line, prose

LONGEST_NAME = 200
REGIONS = {code or "elsewhere": region_name(code) for code in CODES}


def _short(label: str, complaint: str, description: str = "") -> StringField:
    return StringField(
        label,
        [
            DataRequired(complaint),
            Length(
                max=LONGEST_NAME,
                message=later("Use %(most)s characters or fewer.", most=LONGEST_NAME),
            ),
        ],
        [one_line],
        description=description,
    )


def _count(label: str, description: str, least: int, most: int) -> IntegerField:
    return IntegerField(
        label,
        [
            InputRequired(later("%(label)s: enter a whole number.", label=label)),
            NumberRange(
                least,
                most,
                later(
                    "Enter a number from %(least)s to %(most)s.",
                    least=least,
                    most=whenever(thousands, most),
                ),
            ),
        ],
        description=description,
    )


class ElectionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A real election: what it is called, how many may be nominated, and what it takes to stand."""

    title = _short(
        later("Title"), later("Write a title."), later("What the real election is called.")
    )
    description = TextAreaField(
        later("What readers should know"),
        [Length(max=4000, message=later("Use 4,000 characters or fewer."))],
        [prose],
        description=later("Such as when nominations close, and who decides. You can use Markdown."),
    )
    seats = _count(later("Seats"), later("How many are elected."), 1, 200)
    allowed = _count(
        later("Nominations by each local party"),
        later("How many it may nominate at most."),
        1,
        MOST_ALLOWED,
    )
    needed = _count(
        later("Nominations needed to stand"), later("0 if none are asked for."), 0, 10_000
    )
    needed_regions = _count(
        later("From how many nations and regions"),
        later("0 if it makes no difference."),
        0,
        len(CODES) - 1,
    )
    our_slate = StringField(
        later("The name of our slate"),
        [
            Length(
                max=LONGEST_NAME,
                message=later("Use %(most)s characters or fewer.", most=LONGEST_NAME),
            )
        ],
        [one_line],
        description=later(
            "Its candidates are shown in our colour. Leave it empty if none is ours."
        ),
    )

    def start(self) -> None:
        """Fill in what most elections have."""
        self.allowed.data, self.needed.data, self.needed_regions.data = 9, 0, 0
        self.our_slate.data = OUR_SLATE

    def plan(self) -> ElectionPlan:
        """Return what was typed."""
        return ElectionPlan(
            title=self.title.data or "",
            description=self.description.data or "",
            seats=self.seats.data or 1,
            allowed=self.allowed.data or 1,
            needed=self.needed.data or 0,
            needed_regions=self.needed_regions.data or 0,
            our_slate=self.our_slate.data or "",
        )


class ContendersForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Several who stand, a line for each: name; slate; region."""

    lines = TextAreaField(
        later("Candidates, one on each line"),
        [
            DataRequired(later("Write at least one name.")),
            Length(max=60_000, message=later("Use 60,000 characters or fewer.")),
        ],
        [prose],
        description=later(
            "Name; slate; nation or region, parted by semicolons. Leave out what they have "
            "not: “Ann Ash; ; Wales” stands on no slate."
        ),
    )

    def validate_lines(self, field: TextAreaField) -> None:
        """Say on which line something is wrong."""
        complaints = [text for _, text in self._read(field.data or "") if isinstance(text, str)]
        if complaints:
            raise ValidationError(" ".join(complaints[:3]))

    def plans(self) -> list[ContenderPlan]:
        """Return what was typed."""
        found = self._read(self.lines.data or "")
        return [plan for _, plan in found if isinstance(plan, ContenderPlan)]

    def _read(self, text: str) -> Iterator[tuple[int, ContenderPlan | str]]:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield number, _contender_of(number, line)


def _contender_of(number: int, line: str) -> ContenderPlan | str:
    """Return who a line names, or what is wrong with it."""
    cells = [one_line(cell) for cell in line.split(";")]
    name, slate, region = [*cells, "", "", ""][:3]
    if len(cells) > 3:
        return say("Line %(number)s has more than three parts.", number=number)
    if not name or max(len(name), len(slate)) > LONGEST_NAME:
        return say(
            "Line %(number)s: a name has 1 to %(LONGEST_NAME)s characters.",
            number=number,
            LONGEST_NAME=LONGEST_NAME,
        )
    try:
        return ContenderPlan(name=name, slate=slate, region=code_of(region) if region else "")
    except NoRegion:
        return say(
            "Line %(number)s: there is no nation or region “%(region)s”.",
            number=number,
            region=region[:60],
        )


class ContenderForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One who stands."""

    name = _short(later("Name"), later("Write the name."))
    slate = StringField(
        later("Slate"),
        [
            Length(
                max=LONGEST_NAME,
                message=later("Use %(most)s characters or fewer.", most=LONGEST_NAME),
            )
        ],
        [one_line],
        description=later("Leave it empty if they stand on none."),
    )
    region = SelectField(
        later("Nation or region"), choices=lambda: {"": say("Not said"), **REGIONS}
    )
    candidate = SelectField(
        later("Candidate of ours"),
        description=later(
            "Who they are on a published slate. Their page links to what they say there."
        ),
    )

    def offer(self, candidates: Iterable[tuple[int, str, str]]) -> None:
        """List (id, name, poll) of the candidates on our slates."""
        known = {str(key): f"{name} ({poll})" for key, name, poll in candidates}
        self.candidate.choices = {"": say("None"), **known}

    def show(self, contender: Contender) -> None:
        """Fill in somebody."""
        self.candidate.data = str(contender.candidate_id or "")
        self.name.data, self.slate.data = contender.name, contender.slate
        self.region.data = contender.region

    def plan(self) -> ContenderPlan:
        """Return what was typed."""
        region = self.region.data or ""
        return ContenderPlan(
            name=self.name.data or "",
            slate=self.slate.data or "",
            region="" if region == "elsewhere" else region,
            candidate_id=int(self.candidate.data) if self.candidate.data else None,
        )


class PartyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A local party."""

    name = _short(later("Name of the local party"), later("Write the name of the local party."))
    region = SelectField(
        later("Nation or region"), choices=lambda: {"": say("Choose one"), **REGIONS}
    )

    def validate_region(self, field: SelectField) -> None:
        """Ask for one that was chosen."""
        if not field.data:
            raise ValidationError(say("Choose a nation or region."))

    @property
    def code(self) -> str:
        """The code of the region that was chosen."""
        return "" if self.region.data == "elsewhere" else self.region.data or ""


class SecretaryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Whom to let enter for a local party."""

    email = StringField(
        later("E-mail address"), [DataRequired(later("Write the address of the member."))]
    )

    def validate_email(self, field: StringField) -> None:
        """Keep the address in lower case, or say what is wrong with it."""
        try:
            field.data = clean_address(field.data or "")
        except BadAddress as no:
            raise ValidationError(no.text) from no
