"""`coach plan` and `coach pause`: when a person practices, and the weeks that don't count."""

import json
from pathlib import Path

import pytest

WEEK = "2026-W48"


def plans(practice) -> list[tuple[str, tuple[str, ...], int]]:
    return [(p.week, p.days, p.sessions) for p in practice.journal.choices().plan]


def off(practice) -> list[str]:
    return sorted(pause.week for pause in practice.course.pauses())


def test_before_anything_is_chosen_it_says_so_and_creates_nothing(coach, home: Path) -> None:
    result = coach("plan")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "No plan yet. I suggest two sessions a week. Your next session is today.\n"
        "Week 1 of 12: giving first.\n"
    )
    assert not home.exists()


@pytest.mark.parametrize("days", ["tue,fri", "Friday, Tuesday", "fri tue fri"])
def test_days_can_be_named_and_the_first_plan_is_for_this_week(coach, practice, days: str) -> None:
    result = coach("plan", "--days", days)
    assert (result.code, result.out) == (0, "")
    assert result.err == "From this week on: Tuesday and Friday.\n"
    assert plans(practice) == [(WEEK, ("tue", "fri"), 2)]
    assert coach("plan").out.startswith("Tuesday and Friday. Your next session is today.")


def test_on_a_day_that_is_due_the_next_session_is_today(coach, clock) -> None:
    coach("plan", "--days", "tue,fri")
    clock.pass_days(3)
    assert coach("plan").out.startswith("Tuesday and Friday. Your next session is today.")
    coach("note", "Saved today.")
    assert coach("plan").out.startswith("Tuesday and Friday. Your next session is today.")
    coach("answer", "Done.")
    assert coach("plan").out.startswith("Tuesday and Friday. Your next session is on Tuesday.")


def test_a_change_is_for_next_week_and_is_told_until_then(coach, clock, practice) -> None:
    coach("plan", "--days", "tue,fri")
    assert coach("plan", "--sessions", "3").err == ("From next week on: three sessions a week.\n")
    assert plans(practice)[1:] == [("2026-W49", (), 3)]
    shown = coach("plan").out
    assert shown.startswith("Tuesday and Friday. ")
    assert "From Nov 30 – Dec 6 on: three sessions a week.\n" in shown
    clock.pass_days(7)
    assert coach("plan").out.startswith("Three sessions a week. ")
    assert "From" not in coach("plan").out


def test_no_session_at_all_can_be_planned(coach) -> None:
    coach("plan", "--sessions", "0")
    assert coach("plan").out.startswith("No sessions a week.\nWeek 1 of 12")


def test_the_course_can_stand_at_a_week_from_now_on(coach) -> None:
    said = coach("plan", "--start", "5").err
    assert said.startswith("Week 5 of 12: ")
    assert json.loads(coach("today", "--json").out)["course"]["week"] == 5


def test_who_starts_elsewhere_is_told_the_way_back(coach) -> None:
    coach("plan", "--start", "9")
    result = coach("plan", "--start", "1")
    assert result.err == (
        "Week 1 of 12: giving first.\nYou were in week 9. To go back: coach plan --start 9\n"
    )
    assert "Week 9" in coach("plan", "--start", "9").err
    assert "You were" not in coach("plan", "--start", "9").err


def test_the_course_can_begin_in_a_week_to_come(coach, clock) -> None:
    result = coach("plan", "--start", "2026-w50")
    assert result.err == "The course starts in the week of Dec 7–13.\n"
    assert json.loads(coach("today", "--json").out)["course"] is None
    clock.pass_days(14)
    assert json.loads(coach("today", "--json").out)["course"]["week"] == 1


def test_the_course_can_be_turned_off_and_on(coach, practice) -> None:
    assert "off" in coach("plan", "--course", "off").err
    assert practice.journal.choices().course is False
    assert json.loads(coach("today", "--json").out)["course"] is None
    assert "Week 1 of 12" in coach("plan", "--course", "on").err
    assert practice.journal.choices().course is True


def test_plan_and_course_can_be_chosen_at_once(coach, practice) -> None:
    assert coach("plan", "--days", "mon", "--start", "3", "--course", "on").code == 0
    choices = practice.journal.choices()
    assert (choices.plan[0].days, choices.start.number, choices.course) == (("mon",), 3, True)


def test_a_reminder_may_repeat_a_promise_once_the_person_says_so(coach, practice) -> None:
    result = coach("plan", "--words", "on")
    assert (result.code, result.err) == (0, "A reminder repeats your promise on its day.\n")
    assert practice.journal.choices().on_the_day is True
    assert "A reminder repeats your promise on its day." in coach("plan").out
    assert "only that a promise is due" in coach("plan", "--words", "off").err
    assert practice.journal.choices().on_the_day is False
    assert "reminder" not in coach("plan").out


def test_its_json_tells_the_same(coach) -> None:
    coach("plan", "--days", "tue,fri")
    coach("plan", "--sessions", "1")
    coach("pause", "next")
    assert json.loads(coach("plan", "--json").out) == {
        "plan": {"days": ["tue", "fri"], "sessions": 2},
        "chosen": True,
        "next_session": "2026-11-24",
        "later": [{"week": "2026-W49", "days": [], "sessions": 1}],
        "course_on": True,
        "course": {"week": 1, "of": 12, "track": "give-free", "focus": "giving first"},
        "start": None,
        "on_the_day": False,
        "paused": ["2026-W49"],
    }


@pytest.mark.parametrize(
    "args",
    [
        ["--days", "someday"],
        ["--days", ""],
        ["--days", "t"],
        ["--sessions", "8"],
        ["--sessions", "-1"],
        ["--sessions", "two"],
        ["--days", "tue", "--sessions", "2"],
        ["--start", "0"],
        ["--start", "13"],
        ["--start", "-1"],
        ["--start", "2026-W54"],
        ["--start", "soon"],
        ["--days", "tue", "--start", "13"],
        ["--days", "someday", "--start", "3"],
        ["--course", "maybe"],
        ["more"],
    ],
    ids=" ".join,
)
def test_a_plan_that_is_none_is_wrong_usage_and_changes_nothing(
    coach, home: Path, args: list[str]
) -> None:
    result = coach("plan", *args)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2
    assert not (home / "coach.json").exists()


@pytest.mark.parametrize(
    ("words", "weeks", "named"),
    [
        ([], ["2026-W48"], "Nov 23–29"),
        (["next"], ["2026-W49"], "Nov 30 – Dec 6"),
        (["2026-W47"], ["2026-W47"], "Nov 16–22"),
        (["2026-w47", "2026-11-17", "1w"], ["2026-W47"], "Nov 16–22"),
        (["yesterday", "today"], ["2026-W48"], "Nov 23–29"),
        (
            ["2027-W01", "2026-W46", "next"],
            ["2026-W46", "2026-W49", "2027-W01"],
            "Nov 9–15, Nov 30 – Dec 6 and Jan 4–10, 2027",
        ),
    ],
)
def test_weeks_are_taken_off_past_ones_and_those_to_come(
    coach, practice, words: list[str], weeks: list[str], named: str
) -> None:
    result = coach("pause", *words)
    assert (result.code, result.out) == (0, "")
    undo = f"To resume: coach pause {' '.join(weeks)} --undo"
    assert result.err == f"Time off: {named}.\n{undo}\n"
    assert off(practice) == weeks
    assert f"Time off: {named}." in coach("plan").out


def test_a_reason_is_saved(coach, practice) -> None:
    coach("pause", "--reason", "at the sea")
    assert [pause.reason for pause in practice.course.pauses()] == ["at the sea"]


def test_a_week_that_is_off_already_stays_as_it_is_and_it_is_said(coach, practice) -> None:
    coach("pause", "2026-W47", "--reason", "ill")
    before = practice.places.journal.read_bytes()
    result = coach("pause", "2026-W47")
    assert (result.code, result.err) == (0, "Time off already: Nov 16–22.\n")
    assert practice.places.journal.read_bytes() == before
    said = coach("pause", "2026-W46", "2026-W47").err
    assert said == (
        "Time off: Nov 9–15.\nTime off already: Nov 16–22.\n"
        "To resume: coach pause 2026-W46 --undo\n"
    )


def test_a_week_can_be_resumed(coach, practice) -> None:
    coach("pause", "2026-W46", "2026-W47")
    assert coach("pause", "2026-W46", "--undo").err == "Resumed: Nov 9–15.\n"
    assert off(practice) == ["2026-W47"]
    result = coach("pause", "2026-W46", "--undo")
    assert (result.code, result.err) == (0, "Not time off, so nothing to resume: Nov 9–15.\n")
    coach("pause", "2026-W46")
    assert off(practice) == ["2026-W46", "2026-W47"]


@pytest.mark.parametrize("word", ["", "last", "2026-W54", "47", "2026-13-01"])
def test_a_week_that_is_none_is_wrong_usage_and_takes_none_off(
    coach, home: Path, word: str
) -> None:
    result = coach("pause", "2026-W47", word)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2
    assert not home.exists()


@pytest.mark.parametrize("args", [["pause"], ["plan", "--days", "tue"], ["plan", "--start", "2"]])
def test_what_cannot_be_saved_is_said_and_nothing_is_changed(
    coach, practice, damaged: Path, args: list[str]
) -> None:
    before = damaged.read_bytes()
    result = coach(*args)
    assert (result.code, result.out) == (1, "")
    assert "coach restore" in result.err
    assert damaged.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "weeks"),
    [
        (["last", "week"], ["2026-W47"]),
        (["next", "week", "2026-W40"], ["2026-W40", "2026-W49"]),
        (["2w", "ago"], ["2026-W46"]),
        (["2w ago", "Last Week"], ["2026-W46", "2026-W47"]),
    ],
)
def test_a_week_can_be_named_in_two_words(coach, practice, words: list, weeks: list) -> None:
    assert coach("pause", *words).code == 0
    assert sorted(pause.week for pause in practice.journal.pauses()) == weeks
