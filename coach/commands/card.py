"""`coach card`: what to say when someone asks."""

from argparse import Namespace
from dataclasses import asdict

from coach.commands.output import add_json, fold, print_json, reading, say
from coach.domain.card import EMPTY

EXAMPLES = """\
The newest line of each page that helps while somebody waits for an answer.

examples:
  coach card
  coach playbook add what-i-give-first "A look at the plug, free."
"""

configure = add_json


def run(args: Namespace) -> int:
    with reading() as practice:
        lines = practice.playbook.card()
        if args.json:
            print_json([asdict(line) for line in lines])
        elif not lines:
            say(EMPTY)
        else:
            parts = (f"{fold(line.title)}\n{fold(line.text, '  ')}" for line in lines)
            print("\n\n".join(parts))
    return 0
