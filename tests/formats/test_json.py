"""Our own JSON: everything, exactly."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.history import in_order
from coach.domain.model import Answer
from coach.domain.records import ANSWERS
from coach.errors import CoachError
from coach.formats import json as exports
from tests.strange import changed_json, few, strange

Answered = Callable[..., Answer]


@pytest.fixture
def answers(answered: Answered) -> list[Answer]:
    return [
        answered("value.price", "2026-11-24", text="Sechzig. „Ja“ 🙂\n\n\ttab"),
        answered(None, "2026-11-02", deleted=True),
        answered("value.gone", "2026-11-20", kind="deeper", of="a" * 32),
    ]


def document(given: list[Answer], /, **changes: object) -> bytes:
    made = json.loads(exports.dumps(given, "1.2.3")) | changes
    return json.dumps(made).encode()


def test_an_export_has_exactly_its_shape(answers: list[Answer]) -> None:
    assert json.loads(exports.dumps(answers, "1.2.3")) == {
        "coach": {"schema": 2, "version": "1.2.3", "masked": False},
        "answers": [ANSWERS.record(answer) for answer in in_order(answers)],
        "promises": [],
        "pauses": [],
        "lines": [],
        "choices": {},
    }


def test_an_export_reads_back_as_it_was_deleted_answers_too(answers: list[Answer]) -> None:
    assert exports.loads(exports.dumps(answers, "1").encode()) == (in_order(answers), [])


def test_an_export_can_be_read_by_a_person(answers: list[Answer]) -> None:
    text = exports.dumps(answers, "1")
    assert "Sechzig. „Ja“ 🙂" in text
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'"words"',
        b"{}",
        b'{"coach": {}}',
        b"# Markdown",
        b'{"coach": [], "answers": []}',
        b'{"coach": {"schema": 1}, "answers": {}}',
        b"[" * 99999,
    ],
    ids=range(12),
)
def test_what_is_no_export_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(CoachError) as refused:
        exports.loads(data)
    assert refused.value.exit_code == 1
    assert "coach export --format json" in refused.value.hint


def test_a_masked_export_is_refused(answers: list[Answer]) -> None:
    masked = {"schema": 2, "version": "1", "masked": True}
    with pytest.raises(CoachError, match="masked"):
        exports.loads(document(answers, coach=masked))


def test_an_export_of_a_newer_coach_is_refused(answers: list[Answer]) -> None:
    newer = {"schema": 3, "version": "9", "masked": False}
    with pytest.raises(CoachError, match="newer coach"):
        exports.loads(document(answers, coach=newer))


def test_every_broken_record_is_named_by_its_number(answers: list[Answer]) -> None:
    records: list = [ANSWERS.record(answer) for answer in answers]
    records[0]["text"] = None
    del records[2]["day"]
    records += [5, records[1]]
    items, refused = exports.loads(document(answers, answers=records, promises=0, pauses="x"))
    assert [item.id for item in items] == [records[1]["id"]]
    assert refused == [
        "Answer 1 of the file: An answer's field “text” is not what it should be.",
        "Answer 3 of the file: An answer has no field “day”.",
        "Answer 4 of the file: An answer is not an object.",
        "Answer 5 of the file: Its id is there twice.",
        "The file's promises are not a list.",
        "The file's pauses are not a list.",
    ]


@pytest.mark.parametrize("field", ANSWERS.fields)
@pytest.mark.parametrize("wrong", [5, 1.5, [], {}, True, "\ud800", float("nan"), None], ids=repr)
def test_a_value_of_another_type_is_refused_or_saved_as_it_is(
    answers: list[Answer], field: str, wrong: object
) -> None:
    record = ANSWERS.record(answers[0]) | {field: wrong}
    items, refused = exports.loads(document(answers, answers=[record]))
    if not refused:
        (item,) = items
        assert ANSWERS.record(item) == record  # type: ignore[arg-type]


def test_fields_of_nobody_are_left_out_of_records_and_their_history(
    answers: list[Answer],
) -> None:
    deep: list = []
    for _ in range(900):
        deep = [deep]
    record = ANSWERS.record(ANSWERS.changed(answers[0], answers[0].updated, text="Now."))
    known = json.dumps(record)
    record |= {"mood": deep, "revisions": [record["revisions"][0] | {"mood": deep}]}
    items, refused = exports.loads(document(answers, answers=[record], moods=deep))
    assert refused == []
    assert [ANSWERS.record(item) for item in items] == [json.loads(known)]  # type: ignore[arg-type]


@few()
@given(data=st.data())
def test_an_export_of_any_bytes_is_read_whole_or_refused(
    answers: list[Answer], data: st.DataObject
) -> None:
    whole = document(answers)
    given = data.draw(strange(whole) | changed_json(whole))
    try:
        items, _ = exports.loads(given)
    except CoachError as refused:
        assert refused.message
    else:
        assert exports.loads(exports.dumps(items, "1").encode()) == (items, [])
