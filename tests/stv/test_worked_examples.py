"""Counts that others have published, worked out again: papers and tables in `examples/`.

Each table names its source, how it was published, and how it is compared here. A row of a table is
looked for among the record's stages, in order; stages that change nothing are left out on both
sides, as each program has its own ones. `exhausted` is what is non-transferable without the loss by
fraction, which some programs keep apart.
"""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from shortlist.stv import RULES, Lot, count, read_blt

EXAMPLES = Path(__file__).parent / "examples"
TABLES = sorted(path.stem for path in EXAMPLES.glob("*.json"))


def read(name):
    return read_blt((EXAMPLES / name).read_bytes())


def table(name):
    return json.loads((EXAMPLES / f"{name}.json").read_text())


def counted(published):
    lot = Lot.from_order(published["lot"]) if "lot" in published else None
    return count(read(published["papers"]), published["rule"], lot=lot)


def rows_of(record):
    """What a table may show of each stage that changes a tally; votes as exact decimals."""

    def votes(amount):
        return Decimal(record.amount(amount))

    rows = [
        {
            "tallies": [votes(tally) for tally in stage.tallies[1:]],
            "quota": votes(stage.quota),
            "non_transferable": votes(stage.non_transferable),
            "exhausted": votes(stage.non_transferable - stage.loss_by_fraction),
            "quotients": {str(number): votes(quotient) for number, quotient in stage.quotients},
        }
        for stage in record.stages
    ]
    return [
        row for at, row in enumerate(rows) if at == 0 or row["tallies"] != rows[at - 1]["tallies"]
    ]


def differences(ours, published, within):
    """In what a stage is not a published row: by more than `within`, where that is given."""
    for what in published:
        mine, theirs = by_name(ours[what]), by_name(published[what])
        if mine.keys() != theirs.keys():
            yield f"{what} are of {list(mine)}, not of {list(theirs)}"
            continue
        for name, value in theirs.items():
            if abs(mine[name] - Decimal(value)) > Decimal(within or 0):
                yield f"{what} {name} is {mine[name]}, not {value}"


def by_name(values):
    if isinstance(values, list):
        return dict(enumerate(values, 1))
    return values if isinstance(values, dict) else {"": values}


@pytest.mark.parametrize("name", TABLES)
def test_a_published_count_comes_out_again(name):
    published = table(name)
    record = counted(published)
    ours = rows_of(record)
    assert list(record.elected) == published["elected"]
    if published["complete"]:
        assert len(ours) == len(published["rows"])
    stages = iter(ours)
    for row in published["rows"]:
        apart = []
        for stage in stages:
            apart.append(list(differences(stage, row, published.get("within"))))
            if not apart[-1]:
                break
        else:
            pytest.fail(f"no stage is {row}: {apart}")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_where_it_is_from_and_how_it_is_compared(name):
    published = table(name)
    assert published["rule"] in RULES
    assert name == f"{Path(published['papers']).stem}.{published['rule']}"
    assert published["source"]
    assert published["compared"] == "every digit" or Decimal(published["within"]) > 0


def test_changing_one_digit_of_a_table_is_seen():
    published = table("castor-and-pollux.meek-prf")
    ours = rows_of(counted(published))
    assert not list(differences(ours[1], published["rows"][1], None))
    published["rows"][1]["tallies"][0] = "3.000000006"
    assert list(differences(ours[1], published["rows"][1], None)) == [
        "tallies 1 is 3.000000005, not 3.000000006"
    ]
