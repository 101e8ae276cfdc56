"""The practice day, the ISO week, and how a person names a day on the command line."""

import re
from datetime import date, datetime, time, timedelta

from coach.errors import UsageError

DAY_STARTS = time(4, 0)
"""What is written at 03:59 still belongs to the evening before."""


def practice_day(now: datetime, day_starts: time = DAY_STARTS) -> date:
    """The day a moment belongs to, by the wall clock, so that clock changes never move it."""
    day = now.date()
    return day - timedelta(days=1) if now.time() < day_starts else day


def week_of(day: date) -> str:
    """The ISO week of a day, as `2026-W47`; 2027-01-01 is in `2026-W53`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def monday_of(week: str) -> date:
    """The first day of an ISO week given as `2026-W47`.

    Raises:
        ValueError: if it is no such week.
    """
    match = re.fullmatch(r"([0-9]{4})-W([0-9]{2})", week)
    if not match:
        raise ValueError(week)
    return date.fromisocalendar(int(match[1]), int(match[2]), 1)


def week_in_words(week: str) -> str:
    """An ISO week by its days, for reading: `23 to 29 November 2026`."""
    monday = monday_of(week)
    sunday = monday + timedelta(days=6)
    month = "" if monday.month == sunday.month else f" {monday:%B}"
    return f"{monday.day}{month} to {sunday.day} {sunday:%B %Y}"


def weeks_between(first: str, last: str) -> list[str]:
    """Every ISO week from `first` to `last`, both included; empty if `last` is earlier."""
    monday, end = monday_of(first), monday_of(last)
    count = (end - monday).days // 7 + 1
    return [week_of(monday + timedelta(weeks=i)) for i in range(count)]


def parse_span(text: str, today: date) -> tuple[date, date]:
    """The first and last day of what a person names.

    Takes `YYYY-MM-DD`, `YYYY-Www`, `today`, `yesterday`, or `14d` and `8w` for so long ago.

    Raises:
        UsageError: if it is none of these.
    """
    word = text.strip()
    try:
        if word.lower() == "yesterday":
            return today - timedelta(days=1), today - timedelta(days=1)
        if count := _COUNT.fullmatch(word):
            return today - _long(count), today - _long(count)
        if dated := _dated(word, today):
            return dated
    except (ValueError, OverflowError):
        pass
    raise UsageError(
        f"“{text}” is not a day.",
        "Write 2026-11-24, 2026-W48, today, yesterday, 14d or 8w.",
    )


def parse_due(text: str, today: date) -> date:
    """The day to come that a person names.

    Takes `YYYY-MM-DD`, `YYYY-Www` for its last day, `today`, `tomorrow`, a weekday such as
    `fri` for the next one, or `3d` and `1w` from now.

    Raises:
        UsageError: if it is none of these, or has passed.
    """
    word = text.strip()
    try:
        if word.lower() == "tomorrow":
            return today + timedelta(days=1)
        if count := _COUNT.fullmatch(word):
            return today + _long(count)
        for day in (today + timedelta(days=n) for n in range(1, 8)):
            if len(word) >= 3 and f"{day:%A}".lower().startswith(word.lower()):
                return day
        if dated := _dated(word, today):
            if dated[1] < today:
                raise UsageError("That day has passed.", "Name one that is still to come.")
            return dated[1]
    except (ValueError, OverflowError):
        pass
    raise UsageError(
        f"“{text}” is not a day to come.",
        "Write 2026-11-27, 2026-W48, tomorrow, fri, 3d or 1w.",
    )


_COUNT = re.compile(r"([0-9]{1,5})([dw])", re.IGNORECASE)


def _long(count: re.Match[str]) -> timedelta:
    """How long `14d` or `8w` is."""
    return timedelta(days=int(count[1]) * (7 if count[2].lower() == "w" else 1))


def _dated(word: str, today: date) -> tuple[date, date] | None:
    """The first and last day of `today`, a date or an ISO week; None if it is none of them."""
    if word.lower() == "today":
        return today, today
    if re.fullmatch(r"[0-9]{4}-W[0-9]{2}", word, re.IGNORECASE):
        monday = monday_of(word.upper())
        return monday, monday + timedelta(days=6)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
        day = date.fromisoformat(word)
        return day, day
    return None


def ago(day: date, today: date) -> str:
    """How long ago a day was, in plain words: `yesterday`, `9 days ago`, `6 weeks ago`."""
    days = (today - day).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    return f"{days // 7} weeks ago"


def on_day(day: date, today: date) -> str:
    """A day as one begins a sentence with it: `Today`, `On Tuesday`, `On 3 October`."""
    days = (today - day).days
    if days <= 0:
        return "Today"
    if days == 1:
        return "Yesterday"
    return f"On {day:%A}" if days < 7 else f"On {day.day} {day:%B}"


def day_and_month(day: date) -> str:
    """A day to come, for reading: `Friday 27 November`."""
    return f"{day:%A} {day.day} {day:%B}"


def asked_on(day: date, today: date) -> str:
    """A day to come, within a sentence: `today`, `on Friday 27 November`."""
    if day <= today:
        return "today"
    return f"on {day_and_month(day) if (day - today).days < 180 else long_date(day)}"


def long_date(day: date) -> str:
    """A day for reading: `Tuesday 24 November 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"
