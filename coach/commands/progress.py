"""`coach progress`: the weeks, and how far each track is covered."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from rich.console import Console
from rich.table import Table

from coach.commands.output import add_json, print_json
from coach.practice import Practice, Progress

EXAMPLES = """\
examples:
  coach progress
  coach progress --weeks 4 --json
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--weeks", type=_count, metavar="N", help="the last N weeks")
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the progress."""
    practice = Practice.here()
    progress = practice.progress(args.weeks)
    if args.json:
        print_json(_as_json(progress))
    else:
        _draw(progress, practice, args.weeks or 12)
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


def _draw(progress: Progress, practice: Practice, weeks: int) -> None:
    console = Console(highlight=False)
    value = progress.strength.value
    strength = "····" if value is None else str(value)
    console.print(f"Practice strength  [b]{strength}[/b]\n{progress.strength.reason}\n")

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Week")
    table.add_column("Sittings")
    table.add_column("Answers", justify="right")
    for week in progress.weeks[-weeks:]:
        table.add_row(week.week, "■" * week.sittings or "·", str(week.answers))
    console.print(table)
    console.print()

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Track")
    table.add_column("Covered", justify="right")
    table.add_column("Last")
    titles = practice.library.track_by_id
    for track in progress.tracks:
        covered = f"{track.covered} of {track.prompts}"
        table.add_row(titles[track.track].title, covered, track.last or "·")
    console.print(table)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 5200:
        raise ArgumentTypeError(f"“{text}” is not a number of weeks")
    return int(text)
