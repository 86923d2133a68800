"""Ties in words: who was equal, what had to be decided, and what decided it."""

from shortlist.counts.results.labels import label
from shortlist.stv import Record
from shortlist.stv.stages import Tie
from shortlist.stv.wording import listed

QUESTIONS = {
    "exclusion": "who goes out",
    "transfer of surplus": "whose surplus goes first",
    "order of election": "who stands first in the order of election",
}


def tie_sentences(record: Record, stage: int | None = None) -> tuple[str, ...]:
    """Return a sentence or two for each tie, of one stage or of the whole count."""
    ties = [tie for tie in record.ties if stage is None or tie.stage == stage]
    return tuple(_sentence(record, tie) for tie in ties)


def _sentence(record: Record, tie: Tie) -> str:
    names = listed([record.name(number) for number in tie.between])
    question = QUESTIONS.get(tie.purpose, tie.purpose)
    where = label(record, min(tie.stage, len(record.stages))).capitalize()
    chosen = record.name(tie.chosen)
    return f"{where}: {names} were equal. {question.capitalize()} {_how(record, tie)}: {chosen}."


def _how(record: Record, tie: Tie) -> str:
    if tie.resolved_by == "lot":
        return "was decided by lot"
    if tie.resolved_by == "lookback" and tie.parted_at:
        return f"was decided by their votes at {label(record, tie.parted_at)}"
    return f"was decided by {tie.resolved_by}"
