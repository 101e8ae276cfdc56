"""A journal of schema 1 is read, copied as it was, and written in schema 2."""

import json
import shutil
import zlib
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from tinydb import TinyDB

from coach.domain.migration import migrate_draft, migrate_record
from coach.domain.model import Answer, CameBack, Line, PlanFrom, Promise, Start
from coach.domain.records import TYPES, record_type
from coach.errors import SaveError
from coach.practice import Practice
from coach.practice.drafting import form_values
from coach.store.image import decode
from coach.store.journal import Journal
from coach.store.salvage import rescue

FIXTURE = Path(__file__).parents[1] / "fixtures" / "schema-1"


@pytest.fixture
def old(practice: Practice) -> bytes:
    """The journal of schema 1, in the test's home; gives its bytes."""
    practice.places.data.mkdir()
    shutil.copy(FIXTURE / "schema-1.json", practice.places.journal)
    return practice.places.journal.read_bytes()


@pytest.fixture
def found(practice: Practice, old: bytes) -> dict[str, Any]:
    """Everything in it by the first ten digits of its id."""
    return {item.id[:10]: item for item in practice.journal.everything() if item.id[:9] != "0" * 9}


def test_everything_is_there(practice: Practice, old: bytes) -> None:
    journal = practice.journal
    assert journal.problem() is None
    assert journal.storage.image.condition == "whole"
    answers, promises = journal.answers(), journal.promises()
    kinds = [answer.kind for answer in answers]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "answer": 9, "changed": 1, "deeper": 2, "note": 2,
    }  # fmt: skip
    statuses = [promise.status for promise in promises]
    assert {status: statuses.count(status) for status in statuses} == {
        "kept": 3, "let-go": 1, "not-this-time": 1, "open": 2, "partly": 1,
    }  # fmt: skip
    assert [len(journal.items(kind)) for kind in TYPES.values()] == [14, 8, 4, 5, 1]
    assert [sum(item.deleted for item in items) for items in (answers, promises)] == [2, 1]
    assert [sum(item.deleted for item in i) for i in (journal.pauses(), journal.lines())] == [1, 1]
    for written in (answers, promises, journal.lines()):
        assert not any(item.erased for item in written)


def test_every_word_and_moment_of_the_old_file_is_in_the_new_records(
    practice: Practice, old: bytes
) -> None:
    """Compared with the old file itself: what changed its name, and nothing else."""
    named = {
        "act": "action", "if_obstacle": "fallback", "said": "reviewed", "they": "response",
        "not-yet": "not-this-time", "learnt": "learned", "sittings": "sessions",
        "my-line": "where-free-ends", "whom-i-serve": "who-i-serve",
    }  # fmt: skip

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {named.get(name, name): renamed(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [renamed(inner) for inner in value]
        return named.get(value, value) if isinstance(value, str) else value

    new = {item.id: item for item in practice.journal.everything()}
    document = json.loads(old)
    for table in ("answers", "acts", "pauses", "entries", "choices"):
        for record in document[table].values():
            before, after = renamed(record), new[record["id"]]
            now = record_type(after).record(after)
            gone = {"entries": {"kind"}, "choices": {"deleted"}}.get(table, set())
            assert before.keys() - now.keys() == gone
            revisions = before.pop("revisions")
            assert {n: v for n, v in before.items() if n not in gone} == {
                n: now[n] for n in before if n not in gone
            }
            for was, version in zip(revisions, now["revisions"], strict=True):
                assert was == {name: version[name] for name in was}


def test_notable_answers(found: dict[str, Any]) -> None:
    edited = cast(Answer, found["01a07d470f"])
    assert edited.text.endswith("read one invoice. #price #free")
    assert edited.updated == "2026-10-02T07:10:00.777+02:00"
    assert (edited.rev, edited.evidence) == (3, None)
    assert [dict(revision) for revision in edited.revisions] == [
        {
            "text": "Ten minutes on the phone for @Bill. #price", "evidence": None,
            "day": "2026-09-07", "week": "2026-W37",
            "updated": "2026-09-07T20:10:04.037+01:00", "rev": 1,
        },
        {
            "text": "Ten minutes on the phone, such as for @bill. #price", "evidence": None,
            "day": "2026-09-07", "week": "2026-W37",
            "updated": "2026-09-12T21:05:00.333+01:00", "rev": 2,
        },
    ]  # fmt: skip
    assert found["01a08f633b"].text == (
        "After 15 minutes.\n\n> \"just one more thing\"\n\n\tThen I say: 'that's a job'."
    )
    back = cast(Answer, found["01a0a639ca"])
    assert (back.deleted, back.rev, back.revisions) == (False, 3, ())
    night = cast(Answer, found["01a1093798"])
    assert (night.kind, night.day, night.week) == ("note", date(2026, 10, 4), "2026-W40")
    deleted, belonging = cast(Answer, found["01a1c6a27f"]), cast(Answer, found["01a1c6a453"])
    assert (deleted.deleted, belonging.deleted, belonging.of) == (True, False, deleted.id)


def test_notable_promises(found: dict[str, Any]) -> None:
    kept = cast(Promise, found["01a07d4b93"])
    assert (kept.status, kept.reviewed, kept.minutes) == ("kept", date(2026, 9, 11), 25)
    assert kept.action == "check his invoice before I quote"
    assert kept.response == "“I’ll tell @ana about you.”"
    first = date(2026, 9, 11)
    told = [CameBack(first, "thanks"), CameBack(first, "shared"), CameBack(first, "learned")]
    assert [*kept.came_back] == [*told, CameBack(date(2026, 10, 9), "paid")]
    assert [back["what"] for back in kept.revisions[1]["came_back"]] == [
        "thanks", "shared", "learned",
    ]  # fmt: skip
    assert (kept.expected, kept.revisions[0]["expected"]) == (None, None)

    partly = cast(Promise, found["01a0a63e5e"])
    assert (partly.status, partly.fallback, partly.minutes) == ("partly", None, 0)
    assert partly.response == "Shrugged,\nthen asked for the other."
    before = partly.revisions[1]
    assert (before["fallback"], before["minutes"]) == ("send the names by mail", 3)
    assert (before["response"], before["reviewed"]) == ("Shrugged.", "2026-09-22")

    not_kept, again = cast(Promise, found["01a0ca4da2"]), cast(Promise, found["01a0eeac8c"])
    assert not_kept.status == not_kept.revisions[1]["status"] == "not-this-time"
    assert (not_kept.track, not_kept.prompt, not_kept.of) == (None, None, None)
    assert (again.again_of, again.did) == (not_kept.id, "Asked.\nListened: mostly.")

    merged = cast(Promise, found["01a121a0fc"])
    assert (merged.status, merged.moved, merged.track) == ("kept", 1, "value")
    assert [version["status"] for version in merged.revisions] == ["open", "open", "not-this-time"]
    assert [version["rev"] for version in merged.revisions] == [1, 2, 3]

    let_go, no_cue = cast(Promise, found["01a17e8975"]), cast(Promise, found["01a1c6a628"])
    assert (let_go.status, let_go.moved, let_go.did, let_go.came_back) == ("let-go", 2, None, ())
    assert (no_cue.cue, no_cue.status, no_cue.deleted) == ("", "open", True)
    still_open = cast(Promise, found["01a20ccc38"])
    assert (still_open.status, still_open.due) == ("open", date(2026, 11, 26))
    assert (still_open.obstacle, still_open.fallback) == ("he’s short of time", "write him a line")


def test_pauses_plan_and_lines(practice: Practice, found: dict[str, Any]) -> None:
    pauses = [(p.week, p.reason, p.deleted) for p in practice.journal.pauses()]
    assert pauses == [
        ("2026-W43", "Flu; @ana stood in", False),
        ("2026-W45", "Trade fair,\nŽalec", False),
        ("2026-W47", "Trade fair,\nŽalec", True),
        ("2026-W43", None, False),
    ]
    choices = practice.journal.choices()
    assert choices
    assert choices.plan == (
        PlanFrom("2026-W37", ("tue", "fri"), 2),
        PlanFrom("2026-W45", (), 3),
    )
    assert (choices.start, choices.course, choices.rev) == (Start("2026-W37", 1), True, 5)
    assert (choices.partners, choices.on_the_day) == ((), False)
    assert [version["course"] for version in choices.revisions] == [True, True, True, False]
    assert choices.revisions[2]["plan"][1] == {"week": "2026-W45", "days": [], "sessions": 3}
    edited, renamed = cast(Line, found["01a08f6510"]), cast(Line, found["01a1219f27"])
    assert (edited.page, edited.text) == (
        "where-free-ends",
        "Fifteen minutes are free; then it is a job.",
    )
    assert edited.revisions[0]["text"] == "Fifteen minutes are free."
    assert renamed.page == "who-i-serve"


def test_reading_leaves_the_old_file_and_makes_no_copy(practice: Practice, old: bytes) -> None:
    assert practice.journal.everything()
    assert practice.course.next()
    assert practice.places.journal.read_bytes() == old
    assert not practice.places.backups.exists()


def test_the_first_save_copies_the_old_file_and_writes_schema_2(
    practice: Practice, old: bytes
) -> None:
    before = practice.journal.everything()
    note = practice.entries.note("in the new words")
    data = practice.places.journal.read_bytes()
    written = decode(data)
    assert written
    assert (written.schema, written.generation) == (2, 58)
    assert b"if_obstacle" not in data
    assert written.items() == Journal(practice.places.journal).everything()
    assert [item for item in written.items() if item != note] == before
    (copy,) = practice.places.backups.glob("*-before-migration.json")
    assert copy.read_bytes() == old
    assert (practice.places.backups / "coach-2026-11-24.json").read_bytes() == old
    practice.entries.note("once more")
    assert len([*practice.places.backups.glob("*-before-migration.json")]) == 1
    with TinyDB(practice.places.journal) as plain:
        assert len(plain.table("promises")) == 8
        assert len(plain.table("answers")) == 16


def test_without_a_copy_of_the_old_file_nothing_is_migrated(practice: Practice, old: bytes) -> None:
    practice.places.backups.write_text("a file where the folder should be")
    with pytest.raises(SaveError, match="old journal") as refused:
        practice.entries.note("precious")
    assert practice.places.journal.read_bytes() == old
    assert [draft.text for draft in practice.drafts.all()] == ["precious"]
    assert "draft" in refused.value.hint


def test_the_old_checksum_is_held_to(practice: Practice, old: bytes) -> None:
    head, body = old.split(b"\n", 1)
    assert f"{zlib.crc32(body):08x}".encode() in head
    assert decode(old)
    for place in range(len(head) + 1, len(old), 13):
        flipped = bytearray(old)
        flipped[place] ^= 1
        assert decode(bytes(flipped)) is None


def test_an_old_journal_edited_by_hand_is_accepted_and_migrated(
    practice: Practice, old: bytes
) -> None:
    edited = old.replace(b"Hugo calls", b"Hugo rings")
    practice.places.journal.write_bytes(edited)
    assert practice.journal.problem()
    assert practice.journal.storage.image.condition == "edited"
    assert [p.cue for p in practice.journal.promises()][-1] == "Hugo rings"
    with pytest.raises(SaveError, match="read-only"):
        practice.entries.note("three")
    copy = practice.journal.accept()
    assert copy
    assert copy.read_bytes() == edited
    assert practice.journal.problem() is None
    assert len(practice.journal.everything()) == 32


@pytest.mark.parametrize("record", [b"[]", b"{", b"7", b'{"act": 1, "status": "done"}'])
def test_an_old_record_that_is_none_is_named_and_all_else_is_read(
    practice: Practice, old: bytes, record: bytes
) -> None:
    body = old.split(b"\n", 1)[1].replace(b'"acts":{\n', b'"acts":{\n"1":%s,\n' % record, 1)
    head = b'{"_meta":{"1":{"schema":1,"gen":7,"crc32":"%08x"}},\n' % zlib.crc32(body)
    practice.places.journal.write_bytes(head + body)
    assert practice.journal.problem()
    assert len(rescue(head + body).items()) == 32
    with pytest.raises(SaveError):
        practice.entries.note("three")


def test_of_a_damaged_old_journal_all_that_is_whole_is_read(old: bytes) -> None:
    at = old.index(b"Ten minutes on the phone, such as")
    rescued = rescue(old[:at] + b'"' + old[at + 1 :])
    assert (rescued.condition, rescued.lost) == ("damaged", 1)
    assert len(rescued.items()) == 31
    assert len(rescued.table("promises").records) == 8


def test_an_old_backup_is_migrated_when_it_comes_back(practice: Practice, old: bytes) -> None:
    name = practice.work.backups.copy_to(practice.places.journal, practice.places.backups).stem
    before = practice.journal.everything()
    practice.entries.note("afterward")
    practice.journal.restore(practice.work.backups.find(name).image)
    assert practice.journal.everything() == before


def test_unknown_fields_stay_and_what_is_no_record_is_left_for_the_check_to_name() -> None:
    table, record = migrate_record("acts", {"act": "a", "status": "open", "mood": "good"})
    assert (table, record["action"], record["mood"]) == ("promises", "a", "good")
    for broken in ({"revisions": 7, "came_back": 7}, {"revisions": [7], "plan": [7]}):
        for name in ("answers", "acts", "pauses", "entries", "choices"):
            assert migrate_record(name, broken)[1]["revisions"] == broken["revisions"]


@pytest.fixture
def drafts(practice: Practice) -> dict[str, str]:
    """The drafts that the old version left, by their keys."""
    shutil.copytree(FIXTURE / "drafts", practice.places.drafts)
    return {draft.key: draft.text for draft in practice.drafts.all()}


def test_the_drafts_of_the_old_version_are_found_under_the_new_keys_and_fields(
    practice: Practice, drafts: dict[str, str]
) -> None:
    review, edit = (
        "review-01a20ccc3892beff26912e2224b4b961",
        "edit-01a0a63e5e778d1db038e70175ab58d3",
    )
    assert {*drafts} == {
        "answer-give-free.for-free", "note", "promise", review, edit,
        "line-01a0a639ca724afe3fc749c4ff1bf855",
    }  # fmt: skip
    assert drafts["answer-give-free.for-free"] == "Half an hour for @bill,\nand a second line "
    assert form_values(drafts["promise"]) == {
        "cue": "Ana writes", "action": "answer: within a day", "obstacle": "a full inbox",
        "fallback": "answer from the tram",
    }  # fmt: skip
    assert form_values(drafts[review]) == {
        "outcome": "kept", "did": "Asked him.\nOn the phone", "response": "It: floats",
        "back": "thanks learned", "minutes": "15",
    }  # fmt: skip
    assert form_values(drafts[edit])["response"] == "Shrugged,\nthen asked: who is the other?"
    with_window = practice.drafts.open("promise")
    assert with_window.read() == drafts["promise"]
    with_window.close()


def test_words_that_only_look_like_an_old_form_stay_as_they_are() -> None:
    for key, text in (
        ("edit-1", "they: laughed\nand left"),
        ("note", "cue: Ana writes\nact: answer"),
        ("answer-page.they", "act: now"),
    ):
        assert migrate_draft(key, text) == (key, text)
    new = ("review-1", "outcome: kept\nresponse: “they: all”\n    they: said\nback: other\n")
    assert migrate_draft(*new) == new
