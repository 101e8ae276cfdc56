"""What a look-back question shows before it asks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coach.domain.lookback import NOTHING, Past
from coach.domain.model import Answer, Library, Line, Promise, Shows
from coach.domain.playbook import PAGES
from tests.builders import back

TODAY = date(2026, 11, 24)

Answered = Callable[..., Answer]
Promised = Callable[..., Promise]
Lined = Callable[..., Line]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def parts(shows: Shows, library: Library | None = None, **there: object) -> list[tuple[str, str]]:
    """What is shown of an otherwise empty journal."""
    none: dict[str, object] = {"answers": [], "promises": [], "lines": []}
    past = Past(library or Library(), today=TODAY, **(none | there))  # type: ignore[arg-type]
    matter = past.matter(shows)
    return list(matter.parts) if matter else []


@pytest.mark.parametrize("shows", [shows for shows in NOTHING if shows != "empty-page"])
def test_of_an_empty_journal_there_is_nothing_to_show(shows: Shows) -> None:
    assert parts(shows) == []


def test_the_answers_of_the_week_nearest_to_four_weeks_ago_are_shown(
    answered: Answered, library_of: Callable[..., Library]
) -> None:
    library = library_of("a", a=2)
    named = replace(library.prompts[0], short="The short name")
    library = replace(library, prompts=(named, *library.prompts[1:]))
    days = (70, 29, 27, 10)
    answers = [answered("a.1", ago(day), text=f"{day} days ago") for day in days]
    answers += [
        answered("a.2", ago(28), text="in its own words"),
        answered("a.2", ago(28), kind="deeper", text="no answer"),
        answered("look-back.stop", ago(28), text="a look back itself"),
        answered("a.2", ago(28), text="gone", deleted=True),
    ]
    assert parts("four-weeks-ago", library, answers=answers) == [
        ("The short name · Mon, Oct 26", "29 days ago"),
        ("What about a.2? · Tue, Oct 27", "in its own words"),
        ("The short name · Wed, Oct 28", "27 days ago"),
    ]
    assert parts("four-weeks-ago", library, answers=answers[:1]) == [
        ("The short name · Tue, Sep 15", "70 days ago")
    ]
    assert parts("four-weeks-ago", library, answers=[answered("a.1", ago(20))]) == []


def test_the_ledger_says_what_was_given_and_what_came_back(promised: Promised) -> None:
    promises = [
        promised(
            ago(20),
            "kept",
            ago(14),
            expected="nothing",
            minutes=15,
            came_back=back(ago(14), "thanks"),
        ),
        promised(
            ago(10), "kept", ago(7), expected="paid", minutes=5, came_back=back(ago(7), "nothing")
        ),
    ]
    ((_, text),) = parts("ledger", promises=promises)
    assert text.startswith("You gave twice, 20 minutes in all.")
    assert "thanks" in text
    assert "nothing yet" in text
    assert parts("ledger", promises=[promised(ago(20))]) == []


def test_a_promise_made_again_is_shown_by_its_link_and_by_its_words(promised: Promised) -> None:
    first = promised(ago(40), "not-this-time", ago(36))
    second = promised(ago(30), "kept", ago(24), action="check it", again_of=first.id)
    third = promised(ago(20), cue="if BILL calls", action="I'll check it.")
    others = [
        promised(ago(39), "kept", ago(35), cue="Ann writes", action="answer"),
        promised(ago(38), cue="Ann writes", action="answer"),
        promised(ago(37), cue="once", action="only"),
        promised(ago(36), cue="Bill calls", action="check it", deleted=True),
    ]
    assert parts("same-promise", promises=[third, second, first, *others]) == [
        ("Made three times since Thu, Oct 15, kept once", "If BILL calls, I'll check it."),
        ("Made twice since Fri, Oct 16, kept once", "If Ann writes, I'll answer."),
    ]


def test_a_promise_never_kept_is_not_counted_against_the_person(promised: Promised) -> None:
    twice = [promised(ago(day), "not-this-time", ago(day - 3)) for day in (30, 20)]
    assert parts("same-promise", promises=twice) == [
        ("Made twice since Sun, Oct 25", "If Bill calls, I'll check his invoice.")
    ]


def test_the_pages_without_a_line_are_shown_with_what_would_start_them(
    lined: Lined, library_of: Callable[..., Library]
) -> None:
    library = library_of("a", a=2)
    of_page = tuple(replace(p, page="my-value") for p in library.prompts)
    library = replace(library, prompts=of_page)
    lines = [lined(page, TODAY) for page in PAGES if page not in ("my-value", "my-price")]
    assert parts("empty-page", library, lines=lines) == [
        ("My value", "Ask a 1?"),
        ("My price", ""),
    ]
    deleted = [*lines, lined("my-value", TODAY, deleted=True), lined("my-price", TODAY)]
    assert parts("empty-page", library, lines=deleted) == [("My value", "Ask a 1?")]
    assert parts("empty-page", library, lines=[*deleted, lined("my-value", TODAY)]) == []
