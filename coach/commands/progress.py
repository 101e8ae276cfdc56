"""`coach progress`: the weeks, the promises, and what was covered."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from itertools import dropwhile

from rich.console import Console
from rich.text import Text

from coach.commands.output import add_json, count, fold, print_json, reading
from coach.commands.streams import paged
from coach.domain.dates import week_name
from coach.domain.report import Report
from coach.domain.text import WIDEST, counted, shown
from coach.domain.weeks import Place, Week
from coach.practice.cards import CARDS, WELCOME, met_in_words

EXAMPLES = """\
examples:
  coach progress
  coach progress --weeks 4 --json
"""

STYLES = {
    "strong": "bold", "quiet": "dim", "mark": "yellow", "past": "dim", "good": "green",
}  # fmt: skip
_OF_PROMISES = ("reviewed", "kept", "partly")
_OF_GIVEN = ("times", "minutes", "expected", "came_back")
_OF_A_WEEK = ("week", "sessions", "answers", "reviewed", "kept", "paused")
PLACES: dict[Place, str] = {"done": "done", "now": "now", "ahead": "to come", "": ""}


def configure(parser: ArgumentParser) -> None:
    weeks = partial(count, most=5200)
    parser.add_argument("--weeks", type=weeks, metavar="N", help="the last N weeks")
    add_json(parser)


def run(args: Namespace) -> int:
    with reading() as practice:
        report = practice.progress.report(args.weeks)
        if args.json:
            print_json(_record(report))
            return 0
        with paged():
            if practice.config.plain:
                print("\n".join(map(fold, _sentences(report, practice.day()))))
            else:
                _draw(report)
    return 0


def _record(report: Report) -> dict[str, object]:
    return {
        "week": report.week,
        "strength": report.strength.value,
        "reason": report.strength.reason,
        "promises": {**_fields(report, _OF_PROMISES), "weeks": report.weeks_counted},
        "practiced": {"weeks": report.practiced, "of": report.unpaused},
        "given": _fields(report.given, _OF_GIVEN),
        "weeks": [_fields(week, _OF_A_WEEK) for week in report.weeks],
        "tracks": [
            {**asdict(track), "last": track.last and track.last.isoformat()}
            for track in report.tracks
        ],
    }


def _fields(of: object, names: Sequence[str]) -> dict[str, object]:
    return {name: getattr(of, name) for name in names}


def _draw(report: Report) -> None:
    """Print the cards that say something, in color where there is any."""
    console = Console(highlight=False, markup=False, emoji=False)
    width = min(console.width, WIDEST)
    for card in CARDS:
        if not (lines := card.lines(report, width)):
            continue
        if card.title:
            console.print(card.title, style="bold")
        for line in lines:
            text = Text.assemble(*((shown(part), STYLES.get(look, "")) for part, look in line))
            text.rstrip()
            console.print(text, width=width)
        console.print()


def _sentences(report: Report, today: date) -> Iterator[str]:
    """Yield the same as sentences, for a screen reader."""
    if not report.begun:
        yield WELCOME
    else:
        yield from report.facts()
        value = report.strength.value
        number = "no number yet" if value is None else f"{value}, on a scale from 0 to 100"
        yield f"Practice strength: {number}. {report.strength.reason}"
    if report.given.times:
        yield str(report.given)
    for week in dropwhile(lambda week: not week.practiced, report.weeks):
        yield f"{week_name(week.week, today)}: {_happened(week)}."
    for theme in report.themes:
        place = PLACES[theme.place]
        said = ", ".join(part for part in (place, met_in_words(theme)) if part)
        yield f"Week {theme.number}, {theme.focus}{said and f': {said}'}."
    yield report.planned.place_in_words
    yield report.planned.plan_in_words


def _happened(week: Week) -> str:
    if week.paused and not week.practiced:
        return "time off"
    if not week.practiced:
        return "no sessions"
    counts = ((week.sessions, "session"), (week.answers, "answer"), (week.notes, "note"))
    return ", ".join(counted(count, name) for count, name in counts if count)
