"""Every language says all that English says, with the same names and tags in it."""

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from shortlist.catalogues import FILE, FOLDER, WRITTEN_IN, languages
from tests.languages.extracting import messages

OTHERS = [code for code in languages() if code != WRITTEN_IN]
NAME = re.compile(r"%\((\w+)\)[sd]")
TAG = re.compile(r"</?[a-z]\w*")


@pytest.fixture(scope="module")
def said() -> Catalog:
    """Everything that is said in English."""
    return messages()


def translated(code: str) -> Catalog:
    with (FOLDER / code / FILE).open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


def forms(one: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return one if isinstance(one, tuple) else (one or "",)


def key(message: Message) -> tuple[tuple[str, ...], str | None]:
    return forms(message.id), message.context


@pytest.mark.parametrize("code", OTHERS)
def test_everything_is_translated_and_nothing_else_is_kept(said: Catalog, code: str) -> None:
    kept = {key(one): one for one in translated(code) if one.id}
    wanted = {key(one) for one in said if one.id}
    assert sorted(map(repr, wanted - kept.keys())) == [], "run `make messages`, then translate"
    assert sorted(map(repr, kept.keys() - wanted)) == [], "run `make messages`"
    assert [one.id for one in kept.values() if not all(forms(one.string)) or one.fuzzy] == []


def test_what_is_filled_in_has_a_name(said: Catalog) -> None:
    nameless = re.compile(r"%[sd]")
    assert [one.id for one in said if any(map(nameless.search, forms(one.id)))] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_number_has_every_form_of_the_language(code: str) -> None:
    catalogue = translated(code)
    wrong = [
        one.id
        for one in catalogue
        if isinstance(one.id, tuple) and len(forms(one.string)) != catalogue.num_plurals
    ]
    assert wrong == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_fills_in_the_same_names_and_has_the_same_tags(code: str) -> None:
    assert [one.id for one in translated(code) if one.id and not is_alike(one)] == []


def is_alike(message: Message) -> bool:
    """Say whether each form names nothing unknown, leaves nothing out, and has the tags."""
    one, many = forms(message.id)[0], forms(message.id)[-1]
    known = set(NAME.findall(one + many))
    # A form for one number, or for none, need not show it.
    needed = set(NAME.findall(one)) & set(NAME.findall(many)) - {"n"}
    return all(
        needed <= set(NAME.findall(form)) <= known | {"hour24", "minute", "second"}
        and sorted(TAG.findall(form)) == sorted(TAG.findall(many))
        for form in forms(message.string)
    )


@pytest.mark.parametrize(
    ("said", "translation", "alike"),
    [
        ("Hello %(name)s", "Helo %(name)s", True),
        ("Hello %(name)s", "Helo", False),
        ("Hello %(name)s", "Helo %(enw)s", False),
        ("Read <a>it</a>", "Darllen <a>ef</a>", True),
        ("Read <a>it</a>", "Darllen", False),
        (("one seat", "%(n)s seats"), ("dim", "un", "dwy", "tair", "chwech", "%(n)s"), True),
    ],
)
def test_what_differs_is_found(said, translation, alike) -> None:
    assert is_alike(Message(said, translation)) == alike
