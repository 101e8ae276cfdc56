"""`coach doctor`: what is wrong, if anything, and the one command that fixes it."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from coach.commands.output import add_json, add_yes, here, print_json, say
from coach.domain.text import counted
from coach.reminders import health

EXAMPLES = """\
Exit code 1 if anything is wrong. It changes nothing, except with --accept
or --tidy.

examples:
  coach doctor
  coach doctor --accept     accept a journal that was edited by hand
  coach doctor --tidy       remove what an editor left beside your drafts
"""


def configure(parser: ArgumentParser) -> None:
    add_json(parser)
    parser.add_argument("--accept", action="store_true", help="accept a hand-edited journal")
    parser.add_argument(
        "--tidy", action="store_true", help="remove what editors left beside drafts"
    )
    add_yes(parser, asks=False)


def run(args: Namespace) -> int:
    practice = here()
    if args.accept:
        copy = practice.journal.accept()
        say(f"Accepted. A copy of it: {copy}" if copy else "Nothing to accept.")
    if args.tidy:
        removed = practice.tidy_drafts()
        done = f"Removed {counted(removed, 'file')}. Words that weren't saved are drafts now."
        say(done if removed else "Nothing to tidy.")
    checks = [
        *practice.doctor.checks(),
        *health.checks(practice.places, practice.config, practice.clock.now()),
    ]
    well = all(check.ok for check in checks)
    if args.json:
        print_json({"ok": well, "checks": [asdict(check) for check in checks]})
    else:
        for check in checks:
            print(f"{'ok   ' if check.ok else 'WRONG'}  {check.name}: {check.says}")
            if check.fix:
                print(f"       Fix: {check.fix}")
    return 0 if well else 1
