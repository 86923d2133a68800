"""Refusals: a named "no" with one plain sentence for the person."""

from typing import ClassVar

from shortlist.language import later


class _Sentence:
    """What a kind of refusal says, in the language spoken when it is asked for."""

    def __init__(self, said: str) -> None:
        self.said = said

    def __get__(self, refusal: object, kind: type) -> str:
        return str(self.said)


class Refusal(Exception):  # noqa: N818 - the project's word for a named "no"
    """Something that may not happen now; the subclass is its name, the sentence its reason."""

    sentence: ClassVar[str] = later("This cannot be done.")
    status: ClassVar[int] = 409

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "sentence" in vars(cls):
            setattr(cls, "sentence", _Sentence(vars(cls)["sentence"]))  # noqa: B010 - mypy takes it for text

    def __init__(self, sentence: str | None = None) -> None:
        self.text = str(sentence or self.sentence)
        super().__init__(self.text)


class NotFound(Refusal):
    """The thing is not there, or not for this person: the two are told apart by nobody."""

    sentence = later("There is no such page.")
    status = 404


class NotAllowed(Refusal):
    """The person is known and may not do this."""

    sentence = later("This page is not for you to use.")
    status = 403


class TooOften(Refusal):
    """The same thing was tried too often in a short time."""

    sentence = later("That was tried too often. Wait a few minutes and try again.")
    status = 429
