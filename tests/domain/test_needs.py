"""One need is active, and the next begins only once this one was said at a first meeting."""

from collections.abc import Callable

import pytest

from coach.domain.model import Answer, Library, Promise, Prompt
from coach.domain.needs import NEXT_NEED, RUNGS, SAID, active_need
from coach.packs.library import load

Answered = Callable[..., Answer]
Promised = Callable[..., Promise]

LIBRARY = Library(
    prompts=tuple(
        Prompt(f"own.{intent}", "own", "Ask?", "Why.", intents=(intent,))
        for intent in (*RUNGS, NEXT_NEED)
    )
)


def kept(promised: Promised, day: str, prompt: str, status: str = "kept") -> Promise:
    return promised(day, status, day, prompt=prompt)


def test_the_library_asks_for_every_rung() -> None:
    asked = {intent: p.id for p in load().prompts for intent in p.intents}
    for intent in (*RUNGS, NEXT_NEED):
        assert asked[intent] == f"boundaries.{intent}"


def test_a_need_climbs_by_answers_and_is_said_only_by_a_promise_kept(
    answered: Answered, promised: Promised
) -> None:
    answers = [
        answered("own.in-writing", "2026-09-01"),
        answered("own.first-need", "2026-11-02"),
        answered("own.good-for-them", "2026-11-04"),
        answered("own.first-meeting", "2026-11-06"),
        answered("own.gentle-reminder", "2026-11-07"),
    ]
    assert active_need(LIBRARY, answers[:1], []) is None
    need = active_need(
        LIBRARY, answers, [kept(promised, "2026-11-09", "own.first-meeting", "open")]
    )
    assert need and [*need.rungs] == ["named", "good for both"]
    assert need.missing == "in writing"
    said = kept(promised, "2026-11-09", "own.first-meeting", "partly")
    need = active_need(LIBRARY, [*answers, answered("own.in-writing", "2026-11-10")], [said])
    assert need and need.rungs[SAID] == said
    assert need.missing == "reminded"


@pytest.mark.parametrize("too_early", ["2026-11-03", "2026-11-09"])
def test_the_second_need_begins_only_after_the_first_was_said(
    answered: Answered, promised: Promised, too_early: str
) -> None:
    first = answered("own.first-need", "2026-11-02")
    early = answered("own.second-need", too_early)
    said = kept(promised, "2026-11-10", "own.first-meeting")
    need = active_need(LIBRARY, [first, early], [said])
    assert need and (need.named, need.number) == (first, 1)
    second = answered("own.second-need", "2026-11-11")
    need = active_need(LIBRARY, [first, early, second], [said])
    assert need and (need.named, need.number, [*need.rungs]) == (second, 2, ["named"])


def test_naming_the_need_again_is_another_wording_of_it(
    answered: Answered, promised: Promised
) -> None:
    answers = [answered("own.first-need", day) for day in ("2026-11-02", "2026-11-20")]
    need = active_need(LIBRARY, answers, [kept(promised, "2026-11-10", "own.first-meeting")])
    assert need and (need.named, need.number) == (answers[1], 1)
    assert SAID in need.rungs
