"""`coach today`: what is next and why."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import add_json, fold, name_problems, print_json
from coach.commands.reading import reading
from coach.domain.records import ACTS
from coach.practice import Today

EXAMPLES = """\
examples:
  coach today
  coach today --json
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    add_json(parser)


def run(args: Namespace) -> int:
    """Print what is next."""
    with reading() as practice:
        today = practice.today()
        name_problems(practice.library.problems)
        if args.json:
            print_json(_as_json(today))
        elif today.prompt is None:
            print(fold(today.why))
        else:
            print(fold(today.prompt.ask))
            print(fold(today.why, "  "))
            print(f"  {today.prompt.id}")
    return 0


def _as_json(today: Today) -> dict[str, object]:
    position, prompt = today.position, today.prompt
    return {
        "day": today.day.isoformat(),
        "week": today.week,
        "programme": position
        and {"week": position.number, "of": position.of, "track": position.week.track},
        "prompt": prompt and {"id": prompt.id, "ask": prompt.ask},
        "why": today.why,
        "open_act": today.open_act and ACTS.record(today.open_act),
        "due": today.due,
    }
