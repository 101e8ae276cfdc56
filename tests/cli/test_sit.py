"""`coach sit`: a whole sitting in plain lines, through a pipe as on a terminal."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from coach.clock import Clock
from coach.errors import SaveError
from coach.practice import CHANGED, ENOUGH, Practice

FIRST = "give-free.left-without-buying"

FIRST_SITTING = [
    "A phone number.", "And a smile.", "",
    "She runs the bakery and called three times on Monday.", "",
    "Bill calls", "check his oil", "",
    "",
]  # fmt: skip
"""An answer, a deeper one, a promise with its confirmation, and the plan."""

REVIEW_SITTING = [
    "1", "Looked at the oil.", "He laughed.", "2 5", "12",
    "Ten minutes, and Ann from the bakery wrote it all down on Monday for her brother.", "",
    "Her words were thank you.", "",
    "Ann writes", "answer her", "",
]  # fmt: skip
"""What came of the promise, an answer, one deeper answer, and another promise."""


@pytest.fixture
def sit(coach) -> Callable[..., object]:
    """Sits with these lines."""
    return lambda *lines: coach("sit", stdin="".join(f"{line}\n" for line in lines).encode())


@pytest.fixture
def began(sit, clock) -> None:
    """A first sitting was had, and its promise is due."""
    sit(*FIRST_SITTING)
    clock.pass_days(7)


def kept(practice: Practice) -> list[tuple[str, str]]:
    return [(answer.kind, answer.text) for answer in practice.journal.answers()]


def words_of(practice: Practice) -> str:
    """Every word that is kept, or in a draft."""
    acts = practice.journal.acts()
    texts = [answer.text for answer in practice.journal.answers()]
    texts += [text for a in acts for text in (a.cue, a.act, a.did, a.they) if text]
    return "\n".join([*texts, *[draft.text for draft in practice.drafts.all()]])


def in_order(out: str, *parts: str) -> bool:
    """Whether the parts stand in the text, one after the other."""
    folded, place = " ".join(out.split()), 0
    for part in parts:
        place = folded.find(part, place)
        if place < 0:
            raise AssertionError(f"“{part}” does not come in its place:\n{out}")
    return True


# --- the first sitting ---


def test_the_first_sitting_from_the_question_to_the_plan(sit, practice: Practice) -> None:
    result = sit(*FIRST_SITTING)
    assert (result.code, result.err) == (0, "")
    prompt = practice.library.by_id[FIRST]
    assert in_order(
        result.out,
        "Week 1 of 12: giving first.",
        prompt.ask,
        prompt.why,
        "An empty line ends the text, Enter on nothing skips",
        "Kept.",
        "Kept.",
        "If … A person, a day or an event.",
        "Then I …",
        "If Bill calls, then I check his oil. I ask on Friday 27 November.",
        "Enter promises it",
        "Promised.",
        "Kept today: an answer, a deeper answer and a promise made.",
        "When shall I ask again? Enter: Tuesday and Friday.",
        "coach schedule --at 08:30",
        "The plan: Tuesday and Friday. Next sitting on Friday 27 November.",
    )
    assert kept(practice) == [
        ("answer", "A phone number.\nAnd a smile."),
        ("deeper", "She runs the bakery and called three times on Monday."),
    ]
    answer, deeper = practice.journal.answers()
    assert (answer.prompt, deeper.of) == (FIRST, answer.id)
    (act,) = practice.journal.acts()
    assert (act.cue, act.act, act.of, act.due) == (
        "Bill calls", "check his oil", answer.id, "2026-11-27",
    )  # fmt: skip
    (plan,) = practice.journal.choices().plan
    assert (plan.week, plan.days) == ("2026-W48", ("tue", "fri"))
    assert practice.drafts.all() == []


def test_how_a_text_is_ended_is_said_once(sit) -> None:
    out = " ".join(sit(*FIRST_SITTING).out.split())
    assert out.count("An empty line ends the text") == 1


def test_who_skips_everything_is_let_go_kindly_and_nothing_is_kept(sit, home: Path) -> None:
    result = sit("")
    assert (result.code, result.err) == (0, "")
    assert in_order(result.out, "That is all for today.", "Next sitting on Friday 27 November.")
    assert not (home / "coach.json").exists()


def test_each_further_step_can_be_skipped(sit, practice: Practice) -> None:
    result = sit("A phone number.", "", "", "", "")
    assert result.code == 0
    assert in_order(result.out, "Kept today: an answer.", "Next sitting on Friday 27 November.")
    assert kept(practice) == [("answer", "A phone number.")]
    assert practice.journal.acts() == []


# --- the question ---


def test_the_why_and_the_example_come_when_asked(sit, practice: Practice) -> None:
    prompt = practice.library.by_id[FIRST]
    out = sit("/why", " /EXAMPLE ", "").out
    assert " ".join(out.split()).count(prompt.why) == 2
    assert in_order(out, f"{prompt.example_from}: {prompt.example}")


def test_help_tells_what_a_line_may_say(sit) -> None:
    out = sit("/help", "").out
    assert all(name in out for name in ("/why", "/example", "/another", "/edit", "/leave"))


def test_a_command_that_is_not_of_this_step_is_no_answer(sit, practice: Practice) -> None:
    out = sit("A phone number.", "", "/why", "", "", "").out
    assert "There is none here." in out
    assert kept(practice) == [("answer", "A phone number.")]


def test_what_only_looks_like_a_command_is_text(sit, practice: Practice) -> None:
    sit("/whysoever", "see /why", "", "", "", "")
    assert kept(practice) == [("answer", "/whysoever\nsee /why")]


def test_another_question_comes_when_asked_and_the_begun_one_stays_a_draft(
    sit, practice: Practice
) -> None:
    out = sit("half a thought", "/another", "Ten minutes of mine.", "", "/leave").out
    assert in_order(out, practice.library.by_id[FIRST].ask, "Going by the last time you did")
    assert [a.prompt for a in practice.journal.answers()] == ["give-free.for-free"]
    assert [(d.key, d.text) for d in practice.drafts.all()] == [
        (f"answer-{FIRST}", "half a thought")
    ]


def test_another_twice_offers_the_tracks_by_number(sit, practice: Practice) -> None:
    number = [track.id for track in practice.library.tracks].index("value") + 1
    out = sit("/another", "/another", "99", str(number), "Twelve.", "", "/leave").out
    assert in_order(out, "What would you rather think about?", "Write a number from 1 to")
    assert [a.track for a in practice.journal.answers()] == ["value"]
    assert practice.today().position.number == 1


def test_who_looks_at_the_tracks_may_stay_with_the_question(sit, practice: Practice) -> None:
    sit("/another", "/another", "", "My minutes.", "", "/leave")
    assert [a.track for a in practice.journal.answers()] == ["give-free"]


def test_the_newest_note_opens_the_question(sit, practice: Practice, clock) -> None:
    practice.note("@bill asked about gearboxes")
    clock.pass_days(1)
    assert "Yesterday you noted: @bill asked about gearboxes" in sit("").out


def test_where_there_is_no_question_what_is_written_is_a_note(
    sit, practice: Practice, clock
) -> None:
    for prompt in practice.library.prompts:
        if not prompt.retired:
            practice.answer("Enough.", prompt.id)
    clock.pass_days(1)
    before = len(practice.journal.answers())
    result = sit("A thought.", "", "")
    assert result.code == 0
    assert kept(practice)[before:] == [("note", "A thought.")]


# --- drafts ---


def test_a_draft_is_restored_and_said_and_enter_keeps_it_as_it_is(sit, practice: Practice) -> None:
    practice.drafts.keep("answer-value.evidence", "Zwölf.\nAnd more.".encode())
    out = sit("", "/leave").out
    assert in_order(out, "You began this", "Zwölf. And more.", "Enter keeps it as it is.")
    assert [(a.prompt, a.text) for a in practice.journal.answers()] == [
        ("value.evidence", "Zwölf.\nAnd more.")
    ]
    assert practice.drafts.all() == []


def test_writing_goes_on_below_what_was_begun(sit, practice: Practice) -> None:
    practice.drafts.keep(f"answer-{FIRST}", b"First line.\n")
    sit("Second line.", "", "/leave")
    assert kept(practice) == [("answer", "First line.\nSecond line.")]


@pytest.mark.parametrize("leave", [["/leave"], []], ids=["/leave", "end of input"])
def test_who_leaves_in_the_middle_goes_on_there(sit, practice: Practice, leave: list[str]) -> None:
    result = sit("A phone number.", *leave)
    assert (result.code, result.err) == (0, "")
    assert "What you wrote is a draft; coach sit goes on there." in result.out
    assert [draft.text for draft in practice.drafts.all()] == ["A phone number."]
    assert in_order(sit("", "half a deeper one").out, "You began this", "A phone number.", "Kept.")
    out = sit("and its end", "", "/leave").out
    assert in_order(out, "You answered:", "A phone number.", "You began this", "half a deeper one")
    assert kept(practice)[1:] == [("deeper", "half a deeper one\nand its end")]


def test_a_promise_in_the_middle_goes_on_there(sit, practice: Practice) -> None:
    sit("A phone number.", "", "", "Bill calls")
    assert [d.text for d in practice.drafts.all()] == ["cue: Bill calls\n"]
    out = sit("", "ask him", "", "").out
    assert in_order(out, "If …", "Bill calls", "Enter keeps it.", "If Bill calls, then I ask him.")
    assert [(a.cue, a.act) for a in practice.journal.acts()] == [("Bill calls", "ask him")]
    assert practice.drafts.all() == []


@pytest.mark.parametrize("count", range(1, 5))
def test_a_review_in_the_middle_goes_on_there(
    sit, practice: Practice, began: None, count: int
) -> None:
    lines = ["2", "Looked at the oil.", "He laughed.", "2 5", "12"]
    sit(*lines[:count])
    assert practice.journal.acts()[0].status == "open"
    out = sit(*[""] * count, *lines[count:], "").out
    assert in_order(out, "You promised", "Enter: partly.", "Partly kept.")
    assert ("Looked at the oil. Write it anew" in " ".join(out.split())) is (count > 1)
    (act,) = practice.journal.acts()
    assert (act.status, act.did, act.they) == ("partly", "Looked at the oil.", "He laughed.")
    assert [back.what for back in act.came_back] == ["thanks", "paid"]
    assert act.minutes == 12
    assert practice.drafts.all() == []


def test_an_outcome_that_could_not_be_saved_is_kept_by_enter_alone(
    sit, practice: Practice, began: None
) -> None:
    (act,) = practice.journal.acts()
    form = b"outcome: kept\ndid: A\nthey: B\nback: thanks paid\nminutes: 12\n"
    practice.drafts.keep(f"review-{act.id}", form)
    sit(*[""] * 5, "")
    (act,) = practice.journal.acts()
    assert (act.status, act.did, act.they, act.minutes) == ("kept", "A", "B", 12)
    assert [back.what for back in act.came_back] == ["thanks", "paid"]


def test_words_begun_for_a_moment_that_never_came_become_a_note(
    sit, practice: Practice, began: None
) -> None:
    sit("1", "He was ill.")
    sit("5", "")
    assert kept(practice)[-1] == ("note", "If Bill calls, then I check his oil.\nHe was ill.")
    assert (practice.journal.acts()[0].status, practice.journal.acts()[0].moved) == ("open", 1)
    assert practice.drafts.all() == []


def test_a_draft_that_was_kept_before_a_kill_is_not_asked_again(sit, practice: Practice) -> None:
    practice.answer("A phone number.", FIRST)
    practice.drafts.keep(f"answer-{FIRST}", b"A phone number.")
    assert "You began this" not in sit().out
    assert practice.drafts.all() == []


# --- the review ---


def test_a_sitting_with_a_review(sit, practice: Practice, began: None) -> None:
    result = sit(*REVIEW_SITTING)
    assert (result.code, result.err) == (0, "")
    assert in_order(
        result.out,
        "You promised: If Bill calls, then I check his oil.",
        "What came of it?",
        "5 the moment never came",
        "What did you do?",
        "What did they say or do?",
        "What came back?",
        "How many minutes did it take?",
        "Kept.",
        "Kept today: what came of a promise, an answer, a deeper answer and a promise made.",
    )
    act, new = practice.journal.acts()
    assert (act.status, act.said, act.minutes) == ("kept", "2026-12-01", 12)
    assert (act.did, act.they) == ("Looked at the oil.", "He laughed.")
    assert [back.what for back in act.came_back] == ["thanks", "paid"]
    assert (new.cue, new.act, new.status) == ("Ann writes", "answer her", "open")
    assert [kind for kind, _ in kept(practice)][2:] == ["answer", "deeper"]


@pytest.mark.parametrize(
    ("chosen", "status"),
    [("1", "kept"), ("Partly", "partly"), ("not yet", "not-yet"), ("let-go", "let-go")],
)
def test_an_outcome_can_be_chosen_by_number_or_word(
    sit, practice: Practice, began: None, chosen: str, status: str
) -> None:
    sit("9", "perhaps", chosen, "", "", "", "", "")
    assert [act.status for act in practice.journal.acts()] == [status]


def test_what_came_back_and_minutes_are_asked_again_until_understood(
    sit, practice: Practice, began: None
) -> None:
    out = sit("1", "", "", "2 99", "thanks, 4", "ten", "-1", "10", "").out
    assert "Write numbers from 1 to 7" in out
    (act,) = practice.journal.acts()
    assert [back.what for back in act.came_back] == ["thanks", "shared"]
    assert act.minutes == 10


def test_minutes_are_asked_only_where_something_was_given(sit, practice: Practice, clock) -> None:
    practice.promise("Bill calls", "say sixty", track="value")
    clock.pass_days(7)
    assert "minutes" not in sit("1", "", "", "", "").out.partition("Kept.")[0]


def test_a_review_that_is_skipped_leaves_the_promise_open(
    sit, practice: Practice, began: None
) -> None:
    result = sit("", "")
    assert result.code == 0
    (act,) = practice.journal.acts()
    assert (act.status, act.moved) == ("open", 0)


def test_a_moment_that_never_came_moves_the_promise_a_week(
    sit, practice: Practice, began: None
) -> None:
    out = sit("5", "").out
    assert "I ask on Friday 4 December." in out
    assert "another way" not in out
    assert (practice.journal.acts()[0].due, practice.journal.acts()[0].moved) == ("2026-12-04", 1)


@pytest.fixture
def stuck(sit, clock, began: None) -> None:
    """A promise whose moment did not come once, and that is due again."""
    sit("5", "")
    clock.pass_days(7)


def test_the_second_time_it_can_be_made_smaller(sit, practice: Practice, stuck: None) -> None:
    out = sit("5", "1", "Bill walks by", "", "").out
    assert in_order(out, "Shall it be another way?", "If Bill walks by, then I check his oil.")
    (act,) = practice.journal.acts()
    assert (act.cue, act.act, act.status, act.moved) == (
        "Bill walks by", "check his oil", "open", 2,
    )  # fmt: skip
    assert practice.drafts.all() == []


@pytest.mark.parametrize(("way", "status"), [("2", "let-go"), ("", "open")])
def test_the_second_time_it_can_be_let_go_or_left(
    sit, practice: Practice, stuck: None, way: str, status: str
) -> None:
    assert "Shall it be another way?" in sit("5", way, "").out
    assert [act.status for act in practice.journal.acts()] == [status]


@pytest.mark.parametrize(("line", "back"), [("4", ["thanks", "shared"]), ("", ["thanks"])])
def test_what_was_given_is_asked_about_once_more_after_four_weeks(
    sit, practice: Practice, clock, line: str, back: list[str]
) -> None:
    act = practice.promise("Bill calls", "check his oil", track="give-free")
    practice.say_outcome(act.id, "kept", back=["thanks"])
    clock.pass_days(28)
    out = sit(line, "").out
    assert in_order(out, "You kept this 4 weeks ago: If Bill calls", "What came back from it?")
    assert [b.what for b in practice.journal.acts()[0].came_back] == back


# --- then and now ---


def test_an_earlier_answer_stands_beside_the_new_one_and_what_changed_is_asked(
    sit, practice: Practice, clock
) -> None:
    practice.answer("Sixty, I mumbled.", "value.price-sentence")
    act = practice.promise("Bill calls", "say sixty")
    practice.say_outcome(act.id, "kept")
    clock.pass_days(30)
    now = practice.answer("Sixty, and he nodded.", "value.price-sentence")
    out = sit("I said it aloud.", "", "").out
    assert in_order(
        out,
        "Then, Tuesday 24 November 2026:",
        "Sixty, I mumbled.",
        "Now, Thursday 24 December 2026:",
        "Sixty, and he nodded.",
        "If Bill calls, then I say sixty. Kept.",
        CHANGED,
        "Kept.",
    )
    changed = practice.journal.answers()[-1]
    assert (changed.kind, changed.of, changed.text) == ("changed", now.id, "I said it aloud.")


# --- the promise ---


def test_what_a_promise_lacks_is_pointed_out_once(sit, practice: Practice) -> None:
    out = sit("A phone number.", "", "", "Bill calls", "be nice", "be kind", "", "").out
    assert out.count("What would somebody see you do?") == 1
    assert [act.act for act in practice.journal.acts()] == ["be kind"]


def test_a_promise_can_be_put_in_other_words_before_it_is_made(sit, practice: Practice) -> None:
    plan = ["Bill calls", "ask him", "maybe", "n", "", "thank him", "y"]
    sit("A phone number.", "", "", *plan, "")
    assert [(a.cue, a.act) for a in practice.journal.acts()] == [("Bill calls", "thank him")]


def test_an_obstacle_is_asked_for_after_a_not_yet(sit, practice: Practice, began: None) -> None:
    plan = ["Ann writes", "answer her", "the shop is full", "answer at five", ""]
    out = sit("3", "", "", "A phone number.", "", "", *plan).out
    assert in_order(out, "Not yet is fine.", "What could get in the way?")
    assert in_order(out, "If the shop is full, then I answer at five.", "Promised.")
    act = practice.journal.acts()[-1]
    assert (act.obstacle, act.if_obstacle) == ("the shop is full", "answer at five")


def test_no_obstacle_is_asked_for_at_first(sit) -> None:
    assert "in the way" not in sit(*FIRST_SITTING).out


def test_with_two_promises_open_no_third_is_asked_for(sit, practice: Practice) -> None:
    practice.promise("a", "b")
    practice.promise("c", "d")
    out = sit("A phone number.", "", "", "", "").out
    assert "One small promise" not in out
    assert ENOUGH not in out  # they were made today, so it is said by them
    assert len(practice.journal.acts()) == 2


def test_with_two_promises_open_from_before_it_says_that_is_enough(
    sit, practice: Practice, clock
) -> None:
    practice.promise("a", "b")
    practice.promise("c", "d")
    clock.pass_days(1)
    out = sit("A phone number.", "", "", "").out
    assert "One small promise" not in out
    assert ENOUGH in out


# --- the close ---


@pytest.mark.parametrize(
    ("lines", "days", "sittings"),
    [
        ([""], ("tue", "fri"), 2),
        (["mon wed"], ("mon", "wed"), 2),
        (["someday", "9", "3"], (), 3),
    ],
)
def test_the_first_close_asks_when_to_ask_again(
    sit, practice: Practice, lines: list[str], days: tuple[str, ...], sittings: int
) -> None:
    sit("A phone number.", "", "", "", *lines)
    (plan,) = practice.journal.choices().plan
    assert (plan.days, plan.sittings) == (days, sittings)


def test_a_later_close_does_not_ask_again(sit, began: None) -> None:
    out = sit(*REVIEW_SITTING).out
    assert "When shall I ask again" not in out
    assert in_order(out, "The plan: Tuesday and Friday.", "Next sitting on Friday 4 December.")


def test_when_the_plan_is_met_the_close_says_so(sit, clock, practice: Practice) -> None:
    sit("A phone number.", "", "", "", "tue")
    assert "That's the week. One more if you like." in sit("", "").out


def test_after_the_close_there_is_one_question_more_if_one_likes(sit, practice: Practice) -> None:
    sit(*FIRST_SITTING)
    out = sit("Ten minutes of mine, on Monday, for Ann.", "").out
    assert "Kept today" not in out.partition("Kept.")[0]
    assert [a.kind for a in practice.journal.answers()].count("answer") == 2


# --- the end of twelve weeks ---


@pytest.fixture
def twelve(coach, clock) -> None:
    """Twelve weeks have passed, with something given in them."""
    for week in range(12):
        coach("answer", f"Words of week {week}.")
        if week < 2:
            coach("act", "add", "--if", "x", "--then", "y", "--track", "give-free")
            coach("act", "kept", "--minutes", "10", *(["--back", "thanks"] if week else []))
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
    sit, practice: Practice, twelve: None, line: str, course: bool, number: int, plan: int
) -> None:
    result = sit(line, "", "")
    assert result.code == 0
    assert in_order(
        result.out,
        "Twelve weeks are behind you.",
        "Given 2 times, 20 minutes. Came back: nothing yet 1×, thanks 1×.",
        "go round again",
        "stop well",
    )
    choices = practice.journal.choices()
    assert (choices and choices.course) == course
    if number:
        assert (choices.start.week, choices.start.number) == (practice.today().week, number)
        assert practice.today().stage.step != "twelve-weeks"
    if plan is not None:
        assert choices.plan[-1].sittings == plan


# --- the budget ---


@pytest.mark.parametrize(("settings", "times"), [("", 1), ("ten_minutes = false\n", 0)])
def test_at_ten_minutes_it_says_so_once_unless_that_is_off(
    sit, clock, home: Path, monkeypatch: pytest.MonkeyPatch, settings: str, times: int
) -> None:
    def moves_on(_: Clock) -> datetime:
        clock.pass_days(1 / 24 / 6)
        return clock.time

    home.mkdir()
    (home / "config.toml").write_text(settings)
    monkeypatch.setattr(Clock, "now", moves_on)
    out = sit("A phone number.", "", "", "", "").out
    assert out.count("Ten minutes. That is enough for today") == times


# --- coming back ---


def test_after_an_absence_one_is_welcome(sit, practice: Practice, began: None, clock) -> None:
    clock.pass_days(23)
    out = sit("", "").out
    assert out.startswith("Welcome back.")
    assert "coach pause 2026-W49 2026-W50 2026-W51" in " ".join(out.split())
    assert out.count("You promised") == 1


# --- nothing is lost ---


@pytest.fixture(params=["first", "review"])
def script(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The lines of a whole sitting."""
    if request.param == "review":
        request.getfixturevalue("began")
    yield {"first": FIRST_SITTING, "review": REVIEW_SITTING}[request.param]


def test_wherever_the_input_ends_the_words_are_kept_or_a_draft(
    coach, sit, practice: Practice, script: list[str], clock, home: Path
) -> None:
    before = home.with_name("before")
    if home.exists():
        shutil.copytree(home, before)
    for count in range(len(script) + 1):
        shutil.rmtree(home, ignore_errors=True)
        if before.exists():
            shutil.copytree(before, home)
        result = sit(*script[:count])
        assert (result.code, result.err) == (0, ""), count
        there = words_of(Practice(practice.places, clock=clock))
        written = [line for line in script[:count] if len(line) > 3]
        assert [line for line in written if line not in there] == [], count


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([b"caf\xe9 secret\n", b"and more\n"], None),
        ([b"A phone number.\n", b"caf\xe9 secret\n", b"and more\n"], "A phone number."),
    ],
)
def test_a_line_that_is_not_utf_8_is_kept_as_it_came_with_all_that_follows(
    coach, practice: Practice, home: Path, lines: list[bytes], text: str | None
) -> None:
    result = coach("sit", stdin=b"".join(lines))
    assert result.code == 2
    assert "secret" not in result.err + result.out
    draft = Path(result.err.splitlines()[1].partition(": ")[2])
    assert draft.parent == home / "drafts"
    assert draft.read_bytes() == b"caf\xe9 secret\nand more\n"
    assert practice.journal.answers() == []
    assert [d.text for d in practice.drafts.all()] == ([text] if text else [])


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be saved to the journal."""

    def refuse(*_: object) -> None:
        raise SaveError("The disk is full.", "Make room.")

    monkeypatch.setattr("coach.store.journal.Journal.put", refuse)


@pytest.mark.parametrize(
    ("lines", "key", "words"),
    [
        (["", "A secret.", ""], "answer-", "A secret."),
        (["1", "A secret.", "", "", ""], "review-", "outcome: kept\ndid: A secret.\n"),
    ],
)
def test_what_cannot_be_saved_is_a_draft_and_it_is_said_where(
    sit, practice: Practice, began: None, full_disk: None, lines: list[str], key: str, words: str
) -> None:
    result = sit(*lines)
    assert result.code == 1
    (draft,) = practice.drafts.all()
    assert draft.key.startswith(key)
    assert draft.text == words
    assert result.err == (
        f"coach: The disk is full.\n  Your text is kept as a draft: {draft.path}\n"
    )


def test_what_is_piped_in_behind_a_text_that_cannot_be_saved_is_not_lost(
    sit, practice: Practice, full_disk: None
) -> None:
    result = sit("A phone number.", "", "More words.", "and more")
    drafts = {draft.key: draft for draft in practice.drafts.all()}
    assert drafts["sitting"].text == "More words.\nand more\n"
    assert str(drafts["sitting"].path) in result.err
    assert str(drafts[f"answer-{FIRST}"].path) in result.err


def test_a_promise_that_cannot_be_saved_is_a_draft(
    sit, practice: Practice, request: pytest.FixtureRequest
) -> None:
    sit("A phone number.", "", "", "", "")
    request.getfixturevalue("full_disk")
    result = sit("", "Bill calls", "ask him", "")
    assert result.code == 1
    (draft,) = practice.drafts.all()
    assert (draft.key, draft.text) == ("commit", "cue: Bill calls\nact: ask him\n")
    assert str(draft.path) in result.err


def test_where_no_draft_can_be_written_a_text_is_kept_all_the_same(
    sit, practice: Practice, home: Path
) -> None:
    home.mkdir()
    (home / "drafts").write_text("in the way")
    out = sit("A phone number.", "", "", "", "").out
    assert out.count("No draft can be written meanwhile.") == 1
    assert kept(practice) == [("answer", "A phone number.")]


def test_where_no_draft_can_be_written_who_leaves_is_told_where_the_words_are(
    sit, home: Path, tmp_path: Path
) -> None:
    home.mkdir()
    (home / "drafts").write_text("in the way")
    out = sit("A phone number.").out
    draft = Path(out.partition("kept as a draft:")[2].split()[0])
    assert draft.is_relative_to(tmp_path / "tmp")
    assert draft.read_text() == "A phone number."


def test_a_damaged_journal_is_told_before_anything_is_asked_and_the_input_kept(
    sit, practice: Practice, damaged: Path
) -> None:
    before = damaged.read_bytes()
    result = sit("A secret.", "")
    assert (result.code, result.out) == (1, "")
    assert "coach restore" in result.err
    assert "secret" not in result.err
    assert [draft.text for draft in practice.drafts.all()] == ["A secret.\n\n"]
    assert damaged.read_bytes() == before


# --- the editor, and thin terminals ---


def test_the_editor_goes_on_with_what_was_begun(
    sit, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "appends"
    script.write_text("#!/bin/sh\nprintf ' and more\\n' >> \"$1\"\n")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    terminal = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("coach.commands.sitting.words.sys", terminal)
    out = sit("typed", "/edit", "", "/leave").out
    assert in_order(out, "It says now:", "typed and more", "Enter keeps it as it is.")
    assert kept(practice) == [("answer", "typed and more")]


def test_an_editor_that_cannot_be_started_costs_no_word(
    sit, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "there-is-no-such-editor")
    terminal = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("coach.commands.sitting.words.sys", terminal)
    out = sit("typed", "/edit", "more", "", "/leave").out
    assert "could not be started" in out
    assert kept(practice) == [("answer", "typed\nmore")]


def test_without_a_terminal_no_editor_is_opened(sit, practice: Practice) -> None:
    out = sit("typed", "/edit", "more", "", "/leave").out
    assert "The editor needs a terminal" in out
    assert kept(practice) == [("answer", "typed\nmore")]


@pytest.mark.parametrize("width", [40, 80])
def test_lines_are_folded_and_nothing_steers_the_terminal(
    sit, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = sit("red \x1b[2J wiped", *FIRST_SITTING).out + sit("/help", "/another", "/another").out
    assert max(map(len, out.splitlines())) <= width
    assert "\x1b" not in out
    assert "\r" not in out
