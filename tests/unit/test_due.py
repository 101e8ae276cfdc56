"""How a person names the day on which to be asked about a promise."""

from datetime import date, timedelta

import pytest

from coach.domain.dates import asked_on, parse_due
from coach.domain.plan import WEEKDAYS
from coach.errors import UsageError

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-27", "2026-11-27"),
        ("today", "2026-11-24"),
        ("2026-11-24", "2026-11-24"),
        (" Tomorrow ", "2026-11-25"),
        ("3d", "2026-11-27"),
        ("0d", "2026-11-24"),
        ("1W", "2026-12-01"),
        ("2026-W48", "2026-11-29"),
        ("2026-w53", "2027-01-03"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("thurs", "2026-11-26"),
        ("mon", "2026-11-30"),
        ("tue", "2026-12-01"),  # today has a name of its own
    ],
)
def test_a_day_to_come_can_be_named_in_every_form(text: str, day: str) -> None:
    assert parse_due(text, TUESDAY).isoformat() == day


@pytest.mark.parametrize("text", ["2026-11-23", "2026-W47", "0001-01-01"])
def test_a_day_that_has_passed_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match="has passed"):
        parse_due(text, TUESDAY)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "fr", "fridays", "2026-02-30", "2025-W53", "9999-W52", "-1d", "3m", "²d",
     "99999999d", "99999w", "yesterday", "20261127", "٣d"],
)  # fmt: skip
def test_what_is_no_day_to_come_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match="not a day to come"):
        parse_due(text, date(9998, 1, 1) if text == "99999w" else TUESDAY)


def test_a_weekday_is_never_more_than_a_week_away() -> None:
    for n in range(7):
        today = TUESDAY + timedelta(days=n)
        days = [parse_due(name, today) for name in WEEKDAYS]
        assert sorted(days) == [today + timedelta(days=m) for m in range(1, 8)]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-20", "today"),
        ("2026-11-24", "today"),
        ("2026-11-27", "on Friday 27 November"),
        ("2027-11-27", "on Saturday 27 November 2027"),
    ],
)
def test_a_day_to_come_is_read_with_its_year_only_if_it_is_far(day: str, words: str) -> None:
    assert asked_on(date.fromisoformat(day), TUESDAY) == words
