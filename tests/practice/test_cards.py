"""Progress as a person reads it: facts first, the twelve weeks, and never a bad mark."""

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from coach.domain.model import PromiseStatus, Track
from coach.domain.plan import Plan
from coach.practice import Practice
from coach.practice.cards import CARDS, COURSE, STRENGTH, WEEKS
from coach.practice.charts import AHEAD, DONE, NOW
from tests.conftest import FixedClock

K: PromiseStatus = "kept"
P: PromiseStatus = "partly"
N: PromiseStatus = "not-this-time"
L: PromiseStatus = "let-go"
WIDTHS = [76, 53, 35]


def read(practice: Practice, width: int = 76) -> dict[str, list[str]]:
    """The cards that say something, in order, without their looks."""
    report = practice.progress.report()
    cards = {card.id: card.lines(report, width) for card in CARDS}
    return {
        name: ["".join(text for text, _ in line).rstrip() for line in lines]
        for name, lines in cards.items()
        if lines
    }


def practice_weeks(practice: Practice, clock: FixedClock, *outcomes: PromiseStatus | None) -> None:
    """Hold two sessions a week by the plan, with one promise each week and its outcome."""
    practice.course.choose_plan(Plan(("tue", "fri")))
    for outcome in outcomes:
        practice.entries.answer("I told her what I'd check first.")
        promise = practice.promises.make("someone asks for a price", "name it first")
        clock.pass_days(3)
        if outcome:
            practice.promises.review(promise.id, outcome)
        else:
            practice.entries.delete(promise.id)
        practice.entries.answer("She thanked me and went home.")
        clock.pass_days(4)


def test_an_empty_journal_shows_the_twelve_weeks_and_one_sentence(practice: Practice) -> None:
    assert read(practice) == {
        "facts": ["Twelve weeks, ten minutes at a time. Your progress will show here."],
        "course": [
            "●  1  giving first               now",
            "○  2  where free ends",
            "○  3  helping when you can't",
            "○  4  who you serve",
            "○  5  who you serve best",
            "○  6  who doesn't fit",
            "○  7  what shows your value",
            "○  8  price, and walking away",
            "○  9  the job they hire you for",
            "○ 10  how people work with you",
            "○ 11  care both ways",
            "○ 12  looking back",
        ],
        "plan": ["No plan yet. I suggest two sessions a week. Your next session is today."],
    }


def test_five_faithful_weeks_with_three_of_five_promises_kept(
    practice: Practice, clock: FixedClock
) -> None:
    practice_weeks(practice, clock, K, N, K, P, K)
    shown = read(practice)
    assert shown["facts"] == [
        "You kept 3 of your last 5 promises, 1 partly.",
        "You practiced in 5 of the last 5 weeks.",
    ]
    assert shown["strength"] == [
        "100 ┤",
        "    │    ▄▄▄  72 now",
        "    │███ ███",
        "    │███ ███",
        "  0 ┤███ ███",
        "     Dec",
        "",
        "3 of your last 5 promises kept; recent weeks count most.",
    ]
    assert shown["promises"] == ["kept    ▇▇▇▇▇▇ 3", "partly  ▇▇ 1"]
    assert shown["course"][:7] == [
        "✓  1  giving first               2 answered",
        "✓  2  where free ends            2 answered",
        "✓  3  helping when you can't     2 answered",
        "✓  4  who you serve              2 answered",
        "✓  5  who you serve best         2 answered",
        "●  6  who doesn't fit            now",
        "○  7  what shows your value",
    ]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "outcomes", [[N], [P], [N, N, N, N], [L, L], [P, N, P, N], [N, N, N, N, P]]
)
def test_nothing_reads_like_a_bad_mark(
    practice: Practice, clock: FixedClock, outcomes: list[PromiseStatus], width: int
) -> None:
    practice_weeks(practice, clock, *outcomes)
    text = "\n".join("\n".join(lines) for lines in read(practice, width).values())
    assert not re.search(r"\b0 of|\b0 (kept|promises|questions|met|answers)|\bfail|\bmiss", text)
    assert not re.search(r"\d %|of 100", text)
    assert not any(line.endswith(" 0") for line in text.splitlines())


def test_before_four_weeks_with_a_review_a_sentence_says_what_will_be_there(
    practice: Practice, clock: FixedClock
) -> None:
    practice_weeks(practice, clock, K, None, K, L, K)
    assert read(practice)["strength"] == [
        "A curve will show here how reliably you keep your promises.",
        "A number comes after 1 more week with a review.",
    ]


def test_what_was_reviewed_this_week_is_in_the_words_and_not_yet_in_the_number(
    practice: Practice, clock: FixedClock
) -> None:
    practice_weeks(practice, clock, K, K, K, K)
    promise = practice.promises.make("someone asks for a price", "name it first")
    practice.promises.review(promise.id, N)
    shown = read(practice)
    assert shown["facts"][0] == "You kept 4 of your last 5 promises."
    assert shown["strength"][-1].startswith("4 of your last 5 promises kept;")
    assert shown["strength"][0].endswith(" 100 now")
    assert practice.progress.report().strength.value == 100


def test_after_the_last_week_the_course_goes_round_and_what_was_met_stays(
    practice: Practice, clock: FixedClock
) -> None:
    practice_weeks(practice, clock, *[K] * 12)
    course = read(practice)["course"]
    assert course[0] == "●  1  giving first               now, 2 answered"
    assert course[1] == "○  2  where free ends            2 answered"
    assert {line[0] for line in course} == {NOW, AHEAD}


def test_a_week_whose_every_question_was_met_says_so(practice: Practice) -> None:
    questions = practice.library.of_track("reciprocity")
    for prompt in questions:
        practice.entries.answer("What I answered.", prompt.id)
    met = f"○ 11  care both ways             all {len(questions)} answered"
    assert met in read(practice)["course"]


def test_with_the_course_off_no_week_has_a_place(practice: Practice) -> None:
    practice.entries.answer("What I answered.")
    practice.course.turn(on=False)
    course = read(practice)["course"]
    assert course[:2] == [
        "The course is off. Questions come from all tracks.",
        "   1  giving first               1 answered",
    ]
    assert not {DONE, NOW, AHEAD} & set("".join(course))


def test_who_begins_in_a_later_week_has_none_behind_them(practice: Practice) -> None:
    practice.course.start(5)
    marks = [line[0] for line in read(practice)["course"]]
    assert marks == [AHEAD] * 4 + [NOW] + [AHEAD] * 7


def test_the_strip_begins_with_the_first_week_and_has_the_tracks_practiced(
    practice: Practice, clock: FixedClock
) -> None:
    practice_weeks(practice, clock, K, K, K)
    assert read(practice)["weeks"] == [
        "Give first  ▒▒ ▒▒  ·  ·",
        "Help anyway  ·  · ▒▒  ·",
        "sessions     2  2  2  ·",
        "            Nov   Dec",
        "week of     23 30  7 14",
        "Answers: ░ one, ▒ two, up to █ four or more.",
    ]


def test_a_track_of_ones_own_without_a_short_name_goes_by_its_title(practice: Practice) -> None:
    own = Track("bikes", "Bikes that nobody else repairs", "About.")
    library = replace(practice.library, tracks=(*practice.library.tracks, own))
    assert library.title("bikes", short=True) == own.title
    assert library.title("give-free", short=True) == "Give first"
    assert library.title("gone", short=True) == "gone"


@pytest.mark.parametrize("width", WIDTHS)
def test_charts_and_weeks_fit_and_nothing_is_cut(
    practice: Practice, clock: FixedClock, width: int
) -> None:
    practice_weeks(practice, clock, *[K, P, L, N] * 5)
    for prompt in practice.library.prompts:
        practice.entries.answer("What I answered.", prompt.id)
    report = practice.progress.report()
    for card in (STRENGTH, COURSE, WEEKS):
        chart = [*card.lines(report, width)]
        text = ["".join(text for text, _ in line) for line in chart]
        assert max(cell_len(line) for line in text if not line.endswith(".")) <= width
    course = "\n".join(read(practice, width)["course"])
    for week in practice.library.course:
        assert week.focus in course
    assert course.count("answered") == 12


def test_the_newest_promises_are_there_with_their_outcome_in_words(
    practice: Practice, clock: FixedClock
) -> None:
    practice_weeks(practice, clock, L, N, P, K)
    practice.promises.make("Bill\x1b calls", "listen")
    assert [line.split(":")[0] for line in read(practice)["newest"]] == [
        "○ Open",
        "✓ Kept",
        "◐ Partly",
        "· Not this time",
        "· Let go",
    ]
    assert "\x1b" not in read(practice)["newest"][0]
