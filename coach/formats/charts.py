"""Progress as pictures in a page: drawn as SVG, on a fixed scale, each with its words."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from coach.domain.dates import monday_of, short_day, week_name
from coach.domain.given import Given
from coach.domain.report import Report
from coach.domain.text import counted
from coach.domain.weeks import Week

WIDE, HIGH = 640, 190
"""What a curve measures, in the units of the picture."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 40, 12, 24
_BOX, _GAP, _A_ROW = 34, 6, 16
"""A week's box, the gap after it, and how many stand in a row."""
_BAR, _STEP, _NAMES = 14, 24, 150


def progress(report: Report) -> Iterator[str]:
    """Yield the section on progress: the facts first, then the pictures."""
    for fact in report.facts() if report.begun else ():
        yield f'<p class="fact">{escape(fact)}</p>'
    if len(report.curve) > 1:
        yield from _figure("Practice strength", report.strength.reason, _curve(report.curve))
    counts = (("kept", report.kept), ("partly", report.partly), ("let go", report.let_go))
    if outcomes := [(name, count) for name, count in counts if count]:
        said = "Promises you reviewed in the last twelve weeks."
        yield from _figure("Your promises", said, _bars(outcomes))
    given = report.given
    if given.times:
        yield from _figure("What you gave, what came back", given.summary, _pairs(given))
    if any(week.practiced for week in report.weeks):
        yield from _figure("Your weeks", _legend(report.weeks), _strip(report.weeks))


def _figure(title: str, said: str, drawn: str) -> tuple[str, ...]:
    caption = f"<figcaption>{escape(said)}</figcaption>"
    return "<figure>", f"<h3>{title}</h3>", drawn, caption, "</figure>"


def _svg(high: int, title: str, *parts: str) -> str:
    """Return a picture; who can't see it hears its title."""
    head = f'<svg viewBox="0 0 {WIDE} {high}" role="img" aria-label="{escape(title)}">'
    return "".join([head, *parts, "</svg>"])


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    attributes = f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{attributes}>{escape(text)}</text>'


def _rect(kind: str, x: int, y: int, wide: float, high: int, corner: int) -> str:
    size = f'width="{round(wide, 1):g}" height="{high}" rx="{corner}"'
    return f'<rect class="{kind}" x="{x}" y="{y}" {size}/>'


def _curve(points: Sequence[tuple[str, int]]) -> str:
    """Draw the strength from 0 to 100, a point a week that has one, its place by its date."""
    first, last = monday_of(points[0][0]), monday_of(points[-1][0])
    days = max((last - first).days, 1)

    def x(week: str) -> float:
        return _LEFT + (WIDE - _LEFT - _RIGHT) * (monday_of(week) - first).days / days

    def y(value: int) -> float:
        return _TOP + (HIGH - _TOP - _BOTTOM) * (100 - value) / 100

    grid = [
        f'<line class="grid" x1="{_LEFT}" x2="{WIDE - _RIGHT}" y1="{y(v):g}" y2="{y(v):g}"/>'
        + _text(_LEFT - 8, y(v) + 4, str(v), "quiet", "end")
        for v in (0, 50, 100)
    ]
    places = " ".join(f"{x(week):.1f},{y(value):.1f}" for week, value in points)
    area = f"{x(points[0][0]):.1f},{y(0):g} {places} {x(points[-1][0]):.1f},{y(0):g}"
    dots = [f'<circle cx="{x(week):.1f}" cy="{y(value):.1f}" r="3"/>' for week, value in points]
    value = points[-1][1]
    ends = [
        _text(_LEFT, HIGH - 6, short_day(first, date.min), "quiet"),
        _text(WIDE - _RIGHT, HIGH - 6, short_day(last, date.min), "quiet", "end"),
        _text(WIDE - _RIGHT + 10, y(value) + 5, str(value), "value"),
    ]
    drawn = [f'<polygon points="{area}"/>', f'<polyline points="{places}"/>', *dots, *ends]
    return _svg(HIGH, f"From {points[0][1]} to {value}, on a scale of 0 to 100", *grid, *drawn)


def _bars(rows: Sequence[tuple[str, int]]) -> str:
    most, drawn = max(number for _, number in rows), list[str]()
    for n, (name, number) in enumerate(rows):
        top, wide = n * _STEP, (WIDE - _NAMES - 60) * number / most
        drawn.append(_text(_NAMES - 12, top + 16, name, "", "end"))
        drawn.append(_rect("kept", _NAMES, top + 5, wide, _BAR, 3))
        drawn.append(_text(_NAMES + wide + 8, top + 16, str(number), "value"))
    told = ", ".join(f"{name} {number}" for name, number in rows)
    return _svg(len(rows) * _STEP, told, *drawn)


def _pairs(given: Given) -> str:
    """Draw for each thing how often it was expected, and how often it came."""
    most = max([*given.expected.values(), *given.came_back.values(), 1])
    drawn, top = [], 4
    for name, expected, came in given.rows:
        for number, kind in ((expected, "expected"), (came, "came")):
            wide = max((WIDE - _NAMES - 90) * number / most, 1.5)
            drawn.append(_rect(kind, _NAMES, top, wide, 9, 2))
            if number:
                drawn.append(_text(_NAMES + wide + 8, top + 9, str(number), "small"))
            top += 12
        drawn.append(_text(_NAMES - 12, top - 9, name, "", "end"))
        top += 10
    drawn += [
        _rect("expected", _NAMES, top + 4, 9, 9, 2),
        _text(_NAMES + 14, top + 13, "expected", "quiet"),
        _rect("came", _NAMES + 90, top + 4, 9, 9, 2),
        _text(_NAMES + 104, top + 13, "came back", "quiet"),
    ]
    told = "What was expected, and what came back"
    return _svg(top + 20, told, *drawn)


def _strip(weeks: Sequence[Week]) -> str:
    """Draw a box a week: full where it was practiced, with how often; a dash for time off."""
    begun = next(n for n, week in enumerate(weeks) if week.practiced)
    shown = weeks[begun:]
    drawn = []
    for number, week in enumerate(shown):
        left = (number % _A_ROW) * (_BOX + _GAP)
        top = (number // _A_ROW) * (_BOX + _GAP + 14)
        kind = "practiced" if week.practiced else "off" if week.paused else "free"
        name = week_name(week.week, date.min)
        what = _what(week)
        drawn.append(f"<g><title>{escape(f'{name}: {what}')}</title>")
        drawn.append(_rect(kind, left + 1, top + 1, _BOX - 2, _BOX - 2, 5))
        inside = str(week.sessions) if week.sessions else "✎" if week.practiced else ""
        sign = "–" if week.paused and not week.practiced else inside
        drawn.append(_text(left + _BOX / 2, top + _BOX / 2 + 5, sign, f"in-{kind}", "middle"))
        if number % _A_ROW == 0 or monday_of(week.week).day <= 7:
            monday = monday_of(week.week)
            drawn.append(_text(left + 1, top + _BOX + 13, f"{monday:%b}", "quiet small"))
        drawn.append("</g>")
    rows = (len(shown) - 1) // _A_ROW + 1
    told = f"{counted(sum(w.practiced for w in shown), 'week')} practiced of {len(shown)}"
    return _svg(rows * (_BOX + _GAP + 14), told, *drawn)


def _what(week: Week) -> str:
    if week.practiced:
        return counted(week.sessions, "session") if week.sessions else "a note"
    return "time off" if week.paused else "nothing written"


def _legend(weeks: Sequence[Week]) -> str:
    notes = any(week.practiced and not week.sessions for week in weeks)
    off = any(week.paused and not week.practiced for week in weeks)
    signs = " A pencil is a week of notes." * notes + " A dash is time off." * off
    return f"Each box is a week, with how many sessions you had in it.{signs}"
