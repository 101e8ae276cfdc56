"""Promises kept through the practice: what is asked, what is final, and no word lost."""

import subprocess
import sys
from dataclasses import fields
from datetime import date, timedelta

import pytest

from coach.domain.model import Promise
from coach.domain.plan import Plan
from coach.domain.promises import ENOUGH
from coach.domain.session import NextStep
from coach.errors import CoachError, SaveError, UsageError
from coach.practice import Practice
from coach.practice.session import Session
from tests.builders import back, on
from tests.conftest import FixedClock


@pytest.fixture
def promise(practice: Practice) -> Promise:
    return practice.promises.make("Bill calls", "check his invoice", expected="nothing")


def test_a_promise_belongs_to_the_last_answer_of_the_day(
    practice: Practice, clock: FixedClock
) -> None:
    practice.entries.answer("one", "value.my-value")
    clock.pass_days(0.01)
    answer = practice.entries.answer("two", "give-free.for-free")
    practice.entries.follow(answer.id, "deeper", "More?", "more")
    promise = practice.promises.make(" Bill\r\ncalls ", "check it\n", obstacle=" ", fallback="")
    assert (promise.of, promise.prompt, promise.track) == (
        answer.id,
        "give-free.for-free",
        "give-free",
    )
    assert (promise.cue, promise.action, promise.obstacle, promise.fallback) == (
        " Bill\ncalls",
        "check it",
        None,
        None,
    )
    assert (promise.promised, promise.status, promise.moved, promise.reviewed) == (
        on("2026-11-24"),
        "open",
        0,
        None,
    )
    assert Practice(practice.places).promises.all() == [promise]


def test_without_an_answer_today_a_promise_stands_by_itself(
    practice: Practice, clock: FixedClock
) -> None:
    practice.entries.answer("yesterday's", "give-free.for-free")
    clock.pass_days(1)
    promise = practice.promises.make("", "ring Ann", track="circle")
    assert (promise.of, promise.prompt, promise.track, promise.cue) == (None, None, "circle", "")


def test_a_promise_is_due_at_the_next_planned_session_or_on_the_day_that_was_named(
    practice: Practice, clock: FixedClock
) -> None:
    assert practice.promises.make("a", "b").due == on("2026-11-27")
    practice.course.choose_plan(Plan(("tue",)))
    named = date(2027, 3, 1)
    assert practice.promises.make("a", "b", due=named).due == on("2027-03-01")
    for promise in practice.promises.all():
        practice.promises.review(promise.id, "let-go")
    assert practice.promises.make("a", "b").due == on("2026-12-01")
    practice.course.finish()
    clock.pass_days(8)
    assert practice.promises.make("a", "b").due == on("2026-12-09")


@pytest.mark.parametrize(("cue", "action"), [("", ""), ("  ", "\n")])
def test_nothing_at_all_is_not_promised(practice: Practice, cue: str, action: str) -> None:
    with pytest.raises(UsageError, match="Nothing to save"):
        practice.promises.make(cue, action, obstacle="something")
    assert not practice.places.journal.exists()


def test_two_promises_are_open_at_most(practice: Practice) -> None:
    first = practice.promises.make("a", "b")
    practice.promises.make("c", "d")
    with pytest.raises(CoachError, match="You have two open promises"):
        practice.promises.make("e", "f")
    practice.promises.review(first.id, "not-this-time")
    second = practice.promises.make("e", "f")
    with pytest.raises(CoachError, match="two open promises"):
        practice.promises.again(first.id)
    practice.promises.move(second.id)
    practice.promises.again(first.id, cue="g")
    with pytest.raises(CoachError, match="two open promises"):
        practice.promises.make("h", "i")
    assert [promise.cue for promise in practice.promises.all()] == ["a", "c", "e", "g"]


PROMISER = """
    import sys
    from coach.errors import CoachError
    from coach.practice import Practice
    practice = Practice.here()
    practice.promises.all()
    sys.stdin.readline()
    try:
        print(practice.promises.make(sys.argv[1], "do it").id)
    except CoachError as error:
        print(error.message)
"""


def test_processes_that_promise_at_once_do_not_open_a_third(practice: Practice) -> None:
    practice.promises.make("first", "do it")
    code = "\n".join(line[4:] for line in PROMISER.splitlines())
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, f"p{n}"], stdin=pipe, stdout=pipe, stderr=pipe, text=True
        )
        for n in range(3)
    ]
    ends = [process.communicate("go\n") for process in running]
    assert [err for _, err in ends] == [""] * 3
    said = sorted(out.strip() for out, _ in ends)
    assert said[1:] == [ENOUGH] * 2
    assert [promise.id for promise in practice.promises.all()][1:] == said[:1]


def test_between_counting_and_keeping_no_other_process_can_promise(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Practice(practice.places, clock=practice.clock)
    monkeypatch.setattr("coach.files.LOCK_SECONDS", 0)
    counted: list[int] = []

    def still_open() -> list[Promise]:
        with pytest.raises(SaveError, match="Another coach"):
            other.promises.make("theirs", "do it", leave_draft=False)
        counted.append(1)
        return []

    monkeypatch.setattr(practice.promises, "open", still_open)
    practice.promises.make("mine", "do it", due=date(2026, 12, 1))
    assert counted
    assert [promise.cue for promise in other.promises.all()] == ["mine"]


def test_an_outcome_is_saved_once_and_says_what_was_done_and_what_came_back(
    practice: Practice, promise: Promise, clock: FixedClock
) -> None:
    clock.pass_days(2)
    reviewed = practice.promises.review(
        promise.id, "kept", did="I rang \r\n", response=" ", back=["thanks", "thanks"], minutes=12
    )
    assert (reviewed.status, reviewed.reviewed, reviewed.did, reviewed.response) == (
        "kept",
        on("2026-11-26"),
        "I rang",
        None,
    )
    assert (reviewed.came_back, reviewed.minutes) == (back("2026-11-26", "thanks"), 12)
    assert (reviewed.rev, reviewed.revisions[0]["status"], reviewed.due) == (2, "open", promise.due)
    other = Practice(practice.places, clock=clock)
    with pytest.raises(CoachError, match="already has its outcome: kept") as refused:
        other.promises.review(promise.id, "let-go")
    assert "promise again" in refused.value.hint
    with pytest.raises(CoachError, match="already has its outcome"):
        practice.promises.move(promise.id)
    assert practice.promises.all() == [reviewed]


def test_a_moment_that_never_came_leaves_it_open_and_is_asked_about_a_week_on(
    practice: Practice, promise: Promise, clock: FixedClock
) -> None:
    moved = practice.promises.move(promise.id)
    assert (moved.due, moved.moved, moved.status) == (on("2026-12-04"), 1, "open")
    assert moved.reviewed is None
    clock.pass_days(30)
    assert practice.promises.move(promise.id).due == on("2026-12-25")
    assert practice.progress.report().reviewed == 0


def test_again_is_a_new_promise_linked_to_the_old_one(
    practice: Practice, clock: FixedClock
) -> None:
    practice.entries.answer("words", "give-free.for-free")
    promise = practice.promises.make("a", "b", obstacle="c", fallback="d")
    with pytest.raises(CoachError, match="still open"):
        practice.promises.again(promise.id)
    practice.promises.review(promise.id, "not-this-time", did="nothing")
    clock.pass_days(7)
    practice.entries.answer("others", "value.my-value")
    again = practice.promises.again(promise.id, action="less", due=None)
    assert again.again_of == promise.id != again.id
    assert (again.cue, again.action, again.obstacle, again.fallback) == ("a", "less", "c", "d")
    assert (again.track, again.prompt, again.of) == ("give-free", "give-free.for-free", None)
    assert (again.promised, again.did, again.came_back) == (on("2026-12-01"), None, ())
    assert practice.promises.all()[0].status == "not-this-time"


def test_what_is_expected_back_is_saved_with_the_promise_and_stays_when_it_is_made_again(
    practice: Practice, promise: Promise
) -> None:
    assert (promise.expected, promise.rev) == ("nothing", 1)
    assert practice.promises.expect(promise.id, "thanks").expected == "thanks"
    practice.promises.review(promise.id, "kept")
    assert practice.promises.again(promise.id).expected == "thanks"
    assert practice.promises.again(promise.id, expected="paid").expected == "paid"
    assert practice.promises.reopen(promise.id).expected == "thanks"


def test_what_came_back_by_now_is_added_with_its_day(
    practice: Practice, promise: Promise, clock: FixedClock
) -> None:
    practice.promises.review(promise.id, "kept", back=["nothing"])
    clock.pass_days(28)
    told = practice.promises.add_echo(promise.id, "paid")
    assert told.came_back == (
        *back("2026-11-24", "nothing"),
        *back("2026-12-22", "paid"),
    )
    assert practice.progress.report().given.came_back == {"paid": 1}


def test_a_promise_can_be_reworded_and_the_old_ones_stay(
    practice: Practice, promise: Promise
) -> None:
    form = {"cue": "@bill calls", "action": "check it", "obstacle": "", "response": "laughed"}
    changed = practice.promises.edit(promise.id, form)
    assert (changed.cue, changed.obstacle, changed.response) == ("@bill calls", None, "laughed")
    assert (changed.due, changed.status) == (promise.due, "open")
    assert changed.revisions[0]["cue"] == "Bill calls"
    assert practice.promises.edit(promise.id, form) == changed
    with pytest.raises(UsageError, match="Nothing to save"):
        practice.promises.edit(promise.id, {"cue": " ", "action": ""})
    assert practice.promises.edit(promise.id, {"did": "x"}).cue == "@bill calls"
    assert practice.promises.edit(promise.id, {"minutes": "15"}).minutes == 15
    with pytest.raises(UsageError, match="must be a number"):
        practice.promises.edit(promise.id, {"minutes": "many"})


def test_a_promise_is_deleted_and_brought_back(practice: Practice, promise: Promise) -> None:
    practice.entries.delete(promise.id)
    assert practice.promises.all() == []
    assert practice.entries.find(promise.id[:12]).id == promise.id
    practice.entries.delete(promise.id, undo=True)
    assert [a.id for a in practice.promises.all()] == [promise.id]


def test_a_promise_is_found_by_the_beginning_of_its_id_or_as_the_one_due_first(
    practice: Practice, promise: Promise
) -> None:
    soon = practice.promises.make("a", "b", due=date(2026, 11, 25))
    assert practice.promises.find(None) == soon
    assert practice.promises.find(promise.id.upper()) == promise
    with pytest.raises(UsageError, match="no promise"):
        practice.promises.find("zz")
    for each in (promise, soon):
        practice.promises.review(each.id, "kept")
    with pytest.raises(CoachError, match="no open promise"):
        practice.promises.find(None)


def test_every_field_of_a_promise_goes_through_the_journal(
    practice: Practice, promise: Promise
) -> None:
    practice.promises.review(promise.id, "partly", did="x", back=["paid"], minutes=0)
    here, there = practice.promises.all(), Practice(practice.places).promises.all()
    assert here == there
    assert {field.name for field in fields(here[0])} == {field.name for field in fields(Promise)}
    assert there[0].minutes == 0


def test_the_day_before_four_in_the_morning_is_the_day_before(
    practice: Practice, clock: FixedClock
) -> None:
    clock.time = clock.time.replace(hour=3, minute=59)
    promise = practice.promises.make("a", "b", due=date(2026, 11, 24))
    assert promise.promised == on("2026-11-23")
    assert Session(practice).today().step == NextStep("reflect")
    clock.time += timedelta(minutes=1)
    assert Session(practice).today().step == NextStep("review", promise=promise)
