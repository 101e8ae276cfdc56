"""A session that is broken off, left for weeks, or held at four in the morning."""

from datetime import date, timedelta

import pytest

from coach.domain.model import Answer, Start
from coach.domain.plan import Plan
from coach.domain.session import NextStep
from coach.practice import Practice
from coach.practice.drafting import PROMISE, draft_key, form_text
from coach.practice.session import Session
from coach.practice.steps.closing import Close
from coach.practice.steps.new_promise import NewPromise
from coach.practice.steps.promise import Echo, Review, Reword
from coach.practice.steps.step import Done, Step
from coach.practice.steps.writing import Changed, OneMore, PlaybookLine, Reflect
from tests.conftest import FixedClock

PROMPT = "give-free.for-free"
LONG = "I told her what it costs and how she could see it with her own eyes before she came here."
PASSED = Done(passed=True)


def restarted(practice: Practice) -> Session:
    """What a new process sees, after a kill."""
    return Session(Practice(practice.places, clock=practice.clock))


def write(practice: Practice, key: str, text: str) -> None:
    draft, _ = practice.open_draft(key)
    draft.write(text)
    draft.close()


def begun(practice: Practice) -> Step:
    assert restarted(practice).today().begun
    return restarted(practice).begin()


def skip_all(session: Session) -> list[Step]:
    """Every step there is, each skipped."""
    steps: list[Step] = []
    step: Step | None = session.begin()
    while step:
        steps.append(step)
        step = session.next(step, PASSED)
    return steps


def kinds(steps: list[Step]) -> list[type[Step]]:
    return [type(step) for step in steps]


def test_an_answer_that_was_begun_is_gone_on_with(practice: Practice) -> None:
    write(practice, draft_key("answer", "value.my-value"), "half a")
    step = begun(practice)
    assert isinstance(step, Reflect)
    assert step.prompt is not None
    assert step.prompt.id == "value.my-value"
    assert step.opening == "You began this and haven't saved it yet."
    _, text = practice.open_draft(step.draft_key)
    assert step.draft_values(text) == {"text": "half a"}


def test_a_review_that_was_begun_is_gone_on_with_until_the_outcome_is_saved(
    practice: Practice,
) -> None:
    promise = practice.promises.make("a", "b")
    write(practice, draft_key("review", promise.id), form_text({"did": "half a"}))
    step = begun(practice)
    assert isinstance(step, Review)
    assert step.promise == promise
    practice.promises.review(promise.id, "kept")
    assert isinstance(restarted(practice).begin(), Reflect)


def test_a_promise_reworded_today_is_still_asked_about(
    practice: Practice, clock: FixedClock
) -> None:
    promise = practice.promises.make("Bill calls", "I wait")
    practice.promises.move(promise.id)
    clock.pass_days(14)
    practice.promises.edit(promise.id, {"action": "I listen"})
    step = Session(practice).today().step
    assert step and step.kind == "review"


def test_a_promise_that_was_begun_to_be_reworded_is_gone_on_with(practice: Practice) -> None:
    promise = practice.promises.make("a", "b")
    write(practice, draft_key("edit", promise.id), form_text({"action": "half a"}))
    step = begun(practice)
    assert isinstance(step, Reword)
    assert step.promise == promise


def test_a_promise_that_was_begun_is_gone_on_with_while_it_may_be_made(
    practice: Practice, clock: FixedClock
) -> None:
    practice.entries.answer(LONG, PROMPT)
    write(practice, PROMISE, form_text({"cue": "half a"}))
    assert isinstance(begun(practice), NewPromise)
    clock.pass_days(1)
    assert restarted(practice).begun() is None
    practice.entries.answer(LONG, PROMPT)
    assert isinstance(begun(practice), NewPromise)
    practice.promises.make("a", "b")
    practice.promises.make("c", "d")
    assert restarted(practice).begun() is None


def test_one_more_answer_that_was_begun_is_gone_on_with_days_later_too(
    practice: Practice, clock: FixedClock
) -> None:
    answer = practice.entries.answer("Short.", PROMPT)
    asked = restarted(practice).begin()
    assert isinstance(asked, OneMore)
    write(practice, draft_key("deeper", answer.id), "half a")
    clock.pass_days(3)
    step = begun(practice)
    assert isinstance(step, OneMore)
    assert (step.key, step.answer, step.ask) == (asked.key, answer, asked.ask)
    practice.entries.delete(answer.id)
    assert restarted(practice).begun() is None


def test_one_more_answer_is_gone_on_with_though_nothing_is_left_to_ask(practice: Practice) -> None:
    answer = practice.entries.answer("Short.", PROMPT)
    for n in range(2):
        practice.entries.follow(answer.id, "deeper", f"More {n}?", "more")
    write(practice, draft_key("deeper", answer.id), "half a")
    step = begun(practice)
    assert isinstance(step, OneMore)
    assert (step.answer, step.ask) == (answer, answer.ask)


@pytest.mark.parametrize(("prompt", "then"), [(PROMPT, 0), ("give-free.publish", 1)])
def test_what_changed_is_gone_on_with_beside_the_same_earlier_answer(
    practice: Practice, clock: FixedClock, prompt: str, then: int
) -> None:
    before: list[Answer] = []
    for _ in range(2):
        before.append(practice.entries.answer(LONG, prompt))
        clock.pass_days(35)
    practice.course.start(12)
    answer = practice.entries.answer(LONG, prompt)
    write(practice, draft_key("changed", answer.id), "half a")
    step = begun(practice)
    assert isinstance(step, Changed)
    assert (step.comparison.now, step.comparison.then) == (answer, before[then])


def test_a_line_that_was_begun_is_gone_on_with_until_the_page_has_one(practice: Practice) -> None:
    answer = practice.entries.answer(LONG, PROMPT)
    write(practice, draft_key("line", answer.id), "half a")
    step = begun(practice)
    assert isinstance(step, PlaybookLine)
    assert (step.answer, step.page) == (answer, "what-i-give-first")
    step.submit({"text": "My line."})
    assert restarted(practice).begun() is None


def test_what_was_skipped_is_skipped_for_the_day(practice: Practice, clock: FixedClock) -> None:
    session = Session(practice)
    step = session.begin()
    assert session.next(step, PASSED) is None
    assert session.today().step is None
    clock.pass_days(1)
    assert session.today().step == NextStep("reflect")


def test_a_kill_after_a_skip_offers_the_step_once_more_and_keeps_what_was_saved(
    practice: Practice,
) -> None:
    practice.entries.answer(LONG, PROMPT)
    assert kinds(skip_all(Session(practice))) == [OneMore, NewPromise, Close]
    assert isinstance(restarted(practice).begin(), OneMore)
    assert len(practice.entries.visible()) == 1


def test_the_person_may_begin_with_a_question_or_a_review_of_their_own(
    practice: Practice,
) -> None:
    promise = practice.promises.make("a", "b")
    session = Session(practice)
    asked = session.begin(prompt_id="value.my-value")
    assert isinstance(asked, Reflect)
    assert asked.opening == "You chose this question."
    early = session.begin(review=promise)
    assert isinstance(early, Review)
    assert early.promise == promise


def at(clock: FixedClock, day: int, hour: int, minute: int) -> None:
    clock.time = clock.time.replace(day=day, hour=hour, minute=minute)


def test_a_session_belongs_to_the_day_it_began_on(practice: Practice, clock: FixedClock) -> None:
    at(clock, 23, 3, 50)
    session = Session(practice)
    step = session.begin()
    done = step.submit({"text": "Short."})
    at(clock, 23, 4, 5)
    more = session.next(step, done)
    assert isinstance(more, OneMore)
    promise = session.next(more, more.submit({"text": LONG}))
    assert isinstance(promise, NewPromise)
    promise.submit({"cue": "a", "action": "b"})
    (made,) = practice.promises.all()
    assert {a.day for a in practice.entries.visible()} == {made.promised} == {date(2026, 11, 22)}
    assert {a.week for a in practice.entries.visible()} == {"2026-W47"}
    assert session.today().practiced_today


@pytest.mark.parametrize(("hour", "minute"), [(4, 50), (12, 0)])
def test_an_hour_later_it_is_the_day_it_is(
    practice: Practice, clock: FixedClock, hour: int, minute: int
) -> None:
    at(clock, 23, 3, 50)
    session = Session(practice)
    step = session.begin()
    step.submit({"text": "Of yesterday."})
    at(clock, 23, hour, minute)
    assert practice.day() == date(2026, 11, 23)
    assert isinstance(session.next(step, Done()), Reflect)


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
        promise = practice.promises.make("a", "b", expected="nothing")
        practice.entries.answer(LONG)
        practice.promises.review(promise.id, "kept" if week else "not-this-time")
        clock.pass_days(7)
    practice.promises.make("Bill calls", "check it")
    clock.pass_days(0.01)
    practice.promises.make("Ann calls", "check it")
    clock.pass_days(30)
    return Practice(practice.places, clock=clock)


def test_after_thirty_days_one_promise_at_most_is_asked_about(away: Practice) -> None:
    first, second = away.promises.all()[-2:]
    assert Session(away).today().open_promises == (first, second)
    review, *others = skip_all(Session(away))
    assert isinstance(review, Review)
    assert review.promise == first
    assert kinds(others) == [Echo, Reflect]


@pytest.mark.parametrize("outcome", ["kept", "let-go", "moved"])
def test_whatever_became_of_it_the_other_one_waits_for_another_session(
    away: Practice, clock: FixedClock, outcome: str
) -> None:
    first, second = away.promises.all()[-2:]
    session = Session(away)
    review = session.begin()
    assert isinstance(review, Review)
    assert review.promise == first
    following = session.next(review, review.submit({"outcome": outcome}))
    assert following is not None
    assert Review not in kinds(skip_all(session))
    clock.pass_days(1)
    later = session.begin()
    assert isinstance(later, Review)
    assert later.promise == second


def test_the_weeks_of_an_absence_are_paused_at_once(away: Practice) -> None:
    before = away.progress.report()
    weeks = Session(away).today().away
    assert weeks == ("2026-W53", "2027-W01", "2027-W02")
    assert away.course.pause(weeks) == [*weeks]
    assert Session(away).today().away == ()
    after = away.progress.report()
    assert [week.week for week in after.weeks if week.paused] == [*weeks]
    assert after.strength.value == before.strength.value


def test_after_an_absence_nothing_has_piled_up(away: Practice) -> None:
    today = Session(away).today()
    position = today.position
    assert position is not None
    assert today.why == f"Week {position.number} of 12: {position.week.focus}."
    assert (today.sessions_this_week, today.practiced_today, today.plan_met) == (0, False, False)
    numbers = {n for n in vars(today).values() if isinstance(n, int)} - {0, 1}
    assert numbers == set()
    assert Close(away).ask == "Nothing was saved today."
    assert away.progress.report().strength.reason.count("time off") == 1


def test_a_year_later_the_course_waits_where_it_was(away: Practice, clock: FixedClock) -> None:
    position = Session(away).today().position
    clock.time += timedelta(weeks=52)
    later = Session(Practice(away.places, clock=clock)).today()
    assert later.position == position
    away.course.start(1)
    started = Session(away).today().position
    assert started is not None
    assert (started.number, started.rounds) == (1, 0)
    choices = away.course.choices()
    assert choices is not None
    assert choices.start == Start(later.week, 1)


@pytest.mark.parametrize("plan", [Plan(("tue", "fri")), Plan(sessions=2)])
def test_the_week_is_met_once_its_sessions_were_held(
    practice: Practice, clock: FixedClock, plan: Plan
) -> None:
    practice.course.choose_plan(plan)
    practice.entries.answer(LONG)
    assert not Session(practice).today().plan_met
    clock.pass_days(3)
    assert not Session(practice).today().plan_met
    practice.entries.answer(LONG)
    assert Session(practice).today().plan_met
    clock.pass_days(3)
    assert not Session(practice).today().plan_met


def test_a_session_too_many_before_a_planned_day_leaves_that_day_to_come(
    practice: Practice, clock: FixedClock
) -> None:
    practice.course.choose_plan(Plan(("tue", "fri")))
    for _ in range(2):
        practice.entries.answer(LONG)
        clock.pass_days(1)
    assert not Session(practice).today().plan_met


def test_with_no_session_planned_no_plan_is_met(practice: Practice) -> None:
    practice.course.choose_plan(Plan(sessions=0))
    practice.entries.answer(LONG)
    assert not Session(practice).today().plan_met


def test_where_the_journal_cannot_be_read_a_session_begins_with_a_question(
    practice: Practice,
) -> None:
    practice.places.journal.mkdir(parents=True)
    step = Session(practice).begin()
    assert isinstance(step, Reflect)
    assert step.opening == "Can't read the journal: it isn't a file."
