"""Progress as text: every line fits, and every number can be read without colour."""

import pytest

from coach.charts import PAUSED, SHADES, coverage_bars, heat_strip, legend, strength_line
from coach.domain.weeks import Coverage, Week

WEEKS = [Week(f"2026-W{n:02d}", sittings=n % 3) for n in range(37, 49)]
TRACKS = [
    ("Give value first, and free", [0, 1, 2, 3, 4, 9, 0, 0, 0, 0, 0, 1]),
    ("Look back", [0] * 12),
]


def test_a_week_is_a_shade_by_its_answers() -> None:
    line = heat_strip(TRACKS, WEEKS, 80)[0]
    assert line.split("  ")[1:] == [*SHADES, "█", "·", "·", "·", "·", "·", "░"]


def test_the_last_lines_count_sittings_and_name_the_weeks() -> None:
    sittings, weeks = heat_strip(TRACKS, WEEKS, 80)[-2:]
    assert sittings.split() == ["sittings", *[str(n % 3 or "·") for n in range(37, 49)]]
    assert weeks.split() == ["week", *map(str, range(37, 49))]


@pytest.mark.parametrize("width", [80, 60, 50, 40])
def test_the_newest_weeks_that_fit_are_shown(width: int) -> None:
    lines = heat_strip(TRACKS, WEEKS, width)
    assert max(map(len, lines)) <= width
    assert lines[-1].endswith("48")
    assert all(len(line) == len(lines[0]) for line in lines)


@pytest.mark.parametrize("width", [80, 50, 40])
def test_a_bar_is_full_only_when_every_question_is_answered(width: int) -> None:
    tracks = [
        (name, Coverage("t", 9, covered, covered, None))
        for name, covered in (("none", 0), ("one", 1), ("most", 8), ("all", 9))
    ]
    lines = coverage_bars(tracks, width)
    assert max(map(len, lines)) <= width
    assert ["█" in line for line in lines] == [False, True, True, True]
    assert lines[0].endswith(" 0 of  9")
    assert "·" not in lines[3]
    assert "·" in lines[2]


def test_a_paused_week_is_a_dash_whatever_was_done_in_it_and_the_dash_is_explained() -> None:
    weeks = [Week("2026-W47", sittings=2, paused=True), Week("2026-W48", paused=True)]
    assert heat_strip(TRACKS, [*WEEKS[-2:], *weeks], 80)[-2].split()[-2:] == [PAUSED, PAUSED]
    assert PAUSED in legend(weeks)
    assert PAUSED not in legend(WEEKS)


def test_before_there_is_a_number_there_are_dots() -> None:
    assert strength_line(None) == "····"
    assert strength_line(0) == "0 of 100"
