"""The words that go with a bundle, for a stranger who opens it."""

from collections.abc import Sequence

from shortlist.polls.models import Contest, Poll

README = """{title}
{underline}

This folder holds what a stranger needs to check the poll "{title}"
(its page: /polls/{slug}). With Python 3.9 or later, on Windows, macOS or Linux:

    python3 verify.py .

(on Windows: py verify.py .) It names whatever does not fit, or says in a
paragraph what it checked and what it did not. People who saved receipts put
them into a folder and add --receipts FOLDER.

{again}
What is here, in the folder of each contest:

    manifest.json   what the contest was when it was made ready; its SHA-256 is
                    the first line of the log and was shown while people voted
    log.txt         a line for each envelope that went into the box, and which
                    earlier one it replaced; the last line is the close
    checkpoint      the size and root of the log (RFC 6962), signed by its key
                    (a C2SP signed note)
    opening.json    what came out of the box, in numbers and hashes, and what
                    each trustee stated of it; signed by the same key when the
                    box was opened (Ed25519 over the rest as canonical JSON,
                    RFC 8785). Its hashes of envelopes and papers are SHA-256 of
                    all their sorted SHA-256 hashes; of papers, as they were
                    sealed: 1, ten bytes of check code, how many candidates,
                    their numbers, zeros for as many as there could be more
    papers.csv      every paper from the box, one a line: its check code, which
                    its voter alone was shown, and the candidates' numbers in
                    order; cut where the count stopped looking if the manifest
                    says R, which changes no result; not there if it says T, or
                    if there are fewer papers than its "tables_below". Where all
                    papers came from outside these, which have no check codes
    *.rows          eight digits for each line of a file, by which verify.py
                    tells which line was changed
    outside-*.blt   papers that came from outside, as they were handed in, and
                    as the count read them; bundle.json names their source
    papers.blt      all papers that were counted, equal ones merged; not there
                    where papers.csv is not, for the same reason
    record.json     everything the count did
    stages.csv      the same for a spreadsheet
    groups.csv      where the contest has balance rules: who counts among whom, as
                    the manifest says it, by the candidates' numbers
    record-without-rules.json, stages-without-rules.csv
                    the same papers counted without these rules

ledger.csv says how many were put on the register and taken off it, or barred
from casting, on which day after it was frozen; bundle.json has its size.

bundle.json says, too, who withdrew after the paper was fixed and before the
count: the record passes over them. That they asked for it is on the word of
the poll's officers.

A contest whose papers all came from outside has no box, and no files of one.
SHA256SUMS has the hash of every file, and below them the signatures of the logs;
"sha256sum -c SHA256SUMS" checks the hashes, too.
{dropped}"""


AGAIN = """To count again, with this program or any other for the single transferable vote:

{commands}{without}"""
WITHOUT = """
Leave out --groups and what follows it, and it counts without the balance rules.
"""


def readme(poll: Poll, dropped: Sequence[Contest], recounts: Sequence[str]) -> str:
    """Return the text that explains a bundle; single papers of only some contests may be in it."""
    commands = [f"    {command}\n" for command in recounts]
    without = WITHOUT if any("--groups" in command for command in recounts) else ""
    named = "".join(f"Dropped, for nobody stood in it: {one.title}.\n" for one in dropped)
    return README.format(
        title=poll.title,
        underline="=" * len(poll.title),
        slug=poll.slug,
        again=AGAIN.format(commands="".join(commands), without=without) if commands else "",
        dropped=f"\n{named}" if named else "",
    )
