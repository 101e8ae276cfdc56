"""A sitting that is broken off, left for weeks, or held at four in the morning."""

from datetime import date, timedelta

import pytest

from coach.domain.model import Start
from coach.domain.sitting import Stage
from coach.practice import (
    COMMIT_DRAFT,
    Practice,
    Sitting,
    draft_key,
    follow_key,
    form_text,
    review_key,
)
from tests.conftest import FixedClock

PROMPT = "give-free.for-free"
LONG = "I told her what it costs and how she could see it with her own eyes before she came here."


def restarted(practice: Practice) -> Sitting:
    """What a new process sees, after a kill."""
    return Sitting(Practice(practice.places, clock=practice.clock))


def write(practice: Practice, key: str, text: str) -> None:
    draft = practice.open_draft(key)
    draft.write(text)
    draft.close()


def begun(practice: Practice) -> Stage:
    stage = restarted(practice).begin()
    assert stage is not None
    assert restarted(practice).practice.today().begun
    return stage


def test_an_answer_that_was_begun_is_gone_on_with(practice: Practice) -> None:
    write(practice, draft_key("value.my-value"), "half a")
    assert begun(practice).step == "reflect"
    reflection = restarted(practice).practice.reflect()
    assert reflection.prompt is not None
    assert (reflection.prompt.id, reflection.text) == ("value.my-value", "half a")


def test_a_review_that_was_begun_is_gone_on_with_until_the_outcome_is_said(
    practice: Practice,
) -> None:
    act = practice.promise("a", "b")
    write(practice, review_key(act.id), form_text({"did": "half a"}))
    assert begun(practice) == Stage("review", act=act)
    practice.say_outcome(act.id, "kept")
    after = restarted(practice).begin()
    assert after is not None
    assert after.step == "reflect"


def test_a_promise_that_was_begun_is_gone_on_with_while_it_may_be_made(
    practice: Practice,
) -> None:
    answer = practice.answer(LONG, PROMPT)
    write(practice, COMMIT_DRAFT, form_text({"cue": "half a"}))
    assert begun(practice) == Stage("commit", answer=answer)
    practice.promise("a", "b")
    practice.promise("c", "d")
    assert restarted(practice).practice.begun() is None


def test_a_deeper_answer_that_was_begun_is_gone_on_with_days_later_too(
    practice: Practice, clock: FixedClock
) -> None:
    answer = practice.answer("Short.", PROMPT)
    asked = practice.stage()
    assert asked is not None
    write(practice, follow_key("deeper", answer.id), "half a")
    clock.pass_days(3)
    stage = begun(practice)
    assert (stage.step, stage.answer, stage.deeper) == ("deeper", answer, asked.deeper)
    practice.delete(answer.id)
    assert restarted(practice).practice.begun() is None


@pytest.mark.parametrize(("prompt", "then"), [(PROMPT, 0), ("give-free.publish", 1)])
def test_what_changed_is_gone_on_with_beside_the_same_earlier_answer(
    practice: Practice, clock: FixedClock, prompt: str, then: int
) -> None:
    before = []
    for _ in range(2):
        before.append(practice.answer(LONG, prompt))
        clock.pass_days(35)
    practice.start_course(12)
    answer = practice.answer(LONG, prompt)
    stage = practice.stage()
    assert stage is not None
    write(practice, follow_key("changed", answer.id), "half a")
    assert begun(practice) == stage
    assert stage.comparison is not None
    assert stage.comparison.then == before[then]


def test_what_was_skipped_is_skipped_for_the_day(practice: Practice, clock: FixedClock) -> None:
    sitting = Sitting(practice)
    stage = sitting.next()
    assert stage is not None
    sitting.skip(stage)
    assert sitting.next() is None
    clock.pass_days(1)
    assert sitting.next() == stage


def test_a_kill_after_a_skip_offers_the_step_once_more_and_keeps_what_was_kept(
    practice: Practice,
) -> None:
    practice.answer(LONG, PROMPT)
    sitting = Sitting(practice)
    steps = []
    while stage := sitting.next():
        steps.append(stage.step)
        sitting.skip(stage)
    assert steps == ["deeper", "commit", "close"]
    assert [restarted(practice).next()] == [restarted(practice).begin()]
    assert len(practice.kept()) == 1


def at(clock: FixedClock, day: int, hour: int, minute: int) -> None:
    clock.time = clock.time.replace(day=day, hour=hour, minute=minute)


def test_a_sitting_belongs_to_the_day_it_began_on(practice: Practice, clock: FixedClock) -> None:
    at(clock, 23, 3, 50)
    sitting = Sitting(practice)
    assert sitting.begin() == Stage("reflect")
    answer = practice.answer("Short.", PROMPT)
    at(clock, 23, 4, 5)
    stage = sitting.next()
    assert stage is not None
    assert (stage.step, stage.answer) == ("deeper", answer)
    practice.follow(answer.id, "deeper", "More?", "more")
    promise = practice.promise("a", "b")
    assert {a.day for a in practice.kept()} == {promise.promised} == {"2026-11-22"}
    assert {a.week for a in practice.kept()} == {"2026-W47"}
    assert practice.today().sat_today


@pytest.mark.parametrize(("hour", "minute"), [(4, 50), (12, 0)])
def test_an_hour_later_it_is_the_day_it_is(
    practice: Practice, clock: FixedClock, hour: int, minute: int
) -> None:
    at(clock, 23, 3, 50)
    sitting = Sitting(practice)
    sitting.begin()
    at(clock, 23, hour, minute)
    assert practice.day() == date(2026, 11, 23)
    assert sitting.next() == Stage("reflect")


def test_who_begins_nothing_at_night_has_the_day_turn_at_four(
    practice: Practice, clock: FixedClock
) -> None:
    at(clock, 24, 3, 59)
    assert practice.day() == date(2026, 11, 23)
    at(clock, 24, 4, 0)
    assert practice.day() == date(2026, 11, 24)


@pytest.fixture
def away(practice: Practice, clock: FixedClock) -> Practice:
    """Four weeks of practice, two promises open, then thirty days of nothing."""
    for week in range(4):
        act = practice.promise("a", "b", track="give-free")
        practice.answer(LONG)
        practice.say_outcome(act.id, "kept" if week else "not-yet")
        clock.pass_days(7)
    practice.promise("Bill calls", "check it")
    clock.pass_days(0.01)
    practice.promise("Ann calls", "check it")
    clock.pass_days(30)
    return Practice(practice.places, clock=clock)


def test_after_thirty_days_one_promise_at_most_is_shown(away: Practice) -> None:
    first, second = away.acts()[-2:]
    assert away.today().open_act == first
    sitting = Sitting(away)
    stage = sitting.begin()
    assert stage == Stage("review", act=first)
    sitting.skip(stage)
    shown = []
    while stage := sitting.next():
        shown.append(stage)
        sitting.skip(stage)
    assert second not in [stage.act for stage in shown]
    assert [stage.step for stage in shown] == ["echo", "reflect"]


@pytest.mark.parametrize("outcome", ["kept", "let-go", "moved"])
def test_whatever_is_said_of_it_the_other_one_waits_for_another_sitting(
    away: Practice, clock: FixedClock, outcome: str
) -> None:
    first, second = away.acts()[-2:]
    sitting = Sitting(away)
    assert sitting.begin() == Stage("review", act=first)
    if outcome == "moved":
        away.moment_never_came(first.id)
    else:
        away.say_outcome(first.id, outcome)  # type: ignore[arg-type]
    stages = []
    while stage := sitting.next():
        stages.append(stage.step)
        sitting.skip(stage)
    assert "review" not in stages
    clock.pass_days(1)
    assert sitting.next() == Stage("review", act=second)


def test_one_call_takes_the_weeks_of_an_absence_out(away: Practice) -> None:
    before = away.progress()
    weeks = away.today().away
    assert weeks == ("2026-W53", "2027-W01", "2027-W02")
    assert away.pause(weeks) == [*weeks]
    assert away.today().away == ()
    after = away.progress()
    assert [week.week for week in after.weeks if week.paused] == [*weeks]
    assert before.strength.value is not None
    assert after.strength.value is not None
    assert after.strength.value > before.strength.value


def test_after_an_absence_nothing_has_piled_up(away: Practice) -> None:
    today = away.today()
    position = today.position
    assert position is not None
    assert today.why == f"Week {position.number} of 12: {position.week.focus}."
    assert (today.sat_this_week, today.sat_today, today.plan_met) == (0, False, False)
    numbers = {n for n in vars(today).values() if isinstance(n, int)} - {0, 1}
    assert numbers == set()
    assert away.closing().kept == ()
    assert away.progress().strength.reason.count("paused") == 1


def test_a_year_later_the_course_waits_where_it_was(away: Practice, clock: FixedClock) -> None:
    position = away.today().position
    clock.time += timedelta(weeks=52)
    later = Practice(away.places, clock=clock).today()
    assert later.position == position
    away.start_course(1)
    assert away.choices() is not None
    started = away.today().position
    assert started is not None
    assert (started.number, started.rounds) == (1, 0)
    choices = away.choices()
    assert choices is not None
    assert choices.start == Start(later.week, 1)
