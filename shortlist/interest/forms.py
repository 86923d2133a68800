"""Shape of what a member types to stand."""

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import Length

from shortlist.interest.models import Expression
from shortlist.interest.policy import answers_of
from shortlist.interest.rules import MOST_PHOTO_BYTES, MOST_WORDS, Offer, field_of_group
from shortlist.language import later, say
from shortlist.polls.balance import Asked
from shortlist.web.begun import BegunForm
from shortlist.web.typed import one_line, prose

DECLARES, DOES_NOT = "yes", "no"
ANSWERS = {DECLARES: later("I declare this"), DOES_NOT: later("I do not declare this")}


class OfferForm(BegunForm):
    """Name, statement, photo and consent; a draft may lack any of them."""

    name = StringField(
        later("Your name"),
        [Length(max=120, message=later("Use 120 characters or fewer."))],
        filters=[one_line],
        description=later("As it should stand on the ballot paper."),
    )
    statement = TextAreaField(
        later("Your statement"),
        [Length(max=20_000, message=later("That is more than we can keep. Shorten it."))],
        filters=[prose],
        description=later(
            "Up to %(n)s words. You can use Markdown: **bold**, lists, links.", n=MOST_WORDS
        ),
        render_kw={"data-words": str(MOST_WORDS)},
    )
    photo = FileField(
        later("A photo of you"),
        description=later(
            "A JPEG, PNG or WebP picture of up to 8 megabytes. We make it smaller and "
            "remove what else the file tells, such as where it was taken."
        ),
        render_kw={"accept": "image/jpeg,image/png,image/webp"},
    )
    consents = BooleanField(
        later("I agree that my name, local party, region, statement and photo are published"),
        description=later(
            "You can save a draft without it, but not send it: candidates are public."
        ),
    )

    asked: tuple[Asked, ...] = ()  # the groups that the contest asks about

    def offer(self) -> Offer:
        """Return what was typed."""
        answers = {one.id: self[field_of_group(one.id)].data for one in self.asked}
        return Offer(
            name=self.name.data or "",
            statement=self.statement.data or "",
            consents=bool(self.consents.data),
            answers={key: said == DECLARES for key, said in answers.items() if said in ANSWERS},
        )

    def group_fields(self) -> list[tuple[Asked, RadioField]]:
        """Return each group that the contest asks about, with its field."""
        return [(one, self[field_of_group(one.id)]) for one in self.asked]

    def photo_bytes(self) -> bytes | None:
        """Return the file chosen, one byte more than allowed if it is too large; None if none."""
        file = self.photo.data
        if not isinstance(file, FileStorage) or not file.filename:
            return None
        return file.stream.read(MOST_PHOTO_BYTES + 1)


def offer_form(asked: tuple[Asked, ...], expression: Expression | None = None) -> OfferForm:
    """Return the form of a contest that asks about these groups, with a draft if there is one."""
    fields: dict[str, object] = {
        field_of_group(one.id): RadioField(
            one.plan.words,
            choices={key: str(said) for key, said in ANSWERS.items()},
            validate_choice=False,
            description=_told_of(one),
        )
        for one in asked
    }
    form: OfferForm = type("OfferForm", (OfferForm,), fields | {"asked": asked})(obj=expression)
    if expression is not None and not form.is_submitted():
        for group_id, declares in answers_of(expression).items():
            form[field_of_group(group_id)].data = DECLARES if declares else DOES_NOT
    return form


def _told_of(asked: Asked) -> str:
    """Say before it is declared who will know of it."""
    if asked.is_public:
        return say(
            "A balance rule speaks of this. If you declare it, your page says that you "
            "count as one of: %(plan)s.",
            plan=asked.plan.name,
        )
    return say(
        "No balance rule speaks of this, so it stays private. Only how many of the "
        "candidates declare it is published, and only where that points to nobody."
    )
