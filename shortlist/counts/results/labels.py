"""What stages are called: by the statute's own number, with its part where a stage has several."""

from shortlist.counts.results.words import in_words
from shortlist.language import later, listed, say
from shortlist.stv import Record
from shortlist.stv.stages import Stage
from shortlist.stv.wording import stage_word

NAMED = 3  # at most, in a title
ACTIONS = {
    "First preferences": later("First preferences"),
    "Exclusion": later("Exclusion"),
    "Transfer of surplus": later("Transfer of surplus"),
    "Transfer of surpluses": later("Transfer of surpluses"),
}


def label(record: Record, number: int) -> str:
    """Return what a row of the record is called in a sentence: "stage 4, part 2 of 3"."""
    return stage_word(record, record.stages[number - 1])


def heading(record: Record, number: int) -> str:
    """Return a row's name with how many there are: "Stage 4 of 12, part 2 of 3"."""
    last = statutory(record, len(record.stages))
    part, parts = part_of(record, number)
    said = say("Stage %(number)s of %(last)s", number=statutory(record, number), last=last)
    return (
        say("%(said)s, part %(part)s of %(parts)s", said=said, part=part, parts=parts)
        if parts > 1
        else said
    )


def short(record: Record, number: int) -> str:
    """Return a row's number for the head of a column: "4", or "4.2" for its second part."""
    part, parts = part_of(record, number)
    stage = statutory(record, number)
    return f"{stage}.{part}" if parts > 1 else f"{stage}"


def statutory(record: Record, number: int) -> int:
    """Return the number of the rule's own stage to which a row of the record belongs."""
    return record.stages[number - 1].stage


def part_of(record: Record, number: int) -> tuple[int, int]:
    """Return which part of its stage a row is, and how many parts that stage has."""
    whole = statutory(record, number)
    rows = [row.number for row in record.stages if row.stage == whole]
    return rows.index(number) + 1, len(rows)


def action_of(stage: Stage) -> str:
    """Return what was done at a stage, as its record has it, for reading: "Exclusion"."""
    done = stage.action[:1].upper() + stage.action[1:]
    return str(ACTIONS.get(done, done))


def title(record: Record, stage: Stage) -> str:
    """Return what was done at a stage and to whom: "Exclusion: Dan Dyer"; many are only counted."""
    done = action_of(stage)
    who = stage.excluded or (stage.transfer.from_ if stage.transfer else ())
    if len(who) > NAMED:
        return say("%(done)s: %(many)s candidates", done=done, many=in_words(len(who)))
    return f"{done}: {listed([record.name(number) for number in who])}" if who else done
