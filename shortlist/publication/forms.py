"""Shape of what a visitor asks of published pages: how a check code begins."""

from collections.abc import Mapping

from wtforms import Form, StringField

from shortlist.language import later, say_many
from shortlist.publication.codes import NotAStart, read_start


class StartForm(Form):
    """The first characters of a check code: one or two, and never more of it."""

    start = StringField(
        later("How your check code begins"),
        description=later("Only its first characters: do not write the whole code here."),
    )

    @classmethod
    def of(cls, query: Mapping[str, str], length: int) -> "StartForm":
        """Return the form as it was sent, or not yet, for starts of so many characters."""
        form = cls(data={"start": query.get("start", "")[:100].strip()})
        form.start.label.text = say_many(
            "The first character of your check code",
            "The first two characters of your check code",
            length,
        )
        form.start.render_kw = {
            "maxlength": length,
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }
        return form

    def read(self, length: int) -> str | None:
        """Return the start that was given; None where none was, or a wrong one with its error."""
        if not self.start.data:
            return None if length else ""
        try:
            return read_start(self.start.data, length)
        except NotAStart as no:
            self.start.data, self.start.errors = "", [no.text]
            return None
