"""The table of what is kept, as the privacy page shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shortlist.keeping import Kind
from shortlist.language import say, say_many
from shortlist.rights.gathering import Part

Row = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class KindShown:
    """One kind of data: where it stands on the page, its title, how long, and the facts."""

    anchor: str
    title: str
    how_long: str
    rows: Sequence[Row]


def kinds_shown(kinds: Iterable[Kind]) -> Sequence[KindShown]:
    """Return the kinds as the page shows them."""
    return [
        KindShown(
            anchor=f"kept-{kind.name}",
            title=kind.title,
            how_long=sentence(kind.term.in_words()),
            rows=_rows(kind),
        )
        for kind in kinds
    ]


def _rows(kind: Kind) -> Sequence[Row]:
    facts = (
        (say("What it is"), kind.what),
        (say("Why"), kind.why),
        (say("What allows it"), kind.basis.in_words),
        (say("Who sees it"), kind.seen_by),
        (say("For how long"), kind.term.in_words()),
        (say("Then"), kind.then),
        (say("What stays then"), kind.stays or ""),
        (say("If you delete your account"), kind.leaving),
    )
    return [{"label": label, "value": sentence(words)} for label, words in facts if words]


def sentence(words: str) -> str:
    """Return words with a capital at the beginning and a full stop at the end."""
    return words[:1].upper() + words[1:].rstrip(".") + "."


def what_is_held(parts: Iterable[Part]) -> Sequence[tuple[str, str]]:
    """Return the kinds of which something is held, each with how much, in words."""
    counted = ((part, sum(len(rows.cells) for rows in part.rows)) for part in parts)
    return [
        (part.kind.title, say_many("one entry", "%(rows)s entries", rows, rows=format(rows, ",")))
        for part, rows in counted
        if rows
    ]
