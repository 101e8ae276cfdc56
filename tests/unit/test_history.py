"""Which answers a person asked to see."""

from collections.abc import Callable
from datetime import date

import pytest

from coach.domain.history import Filter, chosen, in_order
from coach.domain.model import Answer

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
    assert [answer.day for answer in chosen(journal, wanted)] == days


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (3, 3), (99, 4), (None, 4)])
def test_a_limit_keeps_the_newest_and_shows_them_last(
    journal: list[Answer], limit: int | None, count: int
) -> None:
    everything = chosen(journal, Filter())
    assert chosen(journal, Filter(), limit) == everything[-count:]


def test_deleting_an_answer_hides_what_belongs_to_it(answered: Answered) -> None:
    answer = answered("value.price", "2026-11-24", deleted=True)
    deeper = answered("value.price", "2026-11-24", kind="deeper", of=answer.id)
    assert chosen([answer, deeper], Filter()) == []
    shown = answered("value.price", "2026-11-24", id=answer.id)
    assert chosen([shown, deeper], Filter()) == in_order([shown, deeper])


def test_answers_of_one_day_stand_in_the_order_they_were_given(answered: Answered) -> None:
    first, second = answered("a.2", "2026-11-24"), answered("a.1", "2026-11-24")
    assert in_order([second, first]) == [first, second]
