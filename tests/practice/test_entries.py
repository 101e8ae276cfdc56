"""What a person writes: found, changed, deleted; deleting takes words and never progress."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coach.domain.history import Filter
from coach.domain.model import Item
from coach.errors import UsageError
from coach.paths import Places
from coach.practice import Practice, erasing
from coach.practice.session import Session
from coach.practice.steps.writing import Changed, OneMore, Reflect
from tests.builders import a_promise
from tests.conftest import FixedClock
from tests.journals import journals

PROMPT = "give-free.for-free"


def test_an_answer_goes_to_the_question_that_comes_next(practice: Practice) -> None:
    coming = practice.course.next().prompt
    assert coming is not None
    answer = practice.entries.answer("Words.")
    assert (answer.prompt, answer.ask, answer.kind) == (coming.id, coming.ask, "answer")
    assert practice.course.next().prompt != coming


def test_deleting_an_answer_takes_what_belongs_to_it_and_undo_restores_all(
    practice: Practice,
) -> None:
    answer = practice.entries.answer("Words of @bill.", PROMPT)
    practice.entries.follow(answer.id, "deeper", "More?", "and @ann #price")
    before = practice.entries.visible()
    assert practice.entries.people() == [("ann", 1), ("bill", 1)]
    practice.entries.delete(answer.id)
    assert practice.entries.visible() == practice.entries.everything(Filter()) == []
    assert practice.entries.people() == practice.entries.tags() == []
    assert practice.entries.last_answered() == {}
    practice.entries.delete(answer.id)
    practice.entries.delete(answer.id, undo=True)
    assert [each.text for each in practice.entries.visible()] == [each.text for each in before]
    assert practice.entries.tags() == [("price", 1)]


@pytest.mark.parametrize("erase", [False, True])
def test_what_was_deleted_or_erased_still_counts_as_practice(
    practice: Practice, clock: FixedClock, erase: bool
) -> None:
    answer = practice.entries.answer("Words.", PROMPT)
    made = practice.promises.make("Bill calls", "check it", track="give-free")
    practice.promises.review(made.id, "kept", minutes=10)
    clock.pass_days(7)
    before, counted = Session(practice).today(), practice.progress.report()
    for entry in (answer, made):
        if erase:
            erasing.erase(practice.work, erasing.to_erase(practice.work, entry))
        else:
            practice.entries.delete(entry.id)
    after, still = Session(practice).today(), practice.progress.report()
    assert before.position is not None
    assert (after.position, after.why) == (before.position, before.why)
    assert after.prompt == before.prompt
    assert (still.weeks, still.strength, still.tracks) == (
        counted.weeks, counted.strength, counted.tracks,
    )  # fmt: skip
    assert still.facts() == counted.facts()
    assert (after.practiced, after.away) == (before.practiced, before.away)
    assert still.given.times == 0


def test_a_deleted_answer_is_not_laid_beside_a_new_one(
    practice: Practice, clock: FixedClock
) -> None:
    first = practice.entries.answer("Short.", PROMPT)
    clock.pass_days(35)
    practice.entries.answer("Short.", PROMPT)
    assert isinstance(Session(practice).begin(), Changed)
    practice.entries.delete(first.id)
    assert isinstance(Session(practice).begin(), OneMore)


def test_a_session_whose_answer_was_deleted_asks_again(practice: Practice) -> None:
    answer = practice.entries.answer("Words.", PROMPT)
    practice.entries.delete(answer.id)
    step = Session(practice).begin()
    assert isinstance(step, Reflect)
    assert step.prompt is not None
    assert step.prompt.id != PROMPT


def test_an_entry_is_found_by_the_beginning_of_its_id_deleted_or_not(
    practice: Practice, clock: FixedClock
) -> None:
    answer = practice.entries.answer("Words.", PROMPT)
    clock.pass_days(1)
    note = practice.entries.note("A thought.")
    line = practice.playbook.add("my-value", "A line.", answer)
    promise = practice.promises.make("a", "b")
    for entry in (answer, note, line, promise):
        assert practice.entries.find(entry.id.upper()) == entry
    practice.entries.delete(answer.id)
    assert practice.entries.find(answer.id[:12]).deleted
    with pytest.raises(UsageError, match="matches 4 entries"):
        practice.entries.find(answer.id[:4])
    erasing.erase(practice.work, [answer.id])
    with pytest.raises(UsageError, match="There is no entry"):
        practice.entries.find(answer.id)


@pytest.mark.parametrize(("short_id", "named"), [("beef", "“beef”"), ("my words", "with that id")])
def test_an_id_that_is_none_is_not_repeated_if_it_may_be_words(
    practice: Practice, short_id: str, named: str
) -> None:
    with pytest.raises(UsageError) as refused:
        practice.entries.find(short_id)
    assert refused.value.message == f"There is no entry {named}."


def test_an_edit_that_changes_nothing_makes_no_version(practice: Practice) -> None:
    note = practice.entries.note("A thought.")
    assert practice.entries.edit(note.id, "A thought. \n") == note
    changed = practice.entries.edit(note.id, "Another.")
    assert (changed.rev, changed.day) == (2, note.day)
    with pytest.raises(UsageError, match="Nothing to save"):
        practice.entries.edit(note.id, " ")


def test_the_answers_to_a_question_are_told_newest_last(
    practice: Practice, clock: FixedClock
) -> None:
    first = practice.entries.answer("one", PROMPT)
    practice.entries.follow(first.id, "deeper", "More?", "more")
    practice.entries.answer("other", "value.my-value")
    clock.pass_days(1)
    second = practice.entries.answer("two", PROMPT)
    assert practice.entries.answers_to(PROMPT) == [first, second]
    assert practice.entries.last_answered()[PROMPT] == second.day


def test_the_newest_entry_is_found_behind_one_that_was_deleted(practice: Practice) -> None:
    day = practice.day()
    practice.journal.put([a_promise(day - timedelta(9), "kept", day - timedelta(8))])
    answer = practice.entries.answer("Words.", PROMPT, day=day - timedelta(1))
    practice.entries.delete(practice.entries.note("Taken back.").id)
    assert practice.entries.past(Filter(), 1) == [answer]


@settings(max_examples=10, deadline=None, phases=[Phase.generate])
@given(journals(most=8), st.integers(1, 6))
def test_the_newest_are_the_last_of_all(items: list[Item], count: int) -> None:
    with TemporaryDirectory() as folder:
        places = Places(Path(folder), Path(folder) / "config.toml", Path(folder) / "state")
        Practice(places).journal.put(items)
        all_of_them = Practice(places).entries
        newest = Practice(places).entries
        found = newest.past(Filter(), count)
        assert found == all_of_them.past(Filter(since=date.min), count)  # by reading all of them
        assert [*map(newest.short_id, found)] == [*map(all_of_them.short_id, found)]
