"""Charts: every line fits, every number can be read without color, and no bar has an empty part."""

from collections.abc import Iterable

import pytest
from rich.cells import cell_len

from coach.domain.dates import weeks_between
from coach.domain.weeks import Week
from coach.practice.charts import PAUSED, SHADES, Line, bars, curve, heat_strip, legend, pairs

WEEKS = [Week(f"2026-W{n:02d}", sessions=n % 3) for n in range(37, 49)]
TRACKS = [
    ("Give value first, and free", [0, 1, 2, 3, 4, 9, 0, 0, 0, 0, 0, 1]),
    ("ふりかえり", [0, 1] + [0] * 10),
    ("A track with a long name, never answered", [0] * 12),
]
WIDTHS = [80, 53, 40, 33]


def drawn(lines: Iterable[Line]) -> list[str]:
    """The lines without their looks."""
    return ["".join(text for text, _ in line).rstrip() for line in lines]


# --- the curve ---


def points(*values: int) -> list[tuple[str, int]]:
    """Values of so many weeks, the last of them of November 16, 2026."""
    return [*zip(weeks_between("2025-W01", "2026-W47")[-len(values) :], values, strict=True)]


def test_the_curve_stands_on_a_fixed_scale_and_its_number_beside_it() -> None:
    assert drawn(curve(points(100, 50, 25, 75), 80)) == [
        "100 ┤███",
        "    │███         ▆▆▆  75 now",
        "    │███ ▄▄▄     ███",
        "    │███ ███ ▂▂▂ ███",
        "  0 ┤███ ███ ███ ███",
        "     Oct Nov",
    ]


@pytest.mark.parametrize("value", [1, 20, 50, 99, 100])
def test_a_steady_value_is_as_high_as_it_is(value: int) -> None:
    """Unlike on a scale that goes from the least to the most, where 100 draws as nothing."""
    rows = drawn(curve(points(*[value] * 8), 80))[:-1]
    full = sum(" ▁▂▃▄▅▆▇█".index(row[5:6] or " ") for row in rows)
    assert full == max(value * 40 // 100, 1)
    assert sum(row.endswith(f" {value} now") for row in rows) == 1


def test_nothing_kept_is_a_line_at_the_bottom_without_a_number() -> None:
    rows = drawn(curve(points(0, 0, 0, 0), 80, rows=4))
    assert rows[3] == "  0 ┤▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁"
    assert [row.strip() for row in rows[:3]] == ["100 ┤", "│", "│"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("weeks", [1, 4, 30, 60])
def test_a_curve_fits_and_shows_the_newest_weeks(width: int, weeks: int) -> None:
    rows = drawn(curve(points(*range(30, 30 + weeks)), width))
    assert max(map(len, rows)) <= width
    assert any(row.endswith(f" {29 + weeks} now") for row in rows)
    assert rows[-1].split()[-1] == "Nov"


# --- bars ---


def test_a_bar_is_two_cells_for_each_and_what_counts_nothing_has_none() -> None:
    assert drawn(
        bars([("kept", 3, "good"), ("partly", 0, "mark"), ("let go", 1, "quiet")], 80)
    ) == [
        "kept    ▇▇▇▇▇▇ 3",
        "let go  ▇▇ 1",
    ]
    assert bars([("kept", 0, "good")], 80) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_of_ten_years_fit_and_the_least_is_still_there(width: int) -> None:
    lines = drawn(bars([("kept", 1520, "good"), ("partly", 1, "mark")], width))
    assert max(map(len, lines)) <= width
    assert lines[0].endswith("▇ 1,520")
    assert lines[1] == "partly  ▇ 1"


EXPECTED_AND_CAME = [("nothing", 5, 2), ("thanks", 2, 0), ("paid work", 0, 1)]
HEADS = ("expected", "came back")


def test_what_was_expected_stands_beside_what_came_back() -> None:
    assert drawn(pairs(HEADS, EXPECTED_AND_CAME, 53)) == [
        "           expected              came back",
        "nothing    ▇▇▇▇▇▇▇▇▇▇ 5          ▇▇▇▇ 2",
        "thanks     ▇▇▇▇ 2",
        "paid work                        ▇▇ 1",
    ]


def test_where_it_is_narrow_they_stand_below_each_other_on_the_same_scale() -> None:
    assert drawn(pairs(HEADS, EXPECTED_AND_CAME, 30)) == [
        "expected",
        "nothing    ▇▇▇▇▇▇▇▇▇▇ 5",
        "thanks     ▇▇▇▇ 2",
        "came back",
        "nothing    ▇▇▇▇ 2",
        "paid work  ▇▇ 1",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_side_that_is_all_nothing_is_left_out(width: int) -> None:
    lines = drawn(pairs(HEADS, [("thanks", 0, 1), ("I learned something", 0, 900)], width))
    assert lines[0] == "came back"
    assert len(lines) == 3
    assert max(map(len, lines)) <= width


# --- the weeks ---


def test_a_week_is_a_shade_by_its_answers() -> None:
    line = drawn(heat_strip(TRACKS, WEEKS, 80))[0].removeprefix("Give value first, and free ")
    shades = [line[n : n + 3].strip() for n in range(0, len(line), 3)]
    assert shades == ["·", "░░", "▒▒", "▓▓", "██", "██", "·", "·", "·", "·", "·", "░░"]


def test_the_last_lines_count_sessions_and_name_the_weeks() -> None:
    sessions, months, weeks = drawn(heat_strip(TRACKS, WEEKS, 80))[-3:]
    assert sessions.split() == ["sessions", *[str(n % 3 or "·") for n in range(37, 49)]]
    mondays = [7, 14, 21, 28, 5, 12, 19, 26, 2, 9, 16, 23]
    assert weeks.split()[2:] == [*map(str, mondays)]
    named = {month: weeks[months.index(month) :].split()[0] for month in months.split()}
    assert named == {"Sep": "7", "Oct": "5", "Nov": "2"}


def test_two_months_side_by_side_are_not_run_together() -> None:
    months = drawn(heat_strip(TRACKS, WEEKS[3:], 80))[-2]  # September 28, October 5, …
    assert months.split() == ["Oct", "Nov"]


def test_a_track_without_an_answer_in_these_weeks_has_no_line() -> None:
    narrow = drawn(heat_strip(TRACKS, WEEKS, 53))
    assert [line.split()[0] for line in narrow] == [
        "Give",
        "sessions",
        *narrow[2].split()[:1],
        "week",
    ]
    assert len(drawn(heat_strip(TRACKS, WEEKS, 80))) == 5
    # Nor does its long name take columns from the others.
    assert len(drawn(heat_strip(TRACKS, WEEKS, 64))[2].split()) == 1 + len(WEEKS)


@pytest.mark.parametrize("width", [80, 60, 50, 40])
def test_the_newest_weeks_that_fit_are_shown(width: int) -> None:
    lines = drawn(heat_strip(TRACKS, WEEKS, width))
    assert max(map(cell_len, lines)) <= width
    assert lines[-1].rstrip().endswith("23")


def test_a_paused_week_is_a_dash_whatever_was_done_in_it_and_the_dash_is_explained() -> None:
    weeks = [Week("2026-W47", sessions=2, paused=True), Week("2026-W48", paused=True)]
    strip = drawn(heat_strip(TRACKS, [*WEEKS[-2:], *weeks], 80))
    assert strip[-3].split()[-2:] == [PAUSED, PAUSED]
    assert PAUSED in drawn([legend(weeks)])[0]
    assert PAUSED not in drawn([legend(WEEKS)])[0]
    assert all(shade in drawn([legend(WEEKS)])[0] for shade in SHADES[1:3])
