"""Which answers a person asked to see."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from coach.domain.history import (
    Filter,
    belonging,
    earlier,
    find,
    in_order,
    unused_note,
    visible,
)
from coach.domain.model import Answer, Line, Promise
from tests.builders import on

TODAY = date(2026, 11, 28)


Answered = Callable[..., Answer]


@pytest.fixture
def journal(answered: Answered) -> list[Answer]:
    return [
        answered("value.price", "2026-11-24", text="Sixty. #price", ask="What does it cost?"),
        answered("circle.who", "2026-11-02", text="@Bill and the\nÄRGER with his invoice"),
        answered(None, "2026-11-10", text="@billing wrote #Price-list"),
        answered("circle.who", "2025-11-24", text="@the-bakery."),
        answered("circle.who", "2026-11-03", text="gone", deleted=True),
    ]


@pytest.mark.parametrize(
    ("wanted", "days"),
    [
        (Filter(), ["2025-11-24", "2026-11-02", "2026-11-10", "2026-11-24"]),
        (Filter(prompt="circle.who"), ["2025-11-24", "2026-11-02"]),
        (Filter(track="value"), ["2026-11-24"]),
        (Filter(since=date(2026, 11, 10)), ["2026-11-10", "2026-11-24"]),
        (Filter(until=date(2026, 11, 10)), ["2025-11-24", "2026-11-02", "2026-11-10"]),
        (Filter(since=date(2026, 11, 3), until=date(2026, 11, 9)), []),
        (Filter(person="@bill"), ["2026-11-02"]),
        (Filter(person="BILL"), ["2026-11-02"]),
        (Filter(tag="price"), ["2026-11-24"]),
        (Filter(tag="#Price-List"), ["2026-11-10"]),
        (Filter(search="invoice ärger"), ["2026-11-02"]),
        (Filter(search="COST sixty"), ["2026-11-24"]),
        (Filter(search="invoice sixty"), []),
        (Filter(on_this_day=date(2026, 11, 24)), ["2025-11-24"]),
        (Filter(track="circle", person="bill", since=date(2026, 1, 1)), ["2026-11-02"]),
    ],
)
def test_every_condition_that_is_set_must_hold(
    journal: list[Answer], wanted: Filter, days: list[str]
) -> None:
    assert [answer.day for answer in find(journal, wanted)] == [*map(on, days)]


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (3, 3), (99, 4), (None, 4)])
def test_a_limit_keeps_the_newest_and_shows_them_last(
    journal: list[Answer], limit: int | None, count: int
) -> None:
    everything = find(journal, Filter())
    assert find(journal, Filter(), limit) == everything[-count:]


def test_deleting_an_answer_hides_what_belongs_to_it(answered: Answered) -> None:
    answer = answered("value.price", "2026-11-24", deleted=True)
    deeper = answered("value.price", "2026-11-24", kind="deeper", of=answer.id)
    assert find([answer, deeper], Filter()) == []
    shown = answered("value.price", "2026-11-24", id=answer.id)
    assert find([shown, deeper], Filter()) == in_order([shown, deeper])


def test_answers_of_one_day_stand_in_the_order_they_were_given(answered: Answered) -> None:
    first, second = answered("a.2", "2026-11-24"), answered("a.1", "2026-11-24")
    assert in_order([second, first]) == [first, second]


def test_all_that_belongs_to_an_answer_is_found_whatever_it_belongs_to(answered: Answered) -> None:
    answer, other = answered("a.1", "2026-11-24"), answered("a.2", "2026-11-24")
    deeper = answered("a.1", "2026-11-24", kind="deeper", of=answer.id)
    further = answered("a.1", "2026-11-25", kind="deeper", of=deeper.id)
    everything = [further, answer, other, deeper]
    assert belonging(everything, answer.id) == [further, answer, deeper]
    hidden = [answered("a.1", "2026-11-24", id=answer.id, deleted=True), other, deeper, further]
    assert visible(hidden) == [other]


def test_the_newest_note_since_the_last_answer_waits_for_a_session(answered: Answered) -> None:
    old, answer = answered(None, "2026-11-20"), answered("a.1", "2026-11-21")
    assert unused_note([old, answer], TODAY) is None
    first, second = answered(None, "2026-11-22"), answered(None, "2026-11-23")
    assert unused_note([old, answer, first, second], TODAY) == second
    deeper = answered("a.1", "2026-11-24", kind="deeper", of=answer.id)
    assert unused_note([old, answer, first, second, deeper], TODAY) == second
    assert unused_note([first, second, answered("a.2", "2026-11-24")], TODAY) is None
    assert unused_note([], TODAY) is None
    assert unused_note([answered(None, "2099-01-01")], TODAY) is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), True),
        (Filter(prompt="give-free.for-free"), True),
        (Filter(prompt="give-free.publish"), False),
        (Filter(track="give-free"), True),
        (Filter(track="value"), False),
        (Filter(tag="price"), False),
        (Filter(tag="#Oil"), True),
        (Filter(since=date(2026, 11, 17), until=date(2026, 11, 17)), True),
        (Filter(since=date(2026, 11, 18)), False),
        (Filter(until=date(2026, 11, 16)), False),
        (Filter(on_this_day=date(2027, 11, 17)), True),
        (Filter(on_this_day=date(2026, 11, 17)), False),
        (Filter(person="@Bill"), True),
        (Filter(person="ann"), True),
        (Filter(person="the"), False),
        (Filter(search="INVOICE laughed"), True),
        (Filter(search="invoice cried"), False),
    ],
)
def test_a_promise_is_found_by_its_words_its_people_and_the_day_it_was_made(
    promised: Callable[..., Promise], wanted: Filter, found: bool
) -> None:
    promise = promised(
        "2026-11-17",
        "kept",
        "2026-11-24",
        cue="@bill calls",
        action="check the invoice",
        response="@ann laughed #oil",
        prompt="give-free.for-free",
    )
    assert wanted.matches(promise) is found


def test_everything_written_is_found_by_its_day_and_a_review_comes_before_the_days_answer(
    answered: Answered, promised: Callable[..., Promise], lined: Callable[..., Line]
) -> None:
    answer = answered("value.price", "2026-11-24")
    line = lined("my-price", "2026-11-25", of=answer.id)
    kept = promised("2026-11-17", "kept", "2026-11-24", track="value")
    still = promised("2026-11-20", track="value")
    others = [promised("2026-11-20", track="circle"), lined("my-price", "2026-11-25")]
    gone = [promised("2026-11-20", deleted=True), lined("my-price", "2026-11-20", deleted=True)]
    promises = [p for p in (kept, still, *others, *gone) if isinstance(p, Promise)]
    lines = [one for one in (line, *others, *gone) if isinstance(one, Line)]
    assert find([answer, *promises, *lines], Filter(track="value")) == [still, kept, answer, line]
    assert len(find([answer, *promises, *lines], Filter())) == 6
    assert find([answer, *promises, *lines], Filter(prompt="value.price")) == [answer, line]


def test_what_was_deleted_is_found_in_the_order_it_was_deleted_without_what_was_erased(
    answered: Answered, promised: Callable[..., Promise], lined: Callable[..., Line]
) -> None:
    def moment(day: int) -> str:
        return f"2026-11-{day}T10:00:00.000+01:00"

    first = promised("2026-11-20", deleted=True, updated=moment(21))
    then = answered(None, "2026-11-02", deleted=True, updated=moment(22), text="@bill")
    last = lined("my-price", "2026-11-10", deleted=True, updated=moment(23))
    erased = answered(None, "2026-11-02", deleted=True, erased=True, text="")
    answers = [erased, then, answered(None, "2026-11-02")]
    assert find([*answers, first, last], Filter(deleted=True)) == [first, then, last]
    assert find([*answers, first, last], Filter(deleted=True, person="bill")) == [then]


def test_an_earlier_version_is_one_whose_words_are_gone(promised: Callable[..., Promise]) -> None:
    promise = promised("2026-11-17", obstacle="he is away", fallback="write")
    version = {
        "cue": "Bill calls", "action": "check his invoice", "obstacle": "he is away",
        "fallback": "write", "did": None, "response": None, "updated": promise.updated,
    }  # fmt: skip
    reviewed = replace(promise, status="kept", did="Checked it.", revisions=(version,))
    assert earlier(reviewed) == []
    ((_, text),) = earlier(replace(reviewed, fallback="call"))
    assert text.endswith("If he is away, I'll write.")
