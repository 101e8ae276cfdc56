"""Whether to send a reminder now, and what it says."""

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.dates import practice_day
from coach.reminders.decide import LONGEST, Decision, Memory, decide, earliest, wording

ZONE = timezone(timedelta(hours=1))
DAY = date(2026, 11, 24)
YESTERDAY = date(2026, 11, 23)
FOUR = time(4)
BOTH = ("session", "promise")


def at(clock: str, day: date = DAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def decided(
    clock: str, due: tuple[str, ...] = ("session",), memory: Memory | None = None, after: str = ""
) -> Decision:
    now = at(clock)
    return decide(
        due,
        now=now,
        day=practice_day(now, FOUR),
        at=time.fromisoformat(after) if after else None,
        day_starts=FOUR,
        memory=memory or Memory(),
    )


def test_it_is_sent_from_its_time_on_and_not_before() -> None:
    assert decided("08:29", after="08:30") == Decision((), "it isn't 08:30 yet")
    assert decided("08:30", after="08:30") == Decision(("session",), "due: session")
    assert decided("23:59", after="08:30").kinds == ("session",)


def test_nothing_due_sends_nothing() -> None:
    assert decided("12:00", due=()) == Decision((), "nothing is due")


def test_each_kind_is_sent_once_a_day() -> None:
    assert decided("12:00", BOTH).kinds == BOTH
    assert decided("12:00", BOTH, Memory({"session": DAY})).kinds == ("promise",)
    assert decided("12:00", BOTH, Memory(dict.fromkeys(BOTH, YESTERDAY))).kinds == BOTH
    sent = Memory(dict.fromkeys(BOTH, DAY))
    assert decided("12:00", BOTH, sent) == Decision((), "already sent today")


def test_what_was_not_delivered_is_tried_again() -> None:
    memory = Memory(dict.fromkeys(BOTH, DAY), undelivered=frozenset({"promise"}))
    retry = Decision(("promise",), "sent today but not delivered: promise", is_retry=True)
    assert decided("12:00", BOTH, memory) == retry


def test_a_snooze_silences_until_it_is_over() -> None:
    snoozed = Memory(snoozed=at("12:00"))
    assert decided("11:59", memory=snoozed).why == "snoozed until Tue, Nov 24, 12:00"
    assert not decided("11:59", memory=snoozed).kinds
    assert decided("12:00", memory=snoozed).kinds == ("session",)


@pytest.mark.parametrize(
    ("clock", "first"),
    [("08:30", at("08:30")), ("04:00", at("04:00")), ("03:59", at("03:59", date(2026, 11, 25)))],
)
def test_a_time_before_the_day_starts_is_at_its_end(clock: str, first: datetime) -> None:
    assert earliest(DAY, time.fromisoformat(clock), FOUR) == first.replace(tzinfo=None)


@given(st.times(), st.times(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_of_hourly_checks_the_one_at_the_chosen_time_sends(
    chosen: time, day_starts: time, start: datetime
) -> None:
    """Unless the machine starts later that day: then the first check does."""
    chosen = chosen.replace(second=0, microsecond=0)
    first = start.replace(minute=chosen.minute, second=0, microsecond=0, tzinfo=ZONE)
    check = first
    for _ in range(49):
        decision = decide(
            ("session",),
            now=check,
            day=practice_day(check, day_starts),
            at=chosen,
            day_starts=day_starts,
            memory=Memory(),
        )
        if decision.kinds:
            break
        check += timedelta(hours=1)
    assert check == first or check.time() == chosen


def test_a_promise_is_repeated_on_its_day_alone() -> None:
    assert wording(["session"]) == "Your session is due today: ten minutes, one question."
    assert wording(["promise"]) == "You have a promise to review: how did it go?"
    assert wording(["promise", "session"]) == wording(["session", "promise"])
    words = ["If Bill calls, I'll check.", "If Ann calls, I'll wait."]
    assert wording(["promise"], words) == wording(["promise"])
    assert wording(["on-the-day"], words) == f"You promised: {words[0]} {words[1]}"
    assert wording(["session", "on-the-day"], words[:1]) == (
        f"You promised: {words[0]} {wording(['session'])}"
    )


def test_a_long_promise_is_shortened() -> None:
    words = wording(["on-the-day"], ["If Bill calls, I'll " + "word " * 100])
    assert words.endswith("word…")
    assert len(words) <= len("You promised: ") + LONGEST


def test_trouble_is_added_to_what_is_due() -> None:
    trouble = "I can't tell what's due. Run coach doctor."
    assert wording(["trouble"]) == trouble
    assert wording(["session", "trouble"]) == f"{wording(['session'])} {trouble}"
