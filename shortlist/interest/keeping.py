"""What is kept of those who offer to stand: drafts, what was sent, and photos."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, not_, or_, select

from shortlist.interest.rules import State
from shortlist.keeping import Basis, Below, Impersonal, Kept, Kind, Of, Tables, Term
from shortlist.language import later

YEAR = 365
WITH_THE_DRAFT = 30


def _shortlist_out(tables: Tables) -> ColumnElement[datetime]:
    """Return when the shortlist of an expression's poll is out."""
    polls, contests = tables["polls"], tables["contests"]
    found = (
        select(polls.c.shortlist_at)
        .join(contests, contests.c.poll_id == polls.c.id)
        .where(contests.c.id == tables["expressions"].c.contest_id, polls.c.held_at.is_(None))
    )
    return found.scalar_subquery()


def results_out(tables: Tables) -> ColumnElement[datetime]:
    """Return when the results of an expression's poll were published, or should have been."""
    polls, contests = tables["polls"], tables["contests"]
    found = (
        select(func.coalesce(polls.c.results_published_at, polls.c.results_at))
        .join(contests, contests.c.poll_id == polls.c.id)
        .where(contests.c.id == tables["expressions"].c.contest_id, polls.c.held_at.is_(None))
    )
    return found.scalar_subquery()


def is_standing_offer(tables: Tables) -> ColumnElement[bool]:
    """Say whether an expression was sent and not withdrawn."""
    return tables["expressions"].c.state == State.SENT


def _is_draft(tables: Tables) -> ColumnElement[bool]:
    return not_(is_standing_offer(tables))


def made_no_candidate(tables: Tables) -> ColumnElement[bool]:
    """Say whether nobody is on a ballot paper by an expression."""
    candidates = tables["candidates"]
    return not_(exists().where(candidates.c.expression_id == tables["expressions"].c.id))


def _shows_no_candidate(tables: Tables) -> ColumnElement[bool]:
    """Say of a photo that no candidate is shown by it, nor was by what they sent or wrote."""
    photos, candidates = tables["photos"], tables["candidates"]
    expressions, versions = tables["expressions"], tables["sent_versions"]
    return not_(
        or_(
            exists().where(candidates.c.photo_id == photos.c.id),
            exists().where(
                expressions.c.photo_id == photos.c.id,
                candidates.c.expression_id == expressions.c.id,
            ),
            exists().where(
                versions.c.photo_id == photos.c.id,
                candidates.c.expression_id == versions.c.expression_id,
            ),
        )
    )


KINDS: Sequence[Kind] = (
    Kind(
        name="drafts",
        title=later("An expression of interest that you did not send, or withdrew"),
        what=later(
            "name, statement, photo, what you declare for the balance of the slate, "
            "whether you agreed to publication"
        ),
        why=later("so that you can go on writing where you stopped"),
        basis=Basis.CONSENT,
        seen_by=later("you; organisers what you had sent, until you withdrew it"),
        term=Term(days=WITH_THE_DRAFT, after=later("after the shortlist of the poll is out")),
    ),
    Kind(
        name="interest",
        title=later("An expression of interest that you sent"),
        what=later(
            "every version that you sent, with local party, region, photo and what you "
            "declared for the balance of the slate, and what was decided on it and why"
        ),
        why=later("to offer you as a candidate, and to look into a complaint about the decision"),
        basis=Basis.CONSENT,
        seen_by=later("you; organisers; everybody what stands on the ballot paper"),
        term=Term(days=YEAR, after=later("after the results of the poll")),
        stays=later("If it made you a candidate, your candidacy."),
        leaving=later(
            "It is erased at once, unless it has made you a candidate: then it stays "
            "until its term is over, as what your candidacy rests on."
        ),
    ),
    Kind(
        name="photos",
        title=later("A photo of you"),
        what=later("the picture, made smaller, without anything else that the file had told"),
        why=later("so that members see who stands"),
        basis=Basis.CONSENT,
        seen_by=later("you; organisers once you send it; everybody if you are a candidate"),
        leaving=later("It is erased at once, unless you are a candidate."),
        term=Term(
            days=0,
            after=later("for as long as the expression of interest or candidacy that shows it"),
        ),
    ),
)
TABLES: Sequence[Kept] = (
    *(
        Kept(
            kind=kind,
            table="expressions",
            columns={
                "contest_id": later("Contest"),
                "state": later("State"),
                "name": later("Name"),
                "statement": later("Statement"),
                "consents": later("Agreed to publication"),
                "saved_at": later("Saved"),
                "sent_at": later("Sent"),
            },
            besides="id member_id photo_id",
            of=Of(member=("member_id",)),
            goes=made_no_candidate,
            since=since,
            only=only,
        )
        for kind, since, only in (
            ("drafts", _shortlist_out, _is_draft),
            ("interest", results_out, is_standing_offer),
        )
    ),
    Kept(
        kind="interest",
        table="sent_versions",
        columns={
            "number": later("Version"),
            "name": later("Name"),
            "local_party": later("Local party"),
            "region": later("Region"),
            "statement": later("Statement"),
            "sent_at": later("Sent"),
        },
        besides="id expression_id photo_id",
        of=Of(above=("expression_id", "expressions")),
        below=Below.GOES,
    ),
    Kept(
        kind="interest",
        table="group_answers",
        columns={"group_id": later("Group"), "declares": later("Declared")},
        besides="expression_id",
        of=Of(above=("expression_id", "expressions")),
        below=Below.GOES,
    ),
    Kept(
        kind="interest",
        table="sent_group_answers",
        columns={
            "words": later("You were asked to declare"),
            "declares": later("You declared it"),
            "words_version": later("Version of the words"),
        },
        besides="version_id group_id",
        of=Of(above=("version_id", "sent_versions")),
        below=Below.GOES,
    ),
    Kept(
        kind="photos",
        table="photos",
        columns={"width": later("Width"), "height": later("Height"), "made_at": later("Added")},
        besides="id sha256 member_id face",
        files={"jpeg": "jpg"},
        of=Of(member=("member_id",)),
        goes=_shows_no_candidate,
        since=lambda tables: tables["photos"].c.made_at,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
