"""Shape of what a member types to stand."""

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from shortlist.interest.rules import MOST_PHOTO_BYTES, MOST_WORDS, Offer
from shortlist.web.begun import BegunForm
from shortlist.web.typed import one_line, prose


class OfferForm(BegunForm):
    """Name, statement, photo and consent; a draft may lack any of them."""

    name = StringField(
        "Your name",
        [Length(max=120, message="Use 120 characters or fewer.")],
        filters=[one_line],
        description="As it should stand on the ballot paper.",
    )
    statement = TextAreaField(
        "Your statement",
        [Length(max=20_000, message="That is more than we can keep. Shorten it.")],
        filters=[prose],
        description=f"Up to {MOST_WORDS} words. You can use Markdown: **bold**, lists, links.",
        render_kw={"data-words": str(MOST_WORDS)},
    )
    photo = FileField(
        "A photo of you",
        description="A JPEG, PNG or WebP picture of up to 8 megabytes. "
        "We make it smaller and remove what else the file tells, such as where it was taken.",
        render_kw={"accept": "image/jpeg,image/png,image/webp"},
    )
    consents = BooleanField(
        "I agree that my name, local party, region, statement and photo are published",
        description="You can save a draft without it, but not send it: candidates are public.",
    )

    def offer(self) -> Offer:
        """Return what was typed."""
        return Offer(
            name=self.name.data or "",
            statement=self.statement.data or "",
            consents=bool(self.consents.data),
        )

    def photo_bytes(self) -> bytes | None:
        """Return the file chosen, one byte more than allowed if it is too large; None if none."""
        file = self.photo.data
        if not isinstance(file, FileStorage) or not file.filename:
            return None
        return file.stream.read(MOST_PHOTO_BYTES + 1)
