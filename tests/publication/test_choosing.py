"""Three sentences on how a slate was chosen: exact for every kind of poll."""

from dataclasses import replace

import pytest

from shortlist.publication.choosing import Chosen, sentences

SCOTTISH = "Scottish STV, as in Scottish council elections"
MEEK = "Meek STV, counted by computer to many decimal places"
VOTED = Chosen(
    voted=143,
    electors=400,
    voting=("Monday 3 February, 9 am", "Thursday 6 March, 7 pm (London)"),
    papers=143,
    outside=0,
    rules=(SCOTTISH,),
    contests=1,
    seats=3,
    elected=3,
    candidates=7,
    reserves=2,
    results_on="Friday 7 March",
    slate_on="Saturday 8 March",
)
FROM_OUTSIDE = replace(VOTED, voted=None, electors=None, outside=113, papers=113)
WHO_VOTED = [
    (
        VOTED,
        (
            "143 of 400 members on the register voted, from Monday 3 February, 9 am to "
            "Thursday 6 March, 7 pm (London), and ranked the candidates as they prefer them."
        ),
    ),
    (
        replace(VOTED, voted=None, outside=1),
        (
            "Members voted, from Monday 3 February, 9 am to Thursday 6 March, 7 pm (London), "
            "and ranked the candidates as they prefer them; 1 paper was handed in from "
            "outside."
        ),
    ),
    (
        FROM_OUTSIDE,
        "113 papers on which the candidates are ranked were handed in from outside.",
    ),
    (replace(FROM_OUTSIDE, outside=0, papers=0), "Nobody voted."),
]
HOW_COUNTED = [
    (
        VOTED,
        (
            f"143 papers were counted by {SCOTTISH}: three of the seven candidates won a seat "
            "and stand here in order of election."
        ),
    ),
    (
        replace(VOTED, papers=1, seats=1, elected=1, candidates=1),
        f"1 paper was counted by {SCOTTISH}: the only candidate won a seat.",
    ),
    (
        replace(VOTED, absent=1, stepped_up=1),
        (
            f"143 papers were counted by {SCOTTISH}: three of the seven candidates won a seat, "
            "two of whom stand here, followed by one reserve."
        ),
    ),
    (
        replace(VOTED, absent=2),
        (
            f"143 papers were counted by {SCOTTISH}: three of the seven candidates won a seat, "
            "one of whom stands here, and two of three seats are empty."
        ),
    ),
    (
        replace(VOTED, elected=2, seats=3),
        (
            f"143 papers were counted by {SCOTTISH}: two of the seven candidates won a seat "
            "and stand here in order of election, and one of three seats is empty."
        ),
    ),
    (
        replace(
            VOTED,
            contests=2,
            rules=(SCOTTISH, MEEK),
            papers=1_143,
            seats=14,
            elected=13,
            candidates=13,
        ),
        (
            f"1,143 papers of two contests were counted apart by {SCOTTISH} and by {MEEK}: "
            "all 13 candidates won a seat and stand here contest by contest in order of "
            "election, and one of 14 seats is empty."
        ),
    ),
    (
        replace(VOTED, papers=0, elected=0, seats=2),
        (
            f"0 papers were counted by {SCOTTISH}: none of the seven candidates won a seat, "
            "and two of two seats are empty."
        ),
    ),
]
FOUND = "found by counting the same papers again without each person on the slate"
WHEN_SHOWN = [
    (
        VOTED,
        (
            "The results with every stage were published on Friday 7 March and this slate on "
            f"Saturday 8 March; two reserves stand by, {FOUND}."
        ),
    ),
    (
        replace(VOTED, slate_on="", reserves=1),
        (
            "The results with every stage were published on Friday 7 March; one reserve "
            f"stands by, {FOUND}."
        ),
    ),
    (
        replace(VOTED, reserves=0, slate_on=VOTED.results_on),
        "The results with every stage and this slate were published on Friday 7 March.",
    ),
    (
        replace(VOTED, reserves=0),
        (
            "The results with every stage were published on Friday 7 March and this slate on "
            "Saturday 8 March."
        ),
    ),
]


@pytest.mark.parametrize(("facts", "said"), WHO_VOTED)
def test_the_first_sentence_says_who_voted_and_when(facts: Chosen, said: str) -> None:
    assert sentences(facts)[0] == said


@pytest.mark.parametrize(("facts", "said"), HOW_COUNTED)
def test_the_second_sentence_says_how_it_was_counted(facts: Chosen, said: str) -> None:
    assert sentences(facts)[1] == said


@pytest.mark.parametrize(("facts", "said"), WHEN_SHOWN)
def test_the_third_sentence_says_when_it_was_shown_and_who_stands_by(
    facts: Chosen, said: str
) -> None:
    assert sentences(facts)[2] == said


def test_a_box_that_nobody_used_is_not_said_to_have_been_voted_in() -> None:
    facts = replace(FROM_OUTSIDE, electors=400)
    assert sentences(facts)[0] == sentences(FROM_OUTSIDE)[0]
