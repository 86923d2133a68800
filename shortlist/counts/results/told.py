"""A stage told in sentences: what was done and why, where the votes went, who was elected."""

from collections.abc import Sequence

from shortlist.counts.results.changes import Changes, Kind, changes_of
from shortlist.counts.results.labels import action_of, part_of
from shortlist.counts.results.words import in_words
from shortlist.language import later, listed, say, say_many, thousands
from shortlist.stv import Record
from shortlist.stv.balance_told import intervened
from shortlist.stv.interventions import Did, Intervention
from shortlist.stv.stages import Stage, Transfer
from shortlist.stv.wording import figure, in_votes

POOLED = {
    Kind.ONE_GIVES: "",
    Kind.SEVERAL_GIVE: (
        later(
            "Several gave at once and their papers were put together, so what each of the others "
            "gained comes from all of them."
        )
    ),
    Kind.KEEP_FACTORS: (
        later(
            "Under this rule votes do not move from one candidate to another: every paper is "
            "counted anew, each elected candidate keeping a part of it. So these are net changes, "
            "and no line from one person to another could be true."
        )
    ),
    Kind.QUOTIENTS: (
        later(
            "Under this rule a tally is what a candidate’s papers are worth beyond the quotas "
            "that they have filled, and the quota moves with every stage. So these are net "
            "changes, and no line from one person to another could be true."
        )
    ),
}


def told(record: Record, stage: Stage) -> str:
    """Return what happened at a stage, in one to four sentences."""
    changes = changes_of(record, stage)
    parts = [_done(record, stage), _went(changes, record) if changes else "", _in(record, stage)]
    return " ".join(part for part in parts if part)


def _done(record: Record, stage: Stage) -> str:
    if stage.number == 1:
        return say(
            "The first preferences of %(formal)s papers are counted.",
            formal=thousands(record.papers.formal),
        )
    if stage.excluded:
        return _out(record, stage)
    if stage.transfer is None:
        return say("%(action)s: no votes move.", action=action_of(stage))
    return _moved(record, stage, stage.transfer)


def _moved(record: Record, stage: Stage, transfer: Transfer) -> str:
    if transfer.surplus is not None:
        return _surplus(record, transfer)
    if transfer.iterations is not None:
        return say(
            "The elected keep as much of each paper as makes up the quota; the rest of it counts "
            "for the next preference."
        )
    if stage.quotients:
        who = listed([record.name(number) for number in transfer.from_])
        return say(
            "The papers that elected %(who)s count for their next preferences, at less.", who=who
        )
    return _more_papers(record, transfer)


def _out(record: Record, stage: Stage) -> str:
    before = record.stages[stage.number - 2].tallies
    who = listed([record.name(number) for number in stage.excluded])
    tallies = [before[number] for number in stage.excluded]
    by_rules = any(one.did is Did.EXCLUDED for one in done_at(record, stage))
    if by_rules:
        said = _out_by_rules(record, who, tallies)
    elif len(tallies) == 1:
        votes = in_votes(tallies[0], record.places)
        said = _one_out(record, stage, who, votes)
    else:
        said = say("%(who)s go out together, %(votes)s.", who=who, votes=_range(record, tallies))
    if stage.transfer is None:
        return f"{said} {_nothing_moves(tallies)}"
    return " ".join(one for one in (said, _first_part(record, stage, stage.transfer)) if one)


def _out_by_rules(record: Record, who: str, tallies: Sequence[int]) -> str:
    if len(tallies) == 1:
        votes = in_votes(tallies[0], record.places)
        return say(
            "%(who)s goes out with %(votes)s: the balance rules leave no place for %(who)s.",
            who=who,
            votes=votes,
        )
    return say(
        "%(who)s go out together, %(votes)s: the balance rules leave no place for them.",
        who=who,
        votes=_range(record, tallies),
    )


def done_at(record: Record, stage: Stage) -> list[Intervention]:
    """Return what balance rules changed at a stage."""
    return [one for one in intervened(record) if one.stage == stage.number]


def _nothing_moves(tallies: Sequence[int]) -> str:
    if not any(tallies):
        return say("Those left in fill the places.")
    return say("Their votes stay where they are: those left in fill the places.")


def _range(record: Record, tallies: Sequence[int]) -> str:
    most = in_votes(max(tallies), record.places)
    if min(tallies) == max(tallies):
        return say("with %(most)s each", most=most)
    return say(
        "with %(figure)s to %(most)s each", figure=figure(min(tallies), record.places), most=most
    )


def _first_part(record: Record, stage: Stage, transfer: Transfer) -> str:
    _, parts = part_of(record, stage.number)
    if parts == 1 or not transfer.parcels:
        return ""
    value = figure(transfer.parcels[0].value, record.places)
    return say("The papers that count %(value)s each move first.", value=value)


def _one_out(record: Record, stage: Stage, who: str, votes: str) -> str:
    """Say that somebody goes out, and why it is them."""
    tie = next(
        (t for t in record.ties if t.stage == stage.number and t.purpose == "exclusion"), None
    )
    if tie is None:
        return _fewest_out(record, stage, who, votes)
    if tie.resolved_by == "lot":
        return say(
            "%(who)s goes out with %(votes)s; it was decided by lot among equals.",
            who=who,
            votes=votes,
        )
    return say(
        "%(who)s goes out with %(votes)s; it was decided by earlier votes among equals.",
        who=who,
        votes=votes,
    )


def _fewest_out(record: Record, stage: Stage, who: str, votes: str) -> str:
    spared = [one.candidate for one in done_at(record, stage) if one.did is Did.GUARDED]
    fewest = say("the smallest quotient") if stage.quotients else say("the fewest")
    if not spared:
        return say(
            "%(who)s goes out with %(votes)s, %(fewest)s.", who=who, votes=votes, fewest=fewest
        )
    return say(
        "%(who)s goes out with %(votes)s, %(fewest)s but for %(names)s, whom the balance rules "
        "keep in.",
        who=who,
        votes=votes,
        fewest=fewest,
        names=listed([record.name(number) for number in spared]),
    )


def _surplus(record: Record, transfer: Transfer) -> str:
    who = listed([record.name(number) for number in transfer.from_])
    votes = in_votes(transfer.surplus or 0, record.places)
    if transfer.value is None:
        return say_many(
            "%(who)s has a surplus of %(votes)s over the quota, which passes on.",
            "%(who)s have a surplus of %(votes)s over the quota, which passes on.",
            len(transfer.from_),
            who=who,
            votes=votes,
        )
    return say_many(
        "%(who)s has a surplus of %(votes)s over the quota, which passes on at a transfer value "
        "of %(value)s.",
        "%(who)s have a surplus of %(votes)s over the quota, which passes on at a transfer value "
        "of %(value)s.",
        len(transfer.from_),
        who=who,
        votes=votes,
        value=_value(record, transfer),
    )


def _value(record: Record, transfer: Transfer) -> str:
    return record.amount(transfer.value or 0)


def _more_papers(record: Record, transfer: Transfer) -> str:
    who = listed([record.name(number) for number in transfer.from_])
    values = [figure(parcel.value, record.places) for parcel in transfer.parcels]
    if len(set(values)) == 1:
        return say(
            "The papers of %(who)s that count %(value)s each pass on.", who=who, value=values[0]
        )
    return say("More papers of %(who)s pass on.", who=who)


def _went(changes: Changes, record: Record) -> str:
    gained = sum(change.votes for change in changes.gainers)
    parts = []
    if changes.gainers:
        to = _others(record, [change.number or 0 for change in changes.gainers])
        parts.append(
            _with_verb(
                record,
                gained,
                say("%(votes)s goes to %(names)s"),
                say("%(votes)s go to %(names)s"),
                names=to,
            )
        )
    if changes.exhausted:
        parts.append(
            _with_verb(
                record,
                changes.exhausted,
                say("%(votes)s has no further preference"),
                say("%(votes)s have no further preference"),
            )
        )
    if changes.fraction:
        parts.append(
            _with_verb(
                record,
                changes.fraction,
                say("%(votes)s is lost to fractions"),
                say("%(votes)s are lost to fractions"),
            )
        )
    if not parts:
        return ""
    went = listed(parts)
    return say("Net, %(went)s.", went=went) if changes.kind.is_net else f"{went}."


def _with_verb(record: Record, votes: int, one: str, more: str, **told: str) -> str:
    is_one = 0 < votes <= 10**record.places
    return (one if is_one else more) % {"votes": in_votes(votes, record.places), **told}


def _others(record: Record, numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return record.name(numbers[0])
    return say("%(many)s candidates", many=in_words(len(numbers)))


def _in(record: Record, stage: Stage) -> str:
    reached = [n for n in stage.elected if stage.tallies[n] >= stage.quota]
    without = [n for n in stage.elected if stage.tallies[n] < stage.quota]
    parts = []
    if reached:
        parts.append(
            say_many(
                "%(names)s reaches the quota and is elected.",
                "%(names)s reach the quota and are elected.",
                len(reached),
                names=listed([record.name(n) for n in reached]),
            )
        )
    if without:
        parts.append(
            say_many(
                "%(names)s is elected without reaching the quota.",
                "%(names)s are elected without reaching the quota.",
                len(without),
                names=listed([record.name(n) for n in without]),
            )
        )
    if stage.provisional:
        names = listed([record.name(n) for n in stage.provisional])
        parts.append(
            say(
                "%(names)s has a place for now: the next exclusion starts the count anew.",
                names=names,
            )
        )
    return " ".join(parts)
