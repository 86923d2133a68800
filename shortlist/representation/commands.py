"""`shortlist seats`: share seats out by a file of shares, with no database behind it."""

import csv
import io
import sys
from collections.abc import Sequence

import click

from shortlist.representation import Apportionment, Method, apportion, smallest_body
from shortlist.representation.rules import BadShares, CannotShare, LevelShares
from shortlist.representation.shares import Share, read_shares
from shortlist.stv.stage_table import plain

BAD_INPUT, NEEDS_LOT = 2, 3
MOST_BYTES = 4_000_000


@click.command()
@click.option("--seats", type=int, help="How many seats there are to share out.")
@click.option(
    "--shares", "file", type=click.File("rb"), required=True, help="CSV with regions and shares."
)
@click.option("--method", type=click.Choice([str(one) for one in Method]), default="dhondt")
@click.option(
    "--smallest", is_flag=True, help="Take the smallest body in which every region has a seat."
)
@click.option(
    "--ties",
    type=click.Choice(["refuse", "larger"]),
    default="refuse",
    help="Equal claims: refuse them, or part them by the larger share, then the earlier line.",
)
def seats(*, seats: int | None, file: io.BytesIO, method: str, smallest: bool, ties: str) -> None:
    """Share seats out among regions and print CSV: region,share,seats.

    The file's share column is headed membership_percent, share or members. Exit status 2: bad
    input; 3: equal claims that only a lot can part.

    \b
    Example: shortlist seats --seats 9 --shares regions.csv --method dhondt
    """
    try:
        shares = read_shares(_text(file))
        how = Method(method)
        body = smallest_body([one.value for one in shares], how) if smallest else seats
        _write(shares, _shared_out(shares, body, how, ties))
    except LevelShares as refusal:
        click.echo(refusal.text, err=True)
        sys.exit(NEEDS_LOT)
    except CannotShare as refusal:
        click.echo(refusal.text, err=True)
        sys.exit(BAD_INPUT)


def _text(file: io.BytesIO) -> str:
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadShares("The file is larger than 4 MB.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadShares(f"line {line}: this is not written in UTF-8.") from error


def _shared_out(
    shares: Sequence[Share], seats: int | None, method: Method, ties: str
) -> tuple[int, ...]:
    if seats is None:
        raise CannotShare("Say how many seats there are: --seats 9, or --smallest.")
    values = [one.value for one in shares]
    result = apportion(values, seats, method)
    if result.level and ties == "refuse":
        raise LevelShares(_in_words(shares, result))
    return result.settled(values)


def _in_words(shares: Sequence[Share], result: Apportionment) -> str:
    names = [shares[index].region for index in result.level]
    claims = "seat" if result.left == 1 else f"{result.left} seats"
    return (
        f"{', '.join(names[:-1])} and {names[-1]} have equal claims to the last {claims}: only a "
        "lot can part them. --ties larger prefers the larger share, then the earlier line."
    )


def _write(shares: Sequence[Share], seats: Sequence[int]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("region", "share", "seats"))
    for one, number in zip(shares, seats, strict=True):
        writer.writerow((plain(one.region), one.written, number))
    sys.stdout.buffer.write(text.getvalue().encode())
