"""Sixteen weeks of promises through the installed command, by a moved clock."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.end_to_end.terminal import COACH

NOT_KEPT = 13
STRENGTH = {4: 50, 8: 75, 12: 88, 13: 82, 14: 84, 15: 87, 16: 89}


@pytest.fixture
def promise(home: object) -> Callable[..., str]:
    """Runs `coach promise` at a moment, which says on stderr what it did; gives its stdout."""
    if not shutil.which("faketime"):
        pytest.skip("faketime is not installed")

    def command(*args: str, at: str) -> str:
        result = subprocess.run(
            ["faketime", "-f", at, str(COACH), "promise", *args],
            capture_output=True,
            text=True,
            check=True,
        )
        assert result.stderr
        return result.stdout.strip()

    return command


@pytest.mark.faults
def test_one_promise_a_week_grows_and_one_not_kept_is_a_dent(
    promise: Callable[..., str], run: Callable[..., str]
) -> None:
    monday = date(2026, 9, 7)
    strength = {}
    for week in range(1, 17):
        at = f"{monday} 09:00:00"
        made = promise("add", "--if", f"it is week {week}", "--then", "give first", at=at)
        today = json.loads(run("today", "--json", at=at))
        (still,) = today["open_promises"]
        assert (still["id"], still["due"]) == (made, f"{monday + timedelta(days=1)}")
        friday = f"{monday + timedelta(days=4)} 18:00:00"
        promise("not-this-time" if week == NOT_KEPT else "kept", "--did", "what I did", at=friday)
        monday += timedelta(weeks=1)
        progress = json.loads(run("progress", "--json", at=f"{monday} 09:00:00"))
        strength[week] = progress["strength"]
    assert [strength[week] for week in (1, 2, 3)] == [None] * 3
    assert {week: strength[week] for week in STRENGTH} == STRENGTH
    assert progress["promises"] == {"reviewed": 11, "kept": 10, "partly": 0, "weeks": 12}
    promises = json.loads(run("promise", "--json", at=f"{monday} 09:00:00"))
    assert [promise["status"] for promise in promises] == ["kept"] * 12 + ["not-this-time"] + [
        "kept"
    ] * 3
