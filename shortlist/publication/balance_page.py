"""The page that lays both slates side by side: within a poll's balance rules, and without them."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template
from sqlalchemy.orm import Session

from shortlist.candidates.balance import FixedRules
from shortlist.candidates.balance_queries import fixed_rules
from shortlist.counts.queries import NoPlainRecord, plain_record_of, plain_row, record_of
from shortlist.counts.results.both import BothSlates, Moved, both_slates
from shortlist.counts.results.labels import heading
from shortlist.polls.models import Contest, Poll
from shortlist.publication.addresses import addresses_of
from shortlist.publication.balance_met import met_sentences
from shortlist.publication.downloads import balance_files
from shortlist.publication.papers import shows_papers
from shortlist.publication.recounting import recount_command
from shortlist.stv import Bound, Record
from shortlist.stv.stage_table import plain as harmless

HEADINGS = (
    "contest",
    "candidate",
    "name",
    "place_within_rules",
    "place_without_rules",
    "rules",
)


@dataclass(frozen=True, kw_only=True)
class Done:
    """Something that the rules changed in the count: at which stage, and in a sentence."""

    stage: str
    url: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One contest that has balance rules: both of its slates, and what parts them.

    `by_bound` has the sentence of each rule by the bound that the count made of it.
    """

    contest: Contest
    rules: tuple[str, ...]
    met: tuple[str, ...]
    both: BothSlates
    by_bound: Mapping[Bound, str]
    done: list[Done]
    recount: str
    files: list[dict[str, str]]


def balance_page(session: Session, poll: Poll) -> str:
    """Return the page; raise `NoPlainRecord` where no contest has balance rules."""
    contests = contests_with_rules(session, poll)
    if not contests:
        raise NoPlainRecord
    return render_template(
        "publication/balance.html",
        poll=poll,
        parts=[_part(session, contest) for contest in contests],
        others=[one for one in poll.contests if one not in contests],
        addresses=addresses_of(poll),
    )


def contests_with_rules(session: Session, poll: Poll) -> list[Contest]:
    """Return the contests of a counted poll that were counted with balance rules and without."""
    return [one for one in poll.contests if plain_row(session, one.id) is not None]


def _part(session: Session, contest: Contest) -> Part:
    record, fixed = record_of(session, contest.id), fixed_rules(session, contest.id)
    both, at = both_slates(record, plain_record_of(session, contest.id)), addresses_of(contest.poll)
    return Part(
        contest=contest,
        rules=fixed.sentences if fixed else (),
        met=met_sentences(record),
        both=both,
        by_bound=_by_bound(record, fixed),
        done=[
            Done(
                stage=heading(record, number),
                url=at.stage(contest.position, number),
                sentence=sentence,
            )
            for number, sentence in both.interventions
        ],
        recount=recount_command(contest, record) if shows_papers(session, contest) else "",
        files=[] if at.is_preview else balance_files(session, contest),
    )


def _by_bound(record: Record, fixed: FixedRules | None) -> Mapping[Bound, str]:
    if record.balance is None or fixed is None:
        return {}
    return dict(zip(record.balance.bounds, fixed.sentences, strict=True))


def balance_csv(session: Session, poll: Poll) -> bytes:
    """Return a line for each candidate whom either count elects, with the place in both."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for contest in contests_with_rules(session, poll):
        record, without = record_of(session, contest.id), plain_record_of(session, contest.id)
        both = both_slates(record, without)
        moved = {one.number: one for one in (*both.came_in, *both.went_out)}
        for number in dict.fromkeys((*record.elected, *without.elected)):
            why = "; ".join(map(str, moved[number].bounds)) if number in moved else ""
            places = (_place(record, number), _place(without, number))
            name = harmless(record.name(number))
            writer.writerow([harmless(contest.title), number, name, *places, harmless(why)])
    return text.getvalue().encode()


def _place(record: Record, number: int) -> int | str:
    return record.elected.index(number) + 1 if number in record.elected else ""


def balance_json(session: Session, poll: Poll) -> bytes:
    """Return both slates of every contest that has balance rules, and why they differ."""
    whole = {
        "poll": poll.slug,
        "title": poll.title,
        "contests": [_as_json(session, one) for one in contests_with_rules(session, poll)],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _as_json(session: Session, contest: Contest) -> dict[str, object]:
    record, without = record_of(session, contest.id), plain_record_of(session, contest.id)
    both, balance = both_slates(record, without), record.balance
    return {
        "title": contest.title,
        "rules": [str(bound) for bound in balance.bounds] if balance else [],
        "within": {"record": record.digest, "elected": list(record.elected)},
        "without": {"record": without.digest, "elected": list(without.elected)},
        "came_in": [_moved(one) for one in both.came_in],
        "went_out": [_moved(one) for one in both.went_out],
        "interventions": [
            {"stage": number, "sentence": sentence} for number, sentence in both.interventions
        ],
    }


def _moved(one: Moved) -> dict[str, object]:
    return {
        "candidate": one.number,
        "name": one.name,
        "within": one.within,
        "without": one.without,
        "stage": one.stage,
        "because": [str(bound) for bound in one.bounds],
        "why": list(one.why),
    }
