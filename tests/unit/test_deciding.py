"""Whether to speak now."""

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.dates import practice_day
from coach.reminders.deciding import Memory, begins, decide, wording

ZONE = timezone(timedelta(hours=1))
DAY = date(2026, 11, 24)
FOUR = time(4)


def at(clock: str, day: date = DAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def decided(
    clock: str, due: tuple[str, ...] = ("sitting",), memory: Memory | None = None, after: str = ""
) -> tuple[tuple[str, ...], str]:
    now = at(clock)
    return decide(
        due,
        now=now,
        day=practice_day(now, FOUR),
        at=time.fromisoformat(after) if after else None,
        day_starts=FOUR,
        memory=memory or Memory(),
    )


def test_it_speaks_from_its_time_on_and_not_before() -> None:
    assert decided("08:29", after="08:30") == ((), "it is not 08:30 yet")
    assert decided("08:30", after="08:30") == (("sitting",), "due: sitting")
    assert decided("23:59", after="08:30")[0] == ("sitting",)


def test_what_is_not_due_is_not_spoken_of() -> None:
    assert decided("12:00", due=()) == ((), "nothing is due")


def test_each_kind_is_spoken_of_once_a_day() -> None:
    both = ("sitting", "act")
    assert decided("12:00", both)[0] == both
    assert decided("12:00", both, Memory({"sitting": "2026-11-24"}))[0] == ("act",)
    said = Memory(dict.fromkeys(both, "2026-11-24"))
    assert decided("12:00", both, said) == ((), "it was said today")
    said.unheard = ("act",)
    assert decided("12:00", both, said)[0] == ("act",)
    assert decided("12:00", both, Memory(dict.fromkeys(both, "2026-11-23")))[0] == both


def test_a_snooze_silences_until_it_is_over() -> None:
    snoozed = Memory(snoozed=at("12:00"))
    assert decided("11:59", memory=snoozed) == ((), "snoozed until 2026-11-24 12:00")
    assert decided("12:00", memory=snoozed)[0] == ("sitting",)


@pytest.mark.parametrize(
    ("clock", "begin"),
    [("08:30", at("08:30")), ("04:00", at("04:00")), ("03:59", at("03:59", date(2026, 11, 25)))],
)
def test_a_time_before_the_day_starts_is_at_its_end(clock: str, begin: datetime) -> None:
    assert begins(DAY, time.fromisoformat(clock), FOUR) == begin.replace(tzinfo=None)


@given(st.times(), st.times(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_an_hourly_check_at_its_minute_speaks_at_its_time(
    chosen: time, day_starts: time, start: datetime
) -> None:
    """Whatever the machine's hours, of all checks of a practice day the one at `at` is first."""
    chosen = chosen.replace(second=0, microsecond=0)
    check = start.replace(minute=chosen.minute, second=0, microsecond=0, tzinfo=ZONE)
    for _ in range(49):
        day = practice_day(check, day_starts)
        kinds, _why = decide(
            ("sitting",), now=check, day=day, at=chosen, day_starts=day_starts, memory=Memory()
        )
        if kinds:
            break
        check += timedelta(hours=1)
    first = start.replace(minute=chosen.minute, second=0, microsecond=0, tzinfo=ZONE)
    assert check == first or check.time() == chosen


def test_its_words_are_neutral_unless_they_are_given() -> None:
    assert wording(["sitting"]) == "Your sitting is due today: ten minutes, one question."
    assert "promised" in wording(["act"])
    assert wording(["act", "sitting"]) == wording(["sitting", "act"])
    acts = ["If Bill calls, then I check.", "another"]
    assert wording(["act"], acts).endswith(" If Bill calls, then I check.")
    assert "another" not in wording(["act"], acts)


def test_a_long_act_is_cut() -> None:
    said = wording(["act"], ["If Bill calls, then " + "word " * 100])
    assert said.endswith("word…")
    assert len(said) < 260


def test_trouble_is_said_beside_what_is_due() -> None:
    trouble = "Reminders cannot look: run coach doctor."
    assert wording(["trouble"]) == trouble
    assert wording(["sitting", "trouble"]) == f"{wording(['sitting'])} {trouble}"
