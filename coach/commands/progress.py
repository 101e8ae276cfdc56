"""`coach progress`: the weeks, and how far each track is covered."""

from argparse import ArgumentParser, Namespace
from functools import partial

from rich.console import Console

from coach.charts import coverage_bars, heat_strip, strength_line
from coach.commands.output import add_json, count, print_json
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
    last = progress.weeks[-12:]
    return {
        "week": progress.week,
        "strength": progress.strength.value,
        "reason": progress.strength.reason,
        "promises": {
            "said": sum(week.said for week in last),
            "kept": sum(week.kept for week in last),
            "partly": sum(week.partly for week in last),
            "weeks": progress.weeks_counted,
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
        console.print("\n".join(text), no_wrap=True, crop=False)
        console.print()

    value = strength_line(progress.strength.value)
    lines("Practice strength", [f"{value}  {progress.strength.reason}"])
    heat = [(titles[track], counts) for track, counts in progress.heat.items()]
    lines("Answers by week", heat_strip(heat, progress.weeks, console.width))
    covered = [(titles[track.track], track) for track in progress.tracks]
    lines("Questions answered", coverage_bars(covered, console.width))
