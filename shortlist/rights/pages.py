"""The table of what is kept, as the privacy page shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shortlist.keeping import Kind

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
        ("What it is", kind.what),
        ("Why", kind.why),
        ("What allows it", kind.basis),
        ("Who sees it", kind.seen_by),
        ("For how long", kind.term.in_words()),
        ("Then", kind.then),
        ("What stays", kind.stays or ""),
    )
    return [{"label": label, "value": sentence(words)} for label, words in facts if words]


def sentence(words: str) -> str:
    """Return words with a capital at the beginning and a full stop at the end."""
    return words[:1].upper() + words[1:].rstrip(".") + "."
