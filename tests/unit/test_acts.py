"""Promises: how they read, which are open, when another way is offered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.acts import (
    if_then,
    missing,
    moved_on,
    obstacle_sentence,
    offers_obstacle,
    open_acts,
    sentence,
    stuck,
    told_acts,
    with_outcome,
)
from coach.domain.model import Act, CameBack

TUESDAY = date(2026, 11, 24)
Promised = Callable[..., Act]


@pytest.mark.parametrize(
    ("cue", "act", "said"),
    [
        ("Bill calls", "check his invoice", "If Bill calls, then I check his invoice."),
        ("If Bill calls", "I check it", "If Bill calls, then I check it."),
        ("if Bill calls,", "then I check it.", "If Bill calls, then I check it."),
        ("when Bill calls", "I will check it", "When Bill calls, then I check it."),
        ("Whenever it rains", "i'll ring him", "Whenever it rains, then I ring him."),
        ("as soon as he pays", "I’ll say thanks", "As soon as he pays, then I say thanks."),
        ("once he has paid", "Then I thank him", "Once he has paid, then I thank him."),
        ("Each time she asks", "Then, I will wait", "Each time she asks, then I wait."),
        ("next time she asks", "then wait", "Next time she asks, then I wait."),
        ("If Bill calls, then", "I check it", "If Bill calls, then I check it."),
        ("The phone rings ;", "Say my name", "If the phone rings, then I say my name."),
        ("On Monday", "Ring Ann", "If on Monday, then I ring Ann."),
        ("A customer waits", "SMS Bill", "If a customer waits, then I SMS Bill."),
        ("@bill calls", "point him to @ann", "If @bill calls, then I point him to @ann."),
        ("  Bill\n  calls ", "check\nhis invoice", "If Bill calls, then I check his invoice."),
        ("Iffy weather", "iron shirts", "If Iffy weather, then I iron shirts."),
        ("Bill calls", "Iron his shirt", "If Bill calls, then I iron his shirt."),
        ("Bill calls", "thank him", "If Bill calls, then I thank him."),
        ("Bill calls", "willingly wait", "If Bill calls, then I willingly wait."),
        ("Bill calls", "", "If Bill calls, then I …"),
        ("", "ring Ann", "I ring Ann."),
        ("", "Then I ring Ann.", "I ring Ann."),
        ("Anna kommt", "frage ich sie", "If Anna kommt, then I frage ich sie."),
        ("客さんが来る", "名前で呼ぶ", "If 客さんが来る, then I 名前で呼ぶ."),
    ],
)
def test_a_plan_reads_as_one_sentence_however_it_was_written(cue: str, act: str, said: str) -> None:
    assert if_then(cue, act) == said


@settings(deadline=None, derandomize=True, database=None)
@given(st.text(), st.text())
def test_any_plan_is_one_line(cue: str, act: str) -> None:
    assert len(if_then(cue, act).splitlines()) == 1


def test_the_obstacle_has_a_sentence_of_its_own(promised: Promised) -> None:
    act = promised("2026-11-24")
    assert sentence(act) == "If Bill calls, then I check his invoice."
    assert obstacle_sentence(act) == ""
    named = replace(act, obstacle="he is in a hurry")
    assert obstacle_sentence(named) == "In the way: he is in a hurry."
    planned = replace(named, if_obstacle="I ask for two minutes")
    assert obstacle_sentence(planned) == "If he is in a hurry, then I ask for two minutes."


@pytest.mark.parametrize(
    ("cue", "act", "lack"),
    [
        ("", "", "When will you know that it is time? A person, a day or an event."),
        ("  ", "ring", "When will you know that it is time? A person, a day or an event."),
        ("Bill calls", " ", "And then, what do you do?"),
        ("Bill calls", "try to listen", "What would somebody see you do?"),
        ("Bill calls", "I will be kinder", "What would somebody see you do?"),
        ("Bill calls", "then I'll Improve it", "What would somebody see you do?"),
        ("Bill calls", "ring him", ""),
        ("Bill calls", "beat the rug", ""),
        ("Bill calls", "tryst", ""),
        ("Anna ruft an", "bereite den Tee", ""),
    ],
)
def test_what_a_plan_lacks_is_pointed_out_one_thing_at_a_time(
    cue: str, act: str, lack: str
) -> None:
    assert missing(cue, act) == lack


def test_the_open_act_that_is_due_first_comes_first(promised: Promised) -> None:
    late, soon = promised("2026-11-20"), promised("2026-11-10")
    others = [
        promised("2026-11-01", "kept", "2026-11-10"),
        promised("2026-11-01", "let-go", "2026-11-10"),
        promised("2026-11-01", deleted=True),
    ]
    same_day = promised("2026-11-10")
    assert open_acts([late, *others, same_day, soon]) == [soon, same_day, late]


def test_the_obstacle_is_asked_from_the_third_act_on(promised: Promised) -> None:
    acts = [promised("2026-11-10"), promised("2026-11-12")]
    assert [offers_obstacle(acts[:n]) for n in range(3)] == [False, False, True]
    assert not offers_obstacle([acts[0], replace(acts[1], deleted=True)])


@pytest.mark.parametrize(
    ("status", "asked"), [("not-yet", True), ("kept", False), ("partly", False), ("let-go", False)]
)
def test_the_obstacle_is_asked_after_a_not_yet(
    promised: Promised, status: str, asked: bool
) -> None:
    assert offers_obstacle([promised("2026-11-10", status, "2026-11-17")]) is asked


def test_the_act_told_of_last_is_at_the_end_whenever_it_was_promised(promised: Promised) -> None:
    last = promised("2026-11-10", "kept", "2026-11-24", updated="2026-11-24T18:00:00.000+01:00")
    first = promised("2026-11-12", "not-yet", "2026-11-20")
    then = promised("2026-11-13", "let-go", "2026-11-24")
    gone = replace(promised("2026-11-14", "kept", "2026-11-25"), deleted=True)
    assert told_acts([last, first, then, promised("2026-11-23"), gone]) == [first, then, last]


def test_an_outcome_is_said_today_and_each_thing_that_came_back_once() -> None:
    changes = with_outcome(
        "kept", TUESDAY, did="rang", they="laughed", back=["paid", "thanks", "paid"], minutes=9
    )
    assert changes == {
        "status": "kept",
        "said": "2026-11-24",
        "did": "rang",
        "they": "laughed",
        "came_back": (CameBack("2026-11-24", "paid"), CameBack("2026-11-24", "thanks")),
        "minutes": 9,
    }


@pytest.mark.parametrize(
    ("due", "moved_to"),
    [
        ("2026-11-24", "2026-12-01"),
        ("2026-11-26", "2026-12-03"),
        ("2026-11-20", "2026-11-27"),
        ("2026-11-17", "2026-12-01"),
        ("2026-09-01", "2026-12-01"),
    ],
)
def test_a_moment_that_never_came_is_asked_about_a_week_on_and_not_before_tomorrow(
    promised: Promised, due: str, moved_to: str
) -> None:
    act = promised("2026-09-01", due=due)
    assert moved_on(act, TUESDAY) == {"due": moved_to, "moved": 1}
    assert date.fromisoformat(moved_to) - date.fromisoformat(due) >= timedelta(weeks=1)


def test_after_the_second_time_another_way_is_offered(promised: Promised) -> None:
    acts = [promised("2026-11-10", moved=moved) for moved in range(4)]
    assert [stuck(act) for act in acts] == [False, False, True, True]
    assert not stuck(promised("2026-11-10", "let-go", "2026-11-17", moved=3))
