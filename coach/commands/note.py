"""`coach note`: a free entry, kept at once."""

from argparse import ArgumentParser, Namespace

from coach.commands.writing import text_from
from coach.practice import NOTE_DRAFT, Practice
from coach.practice.derived import refresh

EXAMPLES = """\
The text is TEXT, or stdin (for -, or where something is piped in), or what you
write in $VISUAL or $EDITOR. The new id is printed.

examples:
  coach note "@bill asked whether I do gearboxes"
  coach note < thoughts.txt
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("text", nargs="?", metavar="TEXT", help="the note, or - for stdin")


def run(args: Namespace) -> int:
    """Keep the note and print its id."""
    practice = Practice.here()
    answer = practice.note(text_from(args.text, practice, NOTE_DRAFT))
    practice.drop_kept_drafts()
    print(answer.id, flush=True)
    refresh(practice)
    return 0
