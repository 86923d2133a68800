"""What balance rules say, when they contradict each other, and when they cannot be kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.polls.balance import (
    GroupPlan,
    Part,
    RulePlan,
    faults_of_group,
    faults_of_rule,
    labels_of,
    sentence_of,
    sentences_of,
    why_contradict,
    why_not_kept,
)
from shortlist.polls.balance_usual import DISABLED, WOMEN, usual_rules
from shortlist.stv import Sense

WALES, NORTH, LONDON = Part(region="Wales"), Part(region="North"), Part(region="London")
A_WOMAN = Part(group=WOMEN)
WELSH_WOMAN = Part(group=WOMEN, region="Wales")


def at_least(number: int, *parts: Part) -> RulePlan:
    return RulePlan(sense=Sense.AT_LEAST, number=number, parts=parts)


def at_most(number: int, *parts: Part) -> RulePlan:
    return RulePlan(sense=Sense.AT_MOST, number=number, parts=parts)


@pytest.mark.parametrize(
    ("rule", "said", "bound"),
    [
        (at_least(4, A_WOMAN), "At least 4 of the 9 are women.", "women>=4"),
        (at_least(1, A_WOMAN), "At least 1 of the 9 is a woman.", "women>=1"),
        (at_most(2, LONDON), "At most 2 of the 9 are from London.", "from London<=2"),
        (at_most(0, LONDON), "None of the 9 is from London.", "from London<=0"),
        (
            at_least(1, Part(region="Scotland"), NORTH),
            "At least 1 of the 9 is from Scotland or North.",
            "from Scotland+from North>=1",
        ),
        (at_least(2, WELSH_WOMAN), "At least 2 of the 9 are women from Wales.", None),
        (
            at_least(3, WELSH_WOMAN, Part(group=WOMEN, region="North"), LONDON),
            "At least 3 of the 9 are women from Wales or North, or from London.",
            "women from Wales+women from North+from London>=3",
        ),
        (
            at_least(2, A_WOMAN, Part(group=DISABLED)),
            "At least 2 of the 9 are women or disabled people.",
            "women+disabled people>=2",
        ),
    ],
)
def test_a_rule_is_a_sentence_and_a_bound(rule: RulePlan, said: str, bound: str | None) -> None:
    assert sentence_of(rule, 9) == said
    assert bound in {None, str(rule.bound)}


def test_a_rule_on_one_seat_is_about_whoever_is_elected() -> None:
    assert sentence_of(at_least(1, A_WOMAN), 1) == "The one elected is a woman."
    assert sentence_of(at_most(0, WALES), 1) == "The one elected is not from Wales."


def test_rules_that_differ_by_region_alone_are_said_together() -> None:
    rules = (at_most(2, WALES), at_least(4, A_WOMAN), at_most(2, NORTH), at_least(1, LONDON))
    assert sentences_of(rules, 9) == (
        "At most 2 of the 9 are from any one of Wales and North.",
        "At least 4 of the 9 are women.",
        "At least 1 of the 9 is from London.",
    )
    assert sentences_of((at_least(1, WALES), at_least(1, NORTH)), 9) == (
        "At least 1 of the 9 is from each of Wales and North.",
    )
    assert sentences_of((at_most(0, WALES), at_most(0, NORTH)), 9) == (
        "None of the 9 is from Wales or North.",
    )


def test_whoever_declares_a_group_is_in_it_and_regions_may_be_spelled_otherwise() -> None:
    rules = (at_least(1, A_WOMAN), at_least(1, WELSH_WOMAN), at_most(2, LONDON))
    assert labels_of(rules, {"women"}, "Greater London") == {"women", "from London"}
    assert labels_of(rules, {"women"}, "Wales") == {"women", "women from Wales"}
    assert labels_of(rules, (), "Wales") == frozenset()
    assert labels_of(rules, {"men"}, "") == frozenset()


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (at_least(0, A_WOMAN), "number"),
        (at_least(10, A_WOMAN), "number"),
        (at_most(9, A_WOMAN), "number"),
        (at_most(-1, A_WOMAN), "number"),
        (at_least(1), "groups"),
        (at_least(1, Part(region="A; B")), "regions"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_beside_its_field(rule: RulePlan, field: str) -> None:
    assert [name for name, _ in faults_of_rule(rule, 9)] == [field]
    assert faults_of_rule(at_least(9, A_WOMAN), 9) == faults_of_rule(at_most(0, A_WOMAN), 9) == []


@pytest.mark.parametrize("name", ["Women", "from here", "people from here", "a;b"])
def test_a_name_that_could_be_mistaken_is_refused(name: str) -> None:
    plan = GroupPlan(name=name, singular="one", words="I am one.")
    assert [field for field, _ in faults_of_group(plan, ["women"])] == ["name"]
    assert faults_of_group(WOMEN, ["men"]) == []


def test_rules_that_nobody_could_keep_are_named_and_nothing_else() -> None:
    rules = (at_least(5, A_WOMAN), at_most(2, LONDON), at_most(4, A_WOMAN))
    refusal = why_contradict(rules, 9, None)
    assert refusal is not None
    assert refusal.text == (
        "These balance rules contradict each other: "
        "At least 5 of the 9 are women. At most 4 of the 9 are women."
    )
    assert why_contradict(rules[:2], 9, None) is None
    alone = why_contradict((at_least(1, WALES),), 9, "London")  # a contest for London alone
    assert alone is not None
    assert alone.text == ("Nobody could keep this balance rule: At least 1 of the 9 is from Wales.")


def test_a_combination_that_those_who_stand_cannot_keep_is_named() -> None:
    people = dict.fromkeys((1, 2), (("women",), "London")) | {3: ((), "Wales")}
    rules = (at_least(2, A_WOMAN), at_most(1, LONDON), at_least(1, WALES))
    refusal = why_not_kept(rules, 3, people, "Board")
    assert refusal is not None
    assert refusal.text == (
        "This balance rule of “Board” cannot be kept by the 3 who stand: "
        "At most 1 of the 3 is from London (2 of those who stand)."
    )
    people[4] = ((), "North")
    refusal = why_not_kept(rules, 3, people, "Board")
    assert refusal is not None
    assert refusal.text == (
        "Together these balance rules of “Board” cannot be kept by the 4 who stand: At least 2 of "
        "the 3 are women (2 of those who stand). At most 1 of the 3 is from London (2 of those who "
        "stand)."
    )
    people[5] = (("women",), "Wales")
    assert why_not_kept(rules, 3, people, "Board") is None


@st.composite
def rules_and_people(draw):
    groups = (WOMEN, DISABLED)
    part = st.builds(
        Part,
        group=st.sampled_from((None, *groups)),
        region=st.sampled_from(("Wales", "North")),
    ) | st.builds(Part, group=st.sampled_from(groups))
    parts = st.lists(part, min_size=1, max_size=2, unique=True).map(tuple)
    rule = st.builds(RulePlan, sense=st.sampled_from(Sense), number=st.integers(0, 3), parts=parts)
    person = st.tuples(
        st.frozensets(st.sampled_from([group.name for group in groups])),
        st.sampled_from(("Wales", "North", "")),
    )
    people = draw(st.lists(person, min_size=3, max_size=7))
    return tuple(draw(st.lists(rule, max_size=4))), dict(enumerate(people, 1))


@given(rules_and_people())
def test_rules_that_anybody_can_keep_contradict_nothing(both) -> None:
    rules, people = both
    if why_not_kept(rules, 3, people, "") is None:
        assert why_contradict(rules, 3, None) is None


def test_usual_rules_fit_the_seats_and_are_offered_once() -> None:
    regions = ["London", "North", "Scotland", "Wales", "East"]
    offered = usual_rules(9, regions, ())
    assert {one.key for one in offered} == {
        "women",
        "minorities",
        "disabled",
        "young",
        "nations",
        "regions",
    }
    for one in offered:
        assert why_contradict(one.rules, 9, None) is None
        assert not [fault for rule in one.rules for fault in faults_of_rule(rule, 9)]
    there = (at_least(2, A_WOMAN), at_least(1, WALES))
    left = {one.key for one in usual_rules(9, regions, there)}
    assert left == {"minorities", "disabled", "young", "regions"}
    assert usual_rules(1, regions, ()) == ()
