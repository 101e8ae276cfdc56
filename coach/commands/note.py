"""`coach note`: a free entry, saved at once."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import after_save, here
from coach.commands.writing import text_from
from coach.practice.drafting import NOTE

EXAMPLES = """\
The text is TEXT, or stdin (for - or a pipe), or what you write in $VISUAL or
$EDITOR. Prints the new id.

examples:
  coach note "@bill asked whether I do gearboxes"
  coach note < thoughts.txt
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("text", nargs="?", metavar="TEXT", help="the note, or - for stdin")


def run(args: Namespace) -> int:
    """Save the note and print its id."""
    practice = here()
    note = practice.entries.note(text_from(args.text, practice, NOTE))
    print(note.id, flush=True)
    after_save(practice)
    return 0
