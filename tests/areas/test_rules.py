"""What areas refuse, by name."""

import pytest

from shortlist.areas import rules


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ((True, True, True), None),
        ((False, True, True), rules.SlateNotOut),
        ((True, False, True), rules.NotOnTheSlate),
        ((True, True, False), rules.NotSimulated),
    ],
)
def test_a_plan_is_published_after_the_slate_and_as_it_was_simulated(facts, refusal):
    names = ("is_slate_published", "are_on_slate", "is_simulated")
    told = dict(zip(names, facts, strict=True))
    if refusal is None:
        rules.check_may_publish(**told)
        return
    with pytest.raises(refusal):
        rules.check_may_publish(**told)


@pytest.mark.parametrize("order", [(1, 1), (1,), (0, 1), (1, 2, 3)])
def test_an_order_names_everybody_once(order):
    rules.check_order((2, 1), 2)
    with pytest.raises(rules.NotAnOrder):
        rules.check_order(order, 2)
