"""The shape of the sandbox: seats, a method, a share for each region, and groups of one's own.

It is sent with GET and keeps nothing, so that an address holds all that somebody has tried out.
"""

from collections.abc import Sequence
from fractions import Fraction

from wtforms import Form, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, ValidationError

from shortlist.language import later, say
from shortlist.publication.sharing import Line
from shortlist.regions import Region, all_regions
from shortlist.representation.methods import TITLES, Method
from shortlist.representation.shares import LONGEST_NAME, number_of
from shortlist.web.typed import one_line, prose

MOST_SEATS = 500
MOST_OWN = 30
MOST_DIGITS = 15
NUMBER = later("write a number of 0 or more, such as 12.5")


class SandboxForm(Form):
    """What to share out, among whom, and by which method the map shows it."""

    seats = StringField(later("Seats"), default="9")
    method = SelectField(
        later("Method on the map"),
        choices={str(method): title for method, title in TITLES.items()},
        default=str(Method.DHONDT),
        validate_choice=False,
        validators=[AnyOf(tuple(map(str, Method)), later("Choose a method from the list."))],
    )
    own = TextAreaField(later("Groups of your own"), filters=[prose], default="")

    def validate_seats(self, field: StringField) -> None:
        """Refuse anything but a whole number within the limit."""
        if not 1 <= self.number_of_seats() <= MOST_SEATS:
            raise ValidationError(
                say("Seats: write a whole number from 1 to %(MOST_SEATS)s.", MOST_SEATS=MOST_SEATS)
            )

    def validate_own(self, field: TextAreaField) -> None:
        """Refuse lines that are not a name, a comma and a number, by their number."""
        if len(_lines_of(field.data)) > MOST_OWN:
            raise ValidationError(
                say("Groups of your own: up to %(MOST_OWN)s lines.", MOST_OWN=MOST_OWN)
            )
        for number, text in _lines_of(field.data):
            if _own(text) is None:
                raise ValidationError(
                    say(
                        "Groups of your own, line %(number)s: “%(text)s” is not a name, a "
                        "comma and a number.",
                        number=number,
                        text=text[:40],
                    )
                )

    def number_of_seats(self) -> int:
        """Return the seats; 0 for what is not a whole number."""
        text = (self.seats.data or "").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0

    def lines(self) -> list[Line]:
        """Return everybody with a share, as the checked form has them."""
        given = [_line(one, self[one.code].data) for one in all_regions()]
        own = [_own(text) for _, text in _lines_of(self.own.data)]
        return [line for line in (*given, *own) if line is not None and line.share]


def _number(text: str | None) -> Fraction | None:
    """Return a typed share; nothing typed is 0."""
    tidy = (text or "").strip() or "0"
    return number_of(tidy) if len(tidy) <= MOST_DIGITS else None


def _check_number(_form: SandboxForm, field: StringField) -> None:
    if _number(field.data) is None:
        raise ValidationError(f"{field.label.text}: {NUMBER}.")


def _line(region: Region, text: str | None) -> Line:
    return Line(code=region.code, name=region.name, share=_number(text) or Fraction(0))


def _lines_of(text: str | None) -> Sequence[tuple[int, str]]:
    lines = enumerate((text or "").splitlines(), start=1)
    return [(number, line) for number, line in lines if line.strip()]


def _own(text: str) -> Line | None:
    """Return a line as "Students, 4.5" has it, or None."""
    name, comma, share = text.rpartition(",")
    value = _number(share) if share.strip() else None
    tidy = one_line(name)
    if not comma or not tidy or len(tidy) > LONGEST_NAME or value is None:
        return None
    return Line(code="", name=tidy, share=value)


def _percent(region: Region) -> str:
    return f"{float(region.share * 100):.2f}" if region.share else "0"


for _region in all_regions():
    _field = StringField(_region.name, default=_percent(_region), validators=[_check_number])
    setattr(SandboxForm, _region.code, _field)
