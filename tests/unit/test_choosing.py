"""What a person chooses through the practice: the plan, the course, the weeks taken out."""

from pathlib import Path

import pytest

from coach.domain.dates import week_of
from coach.domain.model import Choices, PlanFrom, Start
from coach.domain.plan import Plan
from coach.errors import SaveError, UsageError
from coach.paths import Places
from coach.practice import Practice
from coach.store import files
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
    choices = practice.choices()
    assert choices is not None
    return choices


def out(practice: Practice) -> set[str]:
    return {pause.week for pause in practice.pauses()}


def unite(one: Practice, two: Practice) -> None:
    one.journal.merge(two.journal.everything())
    two.journal.merge(one.journal.everything())


def test_who_chooses_nothing_has_nothing_kept(practice: Practice) -> None:
    assert practice.choices() is None
    assert practice.today().plan == Plan()
    assert not practice.places.journal.exists()


def test_the_first_plan_holds_at_once_and_a_change_from_next_week_on(
    practice: Practice, clock: FixedClock
) -> None:
    practice.choose_plan(DAYS)
    assert practice.today().plan == DAYS
    assert practice.today().due
    practice.choose_plan(Plan(sittings=3))
    assert practice.today().plan == DAYS
    clock.pass_days(7)
    assert practice.today().plan == Plan(sittings=3)
    assert chosen(Practice(practice.places)).plan == (
        PlanFrom("2026-W48", ("tue", "fri"), 2),
        PlanFrom("2026-W49", (), 3),
    )


def test_the_first_close_asks_for_a_plan_and_then_never_again(practice: Practice) -> None:
    practice.answer("words", "give-free.for-free")
    assert not practice.closing().planned
    practice.choose_plan(DAYS)
    assert practice.closing().planned
    assert f"{practice.closing().next_sitting}" == "2026-11-27"


def test_a_choice_made_again_is_no_change(practice: Practice) -> None:
    first = practice.choose_plan(DAYS)
    assert practice.turn_course(on=True) == first
    assert (first.rev, first.revisions) == (1, ())
    second = practice.turn_course(on=False)
    assert (second.rev, second.plan, second.course) == (2, first.plan, False)
    assert [version["course"] for version in second.revisions] == [True]


def test_two_processes_choose_each_on_top_of_the_other(practice: Practice, other: Practice) -> None:
    practice.choose_plan(DAYS)
    other.start_course(3)
    practice.turn_course(on=False)
    expected = (PlanFrom("2026-W48", ("tue", "fri"), 2),), Start("2026-W48", 3), False
    for choices in (chosen(practice), chosen(other), chosen(Practice(practice.places))):
        assert (choices.plan, choices.start, choices.course) == expected


def test_the_course_can_start_at_a_week_and_is_then_on(
    practice: Practice, clock: FixedClock
) -> None:
    practice.turn_course(on=False)
    assert practice.today().position is None
    practice.start_course(5)
    position = practice.today().position
    assert position is not None
    assert (position.number, position.week.track) == (5, "filter")
    assert practice.today().why.startswith("Week 5 of 12: ")
    practice.start_course(2, "2026-W50")
    assert practice.today().position is None
    clock.pass_days(14)
    later = practice.today().position
    assert later is not None
    assert later.number == 2


@pytest.mark.parametrize("number", [0, 13, -1])
def test_a_week_that_the_programme_does_not_have_is_refused(
    practice: Practice, number: int
) -> None:
    with pytest.raises(UsageError, match=f"no week {number}"):
        practice.start_course(number)
    assert practice.choices() is None


def test_to_stop_well_ends_the_course_and_plans_no_sitting_from_next_week_on(
    practice: Practice, clock: FixedClock
) -> None:
    practice.choose_plan(DAYS)
    practice.stop_well()
    assert practice.today().position is None
    assert practice.today().due
    clock.pass_days(7)
    today = practice.today()
    assert (today.plan.a_week, today.due, today.plan_met) == (0, False, False)
    clock.pass_days(70)
    assert practice.today().away == ()


def test_weeks_are_taken_out_once_and_taken_in_again(practice: Practice, other: Practice) -> None:
    assert practice.pause(["2026-W40", "2026-W41", "2026-W40"], "ill \n") == [
        "2026-W40",
        "2026-W41",
    ]
    assert other.pause(["2026-W41", "2026-W50"]) == ["2026-W50"]
    assert out(practice) == out(other) == {"2026-W40", "2026-W41", "2026-W50"}
    assert {pause.reason for pause in practice.pauses()} == {"ill", None}
    assert practice.unpause(["2026-W41", "2026-W42"]) == ["2026-W41"]
    assert other.unpause(["2026-W41"]) == []
    assert out(other) == {"2026-W40", "2026-W50"}
    assert other.pause(["2026-W41"], "holiday") == ["2026-W41"]
    (again,) = [pause for pause in practice.pauses() if pause.week == "2026-W41"]
    assert (again.reason, again.rev) == ("holiday", 3)
    assert [version["reason"] for version in again.revisions] == ["ill", "ill"]


def test_all_the_weeks_are_taken_out_by_one_commit_or_none(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.note("a journal")
    before = practice.places.journal.read_bytes()
    with files.locked(practice.places.journal):
        monkeypatch.setattr("coach.store.files.LOCK_SECONDS", 0)
        with pytest.raises(SaveError):
            practice.pause(["2026-W40", "2026-W41"])
    assert practice.places.journal.read_bytes() == before
    practice.pause(["2026-W40", "2026-W41"])
    assert practice.places.journal.read_bytes().count(b'"gen":2') == 1


def test_choices_of_two_machines_unite_and_the_last_one_holds(
    practice: Practice, laptop: Practice, clock: FixedClock
) -> None:
    practice.choose_plan(DAYS)
    clock.pass_days(1)
    laptop.choose_plan(Plan(sittings=3))
    unite(practice, laptop)
    assert chosen(practice) == chosen(laptop)
    assert practice.choices() and len(practice.journal.everything()) == 1
    assert chosen(practice).plan == (PlanFrom("2026-W48", (), 3),)
    assert [v["plan"][0]["days"] for v in chosen(practice).revisions] == [["tue", "fri"]]
    clock.pass_days(1)
    assert practice.start_course(4).start == Start("2026-W48", 4)
    unite(laptop, practice)
    assert chosen(laptop).start == Start("2026-W48", 4)


def test_a_week_that_two_machines_took_out_is_taken_in_by_one_word(
    practice: Practice, laptop: Practice, clock: FixedClock
) -> None:
    practice.pause(["2026-W40"], "ill")
    laptop.pause(["2026-W40", "2026-W41"], "away")
    unite(practice, laptop)
    assert out(practice) == {"2026-W40", "2026-W41"}
    clock.pass_days(1)
    assert practice.unpause(["2026-W40"]) == ["2026-W40"]
    assert out(practice) == {"2026-W41"}
    unite(practice, laptop)
    assert out(laptop) == {"2026-W41"}
    assert laptop.pause(["2026-W40"]) == ["2026-W40"]
    assert out(laptop) == {"2026-W40", "2026-W41"}


def test_what_was_chosen_goes_whole_into_an_empty_home(
    practice: Practice, laptop: Practice
) -> None:
    practice.choose_plan(DAYS)
    practice.choose_plan(Plan(sittings=1))
    practice.start_course(5, "2026-W50")
    practice.pause(["2026-W40", "2026-W41"], "ill")
    practice.unpause(["2026-W41"])
    laptop.add_all(practice.journal.everything())
    assert laptop.journal.everything() == practice.journal.everything()
    assert laptop.today() == practice.today()


@pytest.mark.parametrize("when", ["03:59", "04:00"])
def test_a_plan_chosen_before_four_on_a_monday_is_still_of_the_week_before(
    practice: Practice, clock: FixedClock, when: str
) -> None:
    hour, minute = map(int, when.split(":"))
    clock.time = clock.time.replace(day=23, hour=hour, minute=minute)
    plan = practice.choose_plan(DAYS).plan
    assert [each.week for each in plan] == ["2026-W47" if when == "03:59" else "2026-W48"]
    assert practice.today().week == week_of(practice.day())
