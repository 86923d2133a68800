"""The words of a mailing: placeholders in braces, what is wrong with them, and what they become."""

from collections.abc import Mapping
from string import Formatter

from shortlist.errors import Refusal
from shortlist.language import later, say

PLACEHOLDERS: Mapping[str, str] = {
    "name": later("the member’s name"),
    "poll": later("the title of the poll"),
    "deadline": later("until when there is something to do"),
    "interest_closes": later("when interest closes"),
    "shortlist": later("when the shortlist is published"),
    "opens": later("when voting opens"),
    "closes": later("when voting closes"),
    "link": later("the one link, to a page of the poll"),
}
LONGEST_SUBJECT = 150
LONGEST_BODY = 5_000


class TextAtFault(Refusal):
    """The words cannot be sent so; the sentence says which and why."""

    sentence = later("These words cannot be sent.")
    status = 422


def fault_of_subject(subject: str, *, has_deadline: bool) -> str | None:
    """Return what is wrong with a subject in a sentence, or None."""
    try:
        used = placeholders_in(subject)
    except TextAtFault as fault:
        return fault.text
    if "poll" not in used:
        return say("The subject has to name the poll: write {poll} in it.")
    if has_deadline and "deadline" not in used:
        return say("The subject has to say until when: write {deadline} in it.")
    if not has_deadline and "deadline" in used:
        return say("There is no deadline here, so {deadline} cannot stand in it.")
    if "link" in used or "://" in subject:
        return say("A link belongs into the text, not into the subject.")
    return None


def fault_of_body(body: str, *, has_deadline: bool) -> str | None:
    """Return what is wrong with a text in a sentence, or None."""
    try:
        used = placeholders_in(body)
    except TextAtFault as fault:
        return fault.text
    if used.count("link") != 1:
        return say("The text has one link: write {link} once, where it shall stand.")
    if "://" in body or "www." in body.lower():
        return say("The text has one link, and that is {link}. Take the other address out.")
    if not has_deadline and "deadline" in used:
        return say("There is no deadline here, so {deadline} cannot stand in the text.")
    return None


def placeholders_in(text: str) -> list[str]:
    """Return the placeholders of a text in their order; raise `TextAtFault` for any other."""
    return [name for _, name in _parts(text) if name is not None]


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return a text with each placeholder turned into its word."""
    return "".join(
        literal + (str(words[name]) if name is not None else "") for literal, name in _parts(text)
    )


def _parts(text: str) -> list[tuple[str, str | None]]:
    try:
        parsed = list(Formatter().parse(text))
    except ValueError as error:
        said = say("A brace has no partner. Write {{ or }} where you mean the brace itself.")
        raise TextAtFault(said) from error
    for _, name, spec, conversion in parsed:
        if name is not None and (name not in PLACEHOLDERS or spec or conversion):
            whole = name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            raise TextAtFault(
                say(
                    "There is no placeholder {%(whole)s}. These are there: %(known)s.",
                    whole=whole,
                    known=known,
                )
            )
    return [(literal, name) for literal, name, _, _ in parsed]
