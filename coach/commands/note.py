"""`coach note`: a free entry, saved at once."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import after_save, here
from coach.commands.writing import add_day, day_from, joined, not_lost, words
from coach.practice.drafting import NOTE

EXAMPLES = """\
The text is TEXT, or stdin (for - or a pipe), or what you write in $VISUAL or
$EDITOR. Prints the new id.

examples:
  coach note "@bill asked whether I do gearboxes"
  coach note bill called again
  coach note --on fri < thoughts.txt
"""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="TEXT", help="the note, or - for stdin")
    add_day(parser)


def run(args: Namespace) -> int:
    """Save the note and print its id."""
    practice, given = here(), joined(args.words)
    with not_lost(given, practice, NOTE):
        day = day_from(args, practice)
        with words(given, practice, NOTE) as text:
            note = practice.entries.note(text, day=day)
    print(note.id, flush=True)
    after_save(practice)
    return 0
