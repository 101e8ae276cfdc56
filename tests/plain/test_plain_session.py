"""`coach session`: a whole session in plain lines, from the question to the plan."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from coach.clock import Clock
from coach.domain.compare import CHANGED
from coach.practice import Practice
from coach.practice.session import Session
from coach.practice.steps.new_promise import Expect
from tests.plain.scripts import FIRST, FIRST_SESSION, REVIEW_SESSION, in_order, saved

# --- the first session ---


def test_the_first_session_from_the_question_to_the_plan(session, practice: Practice) -> None:
    result = session(*FIRST_SESSION)
    assert (result.code, result.err) == (0, "")
    prompt = practice.library.by_id[FIRST]
    assert in_order(
        result.out,
        "Week 1 of 12: giving first.",
        prompt.ask,
        prompt.why,
        "An empty line ends the text. Leave it empty to skip.",
        "Saved.",
        "You answered: A phone number. And a smile.",
        "Saved.",
        "One small promise",
        "If (a person, a day, an event)",
        "I'll (something small",
        "If Bill calls, I'll check his oil. I'll ask you on Friday.",
        "Press Enter to confirm",
        "Promised.",
        "What do you expect back?",
        "1 nothing",
        "Saved.",
        "Your words are saved.",
        "To be reminded: /remind",
        "When should I ask again?",
        "(Enter: Tuesday and Friday, or other days)",
        "May a reminder quote your promise?",
        "I'll ask you on Friday.",
    )
    assert saved(practice) == [
        ("answer", "A phone number.\nAnd a smile."),
        ("deeper", "She runs the bakery and called three times on Monday."),
    ]
    answer, deeper = practice.journal.answers()
    assert (answer.prompt, deeper.of) == (FIRST, answer.id)
    (promise,) = practice.journal.promises()
    assert (promise.cue, promise.action, promise.of, promise.due) == (
        "Bill calls", "check his oil", answer.id, date(2026, 11, 27),
    )  # fmt: skip
    (plan,) = practice.journal.choices().plan
    assert (plan.week, plan.days) == ("2026-W48", ("tue", "fri"))
    assert practice.drafts.all() == []


def test_how_a_text_is_ended_is_said_once(session) -> None:
    out = " ".join(session(*FIRST_SESSION).out.split())
    assert out.count("An empty line ends the text") == 1


def test_who_skips_everything_is_let_go_kindly_and_nothing_is_saved(session, home: Path) -> None:
    result = session("")
    assert (result.code, result.err) == (0, "")
    assert in_order(result.out, "That's it for today.", "Your next session is on Friday.")
    assert not (home / "coach.json").exists()


def test_each_further_step_can_be_skipped(session, practice: Practice) -> None:
    result = session("A phone number.", "", "", "", "", "")
    assert result.code == 0
    assert in_order(result.out, "Your words are saved.", "I'll ask you on Friday.")
    assert saved(practice) == [("answer", "A phone number.")]
    assert practice.journal.promises() == []


# --- the question ---


def test_the_why_and_the_example_come_when_asked(session, practice: Practice) -> None:
    prompt = practice.library.by_id[FIRST]
    out = session("/why", " /EXAMPLE ", "").out
    assert " ".join(out.split()).count(prompt.why) == 2
    assert in_order(out, f"{prompt.example_title}: {prompt.example}")


def test_help_names_what_works_in_this_step(session) -> None:
    out = session("/help", "").out
    assert all(name in out for name in ("/why", "/example", "/another", "/edit", "/leave"))
    assert "/due" not in out
    assert "/line" not in out


def test_a_command_that_is_not_of_this_step_is_no_answer(session, practice: Practice) -> None:
    out = session("A phone number.", "", "/why", "", "", "").out
    assert "That doesn't work here." in out
    assert saved(practice) == [("answer", "A phone number.")]


def test_what_only_looks_like_a_command_is_text(session, practice: Practice) -> None:
    session("/whysoever", "see /why", "/why not", "/due fr", "", "", "", "")
    assert saved(practice) == [("answer", "/whysoever\nsee /why\n/why not")]


def test_another_question_comes_when_asked_and_the_begun_one_stays_a_draft(
    session, practice: Practice
) -> None:
    out = session("half a thought", "/another", "Ten minutes of mine.", "", "/leave").out
    asked = practice.library.by_id
    assert in_order(out, asked[FIRST].ask, asked["give-free.for-free"].ask)
    assert [a.prompt for a in practice.journal.answers()] == ["give-free.for-free"]
    assert [(d.key, d.text) for d in practice.drafts.all()] == [
        (f"answer-{FIRST}", "half a thought")
    ]


def test_another_twice_offers_the_tracks_by_number(session, practice: Practice) -> None:
    number = [track.id for track in practice.library.tracks].index("value") + 1
    out = session("/another", "/another", "99", str(number), "Twelve.", "", "/leave").out
    assert in_order(out, "What would you rather think about?", "There are the numbers 1 to")
    assert [a.track for a in practice.journal.answers()] == ["value"]
    assert practice.course.position().number == 1


def test_who_looks_at_the_tracks_may_stay_with_the_question(session, practice: Practice) -> None:
    session("/another", "/another", "", "My minutes.", "", "/leave")
    assert [a.track for a in practice.journal.answers()] == ["give-free"]


def test_the_newest_note_opens_the_question(session, practice: Practice, clock) -> None:
    practice.entries.note("@bill asked about gearboxes")
    clock.pass_days(1)
    assert "Yesterday you noted: @bill asked about gearboxes" in session("").out


def test_where_there_is_no_question_what_is_written_is_a_note(
    session, practice: Practice, clock
) -> None:
    for prompt in practice.library.prompts:
        if not prompt.retired:
            practice.entries.answer("Enough.", prompt.id)
    clock.pass_days(1)
    before = len(practice.journal.answers())
    result = session("A thought.", "", "")
    assert result.code == 0
    assert result.out.count("What's on your mind?") == 1
    assert saved(practice)[before:] == [("note", "A thought.")]


# --- then and now ---


def test_an_earlier_answer_stands_beside_the_new_one_and_what_changed_is_asked(
    session, practice: Practice, clock
) -> None:
    practice.entries.answer("I said sixty, and I mumbled.", "value.price-sentence")
    promise = practice.promises.make("Bill calls", "say sixty")
    practice.promises.review(promise.id, "kept")
    clock.pass_days(30)
    now = practice.entries.answer("I said sixty, and he nodded.", "value.price-sentence")
    out = session("I said it aloud.", "", "").out
    assert in_order(
        out,
        "Then · Tue, Nov 24 · 4 weeks ago",
        "I said sixty, and *I mumbled.*",
        "Now",
        "I said sixty, and *he nodded.*",
        "In between, you promised: Kept: If Bill calls, I'll say sixty.",
        "What changed, and because of what?",
        "Saved.",
    )
    changed = practice.journal.answers()[-1]
    assert (changed.kind, changed.of, changed.text) == ("changed", now.id, "I said it aloud.")


def test_two_answers_that_share_little_stand_there_plainly_and_the_question_takes_turns(
    session, practice: Practice, clock
) -> None:
    for prompt in ("value.price-sentence", "value.my-value"):
        practice.entries.answer("Sixty, I mumbled.", prompt)
    clock.pass_days(30)
    practice.entries.answer("Nobody asked what it costs.", "value.price-sentence")
    first = session("", "", "").out
    assert in_order(first, "Sixty, I mumbled.", "Now", "Nobody asked what it costs.", CHANGED[0])
    assert "*" not in first
    clock.pass_days(1)
    practice.entries.answer("They get a second pair of eyes.", "value.my-value")
    assert in_order(session("", "", "").out, "Now", "They get a second pair of eyes.", CHANGED[1])


# --- looking back ---


def test_a_look_back_is_read_shortened_and_in_full_when_asked(
    session, practice: Practice, clock
) -> None:
    practice.entries.answer(f"I asked Bill. {'And then I waited. ' * 20}The end.", FIRST)
    clock.pass_days(28)
    practice.drafts.save("answer-look-back.sign-today", b"I would sign it.")
    out = session("/about", "", "", "", "").out
    short, _, full = out.partition("I would sign it.")
    assert in_order(short, "About four weeks ago", "I asked Bill.", "…")
    assert "The end." not in short
    assert in_order(full, "I asked Bill.", "And then I waited.", "The end.")


# --- the promise ---


def test_what_a_promise_lacks_is_pointed_out_once(session, practice: Practice) -> None:
    out = session("A phone number.", "", "", "Bill calls", "be nice", "be kind", "", "").out
    assert out.count("What would somebody see you do?") == 1
    assert [promise.action for promise in practice.journal.promises()] == ["be kind"]


def test_a_promise_without_an_action_may_stay_so(session, practice: Practice) -> None:
    out = session("A phone number.", "", "", "Bill calls", "", "", "", "").out
    assert in_order(out, "And then, what will you do?", "If Bill calls, I'll …", "Promised.")
    assert [(p.cue, p.action) for p in practice.journal.promises()] == [("Bill calls", "")]


def test_a_promise_can_be_put_in_other_words_before_it_is_made(session, practice: Practice) -> None:
    plan = ["Bill calls", "ask him", "maybe", "n", "", "thank him", "y"]
    session("A phone number.", "", "", *plan, "")
    assert [(p.cue, p.action) for p in practice.journal.promises()] == [("Bill calls", "thank him")]


def test_the_questions_own_opening_is_taken_by_enter_once_an_action_is_typed(
    session, practice: Practice, every_prompt: Callable[..., None]
) -> None:
    every_prompt(cue="someone asks for a job I can't take", ask_them=True)
    out = session("A phone number.", "", "", "", "name who does", "", "", "", "").out
    assert in_order(
        out,
        "You answered: A phone number.",
        "One small promise",
        "They know it best: you could promise to ask them.",
        "If (Enter: someone asks for a job I can't take)",
        "If someone asks for a job I can't take, I'll name who does.",
    )
    assert [p.cue for p in practice.journal.promises()] == ["someone asks for a job I can't take"]


def test_what_is_only_suggested_is_not_promised(
    session, practice: Practice, every_prompt: Callable[..., None]
) -> None:
    every_prompt(cue="someone asks for a job I can't take")
    assert "Your words are saved." in session("A phone number.", "", "", "", "", "", "").out
    assert practice.journal.promises() == []
    assert practice.drafts.all() == []


def test_one_more_question_comes_when_asked_and_the_promise_waits(
    session, practice: Practice
) -> None:
    out = session(
        "It was enough.", "", "I was there.", "", "Bill calls", "/more", "Nobody.", "",
        "", "ask him", "", "", "", "",
    ).out  # fmt: skip
    assert in_order(out, "To be asked one more question: /more", "One small promise", "Bill calls")
    assert [kind for kind, _ in saved(practice)] == ["answer", "deeper", "deeper"]
    assert [(p.cue, p.action) for p in practice.journal.promises()] == [("Bill calls", "ask him")]


@pytest.mark.parametrize(("line", "allowed"), [("1", True), ("2", False), ("", False)])
def test_the_first_close_asks_if_a_reminder_may_repeat_a_promise(
    session, practice: Practice, line: str, allowed: bool
) -> None:
    session("A phone number.", "", "", "", "", line)
    assert practice.course.plan().on_the_day is allowed


def test_the_day_of_a_promise_can_be_named(session, practice: Practice) -> None:
    plan = ["Bill calls", "ask him", "/due someday", "/due", "/due mon", ""]
    out = session("A phone number.", "", "", *plan, "").out
    assert in_order(
        out,
        "“someday” is not a day to come.",
        "For another day: /due fri",
        "I'll ask you on Monday.",
    )
    assert [promise.due for promise in practice.journal.promises()] == [date(2026, 11, 30)]


def test_an_obstacle_is_asked_for_after_a_not_this_time(
    session, practice: Practice, began: None
) -> None:
    plan = ["Ann writes", "answer her", "the shop is full", "answer at five", ""]
    out = session("3", "", "A phone number.", "", *plan).out
    assert in_order(out, "Not this time, and that's fine", "What could get in the way?")
    assert in_order(out, "If the shop is full, I'll answer at five.", "Promised.")
    promise = practice.journal.promises()[-1]
    assert (promise.obstacle, promise.fallback) == ("the shop is full", "answer at five")


def test_the_same_can_be_promised_once_more(session, practice: Practice, began: None) -> None:
    out = session("3", "", "A phone number.", "", "/again", "", "").out
    assert in_order(out, "Once more?", "/again", "If Bill calls, I'll check his oil.", "Promised.")
    before, again = practice.journal.promises()
    assert (again.cue, again.action, again.again_of) == ("Bill calls", "check his oil", before.id)


def test_what_was_typed_stands_when_the_rest_is_promised_once_more(
    session, practice: Practice, began: None
) -> None:
    session("3", "", "A phone number.", "", "Ann calls", "/again", "", "", "")
    promise = practice.journal.promises()[-1]
    assert (promise.cue, promise.action) == ("Ann calls", "check his oil")


def test_no_obstacle_is_asked_for_at_first(session) -> None:
    assert "in the way" not in session(*FIRST_SESSION).out


def test_with_two_promises_open_no_third_is_asked_for(session, practice: Practice) -> None:
    practice.promises.make("a", "b")
    practice.promises.make("c", "d")
    out = session("A phone number.", "", "", "", "").out
    assert "One small promise" not in out
    assert "You have two open promises" not in out  # they were made today, so one is read back
    assert len(practice.journal.promises()) == 2


def test_with_two_promises_open_from_before_it_says_that_is_enough(
    session, practice: Practice, clock
) -> None:
    practice.promises.make("a", "b")
    practice.promises.make("c", "d")
    clock.pass_days(1)
    out = session("A phone number.", "", "", "").out
    assert "One small promise" not in out
    assert "You have two open promises" in out


# --- the close ---


@pytest.mark.parametrize(
    ("lines", "days", "sessions"),
    [
        ([""], ("tue", "fri"), 2),
        (["mon wed"], ("mon", "wed"), 2),
        (["someday", "9", "3"], (), 3),
        (["someday", ""], ("tue", "fri"), 2),
    ],
)
def test_the_first_close_asks_when_to_ask_again(
    session, practice: Practice, lines: list[str], days: tuple[str, ...], sessions: int
) -> None:
    session("A phone number.", "", "", "", *lines, "")
    (plan,) = practice.journal.choices().plan
    assert (plan.days, plan.sessions) == (days, sessions)


def test_a_later_close_does_not_ask_again(session, began: None) -> None:
    out = session(*REVIEW_SESSION).out
    assert "When should I ask again" not in out
    assert in_order(out, "Your plan: Tuesday and Friday. Your next session is on Friday.")


def test_when_the_plan_is_met_the_close_says_so(session, practice: Practice) -> None:
    assert "That's the week." not in session("A phone number.", "", "", "", "tue", "").out
    assert "That's the week. One more if you like." in session("", "", "").out


def test_the_close_offers_a_line_for_the_playbook(session, practice: Practice) -> None:
    first = session("A phone number. And more.", "", "", "", "/line", "My line.", "", "tue", "").out
    assert in_order(first, "/line", "A line for your page", "A phone number.", "Saved on your page")
    assert [line.text for line in practice.playbook.lines()] == ["My line."]
    assert practice.course.plan().chosen  # the plan is still asked for
    assert in_order(first.partition("Saved on your page")[2], "When should I ask again?")


def test_the_first_sentence_stands_as_a_line_if_one_likes(
    session, practice: Practice, began: None
) -> None:
    session(*REVIEW_SESSION[:-1], "/line", "", "")
    assert [line.text for line in practice.playbook.lines()] == [
        "Ten minutes, and Ann from the bakery wrote it all down on Monday for her brother."
    ]
    assert practice.drafts.all() == []


def test_after_the_close_there_is_one_question_more_if_one_likes(
    session, practice: Practice
) -> None:
    session(*FIRST_SESSION)
    out = session("Ten minutes of mine, on Monday, for Ann.", "").out
    assert "Your words are saved." not in out.partition("Saved.")[0]
    assert [a.kind for a in practice.journal.answers()].count("answer") == 2


# --- the end of twelve weeks ---


@pytest.fixture
def twelve(practice: Practice, clock) -> None:
    """Twelve weeks have passed, with something given in them."""
    for week in range(12):
        practice.entries.answer(f"Words of week {week}.")
        if week < 2:
            promise = practice.promises.make("x", "y", expected="nothing")
            back = ["thanks"] if week else []
            practice.promises.review(promise.id, "kept", minutes=10, back=back)
        clock.pass_days(7)


@pytest.mark.parametrize(
    ("line", "course", "number", "plan"),
    [
        ("1", True, 1, None),
        ("2", False, None, None),
        ("3", False, None, 0),
        ("", None, None, None),
    ],
)
def test_twelve_weeks_close_with_what_was_given_and_a_choice(
    session, practice: Practice, twelve: None, line: str, course: bool, number: int, plan: int
) -> None:
    result = session(line, "", "")
    assert result.code == 0
    assert in_order(
        result.out,
        "Twelve weeks are behind you.",
        "You gave twice, 20 minutes in all. "
        "You expected nothing twice, and once something came back. What came back: thanks 1×.",
        "go around again",
        "finish here",
    )
    choices = practice.journal.choices()
    assert (choices and choices.course) == course
    if number:
        today = Session(practice).today()
        assert (choices.start.week, choices.start.number) == (today.week, number)
        assert today.position.number == number
        assert today.step.kind != "twelve-weeks"
    if plan is not None:
        assert choices.plan[-1].sessions == plan
        assert "That's it for today" not in result.out


# --- the budget, and coming back ---


@pytest.mark.parametrize(("settings", "times"), [("", 1), ("ten_minutes = false\n", 0)])
def test_at_ten_minutes_it_says_so_once_unless_that_is_off(
    session, clock, home: Path, monkeypatch: pytest.MonkeyPatch, settings: str, times: int
) -> None:
    def moves_on(_: Clock) -> datetime:
        clock.pass_days(1 / 24 / 6)
        return clock.time

    home.mkdir()
    (home / "config.toml").write_text(settings)
    monkeypatch.setattr(Clock, "now", moves_on)
    out = session("A phone number.", "", "", "", "").out
    assert out.count("Ten minutes. That's enough for today") == times


def test_ten_minutes_that_end_at_the_close_need_no_word(
    session, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Expect, "lacks", lambda *_: clock.pass_days(1 / 24 / 6))
    out = session(*FIRST_SESSION).out
    assert "Your words are saved." in out
    assert "Ten minutes." not in out


def test_after_an_absence_one_is_welcome(session, began: None, clock) -> None:
    clock.pass_days(23)
    out = session("", "").out
    assert out.startswith("Welcome back.")
    assert "coach pause 2026-W49 2026-W50 2026-W51" in " ".join(out.split())
    assert out.count("You promised") == 1


# --- thin terminals ---


@pytest.mark.parametrize("width", [40, 80])
def test_lines_are_folded_and_nothing_steers_the_terminal(
    session, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = session("red \x1b[2J wiped", *FIRST_SESSION).out
    out += session("/help", "/another", "/another").out
    assert max(map(len, out.splitlines())) <= width
    assert "\x1b" not in out
    assert "\r" not in out


def test_what_reads_a_terminal_is_not_loaded_for_a_pipe() -> None:
    code = "import sys, coach.commands.session; print('prompt_toolkit' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"


def test_lines_with_a_mark_and_windows_line_ends_are_read_as_they_are_meant(
    coach, practice: Practice
) -> None:
    assert coach("session", stdin=b"\xef\xbb\xbf/why\r\none\r\ntwo\r\n\r\n/leave\r\n").code == 0
    assert [answer.text for answer in practice.journal.answers()] == ["one\ntwo"]
