"""Answers as plain records, and back with every field checked."""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.model import Answer, Revision, new_id, timestamp
from coach.domain.records import ANSWERS, RecordError

Answered = Callable[..., Answer]


@pytest.fixture
def record(answered: Answered) -> dict[str, object]:
    revision = Revision("before", "2026-11-23T10:00:00.000+01:00", 1)
    return ANSWERS.record(answered("value.price", "2026-11-24", rev=2, revisions=(revision,)))


def test_a_record_has_exactly_the_fields_of_the_model(record: dict[str, object]) -> None:
    assert list(record) == [field.name for field in fields(Answer)]
    assert record["revisions"] == [
        {"text": "before", "updated": "2026-11-23T10:00:00.000+01:00", "rev": 1}
    ]


@settings(deadline=None, derandomize=True, database=None, max_examples=50)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"])),
    kind=st.sampled_from(["answer", "deeper", "changed", "note"]),
    deleted=st.booleans(),
    rev=st.integers(1, 9),
)
def test_an_answer_comes_back_from_its_record_as_it_was(
    answered: Answered, text: str, kind: str, deleted: bool, rev: int
) -> None:
    answer = answered(
        "value.price", "2026-11-24", text=text, kind=kind, deleted=deleted, rev=rev,
        revisions=(Revision(text, "2026-11-23T10:00:00+01:00", rev),),
    )  # fmt: skip
    assert ANSWERS.checked(ANSWERS.record(answer)) == answer
    assert ANSWERS.of(ANSWERS.record(answer)) == answer


def test_fields_of_a_later_version_are_passed_over(record: dict[str, object]) -> None:
    assert ANSWERS.record(ANSWERS.checked(record | {"mood": "good"})) == record


@pytest.mark.parametrize("name", [field.name for field in fields(Answer)])
def test_a_missing_field_is_named(record: dict[str, object], name: str) -> None:
    del record[name]
    with pytest.raises(RecordError, match=f"no field “{name}”"):
        ANSWERS.checked(record)


WRONG = [
    ("id", "zz"), ("id", "A" * 32), ("id", "a" * 31), ("id", 12), ("id", None),
    ("kind", "poem"), ("kind", None), ("kind", ["answer"]),
    ("prompt", 1), ("track", []), ("ask", True),
    ("of", "short"), ("of", 3),
    ("text", None), ("text", 1), ("text", "lone \ud800 surrogate"),
    ("created", "yesterday"), ("created", "2026-11-24T10:00:00"), ("created", None),
    ("updated", "2026-13-01T10:00:00+01:00"),
    ("day", "2026-11-31"), ("day", "20261124"), ("day", "2026-W48-2"), ("day", 5),
    ("week", "2026-48"), ("week", "2025-W53"), ("week", "２０２６-W４８"), ("week", None),
    ("rev", 0), ("rev", True), ("rev", 1.5), ("rev", "1"),
    ("revisions", {}), ("revisions", None), ("revisions", ["words"]),
    ("revisions", [{"text": "a", "updated": "2026-11-24T10:00:00+01:00"}]),
    ("revisions", [{"text": "a", "updated": "then", "rev": 1}]),
    ("revisions", [{"text": None, "updated": "2026-11-24T10:00:00+01:00", "rev": 1}]),
    ("deleted", 0), ("deleted", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_field_is_named_and_its_value_is_not(
    record: dict[str, object], name: str, value: object
) -> None:
    record["text"] = "secret words"
    with pytest.raises(RecordError) as refused:
        ANSWERS.checked(record | {name: value})
    assert refused.value.message == f"An answer's field “{name}” is not what it should be."


@pytest.mark.parametrize("value", [None, [], "words", 3])
def test_what_is_no_object_is_no_answer(value: object) -> None:
    with pytest.raises(RecordError):
        ANSWERS.checked(value)


def test_day_and_week_are_taken_as_they_were_given(record: dict[str, object]) -> None:
    answer = ANSWERS.checked(record | {"day": "2026-11-24", "week": "2020-W01"})
    assert (answer.day, answer.week) == ("2026-11-24", "2020-W01")


def test_an_id_begins_with_its_moment_and_is_never_the_same_twice() -> None:
    now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    ids = {new_id(now) for _ in range(100)}
    assert len(ids) == 100
    assert all(len(i) == 32 and int(i[:12], 16) == now.timestamp() * 1000 for i in ids)
    assert max(ids) < new_id(now + timedelta(milliseconds=1))


def test_a_moment_is_kept_with_its_offset() -> None:
    now = datetime(2026, 11, 24, 10, 0, 0, 123456, timezone(timedelta(hours=1)))
    assert timestamp(now) == "2026-11-24T10:00:00.123+01:00"
