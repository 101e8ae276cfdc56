"""A clock that was wrong once, at 1970 or at 2099, does no lasting harm."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from coach.practice import Practice, erasing
from coach.practice.steps.writing import Reflect
from coach.reminders.state import ReminderState
from tests.conftest import FixedClock, Result

FIRST = "give-free.left-without-buying"
Coach = Callable[..., Result]
WRONG = [datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, 23, 59, tzinfo=UTC)]


@pytest.fixture(params=WRONG, ids=["1970", "2099"])
def once_wrong(request: pytest.FixtureRequest, practice: Practice, clock: FixedClock) -> Practice:
    """Ten days of notes, eight days at the wrong time, and the right time again."""
    for number in range(10):
        practice.entries.note(f"day {number}")
        clock.pass_days(1)
    right, clock.time = clock.time, request.param
    for number in range(8):
        practice.entries.note(f"wrong {number}")
        clock.pass_days(1 if request.param.year < 2000 else -1)
    clock.time = right
    return practice


def once_wrong_time(practice: Practice) -> datetime:
    """The moment the clock stood at."""
    return datetime.fromisoformat(
        next(a.created for a in practice.journal.answers() if a.text == "wrong 0")
    )


def dailies(practice: Practice) -> list[str]:
    return sorted(path.name for path in practice.places.backups.glob("coach-2026-1*.json"))


def test_the_days_after_it_have_their_backups_again(
    once_wrong: Practice, clock: FixedClock
) -> None:
    for _ in range(9):
        once_wrong.entries.note("after")
        clock.pass_days(1)
    last = [f"coach-2026-12-{day:02d}.json" for day in range(6, 13)]
    assert dailies(once_wrong)[-7:] == last
    assert next(b.name for b in once_wrong.work.backups.all()) == "coach-2026-12-12"
    newest = once_wrong.work.backups.newest()
    assert newest
    assert newest.name == "coach-2026-12-12"
    once_wrong.places.journal.write_bytes(b"")
    assert once_wrong.maintenance.plan_restore().name == "coach-2026-12-12"


def test_an_edit_made_after_it_stays_the_present_one_in_every_merge(
    once_wrong: Practice, clock: FixedClock
) -> None:
    wrong = next(a for a in once_wrong.entries.visible() if a.text == "wrong 3")
    clock.pass_days(1)
    edited = once_wrong.entries.edit(wrong.id, "put right")
    assert once_wrong.journal.merge([wrong]) == []
    assert [a.text for a in once_wrong.entries.visible() if a.id == edited.id] == ["put right"]
    erasing.erase(once_wrong.work, [wrong.id])
    assert once_wrong.journal.merge([replace(wrong, rev=9)]) == []


def test_a_delete_made_after_it_is_not_undone_by_a_merge(once_wrong: Practice) -> None:
    wrong = next(a for a in once_wrong.entries.visible() if a.text == "wrong 3")
    once_wrong.entries.delete(wrong.id)
    once_wrong.journal.merge([wrong])
    assert wrong.id not in {answer.id for answer in once_wrong.entries.visible()}


def test_every_command_goes_on_as_before(coach: Coach, once_wrong: Practice) -> None:
    for args in (
        ["today"], ["history"], ["progress"], ["progress", "--json"], ["plan"], ["doctor"],
        ["export"], ["promise", "add", "--if", "Bill calls", "--then", "answer"], ["restore"],
        ["remind", "--dry-run"], ["note", "goes on"],
    ):  # fmt: skip
        result = coach(*args)
        assert (result.code, "Traceback" in result.err) == (0, False), (args, result)
    assert once_wrong.progress.report().week == "2026-W49"


@pytest.mark.parametrize("wrong", WRONG, ids=["1970", "2099"])
def test_reminders_are_sent_again_once_the_clock_is_right(
    coach: Coach, practice: Practice, clock: FixedClock, wrong: datetime
) -> None:
    right, clock.time = clock.time, wrong
    assert coach("remind", "--snooze", "2h").code == 0
    assert coach("remind").code == 0
    clock.time = right
    state = ReminderState(practice.places.state)
    result = coach("remind")
    assert result.code == 0
    assert "snoozed" not in state.last_log_line()


def test_no_week_is_counted_from_it_and_no_note_of_it_waits(
    once_wrong: Practice, clock: FixedClock
) -> None:
    right, clock.time = clock.time, once_wrong_time(once_wrong)
    once_wrong.entries.answer("wrong", FIRST)
    clock.time = right
    once_wrong.entries.answer("right", FIRST)
    assert len(once_wrong.progress.weeks()) <= 3
    assert once_wrong.course.look().position.number == 1
    assert all("wrong" not in aside.text for aside in Reflect(once_wrong).asides)
