"""Progress as text: every line fits, and every number can be read without color."""

import pytest
from rich.cells import cell_len

from coach.domain.weeks import Coverage, Week
from coach.practice.charts import PAUSED, SHADES, coverage_bars, heat_strip, legend, strength_line

WEEKS = [Week(f"2026-W{n:02d}", sessions=n % 3) for n in range(37, 49)]
TRACKS = [
    ("Give value first, and free", [0, 1, 2, 3, 4, 9, 0, 0, 0, 0, 0, 1]),
    ("ふりかえり", [0] * 12),
]


def test_a_week_is_a_shade_by_its_answers() -> None:
    line = heat_strip(TRACKS, WEEKS, 80)[0]
    assert line.split("  ")[1:] == [*SHADES, "█", "·", "·", "·", "·", "·", "░"]


def test_the_last_lines_count_sessions_and_name_the_weeks() -> None:
    sessions, months, weeks = heat_strip(TRACKS, WEEKS, 80)[-3:]
    assert sessions.split() == ["sessions", *[str(n % 3 or "·") for n in range(37, 49)]]
    mondays = [7, 14, 21, 28, 5, 12, 19, 26, 2, 9, 16, 23]
    assert weeks.split()[2:] == [*map(str, mondays)]
    columns = [months[n : n + 3].strip() for n in range(len(TRACKS[0][0]), len(months), 3)]
    assert columns == ["Sep", "", "", "", "Oct", "", "", "", "Nov", "", "", ""]


def test_two_months_side_by_side_are_not_run_together() -> None:
    months = heat_strip(TRACKS, WEEKS[3:], 80)[-2]  # September 28, October 5, …
    assert months.split() == ["Oct", "Nov"]


@pytest.mark.parametrize("width", [80, 60, 50, 40])
def test_the_newest_weeks_that_fit_are_shown(width: int) -> None:
    lines = heat_strip(TRACKS, WEEKS, width)
    assert {cell_len(line) for line in lines if line.strip()} == {max(map(cell_len, lines))}
    assert max(map(cell_len, lines)) <= width
    assert lines[-1].endswith("23")


@pytest.mark.parametrize("width", [80, 50, 40])
def test_a_bar_is_full_only_when_every_question_is_answered(width: int) -> None:
    tracks = [
        (name, Coverage("t", 9, covered, covered, None))
        for name, covered in (("none", 0), ("one", 1), ("most", 8), ("すべて", 9))
    ]
    lines = coverage_bars(tracks, width)
    assert len({cell_len(line) for line in lines}) == 1
    assert max(map(cell_len, lines)) <= width
    assert ["█" in line for line in lines] == [False, True, True, True]
    assert lines[0].endswith(" 0 of  9")
    assert "·" not in lines[3]
    assert "·" in lines[2]


def test_a_paused_week_is_a_dash_whatever_was_done_in_it_and_the_dash_is_explained() -> None:
    weeks = [Week("2026-W47", sessions=2, paused=True), Week("2026-W48", paused=True)]
    assert heat_strip(TRACKS, [*WEEKS[-2:], *weeks], 80)[-3].split()[-2:] == [PAUSED, PAUSED]
    assert PAUSED in legend(weeks)
    assert PAUSED not in legend(WEEKS)


def test_before_there_is_a_number_there_are_dots() -> None:
    assert strength_line(None) == "····"
    assert strength_line(0) == "0 of 100"
