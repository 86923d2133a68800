"""Ties in words: who was equal, what had to be decided, and what decided it."""

from shortlist.counts.results.labels import label
from shortlist.language import later, listed, say
from shortlist.stv import Record
from shortlist.stv.stages import Tie

QUESTIONS = {
    "exclusion": later("who goes out"),
    "transfer of surplus": later("whose surplus goes first"),
    "order of election": later("who stands first in the order of election"),
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
    return say(
        "%(where)s: %(names)s were equal. %(question)s %(how)s: %(chosen)s.",
        where=where,
        names=names,
        question=question.capitalize(),
        how=_how(record, tie),
        chosen=chosen,
    )


def _how(record: Record, tie: Tie) -> str:
    if tie.resolved_by == "lot":
        return say("was decided by lot")
    if tie.resolved_by == "lookback" and tie.parted_at:
        return say("was decided by their votes at %(stage)s", stage=label(record, tie.parted_at))
    return say("was decided by %(resolved_by)s", resolved_by=tie.resolved_by)
