"""Promises: how they read, which are open, when another way is offered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.model import Promise, Returned
from coach.domain.promises import (
    asks_minutes,
    asks_obstacle,
    facts,
    has_room,
    if_then,
    is_stuck,
    lacking,
    moved_at,
    moved_on,
    obstacle_sentence,
    open_promises,
    outcome_message,
    parse_minutes,
    returned_in_words,
    reviewed_promises,
    sentence,
    to_repeat,
    will_ask,
    with_outcome,
)
from coach.domain.records import PROMISES
from tests.builders import back, on

TUESDAY = date(2026, 11, 24)
Promised = Callable[..., Promise]


@pytest.mark.parametrize(
    ("cue", "action", "said"),
    [
        ("Bill calls", "check his invoice", "If Bill calls, I'll check his invoice."),
        ("If Bill calls", "I check it", "If Bill calls, I'll check it."),
        ("if Bill calls,", "then I check it.", "If Bill calls, I'll check it."),
        ("when Bill calls", "I will check it", "When Bill calls, I'll check it."),
        ("Whenever it rains", "i'll ring him", "Whenever it rains, I'll ring him."),
        ("as soon as he pays", "I’ll say thanks", "As soon as he pays, I'll say thanks."),
        ("once he has paid", "Then I thank him", "Once he has paid, I'll thank him."),
        ("Each time she asks", "Then, I will wait", "Each time she asks, I'll wait."),
        ("next time she asks", "then wait", "Next time she asks, I'll wait."),
        ("If Bill calls, then", "I check it", "If Bill calls, I'll check it."),
        ("The phone rings ;", "Say my name", "If the phone rings, I'll say my name."),
        ("On Monday", "Ring Ann", "If on Monday, I'll ring Ann."),
        ("A customer waits", "SMS Bill", "If a customer waits, I'll SMS Bill."),
        ("@bill calls", "point him to @ann", "If @bill calls, I'll point him to @ann."),
        ("  Bill\n  calls ", "check\nhis invoice", "If Bill calls, I'll check his invoice."),
        ("Iffy weather", "iron shirts", "If Iffy weather, I'll iron shirts."),
        ("Bill calls", "Iron his shirt", "If Bill calls, I'll iron his shirt."),
        ("Bill calls", "thank him", "If Bill calls, I'll thank him."),
        ("Bill calls", "willingly wait", "If Bill calls, I'll willingly wait."),
        ("Bill calls", "", "If Bill calls, I'll …"),
        ("", "ring Ann", "I'll ring Ann."),
        ("", "Then I ring Ann.", "I'll ring Ann."),
        (
            "Bill calls",
            "ask “and what did you book?”",
            "If Bill calls, I'll ask “and what did you book?”",
        ),
        ("Bill calls", "book it?.", "If Bill calls, I'll book it?"),
        ("Bill calls", "say it!", "If Bill calls, I'll say it!"),
        ("Bill calls", "wait…", "If Bill calls, I'll wait…"),
        ("Bill calls", 'say "yes."', 'If Bill calls, I\'ll say "yes."'),
        ("Bill calls", "say 'yes'", "If Bill calls, I'll say 'yes'."),
        ("Bill calls", "ring Ann (or Bob?)", "If Bill calls, I'll ring Ann (or Bob?)"),
        ("Bill calls", "ring Ann (or Bob)", "If Bill calls, I'll ring Ann (or Bob)."),
        ("Bill asks “how much?”", "say it", "If Bill asks “how much?”, I'll say it."),
        ("Someone asks how much?", "say it", "If someone asks how much, I'll say it."),
        ("", "call Ann!", "I'll call Ann!"),
        ("", "", "I'll …"),
        ("客さんが来る", "名前で呼ぶ。", "If 客さんが来る, I'll 名前で呼ぶ。"),
        ("Anna kommt", "frage ich sie", "If Anna kommt, I'll frage ich sie."),
        ("客さんが来る", "名前で呼ぶ", "If 客さんが来る, I'll 名前で呼ぶ."),
    ],
)
def test_a_plan_reads_as_one_sentence_however_it_was_written(
    cue: str, action: str, said: str
) -> None:
    assert if_then(cue, action) == said


@given(st.text(), st.text())
def test_any_plan_is_one_line(cue: str, action: str) -> None:
    assert len(if_then(cue, action).splitlines()) == 1


def test_the_obstacle_has_a_sentence_of_its_own(promised: Promised) -> None:
    promise = promised("2026-11-24")
    assert sentence(promise) == "If Bill calls, I'll check his invoice."
    assert obstacle_sentence(promise.obstacle, promise.fallback) == ""
    assert obstacle_sentence("he is in a hurry", None) == "In the way: he is in a hurry."
    assert obstacle_sentence("is he\nin a hurry?", None) == "In the way: is he in a hurry?"
    assert obstacle_sentence("he asks “why?”.", None) == "In the way: he asks “why?”"
    assert obstacle_sentence("he is in a hurry", "I ask for two minutes") == (
        "If he is in a hurry, I'll ask for two minutes."
    )


@pytest.mark.parametrize(
    ("cue", "action", "lack"),
    [
        ("", "", "When will you know it's time? Name a person, a day or an event."),
        ("  ", "ring", "When will you know it's time? Name a person, a day or an event."),
        ("Bill calls", " ", "And then, what will you do?"),
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
    cue: str, action: str, lack: str
) -> None:
    assert lacking(cue, action) == lack


def test_the_open_promise_that_is_due_first_comes_first(promised: Promised) -> None:
    late, soon = promised("2026-11-20"), promised("2026-11-10")
    others = [
        promised("2026-11-01", "kept", "2026-11-10"),
        promised("2026-11-01", "let-go", "2026-11-10"),
        promised("2026-11-01", deleted=True),
    ]
    same_day = promised("2026-11-10")
    assert open_promises([late, *others, same_day, soon]) == [soon, same_day, late]


def test_a_promise_whose_moment_never_came_takes_no_room(promised: Promised) -> None:
    first, second = promised("2026-11-10"), promised("2026-11-12")
    moved = [promised("2026-11-10", moved=1), promised("2026-11-10", moved=3)]
    assert has_room([*moved, first])
    assert not has_room([*moved, first, second])
    assert has_room([first, replace(second, deleted=True)])
    assert has_room([first, promised("2026-11-10", "kept", "2026-11-12")])


def test_the_obstacle_is_not_asked_however_many_were_promised(promised: Promised) -> None:
    assert not asks_obstacle([])
    assert not asks_obstacle([promised("2026-11-10") for _ in range(5)])


@pytest.mark.parametrize(
    ("status", "asked"),
    [("not-this-time", True), ("kept", False), ("partly", False), ("let-go", False)],
)
def test_the_obstacle_is_asked_after_a_not_this_time(
    promised: Promised, status: str, asked: bool
) -> None:
    assert asks_obstacle([promised("2026-11-10", status, "2026-11-17")]) is asked


def test_the_promise_reviewed_last_is_at_the_end_whenever_it_was_promised(
    promised: Promised,
) -> None:
    last = promised("2026-11-10", "kept", "2026-11-24", updated="2026-11-24T18:00:00.000+01:00")
    first = promised("2026-11-12", "not-this-time", "2026-11-20")
    then = promised("2026-11-13", "let-go", "2026-11-24")
    gone = replace(promised("2026-11-14", "kept", "2026-11-25"), deleted=True)
    assert reviewed_promises([last, first, then, promised("2026-11-23"), gone]) == [
        first,
        then,
        last,
    ]


def test_an_outcome_is_of_today_and_each_thing_that_came_back_once() -> None:
    changes = with_outcome(
        "kept", TUESDAY, did="rang", response="laughed", back=["paid", "thanks", "paid"], minutes=9
    )
    assert changes == {
        "status": "kept",
        "reviewed": TUESDAY,
        "did": "rang",
        "response": "laughed",
        "came_back": back(TUESDAY, "paid", "thanks"),
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
    promise = promised("2026-09-01", due=due)
    assert moved_on(promise, TUESDAY) == {"due": on(moved_to), "moved": 1}
    assert on(moved_to) - on(due) >= timedelta(weeks=1)


def test_after_the_second_time_another_way_is_offered(promised: Promised) -> None:
    promises = [promised("2026-11-10", moved=moved) for moved in range(4)]
    assert [is_stuck(promise) for promise in promises] == [False, False, True, True]
    assert not is_stuck(promised("2026-11-10", "let-go", "2026-11-17", moved=3))


def test_when_its_moment_last_did_not_come_is_found_whatever_was_changed_since(
    promised: Promised,
) -> None:
    promise = promised("2026-11-10")
    assert moved_at(promise) is None
    once = PROMISES.changed(promise, "2026-11-17T18:00:00.000+01:00", moved=1)
    assert moved_at(once) == "2026-11-17T18:00:00.000+01:00"
    reworded = PROMISES.changed(once, "2026-11-18T18:00:00.000+01:00", cue="@bill calls")
    assert moved_at(reworded) == "2026-11-17T18:00:00.000+01:00"
    twice = PROMISES.changed(reworded, "2026-11-24T18:00:00.000+01:00", moved=2)
    assert moved_at(twice) == "2026-11-24T18:00:00.000+01:00"


def test_what_was_not_done_today_may_be_made_again_today(promised: Promised) -> None:
    first = promised("2026-11-10", "not-this-time", TUESDAY)
    last = promised("2026-11-11", "not-this-time", TUESDAY)
    others = [promised("2026-11-12", "kept", TUESDAY), promised("2026-11-12")]
    assert to_repeat([first, last, *others], TUESDAY) == last
    assert to_repeat([first, last, *others], TUESDAY + timedelta(days=1)) is None
    assert to_repeat(others, TUESDAY) is None


def test_minutes_are_asked_for_only_where_what_is_expected_back_was_answered(
    promised: Promised,
) -> None:
    assert not asks_minutes(promised("2026-11-10", track="give-free"))
    assert all(asks_minutes(promised("2026-11-10", expected=e)) for e in ("nothing", "paid"))


def test_what_is_expected_back_is_known_of_a_promise(promised: Promised) -> None:
    assert [*facts(promised("2026-11-10", expected="shared"))] == [
        ("Expected back", "a recommendation")
    ]
    assert [*facts(promised("2026-11-10"))] == []


@pytest.mark.parametrize(
    ("text", "minutes"), [("", None), (" ", None), ("0", 0), (" 15 ", 15), ("99999", 99_999)]
)
def test_minutes_are_a_number_or_nothing(text: str, minutes: int | None) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["many", "-1", "1.5", "100000", "٣", "15 min", "1_0"])
def test_what_is_no_number_of_minutes_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_minutes(text)


def test_an_outcome_is_told_with_the_whole_promise(promised: Promised) -> None:
    told = [
        outcome_message(promised("2026-11-10", status, TUESDAY))
        for status in ("kept", "partly", "not-this-time", "let-go")
    ]
    sentence = "“If Bill calls, I'll check his invoice.”"
    assert told == [
        f"Promise kept: {sentence}",
        f"Partly kept, and that counts: {sentence}",
        f"Not this time, and that's fine: {sentence}",
        f"Let go: {sentence}",
    ]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-24", "I'll ask you today."),
        ("2026-11-01", "I'll ask you today."),
        ("2026-11-25", "I'll ask you tomorrow."),
        ("2026-11-27", "I'll ask you on Friday."),
        ("2026-12-04", "I'll ask you on Fri, Dec 4."),
    ],
)
def test_when_a_promise_is_asked_about_is_never_in_the_past(due: str, words: str) -> None:
    assert will_ask(on(due), TUESDAY) == words


@pytest.mark.parametrize(
    ("whats", "words"),
    [
        ((), ""),
        (("nothing",), "nothing yet"),
        (("nothing", "thanks", "paid", "thanks"), "thanks, paid work"),
        (("shared", "question", "learned", "other"),
         "recommended me, a question, I learned something, something else"),
    ],
)  # fmt: skip
def test_what_came_back_is_named_once_and_nothing_only_alone(
    promised: Promised, whats: tuple[Returned, ...], words: str
) -> None:
    promise = promised("2026-11-10", "kept", TUESDAY, came_back=back(TUESDAY, *whats))
    assert returned_in_words(promise) == words
