"""`coach progress`: the weeks, the promises, and how far each track is covered."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from functools import partial

from rich.console import Console

from coach.charts import coverage_bars, heat_strip, legend, strength_line
from coach.commands.output import add_json, count, fold, print_json
from coach.commands.reading import reading
from coach.practice import Practice, Progress

EXAMPLES = """\
examples:
  coach progress
  coach progress --weeks 4 --json
"""

WIDE = 60
"""Columns from which on tracks are shown by their titles."""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--weeks", type=partial(count, most=5200), metavar="N", help="the last N weeks"
    )
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the progress."""
    with reading() as practice:
        progress = practice.progress(args.weeks)
        if args.json:
            print_json(_as_json(progress))
        else:
            _draw(progress, practice)
    return 0


def _as_json(progress: Progress) -> dict[str, object]:
    return {
        "week": progress.week,
        "strength": progress.strength.value,
        "reason": progress.strength.reason,
        "promises": {
            "said": progress.said,
            "kept": progress.kept,
            "partly": progress.partly,
            "weeks": progress.weeks_counted,
        },
        "practised": {"weeks": progress.practised, "of": progress.unpaused},
        "given": {
            "times": progress.given.times,
            "minutes": progress.given.minutes,
            "came_back": progress.given.came_back,
        },
        "weeks": [
            {
                "week": week.week,
                "sittings": week.sittings,
                "answers": week.answers,
                "said": week.said,
                "kept": week.kept,
                "paused": week.paused,
            }
            for week in progress.weeks
        ],
        "tracks": [
            {
                "track": track.track,
                "prompts": track.prompts,
                "covered": track.covered,
                "answers": track.answers,
                "last": track.last,
            }
            for track in progress.tracks
        ],
    }


def _draw(progress: Progress, practice: Practice) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    wide = console.width >= WIDE
    titles = {t.id: t.title if wide else t.id for t in practice.library.tracks}

    def lines(heading: str, text: list[str]) -> None:
        console.print(heading, style="bold")
        console.print("\n".join(line for line in text if line), no_wrap=True, crop=False)
        console.print()

    value = strength_line(progress.strength.value)
    lines("Practice strength", [fold(f"{value}  {progress.strength.reason}")])
    lines("Promises and weeks", [*map(fold, _counts(progress))])
    if progress.given.times:
        given = progress.given
        lines("Given", [fold(given.in_words()), fold(f"Came back: {given.back_in_words()}.")])
    heat = [(titles[track], counts) for track, counts in progress.heat.items()]
    strip = heat_strip(heat, progress.weeks, console.width)
    lines("Answers by week", [*strip, fold(legend(progress.weeks))])
    covered = [(titles[track.track], track) for track in progress.tracks]
    lines("Questions answered", coverage_bars(covered, console.width))


def _counts(progress: Progress) -> Iterator[str]:
    if progress.said:
        partly = f", {progress.partly} partly" if progress.partly else ""
        weeks = _weeks(progress.weeks_counted)
        yield f"{progress.kept} of {progress.said} promises kept{partly}, in {weeks}."
    else:
        yield "No promises to count yet."
    if progress.practised:
        yield f"Practised in {progress.practised} of {_weeks(progress.unpaused)}."


def _weeks(count: int) -> str:
    return f"{count} week{'' if count == 1 else 's'}"
