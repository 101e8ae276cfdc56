"""Everything a journal holds as plain JSON values, and back with every field checked."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.model import (
    Answer,
    Choices,
    Item,
    Line,
    Pause,
    PlanFrom,
    Promise,
    Start,
    new_id,
    timestamp,
)
from coach.domain.records import (
    ANSWERS,
    CHOICES,
    LINES,
    PAUSES,
    PROMISES,
    TYPES,
    RecordError,
    RecordType,
    record_type,
)
from tests.builders import back

Answered = Callable[..., Answer]
Build = Callable[..., Any]

MOMENT = "2026-11-25T10:00:00.000+01:00"


@pytest.fixture
def items(
    answered: Answered, promised: Build, paused: Build, lined: Build, chosen: Build
) -> dict[str, Item]:
    """One of each kind, changed once."""
    came = (*back("2026-11-24", "thanks"), *back("2026-12-24", "paid"))
    promise: Promise = promised("2026-11-17", "kept", "2026-11-24", came_back=came, minutes=15)
    plan = (PlanFrom("2026-W48", ("tue", "fri"), 2), PlanFrom("2026-W50", (), 3))
    choices: Choices = chosen(*plan, start=Start("2026-W48", 5), course=False)
    line: Line = lined("my-value", "2026-11-24")
    pause: Pause = paused("2026-W47")
    return {
        "answers": ANSWERS.changed(
            answered("value.price", "2026-11-24"), MOMENT, text="New.", day=date(2026, 11, 23)
        ),
        "promises": PROMISES.changed(promise, MOMENT, did="I rang @bill", expected="nothing"),
        "pauses": PAUSES.changed(pause, MOMENT, reason="ill"),
        "lines": LINES.changed(line, MOMENT, text="Better."),
        "choices": CHOICES.changed(choices, MOMENT, start=None, course=True, partners=("bill",)),
    }


NEVER_CHANGES = {
    "answers": {
        "id", "kind", "prompt", "track", "ask", "of", "created", "revisions", "deleted", "erased",
    },
    "promises": {
        "id", "track", "prompt", "of", "again_of", "promised", "created", "revisions", "deleted",
        "erased",
    },
    "pauses": {"id", "week", "created", "revisions", "deleted"},
    "lines": {"id", "page", "of", "day", "created", "revisions", "deleted", "erased"},
    "choices": {"id", "created", "revisions"},
}  # fmt: skip
"""What a revision need not hold: it never changes, or is told beside the revisions."""

KINDS = [*TYPES.values()]
EVERY_FIELD = [(kind, field.name) for kind in KINDS for field in fields(kind.model)]
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)


@each_kind
def test_an_item_comes_back_from_json_as_it_was(
    items: dict[str, Item], kind: RecordType[Any]
) -> None:
    item = items[kind.table]
    assert record_type(item) is kind
    record = kind.record(item)
    assert list(record) == [field.name for field in fields(kind.model)]
    read = json.loads(json.dumps(record))
    assert read == record
    assert kind.checked(read) == kind.of(read) == item


@each_kind
def test_what_it_said_before_a_change_stays_readable(
    items: dict[str, Item], kind: RecordType[Any]
) -> None:
    item = items[kind.table]
    (before,) = item.revisions
    assert (item.rev, item.updated, before["rev"]) == (2, MOMENT, 1)
    assert {field.name for field in fields(kind.model)} - before.keys() == NEVER_CHANGES[kind.table]
    json.dumps(before)


def test_a_revision_says_the_very_values_that_were_replaced(items: dict[str, Item]) -> None:
    before = {table: item.revisions[0] for table, item in items.items()}
    assert (before["promises"]["did"], before["pauses"]["reason"]) == (None, None)
    assert before["promises"]["came_back"][0] == {"day": "2026-11-24", "what": "thanks"}
    assert (before["answers"]["text"], before["answers"]["day"]) == ("Some words.", "2026-11-24")
    assert before["lines"]["text"] == "My line."
    assert before["choices"]["start"] == {"week": "2026-W48", "number": 5}
    assert before["choices"]["plan"][0]["days"] == ["tue", "fri"]


def test_a_change_keeps_all_earlier_revisions(items: dict[str, Item]) -> None:
    answer = items["answers"]
    assert isinstance(answer, Answer)
    again = ANSWERS.changed(answer, MOMENT, text="Newest.")
    assert [version["text"] for version in again.revisions] == ["Some words.", "New."]
    assert again.rev == 3


@settings(max_examples=50)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"])),
    kind=st.sampled_from(["answer", "deeper", "changed", "note"]),
    deleted=st.booleans(),
    rev=st.integers(1, 9),
)
def test_an_answer_comes_back_from_its_record_as_it_was(
    answered: Answered, text: str, kind: str, deleted: bool, rev: int
) -> None:
    answer = answered("value.price", "2026-11-24", text=text, kind=kind, deleted=deleted, rev=rev)
    record = json.loads(json.dumps(ANSWERS.record(ANSWERS.changed(answer, MOMENT, text=text))))
    assert ANSWERS.record(ANSWERS.checked(record)) == record
    assert ANSWERS.of(record) == ANSWERS.checked(record)


def test_what_many_records_say_is_held_once(items: dict[str, Item]) -> None:
    item = next(item for item in items.values() if isinstance(item, Answer))
    one, other = (ANSWERS.taken(json.loads(json.dumps(ANSWERS.record(item)))) for _ in range(2))
    assert one.text is not other.text
    for name in ("kind", "prompt", "track", "ask", "week"):
        assert getattr(one, name) is getattr(other, name), name


@each_kind
def test_fields_of_a_later_version_are_passed_over(
    items: dict[str, Item], kind: RecordType[Any]
) -> None:
    record = kind.record(items[kind.table])
    assert kind.record(kind.checked(record | {"mood": "good"})) == record


@pytest.mark.parametrize(
    ("kind", "name"), EVERY_FIELD, ids=[f"{kind.table}-{name}" for kind, name in EVERY_FIELD]
)
def test_a_missing_field_is_named(items: dict[str, Item], kind: RecordType[Any], name: str) -> None:
    record = kind.record(items[kind.table])
    del record[name]
    with pytest.raises(RecordError, match=f"no field “{name}”"):
        kind.checked(record)


VERSION = {
    "text": "a", "evidence": None, "day": "2026-11-24", "week": "2026-W48", "updated": MOMENT,
    "rev": 1,
}  # fmt: skip

WRONG: list[tuple[RecordType[Any], str, object]] = [
    (ANSWERS, "id", "zz"), (ANSWERS, "id", "A" * 32), (ANSWERS, "id", "a" * 31),
    (ANSWERS, "id", 12), (ANSWERS, "id", None),
    (ANSWERS, "kind", "poem"), (ANSWERS, "kind", None), (ANSWERS, "kind", ["answer"]),
    (ANSWERS, "prompt", 1), (ANSWERS, "track", []), (ANSWERS, "ask", True),
    (ANSWERS, "of", "short"), (ANSWERS, "of", 3),
    (ANSWERS, "text", None), (ANSWERS, "text", 1), (ANSWERS, "text", "lone \ud800 surrogate"),
    (ANSWERS, "evidence", "hearsay"), (ANSWERS, "evidence", 1),
    (ANSWERS, "created", "yesterday"), (ANSWERS, "created", "2026-11-24T10:00:00"),
    (ANSWERS, "created", None), (ANSWERS, "updated", "2026-13-01T10:00:00+01:00"),
    (ANSWERS, "day", "2026-11-31"), (ANSWERS, "day", "20261124"), (ANSWERS, "day", "2026-W48-2"),
    (ANSWERS, "day", 5), (ANSWERS, "day", None),
    (ANSWERS, "week", "2026-48"), (ANSWERS, "week", "2025-W53"), (ANSWERS, "week", None),
    (ANSWERS, "week", "２０２６-W４８"), (ANSWERS, "week", "9999-W52"),
    (ANSWERS, "rev", 0), (ANSWERS, "rev", True), (ANSWERS, "rev", 1.5), (ANSWERS, "rev", "1"),
    (ANSWERS, "revisions", {}), (ANSWERS, "revisions", None), (ANSWERS, "revisions", ["words"]),
    (ANSWERS, "revisions", [{"text": "a", "updated": MOMENT}]),
    (ANSWERS, "revisions", [VERSION | {"updated": "then"}]),
    (ANSWERS, "revisions", [VERSION | {"text": None}]),
    (ANSWERS, "revisions", [VERSION | {"day": "then"}]),
    (ANSWERS, "deleted", 0), (ANSWERS, "deleted", None), (ANSWERS, "erased", None),
    (PROMISES, "cue", None), (PROMISES, "action", 1), (PROMISES, "obstacle", 3),
    (PROMISES, "fallback", []), (PROMISES, "of", "short"), (PROMISES, "again_of", 1),
    (PROMISES, "promised", "2026-W48"), (PROMISES, "due", None), (PROMISES, "due", "2026-02-30"),
    (PROMISES, "moved", -1), (PROMISES, "moved", True),
    (PROMISES, "status", "done"), (PROMISES, "status", None), (PROMISES, "status", "not-yet"),
    (PROMISES, "reviewed", "yesterday"), (PROMISES, "expected", "gold"),
    (PROMISES, "came_back", None), (PROMISES, "came_back", ["thanks"]),
    (PROMISES, "came_back", [{"day": "2026-11-24", "what": "gold"}]),
    (PROMISES, "came_back", [{"day": "2026-11-24"}]),
    (PROMISES, "came_back", [{"day": "2026-11-24", "what": "paid", "more": 1}]),
    (PROMISES, "minutes", -1), (PROMISES, "minutes", 1.5), (PROMISES, "minutes", 10**9),
    (PROMISES, "revisions", [{"cue": "a"}]),
    (PAUSES, "week", "2026-48"), (PAUSES, "week", "2025-W53"), (PAUSES, "week", None),
    (PAUSES, "reason", 3), (PAUSES, "deleted", None), (PAUSES, "revisions", [{"reason": 1}]),
    (LINES, "page", "my-page"), (LINES, "page", None), (LINES, "text", None), (LINES, "of", 1),
    (CHOICES, "plan", {}), (CHOICES, "plan", [{"week": "2026-W48", "days": ["tue"]}]),
    (CHOICES, "plan", [{"week": "2026-W48", "days": ["someday"], "sessions": 2}]),
    (CHOICES, "plan", [{"week": "2026-W48", "days": [], "sessions": 8}]),
    (CHOICES, "plan", [{"week": "2026-W48", "days": [], "sessions": True}]),
    (CHOICES, "start", {"week": "2026-W48"}), (CHOICES, "start", {"week": "W48", "number": 1}),
    (CHOICES, "start", {"week": "2026-W48", "number": 0}), (CHOICES, "course", 1),
    (CHOICES, "partners", "bill"), (CHOICES, "partners", [1]), (CHOICES, "on_the_day", None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "value"), WRONG)
def test_a_wrong_field_is_named_and_its_value_is_not(
    items: dict[str, Item], kind: RecordType[Any], name: str, value: object
) -> None:
    with pytest.raises(RecordError) as refused:
        kind.checked(kind.record(items[kind.table]) | {name: value})
    assert refused.value.message == f"{kind.called}'s field “{name}” is not what it should be."


@pytest.mark.parametrize("value", [None, [], "words", 3])
def test_what_is_no_object_is_no_record(value: object) -> None:
    with pytest.raises(RecordError):
        ANSWERS.checked(value)


def test_day_and_week_are_taken_as_they_were_given(items: dict[str, Item]) -> None:
    record = ANSWERS.record(items["answers"])  # type: ignore[arg-type]
    answer = ANSWERS.checked(record | {"day": "2026-11-24", "week": "2020-W01"})
    assert (answer.day, answer.week) == (date(2026, 11, 24), "2020-W01")


def test_an_id_begins_with_its_moment_and_is_never_the_same_twice() -> None:
    now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    ids = {new_id(now) for _ in range(100)}
    assert len(ids) == 100
    assert all(len(i) == 32 and int(i[:12], 16) == now.timestamp() * 1000 for i in ids)
    assert max(ids) < new_id(now + timedelta(milliseconds=1))


def test_a_moment_is_saved_with_its_offset() -> None:
    now = datetime(2026, 11, 24, 10, 0, 0, 123456, timezone(timedelta(hours=1)))
    assert timestamp(now) == "2026-11-24T10:00:00.123+01:00"
