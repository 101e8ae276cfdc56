"""`coach progress`: the weeks, the promises, and what was covered."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from functools import partial
from itertools import dropwhile

from rich.console import Console

from coach.commands.output import add_json, count, fold, print_json, reading
from coach.domain.dates import week_name
from coach.domain.text import counted, shown
from coach.domain.weeks import Week
from coach.practice import Practice
from coach.practice.charts import coverage_bars, heat_strip, legend, strength_line
from coach.practice.progress import Report

EXAMPLES = """\
examples:
  coach progress
  coach progress --weeks 4 --json
"""

_WIDE = 60
"""Columns from which on tracks are shown by their titles."""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    weeks = partial(count, most=5200)
    parser.add_argument("--weeks", type=weeks, metavar="N", help="the last N weeks")
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the progress."""
    with reading() as practice:
        report = practice.progress.report(args.weeks)
        if args.json:
            print_json(_record(report))
        elif practice.config.plain:
            print("\n".join(map(fold, _sentences(report, practice))))
        else:
            _draw(report, practice)
    return 0


def _record(report: Report) -> dict[str, object]:
    given = report.given
    return {
        "week": report.week,
        "strength": report.strength.value,
        "reason": report.strength.reason,
        "promises": {
            "reviewed": report.reviewed,
            "kept": report.kept,
            "partly": report.partly,
            "weeks": report.weeks_counted,
        },
        "practiced": {"weeks": report.practiced, "of": report.unpaused},
        "given": {
            "times": given.times,
            "minutes": given.minutes,
            "expected": given.expected,
            "came_back": given.came_back,
        },
        "weeks": [
            {
                "week": week.week,
                "sessions": week.sessions,
                "answers": week.answers,
                "reviewed": week.reviewed,
                "kept": week.kept,
                "paused": week.paused,
            }
            for week in report.weeks
        ],
        "tracks": [
            {
                "track": track.track,
                "prompts": track.prompts,
                "covered": track.covered,
                "answers": track.answers,
                "last": track.last and track.last.isoformat(),
            }
            for track in report.tracks
        ],
    }


def _draw(report: Report, practice: Practice) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    wide = console.width >= _WIDE
    titles = {t.id: t.title if wide else t.id for t in practice.library.tracks}

    def part(heading: str, *lines: str) -> None:
        console.print(heading, style="bold")
        console.print(shown("\n".join(lines)), no_wrap=True, crop=False)
        console.print()

    value = strength_line(report.strength.value)
    part("Promises and weeks", *map(fold, report.facts()))
    part("Practice strength", fold(f"{value}  {report.strength.reason}"))
    if report.given.times:
        part("What you gave", fold(str(report.given)))
    heat = [(titles[track], counts) for track, counts in report.heat.items()]
    strip = heat_strip(heat, report.weeks, console.width)
    part("Answers by week", *strip, fold(legend(report.weeks)))
    covered = [(titles[track.track], track) for track in report.tracks]
    part("Questions answered", *coverage_bars(covered, console.width))


def _sentences(report: Report, practice: Practice) -> Iterator[str]:
    """Yield the same as sentences, for a screen reader."""
    strength = report.strength
    value = "no number yet" if strength.value is None else strength_line(strength.value)
    yield from report.facts()
    yield f"Practice strength: {value}. {strength.reason}"
    if report.given.times:
        yield str(report.given)
    today = practice.day()
    weeks = [*dropwhile(lambda week: not week.practiced, report.weeks)]
    if not weeks:
        yield "No sessions yet."
    for week in weeks:
        yield f"{week_name(week.week, today)}: {_happened(week)}."
    for track in report.tracks:
        answered = f"{track.covered} of {counted(track.prompts, 'question')} answered"
        yield f"{practice.library.title(track.track)}: {answered}."


def _happened(week: Week) -> str:
    if week.paused and not week.practiced:
        return "time off"
    if not week.practiced:
        return "no sessions"
    return f"{counted(week.sessions, 'session')}, {counted(week.answers, 'answer')}"
