"""How anybody counts a contest again: the command, with its balance rules, and their groups."""

import shlex

from shortlist.counts.rules import lot_seed
from shortlist.polls.models import Contest
from shortlist.stv import Record, Sense

QUOTABLE = frozenset('`$\\"!%')  # what a shell may read into between double quotation marks


def recount_command(contest: Contest, record: Record, folder: str = "") -> str:
    """Return the command that counts the published papers to the same record."""
    seed = lot_seed(contest.poll.slug, contest.position)
    words = f"shortlist count {folder}papers.blt --rule {contest.rule} --lot {seed}"
    return words + balance_options(record, folder)


def balance_options(record: Record, folder: str = "") -> str:
    """Return the options that ask for a record's balance rules; nothing where it has none."""
    balance = record.balance
    if balance is None:
        return ""
    asked = [
        f" {'--require' if bound.sense is Sense.AT_LEAST else '--limit'} {_quoted(str(bound))}"
        for bound in balance.asked or balance.bounds
    ]
    ease = " --ease" if balance.asked else ""
    return f" --groups {folder}groups.csv{''.join(asked)}{ease}"


def groups_csv(record: Record) -> bytes:
    """Return who counts among whom, as the command reads it; nothing where there are no rules.

    A line without a number names every group that a rule speaks of.
    """
    balance = record.balance
    if balance is None:
        return b""
    named = dict.fromkeys(group for bound in balance.bounds for group in bound.groups)
    lines = [
        ["number", "groups"],
        *([str(number), ";".join(sorted(balance.groups[number]))] for number in balance.groups),
        ["", ";".join(named)],
    ]
    return "".join(f"{number},{_cell(groups)}\n" for number, groups in lines).encode()


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"') else text


def _quoted(text: str) -> str:
    """Quote a word as every common shell takes it, or for the odd one as POSIX does."""
    return shlex.quote(text) if QUOTABLE.intersection(text) else f'"{text}"'
