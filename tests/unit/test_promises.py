"""Promises kept through the practice: what is asked, what is final, and no word lost."""

import subprocess
import sys
from dataclasses import fields
from datetime import date, timedelta

import pytest

from coach.domain.model import Act, CameBack
from coach.domain.plan import Plan
from coach.errors import CoachError, SaveError, UsageError
from coach.practice import Practice
from tests.conftest import FixedClock


@pytest.fixture
def act(practice: Practice) -> Act:
    return practice.promise("Bill calls", "check his invoice", track="give-free")


def test_a_promise_belongs_to_the_last_answer_of_the_day(
    practice: Practice, clock: FixedClock
) -> None:
    practice.answer("one", "value.my-value")
    clock.pass_days(0.01)
    answer = practice.answer("two", "give-free.for-free")
    practice.follow(answer.id, "deeper", "More?", "more")
    act = practice.promise(" Bill\r\ncalls ", "check it\n", obstacle=" ", if_obstacle="")
    assert (act.of, act.prompt, act.track) == (answer.id, "give-free.for-free", "give-free")
    assert (act.cue, act.act, act.obstacle, act.if_obstacle) == (
        " Bill\ncalls",
        "check it",
        None,
        None,
    )
    assert (act.promised, act.status, act.moved, act.said) == ("2026-11-24", "open", 0, None)
    assert Practice(practice.places).acts() == [act]


def test_without_an_answer_today_a_promise_stands_by_itself(
    practice: Practice, clock: FixedClock
) -> None:
    practice.answer("yesterday's", "give-free.for-free")
    clock.pass_days(1)
    act = practice.promise("", "ring Ann", track="circle")
    assert (act.of, act.prompt, act.track, act.cue) == (None, None, "circle", "")


def test_a_promise_is_due_at_the_next_planned_sitting_or_on_the_day_that_was_named(
    practice: Practice, clock: FixedClock
) -> None:
    assert practice.promise("a", "b").due == "2026-11-27"
    practice.choose_plan(Plan(("tue",)))
    named = date(2027, 3, 1)
    assert practice.promise("a", "b", due=named).due == "2027-03-01"
    for act in practice.acts():
        practice.say_outcome(act.id, "let-go")
    assert practice.promise("a", "b").due == "2026-12-01"
    practice.stop_well()
    clock.pass_days(8)
    assert practice.promise("a", "b").due == "2026-12-09"


@pytest.mark.parametrize(("cue", "act"), [("", ""), ("  ", "\n")])
def test_nothing_at_all_is_not_promised(practice: Practice, cue: str, act: str) -> None:
    with pytest.raises(UsageError, match="empty promise"):
        practice.promise(cue, act, obstacle="something")
    assert not practice.places.journal.exists()


def test_two_promises_are_open_at_most(practice: Practice) -> None:
    first = practice.promise("a", "b")
    practice.promise("c", "d")
    with pytest.raises(CoachError, match="Two promises are open; that is enough"):
        practice.promise("e", "f")
    practice.say_outcome(first.id, "not-yet")
    practice.promise("e", "f")
    with pytest.raises(CoachError, match="Two promises are open"):
        practice.again(first.id)
    assert [act.cue for act in practice.acts()] == ["a", "c", "e"]


PROMISER = """
    import sys
    from coach.errors import CoachError
    from coach.practice import Practice
    practice = Practice.here()
    practice.acts()
    sys.stdin.readline()
    try:
        print(practice.promise(sys.argv[1], "do it").id)
    except CoachError as error:
        print(error.message)
"""


def test_processes_that_promise_at_once_do_not_open_a_third(practice: Practice) -> None:
    practice.promise("first", "do it")
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
    assert said[1:] == ["Two promises are open; that is enough."] * 2
    assert [act.id for act in practice.acts()][1:] == said[:1]


def test_between_counting_and_keeping_no_other_process_can_promise(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Practice(practice.places, clock=practice.clock)
    monkeypatch.setattr("coach.store.files.LOCK_SECONDS", 0)
    counted: list[int] = []

    def acts() -> list[Act]:
        with pytest.raises(SaveError, match="Another coach"):
            other.promise("theirs", "do it", leave_draft=False)
        counted.append(1)
        return Practice.acts(practice)

    monkeypatch.setattr(practice, "acts", acts)
    practice.promise("mine", "do it", due=date(2026, 12, 1))
    assert counted
    assert [act.cue for act in other.acts()] == ["mine"]


def test_an_outcome_is_final_and_says_what_was_done_and_what_came_back(
    practice: Practice, act: Act, clock: FixedClock
) -> None:
    clock.pass_days(2)
    said = practice.say_outcome(
        act.id, "kept", did="I rang \r\n", they=" ", back=["thanks", "thanks"], minutes=12
    )
    assert (said.status, said.said, said.did, said.they) == ("kept", "2026-11-26", "I rang", None)
    assert (said.came_back, said.minutes) == ((CameBack("2026-11-26", "thanks"),), 12)
    assert (said.rev, said.revisions[0]["status"], said.due) == (2, "open", act.due)
    other = Practice(practice.places, clock=clock)
    with pytest.raises(CoachError, match="its outcome already: kept") as refused:
        other.say_outcome(act.id, "let-go")
    assert "act again" in refused.value.hint
    with pytest.raises(CoachError, match="its outcome already"):
        practice.moment_never_came(act.id)
    assert practice.acts() == [said]


def test_a_moment_that_never_came_leaves_it_open_and_is_asked_about_a_week_on(
    practice: Practice, act: Act, clock: FixedClock
) -> None:
    moved = practice.moment_never_came(act.id)
    assert (moved.due, moved.moved, moved.status, moved.said) == ("2026-12-04", 1, "open", None)
    clock.pass_days(30)
    assert practice.moment_never_came(act.id).due == "2026-12-25"
    assert practice.progress().said == 0


def test_again_is_a_new_promise_linked_to_the_old_one(
    practice: Practice, clock: FixedClock
) -> None:
    practice.answer("words", "give-free.for-free")
    act = practice.promise("a", "b", obstacle="c", if_obstacle="d")
    with pytest.raises(CoachError, match="still open"):
        practice.again(act.id)
    practice.say_outcome(act.id, "not-yet", did="nothing")
    clock.pass_days(7)
    practice.answer("others", "value.my-value")
    again = practice.again(act.id, act="less", due=None)
    assert again.again_of == act.id != again.id
    assert (again.cue, again.act, again.obstacle, again.if_obstacle) == ("a", "less", "c", "d")
    assert (again.track, again.prompt, again.of) == ("give-free", "give-free.for-free", None)
    assert (again.promised, again.did, again.came_back) == ("2026-12-01", None, ())
    assert practice.acts()[0].status == "not-yet"


def test_what_came_back_by_now_is_added_with_its_day(
    practice: Practice, act: Act, clock: FixedClock
) -> None:
    practice.say_outcome(act.id, "kept", back=["nothing"])
    clock.pass_days(28)
    told = practice.say_what_came_back(act.id, "paid")
    assert told.came_back == (CameBack("2026-11-24", "nothing"), CameBack("2026-12-22", "paid"))
    assert practice.progress().given.came_back == {"paid": 1}


def test_an_act_can_be_put_in_other_words_and_the_old_ones_stay(
    practice: Practice, act: Act
) -> None:
    form = {"cue": "@bill calls", "act": "check it", "obstacle": "", "they": "laughed"}
    changed = practice.edit_act(act.id, form)
    assert (changed.cue, changed.obstacle, changed.they) == ("@bill calls", None, "laughed")
    assert (changed.due, changed.status) == (act.due, "open")
    assert changed.revisions[0]["cue"] == "Bill calls"
    assert practice.edit_act(act.id, form) == changed
    with pytest.raises(UsageError, match="empty promise"):
        practice.edit_act(act.id, {"cue": " ", "act": ""})
    assert practice.edit_act(act.id, {"did": "x"}).cue == "@bill calls"
    assert practice.edit_act(act.id, {"minutes": "15"}).minutes == 15
    with pytest.raises(UsageError, match="not a number"):
        practice.edit_act(act.id, {"minutes": "many"})


def test_an_act_is_hidden_and_brought_back(practice: Practice, act: Act) -> None:
    practice.delete(act.id)
    assert practice.acts() == []
    assert practice.find(act.id[:12]).id == act.id
    practice.delete(act.id, undo=True)
    assert [a.id for a in practice.acts()] == [act.id]


def test_an_act_is_found_by_the_beginning_of_its_id_or_as_the_one_due_first(
    practice: Practice, act: Act
) -> None:
    soon = practice.promise("a", "b", due=date(2026, 11, 25))
    assert practice.find_act(None) == soon
    assert practice.find_act(act.id.upper()) == act
    with pytest.raises(UsageError, match="no promise"):
        practice.find_act("zz")
    for each in (act, soon):
        practice.say_outcome(each.id, "kept")
    with pytest.raises(CoachError, match="No promise is open"):
        practice.find_act(None)


def test_an_act_keeps_every_field_through_the_journal(practice: Practice, act: Act) -> None:
    practice.say_outcome(act.id, "partly", did="x", back=["paid"], minutes=0)
    here, there = practice.acts(), Practice(practice.places).acts()
    assert here == there
    assert {field.name for field in fields(here[0])} == {field.name for field in fields(Act)}
    assert there[0].minutes == 0


def test_the_day_before_four_in_the_morning_is_the_day_before(
    practice: Practice, clock: FixedClock
) -> None:
    clock.time = clock.time.replace(hour=3, minute=59)
    act = practice.promise("a", "b", due=date(2026, 11, 24))
    assert act.promised == "2026-11-23"
    assert practice.stage() is None or practice.stage().step != "review"  # type: ignore[union-attr]
    clock.time += timedelta(minutes=1)
    stage = practice.stage()
    assert stage is not None
    assert (stage.step, stage.act) == ("review", act)
