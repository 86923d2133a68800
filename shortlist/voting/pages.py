"""What the pages of a ballot show: poll, contest, candidates in the member's own order, receipt."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate
from shortlist.db import open_session
from shortlist.language import later, say, thousands
from shortlist.polls.models import Contest, Poll
from shortlist.polls.planning import RULE_TITLES, CountingRule
from shortlist.proposals.models import Proposal
from shortlist.proposals.queries import done_proposals
from shortlist.proposals.rules import Change
from shortlist.roll.models import Elector
from shortlist.voting import trust
from shortlist.voting.fixed import Fixed, Publication
from shortlist.voting.queries import log_part
from shortlist.voting.receipts import Receipt
from shortlist.voting.rules import EXTENDED_FROM
from shortlist.web.moments import in_words, zone_in_words


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a member votes: as this elector, in this contest."""

    contest: Contest
    elector: Elector

    @property
    def poll(self) -> Poll:
        """Return the contest's poll."""
        return self.contest.poll

    def url(self, endpoint: str) -> str:
        """Return the address of one of this contest's voting pages."""
        return url_for(f"voting.{endpoint}", slug=self.poll.slug, position=self.contest.position)


def moment_text(poll: Poll, moment: datetime, now: datetime) -> str:
    """Say a moment of a poll: "Friday 6 March, 7 pm (London)"."""
    words = in_words(moment, poll.time_zone, today=now.date())
    return f"{words} ({zone_in_words(poll.time_zone)})"


def extension_words(session: Session, poll: Poll, now: datetime) -> list[str]:
    """Say of each extension of voting when it was decided, from when and to when."""
    return [
        say(
            "Voting was extended on %(moment_text)s: it was to close on %(moment_text2)s, "
            "and closes on %(moment_text3)s.",
            moment_text=moment_text(poll, one.done_at, now),
            moment_text2=moment_text(poll, _closed_before(one), now),
            moment_text3=moment_text(poll, one.closes_at, now),
        )
        for one in done_proposals(session, poll, Change.EXTEND)
        if one.done_at and one.closes_at
    ]


def _closed_before(extension: Proposal) -> datetime:
    return datetime.fromisoformat(json.loads(extension.terms)[EXTENDED_FROM])


def common_parts(place: Place, now: datetime) -> dict[str, object]:
    """Return what every page of a ballot shows of its poll and contest."""
    poll, contest = place.poll, place.contest
    return {
        "poll": {
            "title": poll.title,
            "slug": poll.slug,
            "closes_text": moment_text(poll, poll.closes_at, now),
        },
        "contest": {
            "id": contest.id,
            "title": contest.title,
            "seats": contest.seats,
            "rule_name": RULE_TITLES[CountingRule(contest.rule)],
        },
        "poll_url": url_for("publication.poll", slug=poll.slug),
    }


def candidate_parts(poll: Poll, candidates: Sequence[Candidate]) -> list[dict[str, object]]:
    """Return candidates as the ballot shows them."""
    return [_candidate(poll, candidate) for candidate in candidates]


def _candidate(poll: Poll, candidate: Candidate) -> dict[str, object]:
    slug, one = poll.slug, candidate.id
    photo_url = url_for("candidates.face", slug=slug, candidate_id=one)
    return {
        "number": candidate.number,
        "name": candidate.name,
        "region": candidate.region,
        "local_party": candidate.local_party,
        "note": say("Has withdrawn") if candidate.has_withdrawn else "",
        "photo_url": photo_url if candidate.photo_id else None,
        "url": url_for("candidates.candidate", slug=slug, candidate_id=one),
    }


def sealing_parts(place: Place, fixed: Fixed) -> dict[str, str]:
    """Return what the ballot page needs to seal a ballot itself, and what it says of either way."""
    slug, position = place.poll.slug, place.contest.position
    return {
        "manifest_url": url_for("ballot_log.manifest", slug=slug, position=position),
        "sealed_url": url_for("sealed_voting.cast", slug=slug, position=position),
        "receipt_url": place.url("receipt"),
        "by_server_note": trust.by_server_note(fixed),
        "by_browser_note": trust.by_browser_note(fixed),
    }


PUBLISHED_AS = {
    Publication.FULL: later("in full, without names"),
    Publication.REACHED: later("without names, each cut where the count stopped looking"),
    Publication.TABLES: later(
        "not at all: the tables of the count are published, and no single paper"
    ),
}


def manifest_parts(poll: Poll, body: str, now: datetime) -> list[dict[str, str]]:
    """Return what a manifest fixed, as rows of facts; times as of its own day."""
    content = json.loads(body)
    names = ", ".join(f"{one['number']} {one['name']}" for one in content["candidates"])
    moments = {
        label: moment_text(poll, datetime.fromisoformat(content[key]), now)
        for label, key in ((say("Voting opens"), "opens_at"), (say("Voting closes"), "closes_at"))
    }
    facts = {
        say("Seats"): str(content["contest"]["seats"]),
        say("Counting rule"): content["rule"]["version"],
        say("Candidates, as numbered"): names,
        **_balance_fixed(content),
        **moments,
        say("Time allowed after the close"): say("%(n)s minutes", n=content["grace_seconds"] // 60),
        say("Electors on the register"): thousands(content["register"]["size"]),
        say("Hash of the register"): content["register"]["sha256"],
        say("Sealed with"): content["suite"],
        say("Keys of the box"): _key_holders(content["trustees"]),
        say("Papers are published"): _published_as(content),
    }
    return [{"label": label, "value": value} for label, value in facts.items()]


def _balance_fixed(content: Mapping[str, Any]) -> dict[str, str]:  # Any: JSON values nest
    """Return the balance rules, and by number who counts among whom; nothing without rules."""
    if "balance" not in content:
        return {}
    fixed = content["balance"]
    among = (f"{number} {', '.join(names)}" for number, names in fixed["groups"].items())
    declared = (f"“{one['words']}”" for one in fixed["declared"])
    facts = {
        say("Balance rules"): " ".join(rule["sentence"] for rule in fixed["rules"]),
        say("Who counts among whom"): "; ".join(among) or say("nobody"),
        say("Declared in these words"): " ".join(declared),
    }
    return {label: value for label, value in facts.items() if value}


def _published_as(content: Mapping[str, str | int]) -> str:
    said = PUBLISHED_AS[Publication(str(content["publication"]))]
    fewest = content.get("tables_below")
    return (
        say("%(said)s; tables only, if there are fewer than %(fewest)s", said=said, fewest=fewest)
        if fewest
        else said
    )


def _key_holders(trustees: Sequence[Mapping[str, str]]) -> str:
    """Say who has to help to open the box, the outermost layer first."""
    names = ", ".join(trustee["name"] for trustee in trustees)
    return (
        say("%(names)s: all of them together", names=names)
        if names
        else say("the operator’s, one key")
    )


def receipt_parts(contest: Contest, receipt: Receipt) -> dict[str, object]:
    """Return a receipt as its page shows it."""
    replaces = not receipt.leaf.endswith(" -")
    where = say("on this server") if receipt.by_server else say("in your browser")
    return {
        "contest_title": contest.title,
        "leaf": receipt.leaf,
        "index": receipt.index,
        "size": receipt.size,
        "root": receipt.root.hex(),
        "sealed_where": where,
        "cast_sentence": (
            say(
                "Your ballot is sealed and in the box. It takes the place of the one you cast "
                "before."
            )
            if replaces
            else say("Your ballot is sealed and in the box.")
        ),
    }


def log_text(engine: Engine, contest_id: int) -> Iterator[str]:
    """Yield a log in parts, no connection held while one is sent: a reader may be slow."""
    first = 0
    while True:
        with open_session(engine, read_only=True) as session:
            lines = log_part(session, contest_id, first)
        if not lines:
            return
        yield "".join([f"{line}\n" for line in lines])
        first += len(lines)


def typed_ranks(form: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what was typed beside each candidate; a field that came twice is read as both."""
    return {
        name.removeprefix("rank-"): " ".join(value.strip() for value in values).strip()
        for name, values in form.items()
        if name.startswith("rank-")
    }
