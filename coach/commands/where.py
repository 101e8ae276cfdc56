"""`coach where`: where everything is."""

from argparse import Namespace

from coach import paths
from coach.commands.output import add_json, print_json

EXAMPLES = """\
Set COACH_HOME to have everything in one folder.

examples:
  coach where
  COACH_HOME=~/practice coach where
"""

configure = add_json


def run(args: Namespace) -> int:
    places = paths.places().named()
    if args.json:
        print_json({name: str(path) for name, path in places.items()})
        return 0
    width = max(map(len, places)) + 2
    for name, path in places.items():
        print(f"{name:<{width}}{path}")
    return 0
