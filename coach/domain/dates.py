"""The practice day, the ISO week, and how a person reads and writes days."""

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from coach.errors import UsageError

EARLIEST = date(2020, 1, 1)
"""What is dated before, a clock that had stood still dated; no week is counted from it."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_STARTS = time(4, 0)
"""What is written at 03:59 still belongs to the evening before."""

_COUNT = re.compile(r"([0-9]{1,5})([dw])(?: ago)?", re.IGNORECASE)


def practice_day(now: datetime, day_starts: time = DAY_STARTS) -> date:
    """Return the day a moment belongs to, by the wall clock, so clock changes never move it."""
    day = now.date()
    return day - timedelta(days=1) if now.time() < day_starts else day


def week_of(day: date) -> str:
    """Return the ISO week of a day, as `2026-W47`; 2027-01-01 is in `2026-W53`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def monday_of(week: str) -> date:
    """Return the first day of an ISO week given as `2026-W47`.

    Raises:
        ValueError: if there is no such week.
    """
    match = re.fullmatch(r"([0-9]{4})-W([0-9]{2})", week)
    if not match:
        raise ValueError(week)
    return date.fromisocalendar(int(match[1]), int(match[2]), 1)


def weeks_between(first: str, last: str) -> list[str]:
    """Return every ISO week from `first` to `last`, both included; none if `last` is earlier."""
    monday, end = monday_of(first), monday_of(last)
    count = (end - monday).days // 7 + 1
    return [week_of(monday + timedelta(weeks=i)) for i in range(count)]


def week_name(week: str, today: date) -> str:
    """Name an ISO week by its days: `Nov 16–22`, `Nov 30 – Dec 6`, `Dec 29, 2025 – Jan 4, 2026`."""
    monday = monday_of(week)
    sunday = monday + timedelta(days=6)
    first, last = f"{monday:%b} {monday.day}", f"{sunday:%b} {sunday.day}"
    if monday.year != sunday.year:
        return f"{first}, {monday.year} – {last}, {sunday.year}"
    year = "" if sunday.year == today.year else f", {sunday.year}"
    if monday.month == sunday.month:
        return f"{first}–{sunday.day}{year}"
    return f"{first} – {last}{year}"


def short_date(day: date, today: date) -> str:
    """Name a day for lists: `Tue, Nov 24`, with the year if it is not this one."""
    return f"{day:%a}, {short_day(day, today)}"


def short_day(day: date, today: date) -> str:
    """Name a day where its weekday says nothing: `Nov 24`, with the year if it is not this one."""
    year = "" if day.year == today.year else f", {day.year}"
    return f"{day:%b} {day.day}{year}"


def full_date(day: date) -> str:
    """Name a day for headings: `Tuesday, November 24, 2026`."""
    return f"{day:%A}, {day:%B} {day.day}, {day.year}"


def on_day(day: date, today: date) -> str:
    """Name a day within a sentence: `today`, `tomorrow`, `on Tuesday`, `on Tue, Dec 8`."""
    days = (day - today).days
    if days == 0:
        return "today"
    if abs(days) == 1:
        return "tomorrow" if days > 0 else "yesterday"
    if abs(days) < 7:
        return f"on {day:%A}"
    return f"on {short_date(day, today)}"


def ago(day: date, today: date) -> str:
    """Say how long ago a day was: `today`, `yesterday`, `9 days ago`, `6 weeks ago`."""
    days = (today - day).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    return f"{days // 7} weeks ago"


def parse_span(text: str, today: date) -> tuple[date, date]:
    """Return the first and last day of the past that a person names.

    Takes `YYYY-MM-DD`, `YYYY-Www`, `YYYY-MM`, `today`, `yesterday`, a weekday or a month for the
    last one, `this` or `last` `week` or `month`, or `14d` and `8w` for so long ago.

    Raises:
        UsageError: if it is none of these.
    """
    word = " ".join(text.lower().split())
    word = {"today": "0d", "yesterday": "1d"}.get(word, word)
    with suppress(ValueError, OverflowError):
        if found := _relative_past(word, today) or _dated(word):
            return found
    raise UsageError(
        f"“{text}” is not a day.",
        "Write 2026-11-24, 2026-W48, 2026-11, today, yesterday, fri, oct, last week, 14d or 8w.",
    )


def parse_past_day(text: str, today: date) -> date:
    """Return the one day that a person names, today or before it, as `parse_span` takes it.

    Raises:
        UsageError: if it is none, several, or still to come.
    """
    first, last = parse_span(text, today)
    if first != last:
        raise UsageError("That's more than one day.", "Write 2026-11-24, yesterday or fri.")
    if first > today:
        raise UsageError("That day is still to come.", "Name today, or a day before it.")
    return first


def parse_due(text: str, today: date) -> date:
    """Return the day to come that a person names.

    Takes `YYYY-MM-DD`, `YYYY-Www` for its last day, `today`, `tomorrow`, a weekday such as
    `fri` for the next one, or `3d` and `1w` from now.

    Raises:
        UsageError: if it is none of these, or has passed.
    """
    word = text.strip().lower()
    word = {"today": "0d", "tomorrow": "1d"}.get(word, word)
    with suppress(ValueError, OverflowError):
        if (count := _COUNT.fullmatch(word)) and not word.endswith("ago"):
            return today + _length(count)
        for day in (today + timedelta(days=n) for n in range(1, 8)):
            if is_short_for(f"{day:%A}", word):
                return day
        if dated := _dated(word):
            if dated[1] < today:
                raise UsageError("That day has passed.", "Name one that is still to come.")
            return dated[1]
    raise UsageError(
        f"“{text}” is not a day to come.", "Write 2026-11-27, 2026-W48, tomorrow, fri, 3d or 1w."
    )


def _relative_past(word: str, today: date) -> tuple[date, date] | None:
    if count := _COUNT.fullmatch(word):
        return today - _length(count), today - _length(count)
    if word in ("this week", "last week"):
        monday = today - timedelta(days=today.weekday() + (7 if word == "last week" else 0))
        return monday, monday + timedelta(days=6)
    for day in (today - timedelta(days=n) for n in range(1, 8)):
        if is_short_for(f"{day:%A}", word):
            return day, day
    months = [_month(today)]
    while len(months) < 12:
        months.append(_month(months[-1][0] - timedelta(days=1)))
    if word in ("this month", "last month"):
        return months[word == "last month"]
    return next((month for month in months if is_short_for(f"{month[0]:%B}", word)), None)


def _dated(word: str) -> tuple[date, date] | None:
    """Return the first and last day of a date, an ISO week or a month, if it is one."""
    if re.fullmatch(r"[0-9]{4}-w[0-9]{2}", word):
        monday = monday_of(word.upper())
        return monday, monday + timedelta(days=6)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
        day = date.fromisoformat(word)
        return day, day
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", word):
        return _month(date.fromisoformat(f"{word}-01"))
    return None


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def is_short_for(name: str, word: str) -> bool:
    """Return whether a word in lower case names a weekday or a month, by three letters or more."""
    return len(word) >= 3 and name.lower().startswith(word)


def _length(count: re.Match[str]) -> timedelta:
    return timedelta(days=int(count[1]) * (7 if count[2].lower() == "w" else 1))
