"""What a trustee is asked before the poll, and the answers: two small JSON files.

The task holds the manifest of each contest and an envelope to rehearse with. One answer holds what
was inside those envelopes, the other the trustee's signatures of the manifests.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shortlist.errors import Refusal
from shortlist.language import later
from shortlist.voting.fixed import Fixed, read_manifest

TASK_SCHEMA = "shortlist/trustee-task/1"
ANSWER_SCHEMA = "shortlist/trustee-answer/1"
LARGEST_ANSWER = 4 * 1024 * 1024  # bytes
LARGEST_TASK = 64 * 1024 * 1024  # bytes


class NotATask(Refusal):
    """What was handed in is no task of ours."""

    sentence = later("This is not a trustee’s file of ours, or it was damaged. Ask for it again.")
    status = 422


class NotAnAnswer(Refusal):
    """What was handed in is no trustee's answer."""

    sentence = later(
        "This is not an answer of “shortlist trustee”. Choose the file that rehearse or sign wrote."
    )
    status = 422


class Kind(StrEnum):
    """What an answer answers."""

    REHEARSED = "rehearsed"
    SIGNED = "signed"


@dataclass(frozen=True, kw_only=True)
class ContestTask:
    """A contest's manifest, and an envelope to rehearse with."""

    manifest: str
    envelope: bytes

    @property
    def fixed(self) -> Fixed:
        """Return what the manifest fixes."""
        return read_manifest(self.manifest)


@dataclass(frozen=True, kw_only=True)
class Task:
    """What one trustee (counted from 1) is asked: for each contest of a poll the same."""

    slug: str
    title: str
    number: int
    contests: Sequence[ContestTask]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a trustee, known by the key they sign with, answers for each manifest, by its hash."""

    kind: Kind
    signing_key: str
    contests: Mapping[bytes, bytes]


def task_file(task: Task) -> bytes:
    """Return a task as a JSON file."""
    return _json(
        {
            "schema": TASK_SCHEMA,
            "poll": {"slug": task.slug, "title": task.title},
            "trustee": task.number,
            "contests": [
                {"manifest": one.manifest, "envelope": _text(one.envelope)} for one in task.contests
            ],
        }
    )


def read_task(data: bytes) -> Task:
    """Return the task in a file; raise `NotATask`."""
    try:
        content = json.loads(data)
        if content["schema"] != TASK_SCHEMA:
            raise NotATask
        contests = [
            ContestTask(manifest=str(one["manifest"]), envelope=_bytes(one["envelope"]))
            for one in content["contests"]
        ]
        for one in contests:
            read_manifest(one.manifest)
        return Task(
            slug=str(content["poll"]["slug"]),
            title=str(content["poll"]["title"]),
            number=int(content["trustee"]),
            contests=contests,
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotATask from None


def answer_file(answer: Answer) -> bytes:
    """Return an answer as a JSON file."""
    return _json(
        {
            "schema": ANSWER_SCHEMA,
            "kind": answer.kind.value,
            "signing_key": answer.signing_key,
            "contests": {sha256.hex(): _text(said) for sha256, said in answer.contests.items()},
        }
    )


def read_answer(data: bytes) -> Answer:
    """Return the answer in a file; raise `NotAnAnswer`."""
    try:
        content = json.loads(data)
        if content["schema"] != ANSWER_SCHEMA:
            raise NotAnAnswer
        contests = {
            bytes.fromhex(sha256): _bytes(said) for sha256, said in content["contests"].items()
        }
        return Answer(
            kind=Kind(content["kind"]), signing_key=str(content["signing_key"]), contests=contests
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotAnAnswer from None


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
