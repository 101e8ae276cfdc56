"""Twelve weeks through the installed command, by a moved clock."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from subprocess import CompletedProcess

import pytest

from coach.domain.compare import CHANGED
from coach.packs.library import load

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


@pytest.mark.faults
def test_two_sessions_a_week_meet_what_the_table_names_and_the_essays_questions_twice(
    run: Callable[..., str], finished: Callable[..., CompletedProcess[str]]
) -> None:
    tuesday = datetime(2026, 9, 8, 9)
    finished("plan", "--days", "tue,fri", at=tuesday)
    met: dict[str, int] = {}
    again: dict[str, tuple[int, int, str]] = {}
    for number, row in enumerate(load().course, 1):
        asked = []
        for day in (tuesday, tuesday + timedelta(days=3)):
            today = json.loads(run("today", "--json", at=day))
            assert today["course"]["week"] == number
            prompt = today["prompt"]["id"]
            asked.append(prompt)
            out = run("session", stdin=f"What I say in week {number}.\n\n", at=day)
            if prompt not in met:
                met[prompt] = number
                continue
            then, now = (f"What I say in week *{n}.*" for n in (met[prompt], number))
            assert out.index(then) < out.index(now)
            again[prompt] = met[prompt], number, next(each for each in CHANGED if each in out)
        assert asked == [*row.first[:2]]
        tuesday += timedelta(weeks=1)
    assert again == {
        "give-free.for-free": (1, 6, CHANGED[0]),
        "partial-help.cannot-fully": (3, 8, CHANGED[1]),
        "value.my-value": (7, 12, CHANGED[2]),
        "filter.filter-out": (6, 12, CHANGED[3]),
    }
    assert json.loads(run("today", "--json", at=tuesday))["course"]["week"] == 1
    assert "Twelve weeks are behind you." in run("session", stdin="", at=tuesday)
