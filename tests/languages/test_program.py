"""What the program itself says to people is said in their language: refusals and forms."""

import importlib
import pkgutil
from collections.abc import Iterator

from wtforms import Form
from wtforms.fields.core import UnboundField

import shortlist
from shortlist.errors import Refusal
from shortlist.language import Later
from shortlist.regions import all_regions
from shortlist.representation.methods import TITLES

# A refusal of these is read at a terminal or by a colleague.
FOR_OPERATORS = (
    "shortlist.trustees",
    "shortlist.stv",
    "shortlist.publication.verify",
    "shortlist.publication.commands",
    "shortlist.voting.wiping",
    "shortlist.mailings.hooks",
)


def every_subclass(of: type) -> Iterator[type]:
    for module in pkgutil.walk_packages(shortlist.__path__, "shortlist."):
        if not module.name.endswith(("__main__", ".verify")):
            importlib.import_module(module.name)
    waiting = [of]
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if found.__module__.startswith("shortlist."):
            yield found


# Names, which are alike in every language: of methods, and of regions as the data has them.
NAMES = frozenset([*TITLES.values(), *(region.name for region in all_regions())])


def is_said_in_english_alone(words: object) -> bool:
    if not isinstance(words, str) or words in NAMES:
        return False
    return not isinstance(words, Later) and bool(words.strip())


def words_of(field: UnboundField) -> Iterator[object]:
    """Yield what a field says of itself: label, hint, choices, and what is wrong with it."""
    yield from field.args[:1]
    yield from (field.kwargs.get(name) for name in ("label", "description"))
    validators = [*field.args[1:2], field.kwargs.get("validators") or []]
    yield from (getattr(one, "message", None) for some in validators for one in some)
    choices = field.kwargs.get("choices") or []
    if callable(choices):
        return  # they are said when they are asked for
    pairs = choices.items() if isinstance(choices, dict) else choices
    yield from (one[1] for one in pairs if isinstance(one, tuple))


def test_every_refusal_says_its_reason_in_the_readers_language() -> None:
    wrong = [
        f"{one.__module__}.{one.__name__}"
        for one in every_subclass(Refusal)
        if not one.__module__.startswith(FOR_OPERATORS)
        and is_said_in_english_alone(getattr(vars(one).get("sentence"), "said", None))
    ]
    assert sorted(wrong) == []


def test_every_form_asks_in_the_readers_language() -> None:
    wrong = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in every_subclass(Form)
        for name, field in vars(form).items()
        if isinstance(field, UnboundField)
        and any(is_said_in_english_alone(words) for words in words_of(field))
    ]
    assert sorted(wrong) == []
