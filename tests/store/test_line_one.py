"""Line 1 and right checksums: nothing crashes, and all that can be read is offered."""

import json
import re
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.practice import Practice
from tests.conftest import Result
from tests.store.crash import MARK

Coach = Callable[..., Result]


def signed(data: bytes) -> bytes:
    """The bytes with the checksum that is right for them."""
    head = MARK.match(data)
    assert head
    right = b"%08x" % zlib.crc32(head[1] + data[head.end(2) :])
    return head[1] + right + data[head.end(2) :]


def schema_3(data: bytes) -> bytes:
    return data.replace(b'"schema":2', b'"schema":3')


def schema_1(data: bytes) -> bytes:
    return data.replace(b'"schema":2', b'"schema":1')


def schema_x(data: bytes) -> bytes:
    return data.replace(b'"schema":2', b'"schema":x')


def generation(data: bytes) -> bytes:
    return data.replace(b'"gen":', b'"gen":9')


def checksum(data: bytes) -> bytes:
    return re.sub(rb'"crc32":"........"', b'"crc32":"00000000"', data)


def no_text(data: bytes) -> bytes:
    return signed(data.replace(b'"text":"two"', b'"text":5'))


def no_field(data: bytes) -> bytes:
    return signed(data.replace(b'"kind":"note",', b"", 1))


def no_record(data: bytes) -> bytes:
    return signed(re.sub(rb'(":)\{[^\n]*"two"[^\n]*\}', rb"\1[]", data))


def no_json(data: bytes) -> bytes:
    return signed(data.replace(b'"text":"two"', b'"text":two'))


def no_table(data: bytes) -> bytes:
    return signed(data.replace(b'"pauses":{\n},\n', b""))


def twice_a_table(data: bytes) -> bytes:
    return signed(data.replace(b'"pauses":{\n},\n', b'"pauses":{\n},\n' * 2))


def another_table(data: bytes) -> bytes:
    return signed(data.replace(b'"pauses"', b'"pawses"'))


def twice_a_line(data: bytes) -> bytes:
    line = next(line for line in data.split(b"\n") if b'"two"' in line)
    return signed(data.replace(b'"answers":{\n', b'"answers":{\n' + line.rstrip(b",") + b",\n"))


def one_id_in_two_tables(data: bytes) -> bytes:
    answer, promise = re.findall(rb'"id":"([0-9a-f]{32})"', data)[0::2][:2]
    data = data.replace(promise, answer)
    return signed(data.replace(str(int(promise, 16)).encode(), str(int(answer, 16)).encode()))


def wrong_key(data: bytes) -> bytes:
    return signed(re.sub(rb'"\d+":(\{[^\n]*"two")', rb'"12":\1', data))


HIT: dict[Callable[[bytes], bytes], set[str]] = {
    schema_3: {"one", "two"}, schema_1: {"one", "two"}, schema_x: {"one", "two"},
    generation: {"one", "two"}, checksum: {"one", "two"}, no_text: {"one"}, no_field: {"two"},
    no_record: {"one"}, no_json: {"one"}, no_table: {"one", "two"},
    twice_a_table: {"one", "two"}, another_table: {"one", "two"}, twice_a_line: {"one", "two"},
    one_id_in_two_tables: {"one", "two"}, wrong_key: {"one", "two"},
}  # fmt: skip


@pytest.mark.parametrize("remembered", [True, False])
@pytest.mark.parametrize("hit", HIT)
def test_it_is_named_read_only_and_everything_readable_is_offered(
    coach: Coach, practice: Practice, hit: Callable[[bytes], bytes], remembered: bool
) -> None:
    for text in ("one", "two"):
        practice.entries.note(text)
    promise = practice.promises.make("Bill calls", "ask him")
    path = practice.places.journal
    after = hit(path.read_bytes())
    assert after != path.read_bytes()
    path.write_bytes(after)
    if not remembered:
        shutil.rmtree(practice.places.backups)
        shutil.rmtree(practice.places.state)
    assert coach("note", "refused").code == 1
    assert path.read_bytes() == after
    for args in (
        ["history"],
        ["today"],
        ["progress"],
        ["promise"],
        ["export"],
        ["today", "--json"],
    ):
        result = coach(*args)
        assert "Something went wrong" not in result.err
    doctor = json.loads(coach("doctor", "--json").out)["checks"][0]
    assert not doctor["ok"]
    fix = doctor["fix"].split()
    assert fix[:2] in (["coach", "restore"], ["coach", "doctor"])
    coach(*fix[1:], "--yes")
    fresh = Practice(practice.places)
    texts = {answer.text for answer in fresh.journal.answers()}
    assert ({"one", "two"} if remembered else HIT[hit]) <= texts
    assert [p.words for p in fresh.promises.all()][:1] == [promise.words]
    assert coach("note", "goes on").code == 0
    assert json.loads(coach("doctor", "--json").out)["checks"][0]["ok"]


@pytest.mark.parametrize("hit", HIT)
def test_a_backup_or_an_import_that_was_hit_crashes_nothing(
    coach: Coach, practice: Practice, hit: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    for text in ("one", "two"):
        practice.entries.note(text)
    practice.promises.make("Bill calls", "ask him")
    file = tmp_path / "theirs.json"
    file.write_bytes(hit(practice.places.journal.read_bytes()))
    shutil.copy(file, practice.places.backups / "coach-2026-11-20.json")
    calls = [
        ["doctor"],
        ["restore"],
        ["import", str(file)],
        ["restore", str(file), "--merge", "--yes"],
    ]
    for args in [*calls, ["restore", "coach-2026-11-20", "--yes"], ["backup"]]:
        result = coach(*args)
        assert "Something went wrong" not in result.err
        assert result.code in (0, 1)
    assert {"one", "two"} <= {answer.text for answer in Practice(practice.places).journal.answers()}
