"""Single steps of counts that others have published, where they published no more than the steps.

The papers that a source does not give are made up here around the figures that it does; only those
figures are compared.
"""

import pytest

from shortlist.stv import Profile, count, read_blt
from shortlist.stv.reading import Gaps

from .test_worked_examples import read


def amounts(record, gains):
    return {number: record.amount(votes) for number, votes in gains}


def test_the_ers97_model_election_begins_as_its_book_says():
    """Newland and Britton, third edition (1997), 8.1 and 8.2, rosenstiel.co.uk/stvrules/model.htm.

    Lee Yingtong Li's papers (yingtongli.me/blog/2021/01/04/ers97.html) give the book's narrative;
    he says that they differ from its result sheet later on, so no more than this is compared.
    """
    record = count(read("ers97-model.blt"), "ers97")
    first, second = record.stages[:2]
    # "The total valid vote is 753." "753/7 = 107.57142 Quota = 107.58" "One candidate, Smith, with
    # a vote of 134, exceeds the quota, and is deemed elected."
    assert record.papers.formal == 753
    assert record.amount(first.quota) == "107.58"
    assert (record.amount(first.tallies[1]), first.elected) == ("134.00", (1,))
    # "Smith has a surplus of 134 - 107.58 = 26.42 This exceeds the difference between the votes of
    # the last two candidates, (24 - 23 = 1)."
    assert [record.amount(votes) for votes in sorted(first.tallies[1:])[:2]] == ["23.00", "24.00"]
    transfer = second.transfer
    assert transfer is not None
    assert (transfer.from_, record.amount(transfer.surplus)) == ((1,), "26.42")
    # "Smith has 134 papers for review, of which 123 prove to be transferable." "26.42/123 = 0.21"
    assert [(parcel.papers, record.amount(parcel.value)) for parcel in transfer.parcels] == [
        (123, "0.21")
    ]
    # "26.42 - (123 x 0.21) = 26.42 - 25.83 = 0.59 are recorded on the result sheet, which again
    # shows the total valid vote at 753."
    assert record.amount(sum(votes for _, votes in transfer.to)) == "25.83"
    assert record.amount(second.non_transferable) == "0.59"
    assert record.amount(sum(second.tallies) + second.non_transferable) == "753.00"


def test_three_surpluses_in_northern_ireland():
    """Nicholas Whyte on a count in West Tyrone, fromtheheartofeurope.eu/26311 (undated there).

    He gives the figures named below; candidates are letters, and who else was voted for is ours.
    """
    e, d, m, k = 1, 2, 3, 4  # McElduff, a DUP candidate, McDonnell, Kelly
    papers = [
        (7, (d, m)),  # "7 papers at 0.47"
        (993, (d, 6)),
        (548, (d,)),
        (78, (e, m, k)),  # "170 of these papers went to McDonnell"
        (45, (e, m, 7)),
        (47, (e, m)),
        (1257, (e, k)),  # "1427 ballot papers with ... a valid next preference"
        (44, (e,)),  # "1471 first preferences"
        (1060, (m,)),  # "he already had 1060 first preferences"
        (695, (k,)),
        (600, (5,)),
        (500, (6,)),
        (590, (7,)),
    ]
    record = count(Profile.from_papers(papers, "EDMKBXY", 5), "northern-ireland")
    assert record.amount(record.quota) == "1078.00"
    third_party, mcelduff, mcdonnell = (stage.transfer for stage in record.stages[1:4])
    assert amounts(record, third_party.to)[m] == "3.29"
    # "a surplus of 393 ... transferred with a value of 0.27 (since 393/1427 = 0.275402943)"
    assert record.amount(mcelduff.surplus) == "393.00"
    assert record.amount(mcelduff.value) == "0.27"
    # "170 of these papers went to McDonnell at a value of 45.90"
    assert amounts(record, mcelduff.to)[m] == "45.90"
    # "his total of 1109.19"; "enough to put McDonnell over the quota by 31.19"
    assert record.amount(record.stages[2].tallies[m]) == "1109.19"
    assert record.amount(mcdonnell.surplus) == "31.19"
    # "just 0.44 was non-transferable"; Kelly went from 913.08 to 932.58. At two places only 123
    # papers at 0.25, out of the 170 that came last, give both.
    assert amounts(record, mcdonnell.to)[k] == "19.50"
    assert record.amount(mcdonnell.non_transferable + mcdonnell.loss_by_fraction) == "0.44"


A, B, C, D, E = range(1, 6)


@pytest.mark.parametrize(
    ("marks", "withdrawn", "recognised"),
    [
        # Example 1: "Candidate A 1, Candidate B 2, Candidate C 3, Candidate D 2 Not unique,
        # Candidate E 4": first preference A, the others none.
        pytest.param("1 2=4 3 5", "", (A,), id="not unique"),
        # Example 2: "Candidate A 1, Candidate B 4 Not consecutive, Candidate C 5, Candidate D 2,
        # Candidate E 6": first preference A, second D, the others none.
        pytest.param("1 4 - 2 3 5", "", (A, D), id="not consecutive"),
        # Example 3: "Candidate A 1, Candidate B 4 Withdrawn candidate, Candidate C 3, Candidate D 2
        # Withdrawn candidate, Candidate E 5": preferences A, C and E keep their ranks.
        pytest.param("1 4 3 2 5", "-2 -4\n", (A, C, E), id="withdrawn"),
    ],
)
def test_new_zealand_recognises_preferences_as_its_examples_say(marks, withdrawn, recognised):
    """Local Electoral Regulations 2001, schedule 1A, clauses 37 and 38, examples 1 to 3."""
    papers = f'5 2\n{withdrawn}1 {marks} 0\n0\n"A"\n"B"\n"C"\n"D"\n"E"\n'
    profile = read_blt(papers.encode(), Gaps.CUT)
    ((_, preferences),) = profile.papers()
    assert tuple(n for n in preferences if n not in profile.withdrawn) == recognised
