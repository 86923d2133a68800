"""Records from elsewhere: whatever they say, they are told or refused, and nothing fails."""

import copy
import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shortlist.stv import Lot, Profile, count
from shortlist.stv.cli import main
from shortlist.stv.record_check import check_record

PAPERS = [(9, (1, 2)), (4, (2,)), (3, (3,)), (2, (4, 2)), (1, (4,))]
NAMES = ["Ann", "Bo", "Cy", "Di"]


def record(rule="scottish"):
    return count(Profile.from_papers(PAPERS, NAMES, 2), rule, lot=Lot.from_seed("a"))


def with_row(row, **changes):
    whole = record()
    stages = list(whole.stages)
    stages[row - 1] = replace(stages[row - 1], **changes)
    return replace(whole, stages=tuple(stages))


def with_tie(**changes):
    whole = record()
    return replace(whole, ties=(replace(whole.ties[0], **changes),))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (replace(record(), title=None), "a text in the record is none"),
        (replace(record(), candidates=("Ann", "Bo", "Cy", 4)), "a text in the record is none"),
        (replace(record(), seats=2.0), "a number in the record is none"),
        (replace(record(), elected=(True,)), "a number in the record is none"),
        (replace(record(), seats=0), "at least one seat"),
        (replace(record(), candidates=()), "no candidates"),
        (replace(record(), file="a\x1b.blt"), "holds a control character"),
        (replace(record(), elected=(5,)), "names candidate 5, who did not stand"),
        (replace(record(), elected=(2, 1)), "elects others than its stages do"),
        (with_row(2, excluded=(1,)), "decides twice about somebody"),
        (replace(record(), withdrawn=(4,)), "decides twice about somebody"),
        (with_row(2, excluded=(0,)), "names candidate 0, who did not stand"),
        (with_row(2, number=3), "row 2 of the record is out of place"),
        (with_row(2, action=""), "row 2 of the record is out of place"),
        (with_row(3, tallies=(0, 1, 2)), "row 3 of the record does not say how everybody stands"),
        (with_tie(stage=9), "a tie at a stage that it does not have"),
        (with_tie(parted_at=0), "a tie at a stage that it does not have"),
        (with_tie(between=(3,)), "a tie of fewer than two"),
    ],
)
def test_a_record_that_names_what_it_does_not_have_is_refused(wrong, sentence):
    with pytest.raises(ValueError, match=sentence):
        check_record(wrong)


def test_a_record_of_ours_is_not_refused():
    check_record(record())


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "x", "1", "-1.00000", "7.00000", "\x1b[2J", "\ud800", "lot", "lookback"]),
)
VALUES = st.one_of(
    SCALARS, st.lists(SCALARS, max_size=2), st.dictionaries(st.text(max_size=2), SCALARS)
)


def places_in(values, path=()):
    """The path to every value inside JSON values."""
    if path:
        yield path
    inside = values.items() if isinstance(values, dict) else enumerate(values)
    for key, value in inside if isinstance(values, dict | list) else ():
        yield from (
            places_in(value, (*path, key)) if isinstance(value, dict | list) else [(*path, key)]
        )


def digested(values):
    """The JSON of values with the digest that fits them, or with none where none can be made."""
    values = {key: value for key, value in values.items() if key != "digest"}
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return json.dumps({**values, "digest": f"sha256:{digest}"}).encode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("records")
    (path / "good.json").write_bytes(record().to_json())
    return path


@pytest.mark.parametrize("rule", ["scottish", "ers97", "meek-prf", "qpq"])
@settings(max_examples=150)
@given(data=st.data())
def test_a_record_changed_anywhere_is_told_or_refused(rule, folder, data):
    values = json.loads(record(rule).to_json())
    for _ in range(data.draw(st.integers(1, 2))):
        *path, last = data.draw(st.sampled_from(list(places_in(copy.deepcopy(values)))))
        inside = values
        for key in path:
            inside = inside[key]
        if data.draw(st.booleans()) or isinstance(inside, list):
            inside[last] = data.draw(VALUES)
        else:
            del inside[last]
    changed = folder / "changed.json"
    changed.write_bytes(digested(values))
    assert main(["explain", str(changed)]) in {0, 2}
    assert main(["explain", str(changed), "--candidate", "1", "--candidate", "4"]) in {0, 2}
    assert main(["diff", str(folder / "good.json"), str(changed)]) in {0, 1, 2}
