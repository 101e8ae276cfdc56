"""Sixteen weeks of promises through the installed command, by a moved clock."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from subprocess import CompletedProcess

import pytest

NOT_KEPT = 13
STRENGTH = {4: 100, 8: 100, 12: 100, 13: 82, 14: 85, 15: 88, 16: 90}


@pytest.fixture
def promise(finished: Callable[..., CompletedProcess[str]]) -> Callable[..., str]:
    """Runs `coach promise` at a moment, which says on stderr what it did; gives its stdout."""

    def command(*args: str, at: datetime) -> str:
        result = finished("promise", *args, at=at)
        assert result.stderr
        return result.stdout.strip()

    return command


@pytest.mark.faults
def test_one_promise_a_week_grows_and_one_not_kept_is_a_dent(
    promise: Callable[..., str], run: Callable[..., str]
) -> None:
    monday = datetime(2026, 9, 7, 9)
    strength = {}
    for week in range(1, 17):
        made = promise("add", "--if", f"it is week {week}", "--then", "give first", at=monday)
        today = json.loads(run("today", "--json", at=monday))
        (still,) = today["open_promises"]
        assert (still["id"], still["due"]) == (made, f"{monday + timedelta(days=1):%F}")
        friday = monday + timedelta(days=4, hours=9)
        promise("not-this-time" if week == NOT_KEPT else "kept", "--did", "what I did", at=friday)
        monday += timedelta(weeks=1)
        progress = json.loads(run("progress", "--json", at=monday))
        strength[week] = progress["strength"]
    assert [strength[week] for week in (1, 2, 3)] == [None] * 3
    assert {week: strength[week] for week in STRENGTH} == STRENGTH
    assert progress["promises"] == {"reviewed": 11, "kept": 10, "partly": 0, "weeks": 12}
    promises = json.loads(run("promise", "--json", at=monday))
    assert [promise["status"] for promise in promises] == ["kept"] * 12 + ["not-this-time"] + [
        "kept"
    ] * 3
