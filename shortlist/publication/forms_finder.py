"""Shape of what a visitor asks of the finder: a postcode, which is looked up and forgotten."""

from wtforms import Form, StringField

from shortlist.language import later, say
from shortlist.postcodes.reading import Postcode, read_postcode
from shortlist.postcodes.rules import NotAPostcode


class PostcodeForm(Form):
    """One postcode. It carries no token: asking changes nothing, and needs no session."""

    postcode = StringField(
        later("Your postcode"),
        description=later("Or only its first half, such as LS6. It is looked up and not kept."),
        render_kw={"autocapitalize": "characters", "spellcheck": "false"},
    )

    def read(self) -> Postcode | None:
        """Return what was typed as a postcode, or None with what is wrong said at the field."""
        typed = (self.postcode.data or "").strip()
        if not typed:
            self.refuse(say("Enter your postcode, or choose where you vote from the list."))
            return None
        try:
            return read_postcode(typed)
        except NotAPostcode as no:
            self.refuse(no.text)
            return None

    def refuse(self, sentence: str) -> None:
        """Say what is wrong at the field."""
        self.postcode.errors = [sentence]

    def forget(self) -> None:
        """Take what was typed out of the page again, once it is answered."""
        self.postcode.data = ""
