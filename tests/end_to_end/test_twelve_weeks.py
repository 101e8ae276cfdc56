"""Twelve weeks through the installed command, by a moved clock."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

TRACKS = [
    "give-free", "give-free", "partial-help", "circle", "filter", "filter",
    "value", "value", "serve", "boundaries", "reciprocity", "look-back",
]  # fmt: skip
MISSED = 5
"""In this week of the course nothing is answered at first."""


@pytest.mark.faults
def test_the_course_goes_week_by_week_and_waits_over_a_missed_one(
    run: Callable[..., str],
) -> None:
    monday = datetime(2026, 11, 2, 9)
    weeks = []
    for number, track in enumerate(TRACKS, 1):
        today = json.loads(run("today", "--json", at=monday))
        course = today["course"]
        assert (course["week"], course["of"], course["track"]) == (number, 12, track)
        assert course["focus"] in today["why"]
        asked = "value.my-value" if track == "look-back" else f"{track}."  # it comes again there
        assert today["prompt"]["id"].startswith(asked)
        assert today["due"]
        if number == MISSED:
            monday += timedelta(weeks=1)
            assert json.loads(run("today", "--json", at=monday))["course"]["week"] == number
        run("answer", f"In week {number}.", at=monday)
        weeks.append(f"{monday:%G-W%V}")
        monday += timedelta(weeks=1)
    assert json.loads(run("today", "--json", at=monday))["course"]["week"] == 1
    progress = json.loads(run("progress", "--json", at=monday))
    counted = {week["week"]: week["sessions"] for week in progress["weeks"]}
    assert [week for week, sessions in counted.items() if sessions] == weeks
    assert sum(week["answers"] for week in progress["weeks"]) == 12
    assert sum(track["answers"] for track in progress["tracks"]) == 12
    assert progress["week"] == progress["weeks"][-1]["week"] == f"{monday:%G-W%V}"
    assert "2026-W53" in counted
