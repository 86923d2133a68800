"""Appending to a contest's log, always under the lock of its head."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from shortlist.polls.models import Poll
from shortlist.voting.models import Leaf, LogHead
from shortlist.voting.queries import head_of, logged_contests
from shortlist.voting.rules import NotReady
from shortlist.voting.tree import Tree


def locked_head(session: Session, contest_id: int) -> LogHead:
    """Return the head, held until the transaction ends; raise `NotReady`.

    On SQLite the transaction holds the database's write lock from its beginning already.
    """
    head = session.get(LogHead, contest_id, with_for_update=True, populate_existing=True)
    if head is None:
        raise NotReady
    return head


@dataclass(frozen=True, kw_only=True)
class Appended:
    """What became of the tree by one leaf: the root over all so far, and the leaf's audit path."""

    root: bytes
    path: bytes


def append_leaves(session: Session, head: LogHead, lines: Sequence[str]) -> list[Appended]:
    """Append lines to the log of a held head; return what became of the tree by each."""
    tree, first, appended = Tree(head.size, head.frontier), head.size, []
    for line in lines:
        path = b"".join(tree.append(line))
        appended.append(Appended(root=tree.root(), path=path))
    session.execute(
        insert(Leaf),
        [
            {"contest_id": head.contest_id, "index": index, "line": line}
            for index, line in enumerate(lines, start=first)
        ],
    )
    head.size, head.frontier = tree.size, tree.frontier
    return appended


def root_of(head: LogHead) -> bytes:
    """Return the root (32 bytes) over all leaves of a log."""
    return Tree(head.size, head.frontier).root()


def logs_in_words(session: Session, poll: Poll) -> Mapping[str, str]:
    """Return, for each contest with a box, what its log is now: how long, with which root."""
    heads = {one.position: head_of(session, one.id) for one in logged_contests(session, poll)}
    return {
        f"Log of contest {position}": f"{head.size} lines, root {root_of(head).hex()}"
        for position, head in heads.items()
    }
