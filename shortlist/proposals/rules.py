"""Which changes of a poll two officers agree on, for how long, and why one is not approved."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from shortlist.errors import NotAllowed, NotFound, Refusal
from shortlist.language import later, say

LIFETIME = timedelta(hours=24)  # in which a proposal can be approved


class Change(StrEnum):
    """A change of a poll that needs two returning officers."""

    CLOSE = "close"
    EXTEND = "extend"
    OPEN = "open"
    PUBLISH_RESULTS = "publish results"
    PUBLISH_SLATE = "publish slate"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What pages, mails and the audit log call a change."""

    noun: str
    to_do: str
    what_happens: str


WORDS: Mapping[Change, Words] = MappingProxyType(
    {
        Change.CLOSE: Words(
            noun="close",
            to_do=later("close the ballot box"),
            what_happens=later(
                "A last line is written into the log. No ballot can follow it, whatever "
                "the clocks say."
            ),
        ),
        Change.EXTEND: Words(
            noun="extension",
            to_do=later("extend voting"),
            what_happens=later(
                "Voting closes later than announced, and the dates after it move by as "
                "much. A line in the log of every contest says so, for good."
            ),
        ),
        Change.OPEN: Words(
            noun="opening",
            to_do=later("open the ballot box"),
            what_happens=later(
                "The envelopes are opened without the names of their electors and become "
                "papers. A box is opened once."
            ),
        ),
        Change.PUBLISH_RESULTS: Words(
            noun="publication of results",
            to_do=later("publish the results"),
            what_happens=later(
                "Everybody sees every stage of the count and can download what is "
                "published of the papers. Published results do not change."
            ),
        ),
        Change.PUBLISH_SLATE: Words(
            noun="publication of slate",
            to_do=later("publish the slate"),
            what_happens=later(
                "Everybody sees who is on the slate, in order of election, and who the "
                "reserves are. A published slate does not change."
            ),
        ),
    }
)


class NoSuchProposal(NotFound):
    """The poll has no proposal of this number."""

    sentence = later("There is no such proposal.")


class ProposedAlready(Refusal):
    """The same is proposed and still waits."""

    sentence = later("This has been proposed already. It waits for another returning officer.")


class NotAgreed(Refusal):
    """Nobody has approved the change, or nobody but its proposer."""

    sentence = later(
        "Two returning officers have to agree on this: one proposes it, another approves it. "
        "Nothing was done."
    )


class OwnProposal(NotAllowed):
    """The proposer is not the second officer."""

    sentence = later(
        "You have proposed this yourself, so another returning officer has to approve it."
    )


class NotInOffice(NotAllowed):
    """Only a returning officer proposes and approves."""

    sentence = later(
        "You are not a returning officer any more, so you can neither propose nor approve."
    )


class NobodyToApprove(Refusal):
    """Two officers agree on a change, and there is only one, or the others stand."""

    sentence = later(
        "There is no other returning officer here who could approve it; one who stands in the poll "
        "cannot. Whoever runs the server makes another, by command: shortlist members grant."
    )


class ProposerLeft(Refusal):
    """Two officers have to stand behind a change, and one of them is none any more."""

    sentence = later(
        "Whoever proposed this is not a returning officer any more. Propose it again yourself, "
        "for another to approve."
    )


class Lapsed(Refusal):
    """The proposal is too old."""

    sentence = later(
        "This was proposed more than 24 hours ago, so it has lapsed. Propose it again."
    )


class ChangedSince(Refusal):
    """What was proposed is not what would be done now."""

    sentence = later(
        "What was proposed has changed since: the dates, the log or the record are not those that "
        "were named. Nothing was done. Look at it and propose it again."
    )


class ApprovedAlready(Refusal):
    """A proposal is approved once."""

    sentence = later("This proposal has been approved already.")


class CarriedOutAlready(Refusal):
    """What was proposed has happened."""

    sentence = later("This has been approved and done already.")


class CalledOff(Refusal):
    """The proposal was taken back, or another one has taken its place."""

    sentence = later("This proposal was called off. Nothing was done.")


class NotYours(NotAllowed):
    """Only the two officers who stand behind a proposal call it off."""

    sentence = later(
        "Only whoever proposed or approved this can call it off. You can leave it to lapse."
    )


def said_to_proposer(change: Change) -> str:
    """Say what has become of a proposal that was just made."""
    return say(
        "You have proposed to %(to_do)s. It is done when another returning officer approves "
        "it, within 24 hours.",
        to_do=WORDS[change].to_do,
    )


def terms_text(terms: Mapping[str, str]) -> str:
    """Return what exactly is proposed, as text that is the same wherever it is written."""
    return json.dumps(terms, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
