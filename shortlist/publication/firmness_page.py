"""The page on how firm a poll's slates are: what is found, or how far the work on it is."""

from dataclasses import dataclass

from flask import render_template, url_for
from sqlalchemy.orm import Session

from shortlist.counts.models import FirmnessStudy
from shortlist.counts.queries import firmness_of, record_of, study_of
from shortlist.counts.results.firmness import (
    OtherCounts,
    Picture,
    groups_of,
    picture_of,
    same_slate,
)
from shortlist.counts.rules import Fault, StudyState, has_gone_quiet
from shortlist.extensions import now
from shortlist.language import say, thousands
from shortlist.polls.models import Contest, Poll
from shortlist.polls.planning import rule_title
from shortlist.publication.addresses import addresses_of
from shortlist.publication.downloads import firmness_files
from shortlist.publication.papers import publication_of
from shortlist.publication.recounting import balance_options
from shortlist.stv.firmness import Firmness, sentence_of
from shortlist.stv.firmness.words import WHAT_IT_DOES_NOT, WHAT_IT_MEANS
from shortlist.voting.fixed import Publication

NEVER_ASKED, NOTHING, QUIET = "never asked", "nothing", "quiet"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a study is: a `StudyState`, or what else may be.

    It was never asked for; there is nothing to ask, for nothing was counted; or it is quiet, for
    its worker has died.
    """

    state: str
    done: int
    total: int
    fault: str

    @property
    def is_coming(self) -> bool:
        """Say whether it is worth looking again soon."""
        return self.state in {StudyState.WAITING, StudyState.RUNNING}


@dataclass(frozen=True, kw_only=True)
class Found:
    """A finished study as its page shows it."""

    sentence: str
    picture: Picture
    same_slate: str
    groups: tuple[tuple[str, str, OtherCounts], ...]
    counted: str
    repeat: str
    files: list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One contest: how far its study is, and what it found once it is done."""

    contest: Contest
    progress: Progress
    found: Found | None


def firmness_page(session: Session, poll: Poll, *, may_ask: bool) -> str:
    """Return the page; whoever may ask can have a study that failed started again."""
    parts = [_part(session, contest) for contest in poll.contests]
    at = addresses_of(poll)
    return render_template(
        "publication/firmness.html",
        poll=poll,
        parts=parts,
        is_coming=any(part.progress.is_coming for part in parts),
        may_ask=may_ask,
        addresses=at,
        progress_url=url_for(
            "firmness_admin.progress" if at.is_preview else "firmness.progress", slug=poll.slug
        ),
        meaning=(WHAT_IT_MEANS, WHAT_IT_DOES_NOT),
    )


def progress_of(session: Session, poll: Poll) -> list[dict[str, str | int]]:
    """Return how far each contest's study is, for a page that asks again by itself."""
    return [_as_json(contest, _progress(session, contest)) for contest in poll.contests]


def _as_json(contest: Contest, at: Progress) -> dict[str, str | int]:
    return {"contest": contest.position, "state": at.state, "done": at.done, "total": at.total}


def _progress(session: Session, contest: Contest) -> Progress:
    study = study_of(session, contest.id)
    if study is None:
        state = NEVER_ASKED if record_of(session, contest.id).stages else NOTHING
        return Progress(state=state, done=0, total=0, fault="")
    return Progress(state=_state(study), done=study.done, total=study.total, fault=_fault(study))


def _fault(study: FirmnessStudy) -> str:
    """Say why a study failed; what was kept as a sentence is shown as it is."""
    kept = study.fault or ""
    return Fault(kept).in_words if kept in set(Fault) else kept


def _state(study: FirmnessStudy) -> str:
    is_quiet = has_gone_quiet(StudyState(study.state), study.told_at, now())
    return QUIET if is_quiet else study.state


def _part(session: Session, contest: Contest) -> Part:
    progress = _progress(session, contest)
    is_done = progress.state == StudyState.DONE
    return Part(
        contest=contest,
        progress=progress,
        found=_found(session, contest, firmness_of(session, contest.id)) if is_done else None,
    )


def _found(session: Session, contest: Contest, firmness: Firmness) -> Found:
    drawn = firmness.resampling
    is_public = not addresses_of(contest.poll).is_preview
    is_whole = publication_of(session, contest) is Publication.FULL
    return Found(
        sentence=sentence_of(firmness),
        picture=picture_of(firmness),
        same_slate=same_slate(firmness),
        groups=groups_of(firmness),
        counted=say(
            "%(papers)s papers, %(counted)s resamples, %(count)s other counts. The slate was "
            "made by %(rule_title)s.",
            papers=thousands(firmness.papers),
            counted=thousands(drawn.counted),
            count=thousands(len(firmness.variants()) - 1),
            rule_title=rule_title(contest.rule),
        ),
        repeat=f"shortlist firmness papers.blt --rule {firmness.rule} "
        f"--resamples {drawn.resamples} --seed {drawn.seed} --lot {drawn.seed}"
        + balance_options(record_of(session, contest.id))
        if is_whole
        else "",
        files=firmness_files(session, contest) if is_public else [],
    )
