"""The close, its plan and its offers; and the end of the twelve weeks."""

from pathlib import Path

import pytest

from coach.domain.model import Answer, Start
from coach.domain.plan import Plan
from coach.practice import Practice
from coach.practice.steps.closing import ChoosePlan, Close, TwelveWeeks
from coach.practice.steps.step import Done, Lack
from coach.practice.steps.writing import (
    PlaybookLine,
)
from tests.builders import back
from tests.conftest import FixedClock
from tests.practice.steps.conftest import PROMPT, SENTENCE, Promised, asides, names, saved


def test_the_close_names_the_page_and_explains_it_the_first_time(practice: Practice) -> None:
    practice.entries.answer("@Priya. Next time I'll say ten minutes.", "give-free.free-ends")
    assert not any(aside.note for aside in Close(practice).asides)  # it asks for the plan
    practice.course.choose_plan(Plan())
    (offer,) = [a for a in Close(practice).asides if "playbook" in a.title]
    assert offer.title == "For “Where free ends” in your playbook"
    assert offer.text == "Next time I'll say ten minutes."
    assert offer.note == (
        "(What is free, up to how many minutes, and the sentence where paid begins.)"
    )
    practice.playbook.add("where-free-ends", "Ten minutes.")
    (offer,) = [a for a in Close(practice).asides if "playbook" in a.title]
    assert (offer.text, offer.note) == ("Next time I'll say ten minutes.", "")


def test_the_close_shows_what_came_back_and_a_persons_own_words(
    practice: Practice, clock: FixedClock, promised: Promised
) -> None:
    practice.entries.note("of yesterday")
    clock.pass_days(1)
    practice.entries.answer("Words.", PROMPT)
    assert Close(practice).ask == "Your words are saved."
    made = practice.promises.make("Bill calls", "check his invoice")
    practice.promises.review(made.id, "kept", response="He laughed")
    step = Close(practice)
    assert step.ask == "You kept your promise."
    said = {aside.title: f"{aside.text} {aside.note}".strip() for aside in step.asides}
    assert said["What came back"] == "“He laughed”"
    assert any(text.startswith("Words.") for text in said.values())
    assert said["You promised"] == f"{SENTENCE} I'll ask you on Friday."
    practice.promises.reopen(made.id)
    practice.promises.review(made.id, "partly", back=["thanks"])
    assert "What came back: thanks." in [aside.text for aside in Close(practice).asides]


def test_the_close_says_when_two_promises_are_open_already(
    practice: Practice, clock: FixedClock
) -> None:
    for cue in ("Bill calls", "Ann calls"):
        practice.promises.make(cue, "check it")
    clock.pass_days(1)
    assert asides(Close(practice))["before"] == (
        "You have two open promises. Review one before adding another."
    )


def test_the_first_close_asks_for_a_plan_and_nothing_takes_the_one_it_suggests(
    practice: Practice,
) -> None:
    step = Close(practice)
    assert names(step) == ["plan", "words"]
    assert step.saves_empty
    assert step.lacks({}) is None
    wrong = step.lacks({"plan": "someday"})
    assert wrong == Lack(
        "“someday” is not a weekday. Write days as in mon,wed,fri.", "plan", blocks=True
    )
    assert step.submit({"plan": " "}) == Done("I'll ask you on Friday.", passed=True)
    assert str(practice.course.plan().plan) == "Tuesday and Friday"
    later = Close(practice)
    assert practice.course.plan().on_the_day is False
    assert names(later) == []
    assert later.submit({}) == Done(passed=True)


def test_the_first_close_asks_if_a_reminder_may_repeat_a_promise(practice: Practice) -> None:
    Close(practice).submit({"plan": "", "words": "yes"})
    assert practice.course.plan().on_the_day is True


def test_a_plan_is_taken_as_it_is_written(practice: Practice) -> None:
    assert Close(practice).submit({"plan": "wed"}).said == "I'll ask you tomorrow."
    assert str(practice.course.plan().plan) == "Wednesday"
    step = ChoosePlan(practice)
    assert step.submit({"plan": "3"}) == Done("From next week on: three sessions a week.")
    assert step.lacks({"plan": "8"}) is not None


def test_the_close_offers_a_line_until_the_page_has_one_of_this_answer(
    practice: Practice, answer: Answer
) -> None:
    step = Close(practice)
    line = step.line()
    assert step.offers == {"line", "deeper", "remind"}
    assert isinstance(line, PlaybookLine)
    line.submit({"text": "My line."})
    after = Close(practice)
    assert (after.offers, after.line()) == ({"deeper", "remind"}, None)


def test_without_an_answer_the_close_offers_no_line(practice: Practice) -> None:
    practice.entries.note("A thought.")
    assert Close(practice).offers == {"remind"}
    assert Close(practice).line() is None


@pytest.mark.parametrize(
    ("way", "said", "ends"),
    [
        ("again", "You're going around again. Week 1 of 12: giving first.", False),
        ("reminders", "The course is off. Questions now come from all tracks.", False),
        (
            "finish",
            "Well done. Nothing is planned anymore; come back whenever you like.",
            True,
        ),
    ],
)
def test_after_twelve_weeks_there_are_three_ways_on(
    practice: Practice, clock: FixedClock, way: str, said: str, ends: bool
) -> None:
    practice.course.start(12)
    practice.entries.answer("Words.", "look-back.stop")
    clock.pass_days(7)
    step = TwelveWeeks(practice)
    (field,) = step.fields({})
    assert way in field.options
    assert step.submit({"way": way}) == Done(said, ends=ends)
    choices = practice.course.choices()
    assert choices is not None
    assert choices.course is (way == "again")
    assert choices.start == (Start("2026-W49", 1) if way == "again" else Start("2026-W48", 12))
    assert [plan.sessions for plan in choices.plan] == ([0] if way == "finish" else [])


def test_who_goes_around_again_late_keeps_the_place_reached_meanwhile(
    practice: Practice, clock: FixedClock
) -> None:
    practice.course.start(12)
    for prompt in ("look-back.stop", PROMPT, "give-free.free-ends", "partial-help.cannot-fully"):
        practice.entries.answer("Words.", prompt)
        clock.pass_days(7)
    step = TwelveWeeks(practice)
    assert step.submit({"way": "again"}).said == (
        "You're going around again. Week 4 of 12: who you serve."
    )
    position = practice.course.position()
    assert position is not None
    assert (position.number, position.rounds) == (4, 0)
    assert step.submit({"way": "again"}).said.endswith("Week 4 of 12: who you serve.")


def test_twelve_weeks_end_with_the_persons_own_lines_and_what_came_back(
    practice: Practice, answer: Answer, promised: Promised
) -> None:
    assert [aside.text for aside in TwelveWeeks(practice).asides] == [
        "Your playbook has no line yet. The close of a session can add one.",
        "You haven't reviewed any free help yet.",
        "No promise reviewed yet. You practiced in your first week.",
    ]
    practice.playbook.add("my-value", "Older.", answer)
    practice.playbook.add("my-value", "I find what is wrong.", answer)
    practice.playbook.add("what-i-give-first", "Five minutes.", answer)
    came = back("2026-11-17", "thanks")
    saved(
        practice,
        promised("2026-11-10", "kept", "2026-11-17", minutes=20, came_back=came, expected="paid"),
    )
    own, gave, kept = TwelveWeeks(practice).asides
    assert own.rows == [
        ("What I give first", "Five minutes."),
        ("My value", "I find what is wrong."),
    ]
    assert own.text == "What I give first: Five minutes.\nMy value: I find what is wrong."
    assert gave.text == (
        "You gave once, 20 minutes in all. You hoped for something once, and it came. "
        "What came back: thanks 1×."
    )
    assert kept.text == "You kept your last promise. You practiced in 3 of the last 3 weeks."
    assert all(aside.text in own.full for aside in (own, gave, kept))


def test_the_first_close_offers_reminders_and_one_key_sets_a_time(
    practice: Practice, tmp_path: Path
) -> None:
    step = Close(practice)
    assert "remind" in step.offers
    remind = step.remind()
    (field,) = remind.fields({})
    assert (field.kind, [*field.options]) == ("one", ["07:30", "08:30", "12:30", "17:30"])
    said = remind.submit({"at": "08:30"}).said
    assert said == "I'll remind you from 08:30 on if something is due."
    table = (tmp_path / "tmp" / "crontab").read_bytes()
    assert b"\n30 * * * * " in table
    assert b"remind --at 08:30" in table
    later = Close(practice)
    assert "remind" not in later.offers


def test_reminders_that_cannot_be_set_are_no_reason_to_stay(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    remind = Close(practice).remind()
    monkeypatch.setenv("PATH", str(tmp_path))
    done = remind.submit({"at": "08:30"})
    assert done.passed
    assert "no crontab program" in done.said
    close = Close(practice)
    assert "remind" not in close.offers
    assert any("coach schedule --at" in aside.text for aside in close.asides)
