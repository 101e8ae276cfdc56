"""Sixteen weeks of promises through the installed command, by a moved clock."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.e2e.terminal import COACH

NOT_KEPT = 13
STRENGTH = {4: 50, 8: 75, 12: 88, 13: 82, 14: 84, 15: 87, 16: 89}


@pytest.fixture
def act(home: object) -> Callable[..., str]:
    """Runs `coach act` at a moment, which says on stderr what it did; gives its stdout."""
    if not shutil.which("faketime"):
        pytest.skip("faketime is not installed")

    def command(*args: str, at: str) -> str:
        result = subprocess.run(
            ["faketime", "-f", at, str(COACH), "act", *args],
            capture_output=True,
            text=True,
            check=True,
        )
        assert result.stderr
        return result.stdout.strip()

    return command


def test_one_promise_a_week_grows_and_one_not_kept_is_a_dent(
    act: Callable[..., str], run: Callable[..., str]
) -> None:
    monday = date(2026, 9, 7)
    strength = {}
    for week in range(1, 17):
        at = f"{monday} 09:00:00"
        made = act("add", "--if", f"it is week {week}", "--then", "give first", at=at)
        today = json.loads(run("today", "--json", at=at))
        assert today["open_act"]["id"] == made
        assert today["open_act"]["due"] == f"{monday + timedelta(days=1)}"
        friday = f"{monday + timedelta(days=4)} 18:00:00"
        act("not-yet" if week == NOT_KEPT else "kept", "--did", "what I did", at=friday)
        monday += timedelta(weeks=1)
        progress = json.loads(run("progress", "--json", at=f"{monday} 09:00:00"))
        strength[week] = progress["strength"]
    assert [strength[week] for week in (1, 2, 3)] == [None] * 3
    assert {week: strength[week] for week in STRENGTH} == STRENGTH
    assert progress["promises"] == {"said": 11, "kept": 10, "partly": 0, "weeks": 12}
    acts = json.loads(run("act", "--json", at=f"{monday} 09:00:00"))
    assert [act["status"] for act in acts] == ["kept"] * 12 + ["not-yet"] + ["kept"] * 3
