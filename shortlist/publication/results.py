"""What the pages of a result show: contests with bars and stages, one stage, one candidate."""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from shortlist.ballot_box.queries import batch_list, opening_of
from shortlist.candidates.queries import on_paper
from shortlist.counts.queries import record_of
from shortlist.counts.results.courses import Step, course_of, question_of
from shortlist.counts.results.curve import Curve, curve_of
from shortlist.counts.results.headline import headline_of, summary_of
from shortlist.counts.results.labels import heading, title
from shortlist.counts.results.stages import Bar, StageView, stage_view
from shortlist.counts.results.standings import Standing, scale_of, standings_of
from shortlist.counts.results.table import Table, table_of
from shortlist.counts.results.ties import tie_sentences
from shortlist.counts.results.told import done_at, told
from shortlist.counts.results.words import percent
from shortlist.errors import NotFound
from shortlist.language import later, say, thousands
from shortlist.polls.models import Contest, Poll
from shortlist.polls.planning import rule_title
from shortlist.publication.addresses import Addresses, addresses_of
from shortlist.publication.balance_met import met_sentences
from shortlist.publication.recounting import recount_command
from shortlist.stv import Record
from shortlist.stv.balance_told import told_giving_way, told_intervention
from shortlist.stv.explain import explain
from shortlist.stv.stages import Stage
from shortlist.stv.wording import figure, in_votes


class NoSuchStage(NotFound):
    """The count has fewer stages."""

    sentence = later("The count has no stage of this number.")


class NoSuchCandidate(NotFound):
    """Nobody of this number stood in the contest."""

    sentence = later("Nobody of this number stood in this contest.")


@dataclass(frozen=True, kw_only=True)
class StagePart:
    """One stage with its bars, as both the results page and the stage's own page show it."""

    contest: Contest
    view: StageView
    bars: list[dict[str, str]]
    addresses: Addresses


@dataclass(frozen=True, kw_only=True)
class StageLine:
    """One stage in a list of all: its name, what was done, and what happened, in sentences."""

    name: str
    title: str
    told: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ContestResult:
    """One contest's result as its page shows it; a contest without papers has no stage."""

    contest: Contest
    headline: str
    summary: str
    quota: str
    quota_percent: str
    bars: list[dict[str, str]]
    ties: tuple[str, ...]
    balance: tuple[str, ...]
    recount: str
    facts: list[dict[str, str]]
    table: Table
    part: StagePart | None
    stages: list[StageLine]


@dataclass(frozen=True, kw_only=True)
class CandidateResult:
    """What became of one candidate: the question, the answer, and the course of the votes."""

    contest: Contest
    name: str
    question: str
    status: str
    is_elected: bool
    sentences: tuple[str, ...]
    steps: tuple[Step, ...]
    curve: Curve | None
    own_url: str | None
    addresses: Addresses


def results_of(session: Session, poll: Poll, shown: dict[int, int]) -> list[ContestResult]:
    """Return the results of every contest.

    `shown` has by a contest's position the stage to open at; the first or last where none is such.
    """
    return [
        _result_of(session, contest, shown.get(contest.position, 1)) for contest in poll.contests
    ]


def stage_of(session: Session, contest: Contest, number: int) -> StagePart:
    """Return one stage of a contest's count; raise `NoSuchStage`."""
    record = record_of(session, contest.id)
    if not 1 <= number <= len(record.stages):
        raise NoSuchStage
    return _part(record, contest, number)


def candidate_result(session: Session, contest: Contest, number: int) -> CandidateResult:
    """Return what became of a candidate; raise `NoSuchCandidate`."""
    record = record_of(session, contest.id)
    if not 1 <= number <= len(record.candidates):
        raise NoSuchCandidate
    question, status = question_of(record, number)
    return CandidateResult(
        contest=contest,
        name=record.name(number),
        question=question,
        status=status,
        is_elected=number in record.elected,
        sentences=explain(record, number),
        steps=course_of(record, number),
        curve=curve_of(record, number),
        own_url=_own_page(session, contest, number),
        addresses=addresses_of(contest.poll),
    )


def _own_page(session: Session, contest: Contest, number: int) -> str | None:
    ids = {candidate.number: candidate.id for candidate in on_paper(session, contest.id)}
    if number not in ids:
        return None
    return url_for("candidates.candidate", slug=contest.poll.slug, candidate_id=ids[number])


def _result_of(session: Session, contest: Contest, shown: int) -> ContestResult:
    record = record_of(session, contest.id)
    at = addresses_of(contest.poll)
    last = len(record.stages)
    return ContestResult(
        contest=contest,
        headline=headline_of(record),
        summary=summary_of(record),
        quota=figure(record.quota, record.places),
        quota_percent=percent(record.quota, scale_of(record)),
        bars=[_standing_bar(one, contest.position, at) for one in standings_of(record)],
        ties=tie_sentences(record),
        balance=(*met_sentences(record), *told_giving_way(record)),
        recount=recount_command(contest, record),
        facts=[*_origin(session, contest), *_figures(record)],
        table=table_of(record),
        part=_part(record, contest, max(1, min(shown, last))) if last else None,
        stages=[
            _line(record, stage, at.stage(contest.position, stage.number))
            for stage in record.stages
        ],
    )


def _line(record: Record, stage: Stage, url: str) -> StageLine:
    name = heading(record, stage.number)
    because = [told_intervention(record, one) for one in done_at(record, stage)]
    words = " ".join([told(record, stage), *because])
    return StageLine(name=name, title=title(record, stage), told=words, url=url)


def _part(record: Record, contest: Contest, number: int) -> StagePart:
    view, at = stage_view(record, number), addresses_of(contest.poll)
    return StagePart(
        contest=contest,
        view=view,
        bars=[_stage_bar(bar, contest.position, at) for bar in view.bars],
        addresses=at,
    )


def _standing_bar(standing: Standing, position: int, at: Addresses) -> dict[str, str]:
    return {
        "label": standing.name,
        "url": at.candidate(position, standing.number),
        "value_text": standing.votes,
        "share_percent": standing.share_percent,
        "kind": "in" if standing.place else "",
        "note": standing.note,
    }


def _stage_bar(bar: Bar, position: int, at: Addresses) -> dict[str, str]:
    return {
        "label": bar.name,
        "url": at.candidate(position, bar.number),
        "value_text": bar.votes,
        "change": bar.change,
        "share_percent": bar.kept_percent,
        "gained_percent": bar.gained_percent,
        "lost_percent": bar.lost_percent,
        "kind": bar.kind,
        "note": bar.note,
    }


def _origin(session: Session, contest: Contest) -> list[dict[str, str]]:
    """Say where the papers came from, those from outside apart from those of the box."""
    facts = []
    opening = opening_of(session, contest.id)
    if opening is not None and opening.envelopes:
        dropped = opening.undecryptable + opening.duplicate
        said = say(
            "%(papers)s papers from %(envelopes)s envelopes",
            papers=thousands(opening.papers),
            envelopes=thousands(opening.envelopes),
        )
        facts.append(
            {
                "label": say("From the ballot box"),
                "value": say(
                    "%(said)s; %(by_server)s sealed by the server; %(dropped)s dropped",
                    said=said,
                    by_server=thousands(opening.by_server),
                    dropped=thousands(dropped),
                ),
            }
        )
    facts += [
        {
            "label": say("From outside"),
            "value": say(
                "%(papers)s papers: %(title)s. %(source)s",
                papers=thousands(batch.papers),
                title=batch.title,
                source=batch.source,
            ),
        }
        for batch in batch_list(session, [contest.id])
        if batch.imported_at is not None
    ]
    return facts


def _figures(record: Record) -> list[dict[str, str]]:
    papers = record.papers
    last = record.stages[-1] if record.stages else None
    left = in_votes(last.non_transferable if last else 0, record.places)
    return [
        {
            "label": say("Papers counted"),
            "value": say(
                "%(formal)s of %(total)s",
                formal=thousands(papers.formal),
                total=thousands(papers.total),
            ),
        },
        {"label": say("Non-transferable at the end"), "value": left},
        {"label": say("Stages"), "value": thousands(len(record.stages))},
        {"label": say("Rule"), "value": rule_title(record.rule)},
        {"label": say("Record"), "value": record.digest},
    ]
