"""Acts, pauses and choices as plain records, and back with every field checked."""

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from coach.domain.model import Act, CameBack, Choices, Item, Pause, PlanFrom, Start
from coach.domain.records import ACTS, CHOICES, PAUSES, TYPES, RecordError, RecordType, record_type

MOMENT = "2026-11-25T10:00:00.000+01:00"


@pytest.fixture
def items(
    promised: Callable[..., Act], paused: Callable[..., Pause], chosen: Callable[..., Choices]
) -> dict[str, Item]:
    back = (CameBack("2026-11-24", "thanks"), CameBack("2026-12-24", "paid"))
    act = promised("2026-11-17", "kept", "2026-11-24", came_back=back, minutes=15)
    plan = (PlanFrom("2026-W48", ("tue", "fri"), 2), PlanFrom("2026-W50", (), 3))
    choices = chosen(*plan, start=Start("2026-W48", 5), course=False)
    return {
        "acts": ACTS.changed(act, MOMENT, did="I rang @bill"),
        "pauses": PAUSES.changed(paused("2026-W47"), MOMENT, reason="ill"),
        "choices": CHOICES.changed(choices, MOMENT, start=None, course=True),
    }


NEVER_CHANGES = {
    "acts": {
        "id", "track", "prompt", "of", "again_of", "promised", "created", "revisions", "deleted",
    },
    "pauses": {"id", "week", "created", "revisions", "deleted"},
    "choices": {"id", "created", "revisions", "deleted"},
}  # fmt: skip
"""What a revision need not hold: it never changes, or is told beside the revisions."""

KINDS = [ACTS, PAUSES, CHOICES]
EVERY_FIELD = [(kind, field.name) for kind in KINDS for field in fields(kind.model)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_an_item_comes_back_from_json_as_it_was(
    items: dict[str, Item], kind: RecordType[Any]
) -> None:
    item = items[kind.table]
    assert record_type(item) is kind is TYPES[kind.table]
    record = kind.record(item)
    assert list(record) == [field.name for field in fields(kind.model)]
    read = json.loads(json.dumps(record))
    assert read == record
    assert kind.checked(read) == kind.of(read) == item


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_what_it_said_before_a_change_stays_readable(
    items: dict[str, Item], kind: RecordType[Any]
) -> None:
    item = items[kind.table]
    (before,) = item.revisions
    assert (item.rev, item.updated, before["rev"]) == (2, MOMENT, 1)
    assert {field.name for field in fields(kind.model)} - before.keys() == NEVER_CHANGES[kind.table]


def test_a_revision_says_the_very_values_that_were_replaced(items: dict[str, Item]) -> None:
    assert (items["acts"].revisions[0]["did"], items["pauses"].revisions[0]["reason"]) == (
        None,
    ) * 2
    assert items["choices"].revisions[0]["start"] == {"week": "2026-W48", "number": 5}
    assert items["choices"].revisions[0]["plan"][0]["days"] == ["tue", "fri"]


@pytest.mark.parametrize(
    ("kind", "name"), EVERY_FIELD, ids=[f"{kind.table}-{name}" for kind, name in EVERY_FIELD]
)
def test_a_missing_field_is_named(items: dict[str, Item], kind: RecordType[Any], name: str) -> None:
    record = kind.record(items[kind.table])
    del record[name]
    with pytest.raises(RecordError, match=f"no field “{name}”"):
        kind.checked(record)


WRONG: list[tuple[RecordType[Any], str, object]] = [
    (ACTS, "cue", None), (ACTS, "act", 1), (ACTS, "obstacle", 3), (ACTS, "if_obstacle", []),
    (ACTS, "of", "short"), (ACTS, "again_of", 1), (ACTS, "promised", "2026-W48"),
    (ACTS, "due", None), (ACTS, "due", "2026-02-30"), (ACTS, "moved", -1), (ACTS, "moved", True),
    (ACTS, "status", "done"), (ACTS, "status", None), (ACTS, "said", "yesterday"),
    (ACTS, "came_back", None), (ACTS, "came_back", ["thanks"]),
    (ACTS, "came_back", [{"day": "2026-11-24", "what": "gold"}]),
    (ACTS, "came_back", [{"day": "2026-11-24"}]),
    (ACTS, "came_back", [{"day": "2026-11-24", "what": "paid", "more": 1}]),
    (ACTS, "minutes", -1), (ACTS, "minutes", 1.5), (ACTS, "minutes", 10**9),
    (ACTS, "revisions", [{"cue": "a"}]),
    (PAUSES, "week", "2026-48"), (PAUSES, "week", "2025-W53"), (PAUSES, "week", None),
    (PAUSES, "reason", 3), (PAUSES, "deleted", None), (PAUSES, "revisions", [{"reason": 1}]),
    (CHOICES, "plan", {}), (CHOICES, "plan", [{"week": "2026-W48", "days": ["tue"]}]),
    (CHOICES, "plan", [{"week": "2026-W48", "days": ["someday"], "sittings": 2}]),
    (CHOICES, "plan", [{"week": "2026-W48", "days": [], "sittings": 8}]),
    (CHOICES, "plan", [{"week": "2026-W48", "days": [], "sittings": True}]),
    (CHOICES, "start", {"week": "2026-W48"}), (CHOICES, "start", {"week": "W48", "number": 1}),
    (CHOICES, "start", {"week": "2026-W48", "number": 0}), (CHOICES, "course", 1),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "value"), WRONG)
def test_a_wrong_field_is_named_and_its_value_is_not(
    items: dict[str, Item], kind: RecordType[Any], name: str, value: object
) -> None:
    with pytest.raises(RecordError) as refused:
        kind.checked(kind.record(items[kind.table]) | {name: value})
    assert refused.value.message == f"{kind.called}'s field “{name}” is not what it should be."


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_fields_of_a_later_version_are_passed_over(
    items: dict[str, Item], kind: RecordType[Any]
) -> None:
    record = kind.record(items[kind.table])
    assert kind.record(kind.checked(record | {"mood": "good"})) == record
