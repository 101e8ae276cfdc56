"""`coach plan` and `coach pause`: when a person sits, and the weeks that do not count."""

import json
from pathlib import Path

import pytest

WEEK = "2026-W48"


def plans(practice) -> list[tuple[str, tuple[str, ...], int]]:
    return [(p.week, p.days, p.sittings) for p in practice.journal.choices().plan]


def out(practice) -> list[str]:
    return sorted(pause.week for pause in practice.pauses())


def test_before_anything_is_chosen_it_says_so_and_creates_nothing(coach, home: Path) -> None:
    result = coach("plan")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Nothing is planned yet; the coach goes by two sittings a week.\n"
        "Next sitting on Friday 27 November.\n"
        "The course is in week 1 of 12: giving first.\n"
    )
    assert not home.exists()


@pytest.mark.parametrize("days", ["tue,fri", "Friday, Tuesday", "fri tue fri"])
def test_days_can_be_named_and_the_first_plan_is_for_this_week(coach, practice, days: str) -> None:
    result = coach("plan", "--days", days)
    assert (result.code, result.out) == (0, "")
    assert result.err == "From this week on (2026-W48): Tuesday and Friday.\n"
    assert plans(practice) == [(WEEK, ("tue", "fri"), 2)]
    assert coach("plan").out.startswith("Tuesday and Friday.\nNext sitting on Friday 27 November.")


def test_a_change_is_for_next_week_and_is_told_until_then(coach, clock, practice) -> None:
    coach("plan", "--days", "tue,fri")
    assert coach("plan", "--sittings", "3").err == (
        "From next week on (2026-W49): three sittings a week.\n"
    )
    assert plans(practice)[1:] == [("2026-W49", (), 3)]
    shown = coach("plan").out
    assert shown.startswith("Tuesday and Friday.\n")
    assert "From week 2026-W49: three sittings a week.\n" in shown
    clock.pass_days(7)
    assert coach("plan").out.startswith("Three sittings a week.\n")
    assert "From week" not in coach("plan").out


def test_no_sitting_at_all_can_be_planned(coach) -> None:
    coach("plan", "--sittings", "0")
    assert coach("plan").out.startswith("No sittings a week.\nThe course")


def test_the_course_can_stand_at_a_week_from_now_on(coach) -> None:
    said = coach("plan", "--start", "5").err
    assert said.startswith("The course is in week 5 of 12: ")
    assert " ".join(said.split()).endswith("It is so from week 2026-W48 on.")
    assert json.loads(coach("today", "--json").out)["programme"]["week"] == 5


def test_the_course_can_begin_in_a_week_to_come(coach, clock) -> None:
    result = coach("plan", "--start", "2026-w50")
    assert result.err.startswith("The course begins in 2026-W50, with week 1. It is so from week")
    assert json.loads(coach("today", "--json").out)["programme"] is None
    clock.pass_days(14)
    assert json.loads(coach("today", "--json").out)["programme"]["week"] == 1


def test_the_course_can_be_turned_off_and_on(coach, practice) -> None:
    assert "off" in coach("plan", "--course", "off").err
    assert practice.journal.choices().course is False
    assert json.loads(coach("today", "--json").out)["programme"] is None
    assert "The course is in week 1 of 12" in coach("plan", "--course", "on").err
    assert practice.journal.choices().course is True


def test_plan_and_course_can_be_chosen_at_once(coach, practice) -> None:
    assert coach("plan", "--days", "mon", "--start", "3", "--course", "on").code == 0
    choices = practice.journal.choices()
    assert (choices.plan[0].days, choices.start.number, choices.course) == (("mon",), 3, True)


def test_its_json_tells_the_same(coach) -> None:
    coach("plan", "--days", "tue,fri")
    coach("plan", "--sittings", "1")
    coach("pause", "next")
    assert json.loads(coach("plan", "--json").out) == {
        "plan": {"days": ["tue", "fri"], "sittings": 2},
        "chosen": True,
        "next_sitting": "2026-11-27",
        "later": [{"week": "2026-W49", "days": [], "sittings": 1}],
        "course": True,
        "programme": {"week": 1, "of": 12, "track": "give-free"},
        "start": None,
        "paused": ["2026-W49"],
    }


@pytest.mark.parametrize(
    "args",
    [
        ["--days", "someday"],
        ["--days", ""],
        ["--days", "t"],
        ["--sittings", "8"],
        ["--sittings", "-1"],
        ["--sittings", "two"],
        ["--days", "tue", "--sittings", "2"],
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
    ("words", "weeks"),
    [
        ([], ["2026-W48"]),
        (["next"], ["2026-W49"]),
        (["2026-W47"], ["2026-W47"]),
        (["2026-w47", "2026-11-17", "1w"], ["2026-W47"]),
        (["yesterday", "today"], ["2026-W48"]),
        (["2027-W01", "2026-W46", "next"], ["2026-W46", "2026-W49", "2027-W01"]),
    ],
)
def test_weeks_are_taken_out_past_ones_and_those_to_come(
    coach, practice, words: list[str], weeks: list[str]
) -> None:
    result = coach("pause", *words)
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("Taken out: ")
    assert all(week in result.err for week in weeks)
    assert out(practice) == weeks
    assert all(week in coach("plan").out for week in weeks)


def test_a_reason_is_kept(coach, practice) -> None:
    coach("pause", "--reason", "at the sea")
    assert [pause.reason for pause in practice.pauses()] == ["at the sea"]


def test_a_week_that_is_out_already_stays_as_it_is_and_it_is_said(coach, practice) -> None:
    coach("pause", "2026-W47", "--reason", "ill")
    before = practice.places.journal.read_bytes()
    result = coach("pause", "2026-W47")
    assert (result.code, result.err) == (0, "Out already, so nothing changed: 2026-W47.\n")
    assert practice.places.journal.read_bytes() == before
    said = coach("pause", "2026-W46", "2026-W47").err
    assert said == (
        "Taken out: 2026-W46.\nOut already, so nothing changed: 2026-W47.\n"
        "To take them in again: coach pause 2026-W46 --undo\n"
    )


def test_a_week_can_be_taken_in_again(coach, practice) -> None:
    coach("pause", "2026-W46", "2026-W47")
    assert coach("pause", "2026-W46", "--undo").err == "In again: 2026-W46.\n"
    assert out(practice) == ["2026-W47"]
    result = coach("pause", "2026-W46", "--undo")
    assert (result.code, result.err) == (0, "Not out, so nothing changed: 2026-W46.\n")
    coach("pause", "2026-W46")
    assert out(practice) == ["2026-W46", "2026-W47"]


@pytest.mark.parametrize("word", ["", "last", "2026-W54", "47", "2026-13-01"])
def test_a_week_that_is_none_is_wrong_usage_and_takes_none_out(
    coach, home: Path, word: str
) -> None:
    result = coach("pause", "2026-W47", word)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2
    assert not home.exists()


@pytest.mark.parametrize("args", [["pause"], ["plan", "--days", "tue"], ["plan", "--start", "2"]])
def test_what_cannot_be_saved_is_told_and_nothing_is_changed(
    coach, practice, damaged: Path, args: list[str]
) -> None:
    before = damaged.read_bytes()
    result = coach(*args)
    assert (result.code, result.out) == (1, "")
    assert "coach restore" in result.err
    assert damaged.read_bytes() == before
