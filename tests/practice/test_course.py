"""What a person chooses through the practice: the plan, the course, the weeks of time off."""

from pathlib import Path

import pytest

from coach import files
from coach.domain.dates import week_of
from coach.domain.model import Choices, PlanFrom, Start
from coach.domain.plan import Plan
from coach.errors import SaveError, UsageError
from coach.paths import Places
from coach.practice import Practice
from coach.practice.session import Session
from coach.practice.steps.closing import Close
from tests.conftest import FixedClock

DAYS = Plan(("tue", "fri"))


@pytest.fixture
def other(practice: Practice) -> Practice:
    """A second process on the same journal."""
    return Practice(practice.places, clock=practice.clock)


@pytest.fixture
def laptop(tmp_path: Path, clock: FixedClock) -> Practice:
    """Another machine."""
    home = tmp_path / "laptop"
    return Practice(Places(home, home / "config.toml", home / "state"), clock=clock)


def chosen(practice: Practice) -> Choices:
    choices = practice.course.choices()
    assert choices is not None
    return choices


def off(practice: Practice) -> set[str]:
    return {pause.week for pause in practice.course.pauses()}


def merge(one: Practice, two: Practice) -> None:
    one.journal.merge(two.journal.everything())
    two.journal.merge(one.journal.everything())


def test_who_chooses_nothing_has_nothing_saved(practice: Practice) -> None:
    assert practice.course.choices() is None
    assert Session(practice).today().plan == Plan()
    assert not practice.places.journal.exists()


def test_the_first_plan_holds_at_once_and_a_change_from_next_week_on(
    practice: Practice, clock: FixedClock
) -> None:
    practice.course.choose_plan(DAYS)
    assert Session(practice).today().plan == DAYS
    assert Session(practice).today().due
    practice.course.choose_plan(Plan(sessions=3))
    assert Session(practice).today().plan == DAYS
    clock.pass_days(7)
    assert Session(practice).today().plan == Plan(sessions=3)
    assert chosen(Practice(practice.places)).plan == (
        PlanFrom("2026-W48", ("tue", "fri"), 2),
        PlanFrom("2026-W49", (), 3),
    )


def test_the_first_close_asks_for_a_plan_and_then_never_again(practice: Practice) -> None:
    practice.entries.answer("words", "give-free.for-free")
    first = Close(practice)
    assert [field.name for field in first.fields({})] == ["plan", "words"]
    first.submit({})
    assert chosen(practice).plan == (PlanFrom("2026-W48", ("tue", "fri"), 2),)
    later = Close(practice)
    assert later.fields({}) == ()
    assert later.asides[-1].text == "Tuesday and Friday. Your next session is on Friday."


def test_from_when_a_plan_holds_is_said(practice: Practice, clock: FixedClock) -> None:
    course = practice.course
    assert course.would_change(DAYS)
    assert course.choose_plan(DAYS) == "From this week on: Tuesday and Friday."
    assert not course.would_change(DAYS)
    clock.pass_days(7)
    assert course.choose_plan(DAYS) == "As before: Tuesday and Friday."
    assert course.choose_plan(Plan(sessions=1)) == "From next week on: one session a week."
    assert course.plan().later == (("2026-W50", Plan(sessions=1)),)


def test_a_choice_made_again_is_no_change(practice: Practice) -> None:
    practice.course.choose_plan(DAYS)
    first = chosen(practice)
    assert practice.course.turn(on=True) == first
    assert (first.rev, first.revisions) == (1, ())
    second = practice.course.turn(on=False)
    assert (second.rev, second.plan, second.course) == (2, first.plan, False)
    assert [version["course"] for version in second.revisions] == [True]


def test_two_processes_choose_each_on_top_of_the_other(practice: Practice, other: Practice) -> None:
    practice.course.choose_plan(DAYS)
    other.course.start(3)
    practice.course.turn(on=False)
    expected = (PlanFrom("2026-W48", ("tue", "fri"), 2),), Start("2026-W48", 3), False
    for choices in (chosen(practice), chosen(other), chosen(Practice(practice.places))):
        assert (choices.plan, choices.start, choices.course) == expected


def test_the_course_can_start_at_a_week_and_is_then_on(
    practice: Practice, clock: FixedClock
) -> None:
    practice.course.turn(on=False)
    assert Session(practice).today().position is None
    practice.course.start(5)
    position = Session(practice).today().position
    assert position is not None
    assert (position.number, position.week.track) == (5, "filter")
    assert Session(practice).today().why.startswith("Week 5 of 12: ")
    practice.course.start(2, "2026-W50")
    assert Session(practice).today().position is None
    clock.pass_days(14)
    later = Session(practice).today().position
    assert later is not None
    assert later.number == 2


def test_a_course_that_came_to_its_end_is_turned_on_where_it_would_stand(
    practice: Practice, clock: FixedClock
) -> None:
    practice.course.start(12)
    practice.entries.answer("Words.", "look-back.stop")
    clock.pass_days(7)
    at_end = practice.course.position()
    assert at_end is not None
    assert (at_end.number, at_end.rounds) == (1, 1)
    practice.course.turn(on=False)
    practice.course.turn(on=True)
    again = practice.course.position()
    assert again is not None
    assert (again.number, again.rounds) == (1, 0)
    assert chosen(practice).start == Start("2026-W49", 1)


def test_to_go_around_again_keeps_what_was_reached_on_another_machine(
    practice: Practice, laptop: Practice, clock: FixedClock
) -> None:
    """Each goes around by what it knows; merged, the place is that of all the answers."""
    practice.course.start(12)
    practice.entries.answer("Words.", "look-back.stop")
    merge(practice, laptop)
    clock.pass_days(7)
    practice.entries.answer("Words.", "give-free.for-free")
    clock.pass_days(7)
    practice.entries.answer("Words.", "give-free.free-ends")
    clock.pass_days(1)
    laptop.course.go_around()
    assert [p and p.number for p in (practice.course.position(), laptop.course.position())] == [
        2,
        1,
    ]
    merge(practice, laptop)
    clock.pass_days(7)
    for each in (practice, laptop):
        position = each.course.position()
        assert position is not None
        assert (position.number, position.rounds) == (3, 0)


def test_to_go_around_again_before_the_end_changes_no_place(practice: Practice) -> None:
    practice.course.start(5)
    before = chosen(practice)
    assert practice.course.go_around() == before
    practice.course.turn(on=False)
    practice.course.go_around()
    assert (chosen(practice).start, chosen(practice).course) == (before.start, True)


@pytest.mark.parametrize("number", [0, 13, -1])
def test_a_week_that_the_course_does_not_have_is_refused(practice: Practice, number: int) -> None:
    with pytest.raises(UsageError, match=f"no week {number}"):
        practice.course.start(number)
    assert practice.course.choices() is None


def test_to_finish_ends_the_course_and_plans_no_session_from_next_week_on(
    practice: Practice, clock: FixedClock
) -> None:
    practice.course.choose_plan(DAYS)
    practice.course.finish()
    assert Session(practice).today().position is None
    assert Session(practice).today().due
    clock.pass_days(7)
    today = Session(practice).today()
    assert (today.plan.per_week, today.due, today.plan_met) == (0, False, False)
    clock.pass_days(70)
    assert Session(practice).today().away == ()


def test_weeks_are_paused_once_and_resumed(practice: Practice, other: Practice) -> None:
    assert practice.course.pause(["2026-W40", "2026-W41", "2026-W40"], "ill \n") == [
        "2026-W40",
        "2026-W41",
    ]
    assert other.course.pause(["2026-W41", "2026-W50"]) == ["2026-W50"]
    assert off(practice) == off(other) == {"2026-W40", "2026-W41", "2026-W50"}
    assert {pause.reason for pause in practice.course.pauses()} == {"ill", None}
    assert practice.course.resume(["2026-W41", "2026-W42"]) == ["2026-W41"]
    assert other.course.resume(["2026-W41"]) == []
    assert off(other) == {"2026-W40", "2026-W50"}
    assert other.course.pause(["2026-W41"], "holiday") == ["2026-W41"]
    (again,) = [pause for pause in practice.course.pauses() if pause.week == "2026-W41"]
    assert (again.reason, again.rev) == ("holiday", 3)
    assert [version["reason"] for version in again.revisions] == ["ill", "ill"]


def test_all_the_weeks_are_paused_by_one_commit_or_none(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.entries.note("a journal")
    before = practice.places.journal.read_bytes()
    with files.locked(practice.places.journal):
        monkeypatch.setattr("coach.files.LOCK_SECONDS", 0)
        with pytest.raises(SaveError):
            practice.course.pause(["2026-W40", "2026-W41"])
    assert practice.places.journal.read_bytes() == before
    practice.course.pause(["2026-W40", "2026-W41"])
    assert practice.places.journal.read_bytes().count(b'"gen":2') == 1


def test_choices_of_two_machines_merge_and_the_last_one_holds(
    practice: Practice, laptop: Practice, clock: FixedClock
) -> None:
    practice.course.choose_plan(DAYS)
    clock.pass_days(1)
    laptop.course.choose_plan(Plan(sessions=3))
    merge(practice, laptop)
    assert chosen(practice) == chosen(laptop)
    assert practice.course.choices() and len(practice.journal.everything()) == 1
    assert chosen(practice).plan == (PlanFrom("2026-W48", (), 3),)
    assert [v["plan"][0]["days"] for v in chosen(practice).revisions] == [["tue", "fri"]]
    clock.pass_days(1)
    assert practice.course.start(4).start == Start("2026-W48", 4)
    merge(laptop, practice)
    assert chosen(laptop).start == Start("2026-W48", 4)


def test_a_week_that_two_machines_paused_is_resumed_at_once(
    practice: Practice, laptop: Practice, clock: FixedClock
) -> None:
    practice.course.pause(["2026-W40"], "ill")
    laptop.course.pause(["2026-W40", "2026-W41"], "away")
    merge(practice, laptop)
    assert off(practice) == {"2026-W40", "2026-W41"}
    clock.pass_days(1)
    assert practice.course.resume(["2026-W40"]) == ["2026-W40"]
    assert off(practice) == {"2026-W41"}
    merge(practice, laptop)
    assert off(laptop) == {"2026-W41"}
    assert laptop.course.pause(["2026-W40"]) == ["2026-W40"]
    assert off(laptop) == {"2026-W40", "2026-W41"}


def test_what_was_chosen_goes_whole_into_an_empty_home(
    practice: Practice, laptop: Practice
) -> None:
    practice.course.choose_plan(DAYS)
    practice.course.choose_plan(Plan(sessions=1))
    practice.course.start(5, "2026-W50")
    practice.course.pause(["2026-W40", "2026-W41"], "ill")
    practice.course.resume(["2026-W41"])
    laptop.journal.merge(practice.journal.everything())
    assert laptop.journal.everything() == practice.journal.everything()
    assert Session(laptop).today() == Session(practice).today()


@pytest.mark.parametrize("when", ["03:59", "04:00"])
def test_a_plan_chosen_before_four_on_a_monday_is_still_of_the_week_before(
    practice: Practice, clock: FixedClock, when: str
) -> None:
    hour, minute = map(int, when.split(":"))
    clock.time = clock.time.replace(day=23, hour=hour, minute=minute)
    practice.course.choose_plan(DAYS)
    assert [each.week for each in chosen(practice).plan] == [
        "2026-W47" if when == "03:59" else "2026-W48"
    ]
    assert Session(practice).today().week == week_of(practice.day())
