"""Twelve weeks through the installed command, by a moved clock."""

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta

import pytest

TRACKS = [
    "give-free", "give-free", "partial-help", "circle", "filter", "filter",
    "value", "value", "serve", "boundaries", "reciprocity", "look-back",
]  # fmt: skip
MISSED = 5
"""In this week of the course nothing is answered at first."""


def test_the_course_goes_week_by_week_and_waits_over_a_missed_one(
    run: Callable[..., str],
) -> None:
    if not shutil.which("faketime"):
        pytest.skip("faketime is not installed")
    monday = date(2026, 11, 2)
    weeks = []
    for number, track in enumerate(TRACKS, 1):
        at = f"{monday} 09:00:00"
        today = json.loads(run("today", "--json", at=at))
        course = today["course"]
        assert (course["week"], course["of"], course["track"]) == (number, 12, track)
        assert course["focus"] in today["why"]
        assert today["prompt"]["id"].startswith(f"{track}.")
        assert today["due"]
        if number == MISSED:
            monday += timedelta(weeks=1)
            at = f"{monday} 09:00:00"
            assert json.loads(run("today", "--json", at=at))["course"]["week"] == number
        run("answer", f"In week {number}.", at=at)
        weeks.append(f"{monday:%G-W%V}")
        monday += timedelta(weeks=1)
    at = f"{monday} 09:00:00"
    assert json.loads(run("today", "--json", at=at))["course"]["week"] == 1
    progress = json.loads(run("progress", "--json", at=at))
    counted = {week["week"]: week["sessions"] for week in progress["weeks"]}
    assert [week for week, sessions in counted.items() if sessions] == weeks
    assert sum(week["answers"] for week in progress["weeks"]) == 12
    assert sum(track["answers"] for track in progress["tracks"]) == 12
    assert progress["week"] == progress["weeks"][-1]["week"] == f"{monday:%G-W%V}"
    assert "2026-W53" in counted
