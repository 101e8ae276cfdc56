"""A promise is told in sentences that are worth printing."""

from collections.abc import Callable

import pytest

from coach.domain.model import Answer, Promise
from coach.domain.story import cover, longer, story
from tests.builders import back

Answered = Callable[..., Answer]
Promised = Callable[..., Promise]

PROMISED = "You promised: If Bill calls, I'll check his invoice."


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, ""),
        (
            {"did": "sent her three questions", "response": "she answered all three"},
            ": “sent her three questions.” She answered all three.",
        ),
        ({"did": "It “worked”", "minutes": 5}, ": “It “worked”.” It took 5 minutes."),
        ({"expected": "nothing"}, ". You expected nothing."),
        (
            {"expected": "nothing", "came_back": back("2026-11-16", "thanks", "shared")},
            ". You expected nothing; thanks and a recommendation came back.",
        ),
        (
            {"came_back": back("2026-11-16", "nothing") + back("2026-12-14", "paid")},
            ". By Dec 14 it had brought paid work.",
        ),
        (
            {"expected": "paid", "came_back": back("2026-11-16", "nothing")},
            ". You hoped for paid work. Nothing came back.",
        ),
        (
            {"did": "asked", "expected": "paid", "came_back": back("2026-11-16", "nothing")},
            ": “asked.” You hoped for paid work.",
        ),
        (
            {"expected": "learned", "came_back": back("2026-11-16", "learned")},
            ". You hoped to learn something, and you did.",
        ),
        (
            {"expected": "shared", "came_back": back("2026-11-16", "paid", "shared", "learned")},
            ". You hoped for a recommendation, and it came; "
            "paid work came back, and you learned something, too.",
        ),
        ({"did": "two\nlines", "response": "and\nmore"}, ""),
    ],
)
def test_a_kept_promise(promised: Promised, fields: dict, told: str) -> None:
    promise = promised("2026-11-10", "kept", "2026-11-16", **fields)
    assert story(promise) == f"{PROMISED} On Mon, Nov 16 you did it{told or '.'}"
    assert [text for _, text in longer(promise)] == [
        text for text in (fields.get("did"), fields.get("response")) if text and "\n" in text
    ]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("partly", "On Mon, Nov 16 you kept part of it."),
        ("not-this-time", "On Mon, Nov 16 you didn't get to it."),
        ("let-go", "On Mon, Nov 16 you let it go."),
    ],
)
def test_no_outcome_is_told_as_a_failure(promised: Promised, status: str, told: str) -> None:
    assert story(promised("2026-11-10", status, "2026-11-16")) == f"{PROMISED} {told}"


def test_the_cover_says_what_a_practice_comes_to(answered: Answered, promised: Promised) -> None:
    assert [*cover([], [])] == []
    answers = [
        answered("value.one", "2026-09-01", text="@bill and @ann"),
        answered(None, "2026-09-02", text="@bill"),
    ]
    made = [
        promised("2026-09-01", "kept", "2026-09-08", expected="nothing", minutes=10),
        promised("2026-09-08", "let-go", "2026-09-15"),
        promised("2026-09-15"),
    ]
    assert [*cover(answers, made)] == [
        "Tuesday, September 1, 2026 to Tuesday, September 15, 2026",
        "1 answer, 1 note and 3 promises in 3 weeks. "
        "You kept 1 of 2 promises and let one go. One is still open. "
        "You gave once, 10 minutes in all.",
        "You wrote about two people, most often @bill and @ann.",
    ]
