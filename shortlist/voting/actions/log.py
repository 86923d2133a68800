"""Appending to a contest's log, always under the lock of its head."""

from collections.abc import Sequence

from sqlalchemy import insert
from sqlalchemy.orm import Session

from shortlist.voting.models import Leaf, LogHead
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


def append_leaves(session: Session, head: LogHead, lines: Sequence[str]) -> list[bytes]:
    """Append lines to the log of a held head; return the tree's root after each."""
    tree, first, roots = Tree(head.size, head.frontier), head.size, []
    for line in lines:
        tree.append(line)
        roots.append(tree.root())
    session.execute(
        insert(Leaf),
        [
            {"contest_id": head.contest_id, "index": index, "line": line}
            for index, line in enumerate(lines, start=first)
        ],
    )
    head.size, head.frontier = tree.size, tree.frontier
    return roots


def root_of(head: LogHead) -> bytes:
    """Return the root (32 bytes) over all leaves of a log."""
    return Tree(head.size, head.frontier).root()
