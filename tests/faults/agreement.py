"""Whether a box's log, envelopes and head agree with each other, and with given receipts."""

from collections.abc import Iterable

from sqlalchemy import select

from shortlist.voting.leaves import live_hashes
from shortlist.voting.models import Envelope, Leaf, LogHead
from shortlist.voting.queries import fixed_for
from shortlist.voting.tree import Tree
from tests.voting.booth import Booth


def check_log(booth: Booth) -> list[str]:
    """Hold log, envelopes and head of the booth's contest against each other; return the lines."""
    with booth.reading() as session:
        contest_id = booth.poll(session).contests[0].id
        of_contest = (Leaf.contest_id == contest_id, Envelope.contest_id == contest_id)
        leaves = session.execute(
            select(Leaf.index, Leaf.line).where(of_contest[0]).order_by(Leaf.index)
        ).all()
        envelopes = session.scalars(select(Envelope).where(of_contest[1])).all()
        head = session.get_one(LogHead, contest_id)
        fixed = fixed_for(session, contest_id)
    lines = [line for _, line in leaves]
    tree = Tree.of(lines)
    assert [index for index, _ in leaves] == list(range(len(leaves)))
    assert (head.size, head.frontier, head.live) == (tree.size, tree.frontier, len(envelopes))
    assert len({envelope.elector_id for envelope in envelopes}) == len(envelopes)
    close = [] if head.closed else [f"C {head.live} {head.by_server}"]
    live = live_hashes([*lines, *close], fixed.terms.manifest_sha256, fixed.closes_at)
    assert live.total() == len(envelopes)
    return lines


def check_receipts(lines: list[str], receipts: Iterable[tuple[int, bytes, str]]) -> None:
    """Find every receipt (index, root, leaf) in a log: its leaf, and the root right after it."""
    tree, roots = Tree(), []
    for line in lines:
        tree.append(line)
        roots.append(tree.root())
    for index, root, leaf in receipts:
        assert (lines[index], roots[index]) == (leaf, root)
