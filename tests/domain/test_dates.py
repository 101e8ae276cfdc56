"""The practice day, the ISO week, and how a person names a day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from coach.domain.dates import (
    WEEKDAYS,
    ago,
    full_date,
    monday_of,
    on_day,
    parse_due,
    parse_span,
    practice_day,
    short_date,
    week_name,
    week_of,
    weeks_between,
)
from coach.errors import UsageError
from tests.builders import on

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-24T03:59:59.999999", "2026-11-23"),
        ("2026-11-24T04:00:00", "2026-11-24"),
        ("2026-11-24T23:59:59", "2026-11-24"),
        ("2026-11-25T00:00:00", "2026-11-24"),
        ("2027-01-01T03:59:00", "2026-12-31"),
        ("2028-03-01T01:00:00", "2028-02-29"),
    ],
)
def test_what_is_written_before_four_belongs_to_the_evening_before(moment: str, day: str) -> None:
    assert practice_day(datetime.fromisoformat(moment)).isoformat() == day


@pytest.mark.parametrize(
    ("clock", "day"),
    [("05:29", "2026-11-23"), ("05:30", "2026-11-24")],
)
def test_the_day_starts_when_the_person_says(clock: str, day: str) -> None:
    now = datetime.fromisoformat(f"2026-11-24T{clock}")
    assert practice_day(now, time(5, 30)).isoformat() == day


def test_a_day_that_starts_at_midnight_is_the_calendar_day() -> None:
    assert practice_day(datetime(2026, 11, 24), time(0)) == TODAY


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 29, 1, 59, tzinfo=UTC), "2026-03-28"),  # 03:59, an hour was skipped
        (datetime(2026, 3, 29, 2, 0, tzinfo=UTC), "2026-03-29"),
        (datetime(2026, 10, 25, 2, 59, tzinfo=UTC), "2026-10-24"),  # 03:59, an hour came twice
        (datetime(2026, 10, 25, 3, 0, tzinfo=UTC), "2026-10-25"),
    ],
)
def test_the_clocks_change_and_the_day_still_starts_at_four(moment: datetime, day: str) -> None:
    assert practice_day(moment.astimezone(BERLIN)).isoformat() == day


@pytest.mark.parametrize("noon", [datetime(2026, 3, 28, 12), datetime(2026, 10, 24, 12)])
def test_a_night_in_which_the_clocks_change_has_one_border(noon: datetime) -> None:
    start = noon.replace(tzinfo=BERLIN).astimezone(UTC)
    days = [
        practice_day((start + timedelta(minutes=m)).astimezone(BERLIN)) for m in range(0, 1440, 10)
    ]
    assert days == sorted(days)
    assert set(days) == {noon.date(), noon.date() + timedelta(days=1)}


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2027-01-01", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
        ("2024-12-29", "2024-W52"),
        ("2024-12-30", "2025-W01"),
        ("2026-11-24", "2026-W48"),
    ],
)
def test_the_week_of_a_day_is_its_iso_week_at_the_ends_of_years_too(day: str, week: str) -> None:
    assert week_of(date.fromisoformat(day)) == week


@pytest.mark.parametrize(
    ("week", "monday"),
    [("2026-W53", "2026-12-28"), ("2025-W01", "2024-12-30"), ("2026-W48", "2026-11-23")],
)
def test_a_week_begins_on_its_monday(week: str, monday: str) -> None:
    assert monday_of(week).isoformat() == monday


@pytest.mark.parametrize(
    "week", ["2025-W53", "2026-W00", "2026-W54", "2026-48", "2026-W8", "", "２０２６-W４８"]
)
def test_what_is_no_week_is_refused(week: str) -> None:
    with pytest.raises(ValueError):
        monday_of(week)


def test_the_weeks_between_cross_the_end_of_a_year() -> None:
    assert weeks_between("2026-W52", "2027-W02") == ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]
    assert weeks_between("2026-W48", "2026-W48") == ["2026-W48"]
    assert weeks_between("2026-W48", "2026-W47") == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11-02", "2026-11-02", "2026-11-02"),
        ("2026-W48", "2026-11-23", "2026-11-29"),
        ("2026-w48", "2026-11-23", "2026-11-29"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("today", "2026-11-24", "2026-11-24"),
        ("Today", "2026-11-24", "2026-11-24"),
        (" yesterday ", "2026-11-23", "2026-11-23"),
        ("14d", "2026-11-10", "2026-11-10"),
        ("0d", "2026-11-24", "2026-11-24"),
        ("8w", "2026-09-29", "2026-09-29"),
        ("2W", "2026-11-10", "2026-11-10"),
        ("2w ago", "2026-11-10", "2026-11-10"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("Last month", "2026-10-01", "2026-10-31"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("October", "2026-10-01", "2026-10-31"),
        ("nov", "2026-11-01", "2026-11-30"),
        ("dec", "2025-12-01", "2025-12-31"),
    ],
)
def test_a_day_can_be_named_in_every_form(text: str, first: str, last: str) -> None:
    span = parse_span(text, TODAY)
    assert tuple(day.isoformat() for day in span) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-11-31",
        "2026-02-29",
        "2025-W53",
        "2026-W00",
        "9999-W52",
        "20261124",
        "2026-W48-2",
        "24.11.2026",
        "2026-11-24T10:00",
        "-1d",
        "1.5w",
        "d",
        "8m",
        "999999w",
        "today\nyesterday",
        "0000-01-01",
    ],
)
def test_what_names_no_day_is_wrong_usage_with_every_form_in_the_hint(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_span(text, TODAY)
    for form in ("2026-11-24", "2026-W48", "today", "yesterday", "14d", "8w"):
        assert form in refused.value.hint


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (20, "2 weeks ago"),
        (21, "3 weeks ago"),
        (400, "57 weeks ago"),
    ],
)
def test_how_long_ago_is_said_in_plain_words(days: int, words: str) -> None:
    assert ago(TODAY - timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(
    ("day", "short", "full"),
    [
        ("2026-12-01", "Tue, Dec 1", "Tuesday, December 1, 2026"),
        ("2027-01-04", "Mon, Jan 4, 2027", "Monday, January 4, 2027"),
    ],
)
def test_a_day_is_read_with_its_weekday(day: str, short: str, full: str) -> None:
    assert short_date(on(day), TODAY) == short
    assert full_date(on(day)) == full


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-24", "today"),
        ("2026-11-25", "tomorrow"),
        ("2026-11-23", "yesterday"),
        ("2026-11-27", "on Friday"),
        ("2026-11-30", "on Monday"),
        ("2026-11-18", "on Wednesday"),
        ("2026-12-01", "on Tue, Dec 1"),
        ("2026-11-17", "on Tue, Nov 17"),
        ("2027-11-27", "on Sat, Nov 27, 2027"),
    ],
)
def test_within_a_sentence_a_day_is_named_as_shortly_as_it_is_clear(day: str, words: str) -> None:
    assert on_day(on(day), TODAY) == words


@pytest.mark.parametrize(
    ("week", "name"),
    [
        ("2026-W47", "Nov 16–22"),
        ("2026-W49", "Nov 30 – Dec 6"),
        ("2026-W01", "Dec 29, 2025 – Jan 4, 2026"),
        ("2025-W47", "Nov 17–23, 2025"),
        ("2025-W44", "Oct 27 – Nov 2, 2025"),
    ],
)
def test_a_week_is_named_by_its_days(week: str, name: str) -> None:
    assert week_name(week, TODAY) == name


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
    assert parse_due(text, TODAY).isoformat() == day


@pytest.mark.parametrize("text", ["2026-11-23", "2026-W47", "0001-01-01"])
def test_a_day_that_has_passed_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match="has passed"):
        parse_due(text, TODAY)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "fr", "fridays", "2026-02-30", "2025-W53", "9999-W52", "-1d", "3m", "²d",
     "99999999d", "99999w", "yesterday", "20261127", "٣d"],
)  # fmt: skip
def test_what_is_no_day_to_come_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match="not a day to come"):
        parse_due(text, date(9998, 1, 1) if text == "99999w" else TODAY)


def test_a_weekday_is_never_more_than_a_week_away() -> None:
    for n in range(7):
        today = TODAY + timedelta(days=n)
        days = [parse_due(name, today) for name in WEEKDAYS]
        assert sorted(days) == [today + timedelta(days=m) for m in range(1, 8)]
